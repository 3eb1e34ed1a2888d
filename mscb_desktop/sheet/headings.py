"""Find the headings in a clipboard and say which of its columns is which of the sheet's."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from mscb_desktop.sheet.clip import Cell, Clip
from mscb_desktop.sheet.model import Column

_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?:\s*[-/–]\s*(?:[0-9]{4}|[0-9]{2}))?(?![0-9])")
_MOST_TITLES = 4
_NUMBER = re.compile(
    r"[0-9]{1,3}(?:\.[0-9]{1,3})*[a-z]?(?:\s*(?:,|&|/|and)\s*[0-9]{1,3}(?:\.[0-9]{1,3})*)*[.):]?"
)
_TITLE = re.compile(r"[0-9]{1,2}[.):]?\s+[^\W\d]")
_Numbered = tuple[int, tuple[Cell, ...]]
"""A row of the clipboard with its place there."""


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
    return re.sub(r"[\W_]", "", _YEAR.sub(" ", text).replace("&", "and").casefold())


def read_headings(columns: Sequence[Column], at_column: str, clip: Clip) -> Headed:
    """Map the clipboard's columns to the sheet's.

    A row of headings names at least two of the sheet's columns and no less than half of its
    own cells, or nothing else than such names. It may come first or below a title of one cell,
    and again further down, as where a table was split over pages; only what stands below
    headings is data, and a numbered title above them where the sheet numbers its rows. Headings
    in two rows, one below the other, are read together. Without headings the columns run from
    `at_column`. Blank rows are no data.
    """
    names = _names(columns)
    numbers = next((column.key for column in columns if column.numbers), None)
    filled = [
        (number, row)
        for number, row in enumerate(clip, start=1)
        if any(not cell.blank for cell in row)
    ]
    first = _first_headings(names, filled)
    if first is None:
        return _by_position(columns, at_column, filled)
    headed = _by_name(names, numbers, filled[first:])
    titles = _titles(filled[:first], numbers) if numbers is not None else ()
    return replace(headed, rows=(*titles, *headed.rows))


@dataclass(frozen=True, slots=True)
class _Names:
    """The keys of the sheet's columns by their headings, reduced to what counts.

    `beside` are headings that mean a column only beside others.
    """

    own: Mapping[str, str]
    beside: Mapping[str, str]

    def find(self, text: str) -> str | None:
        """Give the key of the column that a heading means."""
        key = heading_key(text)
        return self.own.get(key) or self.beside.get(key)


def _names(columns: Sequence[Column]) -> _Names:
    names: dict[str, str] = {}
    for column in columns:
        names.setdefault(heading_key(column.heading), column.key)
    for column in columns:
        labels = (*column.names, column.field.label if column.field else "")
        for label in labels:
            names.setdefault(heading_key(label), column.key)
    names.pop("", None)
    beside = {heading_key(label): column.key for column in columns for label in column.beside}
    return _Names(names, beside)


def _first_headings(names: _Names, filled: Sequence[_Numbered]) -> int | None:
    for place, (_, row) in enumerate(filled[: _MOST_TITLES + 1]):
        last = place == len(filled) - 1
        if _headings(names, row) and not (last and place == 0):
            return place
        if sum(not cell.blank for cell in row) > 1:
            return None
    return None


def _headings(names: _Names, row: Sequence[Cell]) -> dict[int, str] | None:
    """Give the column key per place where `row` is a row of headings."""
    found: dict[int, str] = {}
    own = False
    for place, cell in enumerate(row):
        key = names.find(cell.text)
        if key is not None and key not in found.values():
            found[place] = key
            own = own or heading_key(cell.text) in names.own
    filled = sum(not cell.blank for cell in row)
    enough = len(found) >= 2 and len(found) * 2 >= filled
    return found if own and (enough or len(found) == filled) else None


def _by_position(columns: Sequence[Column], at_column: str, filled: Sequence[_Numbered]) -> Headed:
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


@dataclass(slots=True)
class _Block:
    """What stands below one head: the column key per place, the headings, and the rows."""

    found: dict[int, str]
    headings: dict[int, str]
    rows: list[_Numbered]

    def goes_on(self, again: Mapping[int, str]) -> bool:
        """Tell whether a row of headings right below this head belongs to it."""
        return not self.rows and not any(
            place in self.found or key in self.found.values() for place, key in again.items()
        )


def _by_name(names: _Names, numbers: str | None, filled: Sequence[_Numbered]) -> Headed:
    rows: list[ClipRow] = []
    unknown: dict[tuple[int, str], int] = {}
    for block in _blocks(names, filled):
        found = block.found if numbers is None else _with_numbers(numbers, block)
        for number, row in block.rows:
            cells = {found[place]: cell for place, cell in enumerate(row) if place in found}
            if any(not cell.blank for cell in cells.values()):
                rows.append(ClipRow(number, cells))
            for place, cell in enumerate(row):
                if place not in found and not cell.blank:
                    heading = block.headings.get(place, "")
                    unknown[place, heading] = unknown.get((place, heading), 0) + 1
    return Headed(
        tuple(rows),
        tuple(
            UnknownColumn(heading, place + 1, count) for (place, heading), count in unknown.items()
        ),
    )


def _blocks(names: _Names, filled: Sequence[_Numbered]) -> list[_Block]:
    """Part a table at its heads, which it repeats where it was split over pages."""
    blocks: list[_Block] = []
    for number, row in filled:
        again = _headings(names, row)
        goes_on = bool(again and blocks and blocks[-1].goes_on(again))
        if again and (not blocks or goes_on or len(again) >= 2):
            texts = {
                place: " ".join(cell.text.split())
                for place, cell in enumerate(row)
                if not cell.blank
            }
            if goes_on:
                blocks[-1].found |= again
                blocks[-1].headings |= texts
            else:
                blocks.append(_Block(dict(again), texts, []))
        else:
            blocks[-1].rows.append((number, row))
    return blocks


def _with_numbers(numbers: str, block: _Block) -> Mapping[int, str]:
    """Find the column that numbers the rows where it has no heading, or shares one.

    'Objectives' printed across two columns heads the numbers and the texts beside them.
    """
    if numbers in block.found.values():
        return block.found
    rows = [row for _, row in block.rows if sum(not cell.blank for cell in row) > 1]
    for place in range(max(map(len, rows), default=0)):
        if place in block.found or place in block.headings:
            continue
        if _numbered(rows, place):
            return {**block.found, place: numbers}
        before = place - 1
        if before in block.found and _numbered(rows, before):
            return {**block.found, before: numbers, place: block.found[before]}
    return block.found


def _numbered(rows: Sequence[Sequence[Cell]], place: int) -> bool:
    """Tell whether most of what a column holds are numbers of rows."""
    texts = [row[place].text.strip() for row in rows if place < len(row) and not row[place].blank]
    return sum(_NUMBER.fullmatch(text) is not None for text in texts) * 2 > len(texts)


def _titles(above: Sequence[_Numbered], numbers: str) -> list[ClipRow]:
    """Take the numbered titles that stand above the first head: '1 Promotion strategy'."""
    found = []
    for number, row in above:
        cell = next(cell for cell in row if not cell.blank)
        if _TITLE.match(cell.text.strip()):
            found.append(ClipRow(number, {numbers: cell}))
    return found
