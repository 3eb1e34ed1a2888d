"""A quiet word on records that may be the same as the one that is shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from mscb_desktop.duplicates import Duplicates
from ui.context import Context
from ui.theme import scaled
from ui.theme.buttons import link

_MOST = 3


class Likely(QWidget):
    """Names the records that may be the same, each leading to both side by side."""

    def __init__(self, context: Context, table: str, compare: Callable[[str], object]) -> None:
        super().__init__()
        self._context, self._table = context, table
        self._compare = compare
        self._known: Duplicates | None = None
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, scaled(4))
        self._lines.setSpacing(scaled(2))

    def forget(self) -> None:
        """Compare anew: a record changed."""
        self._known = None

    def show_for(self, ref: str) -> None:
        """Show what may be the same as this record; nothing where there is none."""
        if self._known is None:
            with self._context.board.reading() as connection:
                self._known = Duplicates(connection, self._table)
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        found = self._known.of(ref)
        for other, name in found[:_MOST]:
            shown = name.replace("&", "&&")
            words = f"May be the same as {shown} ({other}): compare"
            way = link(words, partial(self._compare, other))
            way.setToolTip("See both side by side, and merge them if they are the same")
            self._lines.addWidget(way)
        if len(found) > _MOST:
            more = QLabel(f"and as {len(found) - _MOST} more")
            more.setProperty("kind", "muted")
            self._lines.addWidget(more)
        self.setVisible(bool(found))
