"""Set the rows of a pasted budget table onto the rows of the sheet, by their words and order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from db.fields import Value
from mscb_desktop.sheet.model import PastedRow, Row, RowKind

_FIGURES = ("set", "actual", "difference", "forecast")
_FORWARD = ("brought forward", "carried forward", "surplus", "b/f", "b/fwd", "underspend from")

_SUMMED = frozenset(
    {"expenditure", "income", "spend", "spending", "costs", "budget", "contributions", "funding"}
)
"""Words that say what a total adds up."""


def place_rows(
    there: Sequence[Row],
    forward: frozenset[str],
    at: str,
    rows: Sequence[Mapping[str, Value]],
) -> list[PastedRow]:
    """Say which row of the sheet each pasted row meets when pasting begins at the row `at`.

    A row called subtotal, or total, meets the next such row of the sheet, and what follows it
    continues behind that row: lines before the subtotal, adjustments after it. A balance brought
    forward meets the sheet's own row for it (`forward` lists their references). Other rows meet
    the sheet's rows in order, those with figures passing over headings; where the rows end, new
    ones are made at the end of their section.
    """
    refs = [row.ref for row in there]
    pointer = refs.index(at) if at in refs else 0
    placed = []
    for number, given in enumerate(rows, 1):
        cells = _labelled(given)
        if any(cells.get(key) is not None for key in _FIGURES):
            pointer = _past_headings(there, pointer)
        named = _named(there, forward, pointer, str(cells.get("description") or ""))
        if named is not None:
            meets = named
        elif there[pointer].kind in (RowKind.SUBTOTAL, RowKind.TOTAL) or refs[pointer] in forward:
            meets = _new_before(there, pointer)
        else:
            meets = pointer
        placed.append(PastedRow(there[meets].ref, cells, number))
        # The empty line stays where it is: each row that meets it becomes another new row.
        stays = there[meets].kind is RowKind.NEW
        pointer = meets if stays else min(meets + 1, len(there) - 1)
    return placed


def _labelled(cells: Mapping[str, Value]) -> Mapping[str, Value]:
    """Take words that stand in the code column of a row without codes for its description."""
    words = str(cells.get("codes") or "")
    if cells.get("description") or not any(letter.islower() for letter in words):
        return cells
    return {**cells, "description": words, "codes": None}


def _named(there: Sequence[Row], forward: frozenset[str], pointer: int, words: str) -> int | None:
    """Find the row at or behind `pointer` that the words name as a sum or a balance."""
    name = " ".join(words.casefold().replace("-", " ").split())
    if name.startswith(("subtotal", "sub total")):
        return _next(there, pointer, RowKind.SUBTOTAL)
    if _is_total(name):
        return _next(there, pointer, RowKind.TOTAL)
    if any(word in name for word in _FORWARD):
        behind = range(pointer, len(there))
        return next((index for index in behind if there[index].ref in forward), None)
    return None


def _is_total(name: str) -> bool:
    """Tell a side's total ('Total set income') from a line that begins with the word."""
    words = name.removeprefix("grand ").split()
    return words[:1] == ["total"] and (len(words) == 1 or not _SUMMED.isdisjoint(words))


def _next(there: Sequence[Row], pointer: int, kind: RowKind) -> int | None:
    return next((n for n in range(pointer, len(there)) if there[n].kind is kind), None)


def _past_headings(there: Sequence[Row], pointer: int) -> int:
    behind = range(pointer, len(there))
    return next((n for n in behind if there[n].kind is not RowKind.HEADING), pointer)


def _new_before(there: Sequence[Row], pointer: int) -> int:
    """Find the empty line of the section that the row at `pointer` closes."""
    before = (n for n in range(pointer, -1, -1) if there[n].kind is RowKind.NEW)
    return next(before, pointer)
