"""Widths of columns and heights of rows, measured from what the cells hold."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING

from mscb_desktop.sheet.model import Column, Row
from ui.grid.cells import STRONG_ROWS, rating
from ui.grid.model import is_figure

if TYPE_CHECKING:
    from ui.grid.view import Grid

_SMALL = 256
"""Rows up to which a sheet is measured as a whole; of longer ones only what is seen."""
_LEAST_TEXT = 56
"""Width in pixels at text size 100 that a column of text has at least for its text."""
_LONGEST_WORD = 150
"""Width in pixels at text size 100 beyond which a word may be broken."""


class Sizes:
    """Keeps the grid's columns as wide as figures need and its rows as high as texts need."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._measured: set[int] = set()
        self._parts: dict[str, int] = {}
        self._wholes: dict[str, int] = {}
        self._dragged: dict[str, int] = {}
        self._laying = False
        grid.horizontalHeader().sectionResized.connect(self._on_resized)

    def forget(self) -> None:
        """Measure all anew at the next chance."""
        self._measured.clear()
        self._parts.clear()
        self._wholes.clear()

    def lay_out(self) -> None:
        """Set the columns' widths for the room there is, then the heights of what is seen."""
        self._note_contents(row for _, row in islice(self._grid.sheet_model.known(), 2 * _SMALL))
        self._set_columns()
        self.measure_seen()

    def fit(self) -> None:
        """Share out other room among the columns; what the texts need is known still."""
        self._measured.clear()
        self._set_columns()
        self.measure_seen()

    def measure_seen(self) -> None:
        """Set the heights of the rows in view that were not measured since the last change."""
        model = self._grid.sheet_model
        count = model.rowCount()
        if count <= _SMALL:
            for place in range(count):
                self._measure(place)
            return
        place = max(0, self._grid.rowAt(0))
        bottom = self._grid.viewport().height()
        top = self._grid.rowViewportPosition(place)
        fresh: list[Row] = []
        while place < count and top < bottom + self._grid.metrics.row:
            row = model.row(place)
            if row is not None and place not in self._measured:
                fresh.append(row)
            self._measure(place)
            top += self._grid.rowHeight(place)
            place += 1
        if self._note_contents(fresh):
            self._set_columns()

    def measure_again(self, first: int, last: int) -> None:
        """Measure rows that changed, where they had been measured."""
        if last - first > _SMALL:
            self._measured.clear()
        else:
            self._measured.difference_update(range(first, last + 1))
        self.measure_seen()

    def strip_height(self, row: Row) -> int:
        """Height of the strip below a row's cells that says what was not taken."""
        lines = sum(len(strip) for _, strip in self.strips(row))
        if not lines:
            return 0
        room = self._grid.metrics.px(8)
        if self._grid.choice.stands_in(row):
            room += self._grid.choice.height()
        return lines * self._grid.metrics.line + room

    def strips(self, row: Row) -> list[tuple[Column, tuple[str, ...]]]:
        """Give the reasons to be shown below a row, each with its column and its lines."""
        model = self._grid.sheet_model
        drafts = model.drafts.row(row.ref)
        if not drafts:
            return []
        width = self.strip_width() - 2 * self._grid.metrics.padding
        return [
            (column, self._grid.metrics.wrap(remark, max(1, width)))
            for column in model.columns
            if (remark := model.remark(row, column)) is not None
        ]

    def strip_width(self) -> int:
        """Width that a strip may take: all columns, as far as they are in view."""
        return min(self._grid.horizontalHeader().length(), self._grid.viewport().width())

    def content_height(self) -> int:
        """Height in pixels that shows all rows and the head without scrolling."""
        grid = self._grid
        head = grid.horizontalHeader().sizeHint().height()
        return head + grid.verticalHeader().length() + 2 * grid.frameWidth()

    def _measure(self, place: int) -> None:
        if place in self._measured:
            return
        self._measured.add(place)
        grid = self._grid
        row = grid.sheet_model.row(place)
        if row is None:
            return
        lines = max(
            len(grid.painter.cell(row, column, grid.columnWidth(number)).lines)
            for number, column in enumerate(grid.sheet_model.columns)
        )
        height = grid.metrics.height(lines) + self.strip_height(row)
        if grid.rowHeight(place) != height:
            grid.setRowHeight(place, height)

    def least_width(self) -> int:
        """Give the width below which the columns do not fit side by side."""
        return sum(map(self._least, self._grid.sheet_model.columns))

    def _note_contents(self, rows: Iterable[Row]) -> bool:
        """Remember each column's widest part and widest text; True where one is wider than before.

        What must not be broken is a part: a figure, or a word.
        """
        grid = self._grid
        wider = False
        for row in rows:
            for column in grid.sheet_model.columns:
                part, whole = self._content(row, column)
                if part > self._parts.get(column.key, 0):
                    self._parts[column.key] = part
                    wider = True
                if whole > self._wholes.get(column.key, 0):
                    self._wholes[column.key] = whole
                    wider = True
        return wider

    def _content(self, row: Row, column: Column) -> tuple[int, int]:
        """Width of the cell's widest part, and of all of it on one line."""
        model, metrics = self._grid.sheet_model, self._grid.metrics
        if model.reason(row, column) is not None:
            return 0, 0
        strong = row.kind in STRONG_ROWS
        text, note = model.text(row, column), model.note(row, column)
        chip = rating(model, row, column)
        if chip is not None:
            part = whole = chip.width(metrics)
        else:
            parts = [text] if is_figure(column) else text.split()
            part = max((metrics.width(each, strong) for each in parts), default=0)
            whole = metrics.width(text, strong)
        if note is not None:
            whole += metrics.width(f" {note.text}")
            if chip is not None and len(note.text) == 1:
                part = whole  # a sign belongs beside its chip
            part = max(part, *(metrics.width(word) for word in note.text.split() or [""]))
        sign = self._grid.painter.reserved(row, column)
        if not is_figure(column):
            part = min(part, metrics.px(_LONGEST_WORD))
        return part + sign, whole + sign

    def _set_columns(self) -> None:
        grid = self._grid
        columns = grid.sheet_model.columns
        widths = share(
            [self._wanted(column) for column in columns],
            [self._enough(column) for column in columns],
            [self._least(column) for column in columns],
            [column.width if column.stretch else 0 for column in columns],
            grid.viewport().width(),
        )
        header = grid.horizontalHeader()
        changed = False
        self._laying = True
        for number, width in enumerate(widths):
            if header.sectionSize(number) != width:
                header.resizeSection(number, width)
                changed = True
        self._laying = False
        if changed:
            self._measured.clear()
            grid.head_changed()
            self.measure_seen()

    def _wanted(self, column: Column) -> int:
        """Width that the column has where there is room."""
        if column.key in self._dragged:
            return max(self._dragged[column.key], self._least(column))
        metrics = self._grid.metrics
        typed = column.width * metrics.width("0") + 2 * metrics.padding
        return max(typed, self._least(column))

    def _enough(self, column: Column) -> int:
        """Width that shows the column's texts on one line, as far as that is less than wanted."""
        if column.key in self._dragged:
            return self._wanted(column)
        content = self._wholes.get(column.key, 0) + 2 * self._grid.metrics.padding
        return min(max(content, self._least(column)), self._wanted(column))

    def _least(self, column: Column) -> int:
        """Width below which figures and words would be cut."""
        metrics = self._grid.metrics
        if column.key in self._dragged and not is_figure(column):
            return self._dragged[column.key]
        words = column.heading.split() or [""]
        head = max(metrics.head_measure.horizontalAdvance(word) for word in words)
        part = self._parts.get(column.key, 0)
        if not is_figure(column):
            if not column.numbers:
                part = max(part, min(metrics.px(_LEAST_TEXT), column.width * metrics.width("0")))
            part = max(part, column.least * metrics.width("0"))
        return max(head, part) + 2 * metrics.padding

    def _on_resized(self, section: int, _old: int, new: int) -> None:
        columns = self._grid.sheet_model.columns
        if self._laying or section >= len(columns):
            return
        self._dragged[columns[section].key] = new
        self._set_columns()


def share(
    wanted: list[int], enough: list[int], least: list[int], weights: list[int], room: int
) -> list[int]:
    """Give each column its width for the room there is.

    Spare room goes to the columns with a weight. Where room is short columns first give up what
    their texts do not need, then what can be wrapped: each in proportion to what it has over.
    """
    spare = room - sum(wanted)
    if spare >= 0:
        parts = _portions(spare, weights)
        return [width + part for width, part in zip(wanted, parts, strict=True)]
    widths = wanted
    for lower in (enough, least):
        slack = [width - low for width, low in zip(widths, lower, strict=True)]
        parts = _portions(min(max(0, sum(widths) - room), sum(slack)), slack)
        widths = [width - part for width, part in zip(widths, parts, strict=True)]
    return widths


def _portions(amount: int, weights: list[int]) -> list[int]:
    """Split an amount by weights into whole pixels, the first ones taking the rest."""
    total = sum(weights)
    if total == 0:
        return [0] * len(weights)
    parts = [amount * weight // total for weight in weights]
    rest = amount - sum(parts)
    for place in range(len(parts)):
        if rest and weights[place]:
            parts[place] += 1
            rest -= 1
    return parts
