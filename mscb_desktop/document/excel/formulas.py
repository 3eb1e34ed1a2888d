"""Computed cells as Excel formulas."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from xlsxwriter.utility import xl_rowcol_to_cell

from mscb_desktop.document.model import Difference, Formula, Missing, SumOf

MOST_ARGUMENTS = 200
"""Excel takes 255 arguments a function."""
LONGEST_FORMULA = 8_000
"""Excel takes 8,192 characters."""


def formula_text(
    formula: Formula,
    row: int,
    column: int,
    members: Iterable[int],
    column_of: Callable[[str], int],
) -> str | None:
    """Give the formula of the cell in a sheet's `row` and `column`, both counted from 0.

    `members` are the sheet's rows that a sum adds; `column_of` finds a column of the sheet. None
    where a sum is scattered over more rows than a formula can name: the value then stands alone.
    """
    if isinstance(formula, SumOf):
        ranges = [
            f"{xl_rowcol_to_cell(first, column)}:{xl_rowcol_to_cell(last, column)}"
            if last > first
            else xl_rowcol_to_cell(first, column)
            for first, last in _runs(members)
        ]
        text = "=" + _sum(ranges)
        return text if len(text) <= LONGEST_FORMULA else None
    if isinstance(formula, Difference):
        left, right = column_of(formula.column), column_of(formula.less)
        return f"={xl_rowcol_to_cell(row, left)}-{xl_rowcol_to_cell(row, right)}"
    part = xl_rowcol_to_cell(row, column_of(formula.part))
    whole = xl_rowcol_to_cell(row, column_of(formula.whole))
    return f'=IF({whole}=0,"{Missing.NOT_APPLICABLE}",{part}/{whole})'


def _sum(ranges: list[str]) -> str:
    if not ranges:
        return "SUM(0)"
    while len(ranges) > MOST_ARGUMENTS:
        ranges = [
            f"SUM({','.join(ranges[at : at + MOST_ARGUMENTS])})"
            for at in range(0, len(ranges), MOST_ARGUMENTS)
        ]
    return f"SUM({','.join(ranges)})"


def _runs(rows: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Join neighbouring rows into ranges."""
    first = last = None
    for row in rows:
        if first is None or last is None:
            first = last = row
        elif row == last + 1:
            last = row
        else:
            yield first, last
            first = last = row
    if first is not None and last is not None:
        yield first, last
