"""The list of sectors: named, ordered, added and deleted in a small sheet."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from mscb_desktop.sheet.model import SheetPlan
from mscb_desktop.sheet.table import TableSheet
from ui.context import Context
from ui.dialogs.base import Dialog
from ui.editors.base import Leave
from ui.grid.view import Grid
from ui.theme import scaled
from ui.theme.buttons import button


class SectorsDialog(Dialog):
    """A sheet of the sectors in the order in which reports print them."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("Sectors", parent, width=460)
        self._context = context
        words = QLabel(
            "Agencies stand in these sectors, in this order. Type into the last line to add one; "
            "Alt+Up and Alt+Down move it, Ctrl+Minus deletes it."
        )
        words.setWordWrap(True)
        self.body.addWidget(words)
        self.notice = QLabel()
        self.notice.setWordWrap(True)
        self.notice.setProperty("kind", "muted")
        sheet = TableSheet(context.board, "sector", {"name": 0})
        self.grid = Grid(sheet, self._apply, self._say)
        self.grid.setAccessibleName("Sectors")
        self.grid.setMinimumHeight(scaled(300))
        self.body.addWidget(self.grid, 1)
        self.body.addWidget(self.notice)
        self.add_button(button("Close", "x", self.reject))
        self.resize(scaled(460), scaled(520))
        self.grid.setFocus()

    def reject(self) -> None:
        """Close; a name that was typed and not taken waits for the next time."""
        self.grid.typing.finish(Leave.STAY)
        super().reject()

    def _apply(self, plan: SheetPlan) -> bool:
        taken = self._context.apply(plan)
        self._say("" if taken else "Not done: the window behind says why, at its top.")
        return taken

    def _say(self, words: str) -> None:
        self.notice.setText(words)
