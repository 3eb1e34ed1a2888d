"""One filter: its label, the editor below it, and why what was typed cannot be looked for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from db.fields import Field, Kind, Value
from mscb_desktop.values import Unreadable, quoted, read_date, show_date
from ui.editors.base import Editor
from ui.editors.date import DateEditor
from ui.editors.pick import Ask, PickEditor
from ui.theme import scaled


class FilterField(QWidget):
    """A labelled editor of a filter; `changed` carries its value, None where it is empty."""

    changed = Signal(object)

    def __init__(
        self,
        label: str,
        editor: QWidget,
        read: Callable[[str], tuple[Value, str]] | None = None,
        say: Callable[[str], None] = lambda _: None,
    ) -> None:
        super().__init__()
        self.editor = editor
        self.problem: str | None = None
        self._read = read
        self._say = say
        self._value: Value = None
        self._shown = ""
        name = QLabel(label)
        name.setProperty("kind", "muted")
        name.setBuddy(editor)
        editor.setAccessibleName(label)
        proxy = editor.focusProxy()
        if proxy is not None:
            proxy.setAccessibleName(label)
        self.reason = QLabel()
        self.reason.setProperty("kind", "bad")
        self.reason.setWordWrap(True)
        self.reason.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(scaled(3))
        for part in (name, editor, self.reason):
            whole.addWidget(part)
        if isinstance(editor, Editor):
            editor.finished.connect(lambda _: self._on_left())
            editor.left.connect(self._on_left)
            editor.cancelled.connect(lambda: self.show_value(self._value, self._shown))

    def show_value(self, value: Value, shown: str) -> None:
        """Show what is looked for; this tells nobody."""
        self._value, self._shown = value, shown
        self._set_problem(None)
        if isinstance(self.editor, Editor):
            self.editor.set_value(value, shown)

    def _on_left(self) -> None:
        editor = self.editor
        if not isinstance(editor, Editor) or not editor.touched or self._read is None:
            return
        picked = editor.picked if isinstance(editor, PickEditor) else None
        typed = str(editor.typed() or "").strip()
        value: Value
        try:
            if picked is not None and isinstance(editor, PickEditor):
                value, shown = picked, editor.line.text().strip()
            else:
                value, shown = self._read(typed) if typed else (None, "")
        except Unreadable as refusal:
            self._set_problem(refusal.message)
            self._say(refusal.message)
            return
        self.show_value(value, shown)
        self.changed.emit(value)

    def _set_problem(self, reason: str | None) -> None:
        self.problem = reason
        self.reason.setText(reason or "")
        self.reason.setVisible(reason is not None)


def pick_field(
    label: str, ask: Ask, say: Callable[[str], None], where: str = "in the list"
) -> FilterField:
    """Make a filter that offers what it can look for while one types.

    `where` says where that is which it offers: 'in the history'.
    """

    def read(typed: str) -> tuple[Value, str]:
        offers, name = ask(typed), typed.casefold()
        same = [
            offer for offer in offers if name in (offer.value.casefold(), offer.label.casefold())
        ]
        for offer in same or (offers if len(offers) == 1 else ()):
            return offer.value, offer.label
        raise Unreadable(f"{quoted(typed)} is not {where}: choose one of the list.")

    field = Field("", label, Kind.LOOKUP)
    return FilterField(label, PickEditor(field, ask, in_grid=False), read, say)


def date_field(label: str, say: Callable[[str], None]) -> FilterField:
    """Make a filter for a day."""

    def read(typed: str) -> tuple[Value, str]:
        day = read_date(typed)
        return day, show_date(day)

    editor = DateEditor(Field("", label, Kind.DATE), in_grid=False)
    return FilterField(label, editor, read, say)
