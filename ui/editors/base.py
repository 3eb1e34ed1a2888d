"""What grids and forms need of an editor, whatever kind of value it takes."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLayout, QLineEdit, QWidget

from db.fields import Field, Value
from ui.theme import colours

FRAME = 2
"""Width in pixels of the frame around an editor in a grid."""


class Leave(StrEnum):
    """Where the person wants to go after typing."""

    STAY = "stay"
    DOWN = "down"
    UP = "up"
    RIGHT = "right"
    LEFT = "left"


_PASSING = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


class Editor(QWidget):
    """A widget into which one value is typed.

    `finished` says that the person is done and where they go, `cancelled` that nothing shall
    change, `left` that the keyboard went elsewhere, `edited` that something was typed. Values
    set by the program finish nothing. In a grid (`in_grid`) Tab and, until F2, the arrows
    finish; in a form they do what they do everywhere.
    """

    finished = Signal(object)
    cancelled = Signal()
    left = Signal()
    edited = Signal()

    def __init__(self, field: Field, parent: QWidget | None = None, *, in_grid: bool) -> None:
        super().__init__(parent)
        self.field = field
        self.in_grid = in_grid
        self.quick = False
        """Begun by typing: the arrows finish instead of moving the caret, as in Excel."""
        self._touched = False

    @property
    def touched(self) -> bool:
        """The person changed something since the program set the value."""
        return self._touched

    @touched.setter
    def touched(self, touched: bool) -> None:
        self._touched = touched
        if touched:
            self.edited.emit()

    def in_sight(self) -> Value:
        """Give what is seen in the editor, so that it can be shown there again."""
        inner = self.focusProxy()
        return inner.text() if isinstance(inner, QLineEdit) else self.typed()

    def watch(self, widget: QWidget) -> None:
        """Let `widget` take the keyboard for this editor."""
        self.setFocusProxy(widget)
        widget.installEventFilter(self)

    def undress(self, widget: QWidget) -> None:
        """In a grid take the widget's own frame away: the cell's frame is painted around it."""
        if self.in_grid:
            room = round(self.fontMetrics().height() * 10 / 16) - FRAME - 2
            widget.setStyleSheet(
                f"border: none; border-radius: 0; background: transparent; padding: 0 {room}px;"
            )

    def lay_out(self, layout: QLayout) -> None:
        """Leave room in a grid for the cell's frame, none in a form."""
        margin = FRAME if self.in_grid else 0
        layout.setContentsMargins(margin, margin, margin, margin)
        layout.setSpacing(0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.in_grid:
            return
        look = colours()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(look.field))
        pen = QPen(QColor(look.focus), FRAME)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.end()

    def set_value(self, value: Value, shown: str) -> None:
        """Show the stored value; `shown` is its text where the value itself is no text."""
        raise NotImplementedError

    def set_typed(self, typed: Value) -> None:
        """Show what was typed before and not taken."""
        self.set_value(None, typed if isinstance(typed, str) else "")

    def begin_with(self, text: str) -> None:
        """Replace the content by the first letters typed."""
        raise NotImplementedError

    def typed(self) -> Value:
        """Give what the person entered, to be read by the field's kind."""
        raise NotImplementedError

    def set_read_only(self, read_only: bool) -> None:
        """Show the value without letting it be changed."""
        self.setEnabled(not read_only)

    def on_key(self, event: QKeyEvent) -> bool:
        """Take a key before the widget does; True where it is dealt with."""
        key = Qt.Key(event.key())
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finished.emit(Leave.UP if shift else Leave.DOWN)
        elif key == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif self.in_grid and key == Qt.Key.Key_Tab:
            self.finished.emit(Leave.RIGHT)
        elif self.in_grid and key == Qt.Key.Key_Backtab:
            self.finished.emit(Leave.LEFT)
        elif self.in_grid and key == Qt.Key.Key_F2:
            self.quick = not self.quick
        elif self.quick and not event.modifiers() and key in _ARROWS:
            self.finished.emit(_ARROWS[key])
        else:
            return False
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if self.on_key(event):
                event.accept()
                return True
        elif (
            event.type() == QEvent.Type.FocusOut
            and isinstance(event, QFocusEvent)
            and event.reason() not in _PASSING
        ):
            self.on_focus_lost()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # In a grid what the widget leaves over is not for the grid below: it would move.
        if self.in_grid:
            event.accept()
        else:
            super().keyPressEvent(event)

    def on_focus_lost(self) -> None:
        """Tell that the keyboard went elsewhere."""
        self.left.emit()


_ARROWS = {
    Qt.Key.Key_Up: Leave.UP,
    Qt.Key.Key_Down: Leave.DOWN,
    Qt.Key.Key_Left: Leave.LEFT,
    Qt.Key.Key_Right: Leave.RIGHT,
}
