"""A picture: chosen from a file, shown, taken away."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from db.fields import Field, Value
from mscb_desktop.values.picture import MOST_BYTES, check_picture, no_picture
from mscb_desktop.values.unreadable import Unreadable
from ui.editors.base import Editor, Leave

_PREVIEW_LINES = 5


class ImageEditor(Editor):
    """Shows the picture with 'Choose…' and 'Remove'. Holds a PNG or JPEG of at most 2 MB."""

    refused = Signal(str)
    """A file was not taken; the words say why and what to do."""

    def __init__(self, field: Field, parent: QWidget | None = None, *, in_grid: bool) -> None:
        super().__init__(field, parent, in_grid=in_grid)
        self._image: bytes | None = None
        self.preview = QLabel(self)
        self.preview.setAccessibleName(f"Preview of {field.label}")
        self.choose = QPushButton("Choose…", self)
        self.choose.setAccessibleName(f"Choose a file for {field.label}")
        self.remove = QPushButton("Remove", self)
        self.remove.setAccessibleName(f"Remove {field.label}")
        buttons = QHBoxLayout()
        buttons.addWidget(self.choose)
        buttons.addWidget(self.remove)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.preview)
        layout.addLayout(buttons)
        self.choose.clicked.connect(self._on_choose)
        self.remove.clicked.connect(lambda: self._set(None))
        self.setFocusProxy(self.choose)

    def set_value(self, value: Value, shown: str) -> None:
        self._image = value if isinstance(value, bytes) else None
        self.touched = False
        self._show()

    def begin_with(self, text: str) -> None:
        """Take no letters: a picture cannot be typed."""

    def typed(self) -> Value:
        return self._image

    def set_read_only(self, read_only: bool) -> None:
        self.choose.setEnabled(not read_only)
        self.remove.setEnabled(not read_only)

    def take_file(self, path: Path) -> None:
        """Hold the picture of this file, or say why it cannot be held."""
        try:
            size = path.stat().st_size
            data = path.read_bytes() if size <= MOST_BYTES else b""
        except OSError as error:
            reason = error.strerror or "it cannot be opened"
            self.refused.emit(f"'{path.name}' cannot be read ({reason}): choose another file.")
            return
        try:
            check_picture(path.name, size, data)
            if not QPixmap().loadFromData(data):
                raise no_picture(path.name)
        except Unreadable as error:
            self.refused.emit(error.message)
        else:
            self._set(data)

    def _on_choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, f"Choose {self.field.label.lower()}", "", "Pictures (*.png *.jpg *.jpeg)"
        )
        if name:
            self.take_file(Path(name))

    def _set(self, image: bytes | None) -> None:
        self._image = image
        self.touched = True
        self._show()
        self.finished.emit(Leave.STAY)

    def _show(self) -> None:
        self.remove.setVisible(self._image is not None)
        if self._image is None:
            self.preview.setPixmap(QPixmap())
            self.preview.setText("No picture yet.")
            return
        picture = QPixmap()
        picture.loadFromData(self._image)
        side = self.fontMetrics().lineSpacing() * _PREVIEW_LINES
        self.preview.setPixmap(
            picture.scaled(
                side * 3,
                side,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        )
