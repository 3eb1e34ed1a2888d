"""The card that says what came of a paste, and offers to keep the figures as printed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from mscb_desktop.sheet.model import Sheet
from mscb_desktop.sheet.pasting import keep_as_printed
from ui.cards.card import Card
from ui.context import Context
from ui.grid.report import PasteReport
from ui.theme.buttons import button, link


class PastedCard(Card):
    """What was taken, what was not, and which figures differ from the computed ones."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("Pasted", "clipboard", parent)
        self._context = context

    def show_report(self, sheet: Sheet, report: PasteReport) -> None:
        """Show a report; one without anything to look at stays out of sight."""
        self.empty()
        self.setVisible(not report.clean)
        if report.clean:
            return
        head, _, rest = report.words.partition("\n")
        self.set_heading(f"Pasted: {head}")
        words = QLabel(rest)
        words.setWordWrap(True)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.body.addWidget(words)
        plan = keep_as_printed(sheet, report.comparisons)
        row = QHBoxLayout()
        if plan.changes:
            self.keep_button = button("Keep as printed", "check", lambda: self._keep(sheet, report))
            self.keep_button.setToolTip("Keep the pasted figures beside the computed ones")
            row.addWidget(self.keep_button)
        row.addWidget(link("Close", self.hide))
        row.addStretch(1)
        self.body.addLayout(row)

    def _keep(self, sheet: Sheet, report: PasteReport) -> None:
        if self._context.apply(keep_as_printed(sheet, report.comparisons)):
            self.hide()
