"""Filters beside each other, broken into lines of equal columns."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.filtering.field import FilterField
from ui.theme import scaled


class FilterLine(QWidget):
    """Sets filters in as few lines as their least width allows."""

    def __init__(self, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._width = width
        """Least width of a filter in pixels at text size 100."""
        self.fields: dict[str, FilterField] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(scaled(12))
        self._grid.setVerticalSpacing(scaled(8))
        self._in_a_line = 0

    def set_fields(self, fields: Mapping[str, FilterField]) -> None:
        """Take the filters, from left to right."""
        self.fields = dict(fields)
        self._lay_out(len(fields))

    def unstored(self) -> int:
        """Count the filters that hold what cannot be looked for."""
        return sum(field.problem is not None for field in self.fields.values())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the filters into as many lines as the width needs."""
        super().resizeEvent(event)
        most = max(1, self.width() // scaled(self._width))
        # Lines that are as full as each other look calmer than a last one with a rest.
        lines = -(-len(self.fields) // most)
        self._lay_out(-(-len(self.fields) // max(1, lines)))

    def _lay_out(self, in_a_line: int) -> None:
        """Set the filters in lines of equal columns."""
        if in_a_line == self._in_a_line:
            return
        self._in_a_line = in_a_line
        for place, field in enumerate(self.fields.values()):
            self._grid.addWidget(field, *divmod(place, in_a_line), Qt.AlignmentFlag.AlignTop)
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, int(column < min(in_a_line, len(self.fields))))
