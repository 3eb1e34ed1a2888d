"""The members of a group: a line to find among them above the sheet as printed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from mscb_desktop.groups.columns import SELDOM, TYPED
from mscb_desktop.groups.reading import Missing
from mscb_desktop.groups.rows import NEW
from mscb_desktop.groups.sheet import MembersSheet
from mscb_desktop.sheet.model import Row, RowKind
from mscb_desktop.values import quoted, show_date
from ui.areas.groups.grid import MembersGrid
from ui.areas.groups.leaving import LeavingDialog
from ui.areas.groups.missing import MissingDialog
from ui.areas.history import show_history
from ui.context import Context
from ui.editors.find_line import FindLine
from ui.grid.pasted import Pasted
from ui.grid.report import PasteReport
from ui.theme import scaled
from ui.theme.buttons import button, only_where_written

_FIND = 240
"""Width in pixels at 100 % that the find line keeps beside the choices."""
_NEAR, _COMPARED = 2, 60
"""How many near names are said of one that is not known, and of how many of these."""


class MembersPanel(QWidget):
    """Shows one group as on a day; the grid is made when the first one is shown."""

    selection_changed = Signal()
    problems_changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.grid: MembersGrid | None = None
        self._began: dt.date | None = None
        self.find_box = FindLine("Find among the members")
        self.find_box.down.connect(self._on_down)
        self.find_box.textChanged.connect(self._on_find)
        self.everyone = QCheckBox("&Former and later members")
        self.everyone.setToolTip("Show also who is not on the group on this day")
        self.all_columns = QCheckBox("All &columns")
        self.all_columns.setToolTip(
            "Show also To, Deputy for, Printed under and Remark, to type into them"
        )
        for box in (self.everyone, self.all_columns):
            box.toggled.connect(self._show_again)
        self.pasted = Pasted()
        self.paste_button = button("Paste a list", "clipboard", self.paste)
        only_where_written(self.paste_button, context.board.read_only)
        self.nobody = self._make_nobody()
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(scaled(8))
        self._top.addWidget(self.find_box, 1)
        boxes = QHBoxLayout()
        boxes.setSpacing(scaled(12))
        boxes.addWidget(self.everyone)
        boxes.addWidget(self.all_columns)
        self._top.addLayout(boxes)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(scaled(8))
        self._column.addLayout(self._top)
        self._column.addWidget(self.pasted)
        self._column.addWidget(self.nobody)

    @property
    def sheet(self) -> MembersSheet | None:
        """The sheet that is shown."""
        return self.grid.members if self.grid is not None else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the choices below the find line where there is no room beside it."""
        super().resizeEvent(event)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        boxes = (self.everyone, self.all_columns)
        wanted = sum(box.sizeHint().width() for box in boxes) + scaled(_FIND)
        self._top.setDirection(across if self.width() >= wanted else down)

    def show_group(self, ref: str, day: dt.date, began: dt.date | None) -> None:
        """Show a group as on a day; new members begin on `began`."""
        self._began = began
        sheet = MembersSheet(
            self._context.board,
            ref,
            day,
            everyone=self.everyone.isChecked(),
            all_columns=self.all_columns.isChecked(),
            began=began,
        )
        other = self.sheet is None or self.sheet.group != ref
        if other:
            self.pasted.hide()
            self._clear_find()
        sheet.holding = self.find_box.text()
        if self.grid is None:
            self._make_grid(sheet)
            self._to_first()
        elif other:
            self.grid.set_sheet(sheet)
            self._to_first()
        else:
            at, column = self.current()
            self.grid.set_sheet(sheet)
            if at is not None:
                place = self.grid.sheet_model.place(at)
                number = self.grid.sheet_model.column_of(column or "")
                if place is not None:
                    self.grid.select_cell(place, number or 0)
        assert self.grid is not None
        self._show_nobody()
        self.grid.setAccessibleName(f"Members of {sheet.title} as at {show_date(day)}")

    def refresh(self, touched: frozenset[tuple[str, str]]) -> None:
        """Read the group again."""
        if self.grid is not None:
            self.grid.reload(touched)
            self._show_nobody()

    def go_to(self, ref: str, column: str | None) -> bool:
        """Choose a member's cell with the keyboard, one of another day too."""
        if self.grid is None:
            return False
        if column in SELDOM and self.grid.sheet_model.column_of(column) is None:
            self.all_columns.setChecked(True)
        key = column if column in TYPED else None
        if self.grid.go_to(ref, key):
            return True
        self.find_box.clear()
        if self.grid.go_to(ref, key):
            return True
        self.everyone.setChecked(True)
        return self.grid.go_to(ref, key)

    def current(self) -> tuple[str | None, str | None]:
        """Give the current row's reference and column."""
        row = self.current_row()
        column = self.grid.current_column() if self.grid is not None else None
        return (row.ref if row is not None else None), (column.key if column else None)

    def current_row(self) -> Row | None:
        """Give the current row."""
        return self.grid.current_row() if self.grid is not None else None

    def current_post(self) -> str | None:
        """Give the post of the current row, None where there is none."""
        row = self.current_row()
        post = row.values.get("post") if row is not None and row.stores else None
        return str(post) if post and row is not None and row.ref != NEW else None

    def status(self) -> str:
        """Say what the current cell is."""
        row = self.current_row()
        sheet = self.sheet
        if row is None or sheet is None:
            return ""
        if row.ref == NEW:
            began = f", from {show_date(self._began)}" if self._began is not None else ""
            return f"Type a post or a name here to add a member{began}"
        name = sheet.row_label(row)
        held = row.shown.get("person")
        return f"{name}: {held}" if held and held != name else name

    # What can be done

    def ask_leaving(self) -> LeavingDialog | None:
        """Ask what becomes of the selected members."""
        grid, sheet = self.grid, self.sheet
        refs = grid.chosen() if grid is not None else []
        if grid is None or sheet is None or not refs:
            self._context.say("Choose the row of a member first.")
            return None
        with self._context.board.reading() as connection:
            rows = sheet.rows_of(connection, refs)
        names = [sheet.row_label(rows[ref]) for ref in refs if ref in rows]
        dialog = LeavingDialog(names, sheet.day, self)
        dialog.ends.connect(partial(self._end, refs, names))
        dialog.deletes.connect(partial(self._delete, refs, names))
        dialog.open()
        return dialog

    def ask_missing(
        self, missing: Sequence[Missing], paste: Callable[[bool], None]
    ) -> MissingDialog:
        """Ask whether what a pasted list names shall be added."""
        from mscb_desktop.duplicates import names_of

        board = self._context.board
        near = {
            each: [name for _, name in names_of(board, each.table).near(each.name)[:_NEAR]]
            for each in missing[:_COMPARED]
        }
        dialog = MissingDialog(missing, paste, self, near)
        dialog.open()
        return dialog

    def paste(self) -> None:
        """Paste a list from the empty line on."""
        if self.grid is not None:
            self.find_box.clear()
            self.grid.go_to(NEW)
            self.grid.acts.paste()

    def _end(self, refs: Sequence[str], names: Sequence[str], last: object) -> None:
        sheet = self.sheet
        assert isinstance(last, dt.date)
        if sheet is None:
            return
        plan = sheet.end(refs, last)
        if plan.problems:
            self._context.say(plan.problems[0].message)
        elif plan.changes and self._context.apply(plan):
            who = quoted(names[0]) if len(names) == 1 else f"{len(names)} members"
            self._context.say(f"{who} to {show_date(last)}. Ctrl+Z takes it back.")

    def _delete(self, refs: Sequence[str], names: Sequence[str]) -> None:
        sheet, grid = self.sheet, self.grid
        if sheet is None or grid is None:
            return
        if self._context.apply(sheet.delete(refs)):
            for ref in refs:
                grid.keeping.forget(ref)
            who = f"{quoted(names[0])} is" if len(names) == 1 else f"{len(names)} members are"
            self._context.say(f"{who} deleted. Ctrl+Z brings back what was there.")

    # Parts

    def _make_nobody(self) -> QWidget:
        words = QLabel(
            "Nobody is on this group on this day. Type posts or names into the empty line, or "
            "paste a list from Word or Excel."
        )
        words.setProperty("kind", "muted")
        words.setWordWrap(True)
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(scaled(12))
        row.addWidget(words, 1)
        row.addWidget(self.paste_button)
        made.hide()
        return made

    def _show_nobody(self) -> None:
        """Say that there is nobody, where no search hides them."""
        grid, sheet = self.grid, self.sheet
        if grid is None or sheet is None:
            return
        empty = not any(row.kind is RowKind.LINE for _, row in grid.sheet_model.known())
        self.nobody.setVisible(empty and not sheet.holding.strip())

    def _make_grid(self, sheet: MembersSheet) -> None:
        grid = MembersGrid(sheet, self._context.apply, self._context.say, self.ask_missing)
        grid.show_history = partial(show_history, self._context)
        grid.selection_changed.connect(lambda _ref, _column: self.selection_changed.emit())
        grid.problems_changed.connect(self._on_problems_changed)
        grid.pasted.connect(self._on_pasted)
        grid.leaving.connect(self.ask_leaving)
        self.grid = grid
        self._column.addWidget(grid, 1)

    def _show_again(self, _: bool) -> None:
        sheet = self.sheet
        if sheet is not None:
            self.show_group(sheet.group, sheet.day, self._began)

    def _to_first(self) -> None:
        """Choose the first member, not the heading above: it is members that keys act on."""
        grid = self.grid
        if grid is None:
            return
        lines = (
            place for place, row in grid.sheet_model.known() if row.kind is not RowKind.HEADING
        )
        place = next(lines, None)
        if place is not None:
            grid.select_cell(place, 0)

    def _clear_find(self) -> None:
        self.find_box.blockSignals(True)
        self.find_box.clear()
        self.find_box.blockSignals(False)

    def _on_down(self) -> None:
        if self.grid is not None:
            self.grid.setFocus()

    def _on_find(self) -> None:
        """Show what holds the text; a cell that is not stored must not go out of sight."""
        sheet, grid = self.sheet, self.grid
        if sheet is None or grid is None or self.find_box.text() == sheet.holding:
            return
        if grid.problems():
            self._context.say("Mend the list's cell that is not stored, or press Esc in it.")
            return
        sheet.holding = self.find_box.text()
        grid.reload()
        row = grid.current_row()
        if row is None or row.kind is RowKind.HEADING:
            self._to_first()
        self.selection_changed.emit()

    def _on_problems_changed(self) -> None:
        self._on_find()
        self.problems_changed.emit()

    def _on_pasted(self, report: PasteReport) -> None:
        self.pasted.show_report(report)
