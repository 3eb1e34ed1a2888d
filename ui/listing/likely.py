"""A quiet word on records that may be the same as the one that is shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from mscb_desktop.duplicates import names_of
from ui.context import Context
from ui.theme import scaled
from ui.theme.buttons import link

_MOST = 3


class Likely(QWidget):
    """Names the records that may be the same, each leading to both side by side.

    On a large board their names are read between the window's events.
    """

    def __init__(self, context: Context, table: str, compare: Callable[[str], object]) -> None:
        super().__init__()
        self._context = context
        self._names = names_of(context.board, table)
        self._compare = compare
        self._ref = ""
        self._found: list[tuple[str, str]] = []
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._read_on)
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, scaled(4))
        self._lines.setSpacing(scaled(2))
        self.hide()

    def show_for(self, ref: str) -> None:
        """Show what may be the same as this record; nothing where there is none."""
        self._ref = ref
        found = self._names.like(ref)
        if not self._names.is_full:
            self._timer.start()
        if found != self._found:
            self._found = found
            self._show()

    def _read_on(self) -> None:
        self._names.read_on()
        if self._names.is_full:
            self._timer.stop()
            self.show_for(self._ref)

    def _show(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for other, name in self._found[:_MOST]:
            shown = name.replace("&", "&&")
            words = f"May be the same as {shown} ({other}): compare"
            way = link(words, partial(self._compare, other))
            way.setToolTip("See both side by side, and merge them if they are the same")
            self._lines.addWidget(way)
        if len(self._found) > _MOST:
            more = QLabel(f"and as {len(self._found) - _MOST} more")
            more.setProperty("kind", "muted")
            self._lines.addWidget(more)
        self.setVisible(bool(self._found))
