"""A tree as a list whose titles are indented by their level."""

from __future__ import annotations

from mscb_desktop.document.excel.formats import Look
from mscb_desktop.document.excel.sheet import HEAD_ROW, TableSheet, Where
from mscb_desktop.document.model import Row, Value

LEVEL, TITLE = 0, 1
"""Places of the columns in the list that a tree gives."""
MOST_INDENT = 15
"""Excel indents no further in its own forms."""
STEP = 2
"""Characters of width that one level of indenting takes."""


class TreeSheet(TableSheet):
    """Writes a tree's list; the indent is the cell's own, so that the text stays as it is."""

    def _write_cell(self, at_row: int, row: int, source: Row, at: int, value: Value) -> None:
        column = self._table.columns[at]
        if at != TITLE or not isinstance(value, str):
            super()._write_cell(at_row, row, source, at, value)
            return
        look = Look(column.kind, source.kind, indent=self._indent(row))
        self._put(at_row, self._places[at], value, column, look, Where(self._table, row, at))

    def _indent(self, row: int) -> int:
        level = self._values[row][LEVEL]
        assert isinstance(level, int)
        return min(level - 1, MOST_INDENT)

    def _set_heights(self) -> None:
        """Find the heights for the width without indents, then give the indents their room."""
        super()._set_heights()
        deepest = max((self._indent(row) for row in range(len(self._values))), default=0)
        self._widths[self._places[TITLE]] += STEP * deepest

    def _add_table(self, name: str) -> None:
        super()._add_table(name)
        self._sheet.freeze_panes(HEAD_ROW + 1, TITLE + 1)
