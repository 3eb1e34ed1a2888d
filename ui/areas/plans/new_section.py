"""Asks for the number and title of a plan's new section."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from ui.dialogs.base import Dialog
from ui.theme.buttons import button


class NewSectionDialog(Dialog):
    """One line, as the section's heading is printed."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("New section", parent, width=440)
        words = QLabel("&Number and title, as printed across the plan: 1. Governance")
        words.setWordWrap(True)
        self.line = QLineEdit()
        self.line.setMaxLength(200)
        self.line.setAccessibleName("Number and title")
        words.setBuddy(self.line)
        self.body.addWidget(words)
        self.body.addWidget(self.line)
        self.add_button(button("Cancel", "x", self.reject))
        self.add_section_button = self.add_button(
            button("Add section", "plus", self._on_add, primary=True), default=True
        )
        self.line.textChanged.connect(self._show)
        self._show("")
        self.line.setFocus()

    def _show(self, text: str) -> None:
        self.add_section_button.setEnabled(bool(text.strip()))

    def _on_add(self) -> None:
        self.accept()
        self.wanted.emit(self.line.text())
