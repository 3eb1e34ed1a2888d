"""Find the headings in a clipboard and say which of its columns is which of the sheet's."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mscb_desktop.sheet.clip import Cell, Clip
from mscb_desktop.sheet.model import Column

_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?:\s*[-/–]\s*(?:[0-9]{4}|[0-9]{2}))?(?![0-9])")
_MOST_TITLES = 4


@dataclass(frozen=True, slots=True)
class ClipRow:
    """A row of data of the clipboard: its cells by the sheet's column keys, and its place."""

    number: int
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class UnknownColumn:
    """A column of the clipboard that the sheet has not, and how many of its cells hold something.

    `place` counts the clipboard's columns from 1; `heading` is '' where it has none.
    """

    heading: str
    place: int
    count: int


@dataclass(frozen=True, slots=True)
class Headed:
    """A clipboard read by its headings.

    `beyond` are (row, column) places, counted from 1, of filled cells right of the sheet's last
    column, where there are no headings to go by.
    """

    rows: tuple[ClipRow, ...]
    unknown: tuple[UnknownColumn, ...] = ()
    beyond: tuple[tuple[int, int], ...] = ()


def heading_key(text: str) -> str:
    """Reduce a heading to what counts: letters and digits in one case, without years."""
    return re.sub(r"[\W_]", "", _YEAR.sub(" ", text).casefold())


def read_headings(columns: Sequence[Column], at_column: str, clip: Clip) -> Headed:
    """Map the clipboard's columns to the sheet's.

    A row of headings names at least two of the sheet's columns and no less than half of its
    own cells, or nothing else than such names. It may come first or below a title of one cell,
    and again further down, as where a table was split over pages; only what stands below
    headings is data. Without headings the columns run from `at_column`. Blank rows are no data.
    """
    names = _names(columns)
    filled = [
        (number, row)
        for number, row in enumerate(clip, start=1)
        if any(not cell.blank for cell in row)
    ]
    first = _first_headings(names, filled)
    if first is None:
        return _by_position(columns, at_column, filled)
    return _by_name(names, filled[first:])


def _names(columns: Sequence[Column]) -> dict[str, str]:
    names: dict[str, str] = {}
    for column in columns:
        names.setdefault(heading_key(column.heading), column.key)
    for column in columns:
        labels = (*column.names, column.field.label if column.field else "")
        for label in labels:
            names.setdefault(heading_key(label), column.key)
    names.pop("", None)
    return names


def _first_headings(
    names: Mapping[str, str], filled: Sequence[tuple[int, tuple[Cell, ...]]]
) -> int | None:
    for place, (_, row) in enumerate(filled[: _MOST_TITLES + 1]):
        last = place == len(filled) - 1
        if _headings(names, row) and not (last and place == 0):
            return place
        if sum(not cell.blank for cell in row) > 1:
            return None
    return None


def _headings(names: Mapping[str, str], row: Sequence[Cell]) -> dict[int, str] | None:
    """Give the column key per place where `row` is a row of headings."""
    found: dict[int, str] = {}
    for place, cell in enumerate(row):
        key = names.get(heading_key(cell.text))
        if key is not None and key not in found.values():
            found[place] = key
    filled = sum(not cell.blank for cell in row)
    enough = len(found) >= 2 and len(found) * 2 >= filled
    return found if enough or (found and len(found) == filled) else None


def _by_position(
    columns: Sequence[Column], at_column: str, filled: Sequence[tuple[int, tuple[Cell, ...]]]
) -> Headed:
    keys = [column.key for column in columns]
    keys = keys[keys.index(at_column) :]
    return Headed(
        tuple(ClipRow(number, dict(zip(keys, row, strict=False))) for number, row in filled),
        beyond=tuple(
            (number, place)
            for number, row in filled
            for place, cell in enumerate(row[len(keys) :], start=len(keys) + 1)
            if not cell.blank
        ),
    )


def _by_name(names: Mapping[str, str], filled: Sequence[tuple[int, tuple[Cell, ...]]]) -> Headed:
    rows: list[ClipRow] = []
    unknown: dict[tuple[int, str], int] = {}
    found: dict[int, str] = {}
    headings: tuple[Cell, ...] = ()
    for number, row in filled:
        again = _headings(names, row)
        if again and (not found or len(again) >= 2):
            found, headings = again, row
            continue
        cells = {found[place]: cell for place, cell in enumerate(row) if place in found}
        if any(not cell.blank for cell in cells.values()):
            rows.append(ClipRow(number, cells))
        for place, cell in enumerate(row):
            if place not in found and not cell.blank:
                heading = " ".join(headings[place].text.split()) if place < len(headings) else ""
                unknown[place, heading] = unknown.get((place, heading), 0) + 1
    return Headed(
        tuple(rows),
        tuple(
            UnknownColumn(heading, place + 1, count) for (place, heading), count in unknown.items()
        ),
    )
