"""Yes or no as a box to tick."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from db.fields import Field, Value
from ui.editors.base import Editor, Leave


class YesNoEditor(Editor):
    """A tick box with 'Yes' beside it; ticking is finishing."""

    def __init__(self, field: Field, parent: QWidget | None = None, *, in_grid: bool) -> None:
        super().__init__(field, parent, in_grid=in_grid)
        self.box = QCheckBox("Yes", self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.box)
        layout.addStretch(1)
        self.box.clicked.connect(self._on_clicked)
        self.watch(self.box)

    def set_value(self, value: Value, shown: str) -> None:
        self.box.setChecked(value is True)
        self.touched = False

    def begin_with(self, text: str) -> None:
        self.box.setChecked(says_yes(text) is True)
        self.touched = True

    def typed(self) -> Value:
        return self.box.isChecked()

    def _on_clicked(self) -> None:
        self.touched = True
        self.finished.emit(Leave.STAY)


def says_yes(letter: str) -> bool | None:
    """Read the one key that answers: y or j for yes, n for no; None for others."""
    return {"y": True, "j": True, "1": True, "x": True, "n": False, "0": False}.get(
        letter.casefold()
    )
