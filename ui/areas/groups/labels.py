"""Asks on which sheet labels or cards are printed, and where on it the first one stands."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QSpinBox, QWidget

from ui.dialogs.base import Dialog
from ui.theme import scaled
from ui.theme.buttons import button


class LabelsDialog(Dialog):
    """A sheet some of whose labels are used already is printed on from the first that is left."""

    def __init__(self, show: Callable[[str, int], object], parent: QWidget | None = None) -> None:
        from mscb_desktop.reports.labels import SHEETS

        super().__init__("Labels and name cards", parent, width=460)
        self._show, self._sheets = show, SHEETS
        self.sheet = QComboBox()
        self.first = QSpinBox()
        self.first.setMinimum(1)
        self.first.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.first.setFixedWidth(scaled(90))
        self.places = QLabel()
        self.places.setProperty("kind", "muted")
        lines = QFormLayout()
        lines.setHorizontalSpacing(scaled(16))
        lines.setVerticalSpacing(scaled(8))
        lines.addRow("&Sheet", self.sheet)
        lines.addRow("&First label", self.first)
        lines.addRow("", self.places)
        self.body.addLayout(lines)
        self.add_button(button("Cancel", "x", self.reject))
        self.show_button = self.add_button(
            button("Show", "printer", self._on_show, primary=True), default=True
        )
        self.sheet.currentIndexChanged.connect(lambda _: self._on_sheet())
        for name, sheet in SHEETS.items():
            self.sheet.addItem(sheet.name, name)

    def _on_sheet(self) -> None:
        sheet = self._sheets[self.sheet.currentData()]
        count = sheet.columns * sheet.rows
        self.first.setMaximum(count)
        self.places.setText(f"{count} on a sheet, counted along the rows.")

    def _on_show(self) -> None:
        self.accept()
        self._show(self.sheet.currentData(), self.first.value())
