"""Asks whether posts and people that a pasted list names shall be added to the board."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from PySide6.QtWidgets import QLabel, QPlainTextEdit, QWidget

from mscb_desktop.groups.reading import Missing
from ui.dialogs.base import Dialog
from ui.theme import scaled
from ui.theme.buttons import button

_NOUNS = {
    "post": ("post", "posts"),
    "person": ("person", "people"),
    "sector": ("sector", "sectors"),
}


class MissingDialog(Dialog):
    """Lists what the board does not know, with `near` names; the paste waits for the answer."""

    def __init__(
        self,
        missing: Sequence[Missing],
        paste: Callable[[bool], None],
        parent: QWidget | None = None,
        near: Mapping[Missing, Sequence[str]] = MappingProxyType({}),
    ) -> None:
        counted = in_words(missing)
        super().__init__(f"Paste: {counted} not known", parent, width=560)
        self._paste = paste
        words = QLabel(
            "The list names them, and this board has none of that name. Look for misspellings "
            "before you add them: a post that is there under another name would stand twice."
        )
        words.setWordWrap(True)
        self.names = QPlainTextEdit()
        self.names.setAccessibleName("Not known")
        self.names.setReadOnly(True)
        self.names.setTabChangesFocus(True)
        self.names.setMinimumHeight(scaled(140))
        self.names.setPlainText("\n".join(_line(each, near.get(each, ())) for each in missing))
        self.body.addWidget(words)
        self.body.addWidget(self.names, 1)
        self.add_button(button("Cancel", "x", self.reject))
        self.without_button = self.add_button(
            button("Paste without them", "clipboard", lambda: self._answer(adds=False))
        )
        self.with_button = self.add_button(
            button(
                f"Add {counted} and paste", "plus", lambda: self._answer(adds=True), primary=True
            ),
            default=True,
        )

    def _answer(self, *, adds: bool) -> None:
        self.accept()
        self._paste(adds)


def _line(missing: Missing, near: Sequence[str]) -> str:
    """Name one, with what the board has that is called nearly so."""
    line = f"{_NOUNS[missing.table][0].capitalize()}: {missing.name}"
    return f"{line}   – is it {' or '.join(near)}?" if near else line


def in_words(missing: Sequence[Missing]) -> str:
    """Count posts and people: '3 posts and 1 person'."""
    parts = []
    for table, (one, many) in _NOUNS.items():
        count = sum(each.table == table for each in missing)
        if count:
            parts.append(f"{count} {one if count == 1 else many}")
    return " and ".join(parts)
