"""A file dropped onto the window or a page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

BOARDS = ".mscb"
"""How the name of a board's file ends, known here without importing what opens it."""


class FileDrops(QObject):
    """Takes the drop of a file of one kind onto a widget, and calls `dropped` with its path."""

    def __init__(self, widget: QWidget, suffix: str, dropped: Callable[[Path], object]) -> None:
        super().__init__(widget)
        self._suffix = suffix
        self._dropped = dropped
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent):
            path = self._file_in(event.mimeData())
            if path is None:
                return False
            event.acceptProposedAction()
            if event.type() == QEvent.Type.Drop:
                self._dropped(path)
            return True
        return super().eventFilter(watched, event)

    def _file_in(self, data: QMimeData) -> Path | None:
        """Give the first file of the kind among those that are dragged."""
        paths = (Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())
        return next((path for path in paths if path.suffix.casefold() == self._suffix), None)
