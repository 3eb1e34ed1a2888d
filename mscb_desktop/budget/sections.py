"""The sections of a budget's sides: which rows stand together, and where a new one goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from db.records.budget import LineKind, Side
from mscb_desktop.budget.statement import Statement, StatementRow

_CLOSING = frozenset({LineKind.SUBTOTAL, LineKind.TOTAL, LineKind.BROUGHT_FORWARD})


@dataclass(frozen=True, slots=True)
class Section:
    """The rows between two subtotals of a side.

    `kind` is what a row typed into the section's empty line becomes; `start` and `end` bound
    its rows in the side's list, and a new row goes in before the row at `new_at`.
    """

    key: str
    side: Side
    kind: LineKind
    start: int
    new_at: int
    end: int


def sections(side: Side, rows: Sequence[StatementRow]) -> list[Section]:
    """Part the rows of one side into its sections, in order.

    What follows the last subtotal are adjustments on the expenditure side and other income on
    the income side; a side without a subtotal has lines alone.
    """
    kinds = [row.line.kind for row in rows]
    subtotals = [index for index, kind in enumerate(kinds) if kind is LineKind.SUBTOTAL]
    ends = [*subtotals, len(kinds)]
    found = []
    start = 0
    for number, end in enumerate(ends):
        closing = next((n for n in range(start, end) if kinds[n] in _CLOSING), end)
        kind = _kind(side, after_subtotals=number == len(subtotals) and bool(subtotals))
        found.append(Section(f"{side}-{number}", side, kind, start, closing, end))
        start = end + 1
    return found


def find_section(statement: Statement, key: str) -> Section:
    """Give the section of this key; the side's last one where it has fewer by now."""
    side = Side(key.partition("-")[0])
    there = sections(side, statement.side(side))
    return next((section for section in there if section.key == key), there[-1])


def section_at(side: Side, rows: Sequence[StatementRow], index: int) -> Section:
    """Give the section that the row at `index` belongs to; a subtotal closes its own."""
    return next(s for s in sections(side, rows) if index <= s.end)


def _kind(side: Side, *, after_subtotals: bool) -> LineKind:
    if side is Side.EXPENDITURE:
        return LineKind.ADJUSTMENT if after_subtotals else LineKind.EXPENDITURE
    return LineKind.OTHER_INCOME if after_subtotals else LineKind.CONTRIBUTION
