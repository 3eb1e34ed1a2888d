"""Small parts that the cards beside a plan are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLayout, QScrollArea, QToolButton, QWidget

from ui.findings.acts import words
from ui.theme import set_icon

_UNLIMITED = (1 << 24) - 1


def said(kind: str = "") -> QLabel:
    """Make a place for plain words of a look ('muted', 'strong', 'bad')."""
    made = words("")
    if kind:
        made.setProperty("kind", kind)
    return made


def say(label: QLabel, text: str) -> None:
    """Show a text, or nothing where it is empty."""
    if label.text() != text:
        label.setText(text)
    label.setVisible(bool(text))


def tool(picture: str, hint: str, pressed: Callable[[], object]) -> QToolButton:
    """Make a button of an icon alone, small enough to stand in a line of text."""
    made = QToolButton()
    made.setProperty("kind", "small")
    set_icon(made, picture, "muted")
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    name_tool(made, hint)
    made.clicked.connect(lambda: pressed())
    return made


def name_tool(made: QToolButton, hint: str, why_not: str | None = None) -> None:
    """Say what a button of an icon does; `why_not` says why it does not, and lets it stand."""
    made.setToolTip(why_not or hint)
    made.setAccessibleName(hint)
    made.setEnabled(why_not is None)


def in_order(widget: QWidget) -> Iterator[QWidget]:
    """List what Tab leads to below a widget as it is laid out, not as it was made."""
    if widget.isHidden() or not widget.isEnabled():
        return
    if takes_tab(widget.focusProxy() or widget):
        yield widget
    inner = widget.widget() if isinstance(widget, QScrollArea) else widget
    layout = inner.layout() if inner is not None and widget.focusProxy() is None else None
    if layout is not None:
        yield from _in_layout(layout)


def takes_tab(widget: QWidget) -> bool:
    """Tell whether Tab stops at a widget."""
    is_area = isinstance(widget, QScrollArea)  # what is in it takes the keyboard
    stops = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(stops) and not is_area and widget.isEnabled() and not widget.isHidden()


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for number in range(layout.count()):
        item = layout.itemAt(number)
        assert item is not None
        widget, within = item.widget(), item.layout()
        if widget is not None:
            yield from in_order(widget)
        elif within is not None:
            yield from _in_layout(within)


def widen(editor: QWidget) -> None:
    """Let an editor be as wide as its card."""
    editor.setMaximumWidth(_UNLIMITED)
