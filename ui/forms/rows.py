"""One labelled row of a form: label, editor, help, and the problem where there is one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QLabel, QLayout, QVBoxLayout, QWidget

from db.fields import Field, Kind, Value
from ui.editors.base import Editor
from ui.editors.make import make_editor
from ui.editors.pick import Ask
from ui.editors.two_values import TwoValues
from ui.theme import colours, scaled

_TOP = Qt.AlignmentFlag.AlignTop
_SHORT = (Kind.MONEY, Kind.WHOLE, Kind.DATE, Kind.CODE)
_CHARACTERS = 56
_CHARACTERS_SHORT = 18


class FieldRow:
    """A field's widgets in a form, kept together.

    `problem` is why the text in the editor is not stored; None where it is.
    """

    def __init__(self, field: Field, ask: Ask | None, parent: QWidget) -> None:
        self.field = field
        self.problem: str | None = None
        name = field.label.replace("&", "&&")
        self.label = QLabel(f"{name} (needed)" if field.required else name, parent)
        self.editor: Editor = make_editor(field, parent, in_grid=False, ask=ask)
        self.help = _words(field.help, "muted", parent)
        self.reason = _words("", "bad", parent)
        self.choice: TwoValues | None = None
        self.label.setBuddy(self.editor)
        self._name_for_readers()
        self.fit()

    def add_to(self, grid: QGridLayout, number: int) -> None:
        """Set the row into a form's two columns."""
        beside = QVBoxLayout()
        beside.setContentsMargins(0, 0, 0, scaled(8))
        beside.setSpacing(scaled(2))
        for widget in (self.editor, self.reason, self.help):
            beside.addWidget(widget)
        self.label.setContentsMargins(0, scaled(6), scaled(12), 0)
        grid.addWidget(self.label, number, 0, _TOP)
        grid.addLayout(beside, number, 1)

    def fit(self) -> None:
        """Give the editor a width that suits its kind and the text size, and the theme's mark."""
        characters = _CHARACTERS_SHORT if self.field.kind in _SHORT else _CHARACTERS
        measure = self.editor.fontMetrics()
        self.editor.setMaximumWidth(characters * measure.horizontalAdvance("0") + scaled(24))
        self._mark()

    def show(self, value: Value, shown: str) -> None:
        """Show a stored value, which settles any problem."""
        self.editor.set_value(value, shown)
        self.hide_choice()
        self.set_problem(None)

    def set_problem(self, reason: str | None, words: str | None = None) -> None:
        """Show why the text is not stored, in more words where there are some, or that it is."""
        self.problem = reason
        self.reason.setText(words or reason or "")
        self.reason.setVisible(reason is not None)
        self._mark()
        self._name_for_readers()

    @property
    def is_choosing(self) -> bool:
        """Whether the choice between two values stands below the editor."""
        return self.choice is not None and not self.choice.isHidden()

    def show_choice(
        self, words: str, mine: Callable[[], object], theirs: Callable[[], object]
    ) -> None:
        """Offer the choice between the text and what was stored meanwhile; `words` say both."""
        if self.choice is None:
            self.choice = TwoValues(self.editor)
            self.choice.mine.connect(mine)
            self.choice.theirs.connect(theirs)
            self.choice.left.connect(self.editor.setFocus)
            _put_below(self.reason, self.choice)
        self.choice.set_words(words)
        self.choice.show()

    def hide_choice(self) -> None:
        """Take the choice out of sight."""
        if self.choice is not None:
            self.choice.hide()

    def _mark(self) -> None:
        """Give a refused text a border that says so."""
        proxy = self.editor.focusProxy() or self.editor
        proxy.setStyleSheet(f"border-color: {colours().bad};" if self.problem else "")

    def _name_for_readers(self) -> None:
        proxy = self.editor.focusProxy() or self.editor
        needed = ", needed" if self.field.required else ""
        proxy.setAccessibleName(f"{self.field.label}{needed}")
        said = f"Not stored. {self.reason.text()}" if self.problem else self.field.help
        proxy.setAccessibleDescription(said)


def _put_below(upper: QWidget, lower: QWidget) -> None:
    """Put a widget below another in the column that holds it."""

    def column(layout: QLayout | None) -> QBoxLayout | None:
        if isinstance(layout, QBoxLayout) and layout.indexOf(upper) >= 0:
            return layout
        items = [layout.itemAt(n) for n in range(layout.count())] if layout is not None else []
        inner = (column(item.layout()) for item in items if item is not None)
        return next((found for found in inner if found is not None), None)

    parent = upper.parentWidget()
    found = column(parent.layout()) if parent is not None else None
    assert found is not None
    found.insertWidget(found.indexOf(upper) + 1, lower)


def _words(text: str, kind: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setProperty("kind", kind)
    label.setWordWrap(True)
    label.setVisible(bool(text))
    return label
