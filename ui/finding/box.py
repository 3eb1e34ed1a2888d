"""One box over records, pages and commands: type, choose with the arrows, Enter goes there."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from mscb_desktop.finding import Found, Index, detail, find
from mscb_desktop.values import quoted
from ui.finding.keeper import Keeper
from ui.finding.rows import HEIGHT, FoundDelegate, FoundModel
from ui.theme import scaled, set_icon

LIMIT = 50
"""Hits shown at most: whoever looks for more types another letter."""
_ROWS = 10
_WIDTH, _TOP = 720, 72
_KEYS = "↑ ↓ choose · Enter go there · Esc close"


class FindBox(QWidget):
    """Lies over the window until something is chosen, Esc is pressed or the keyboard goes away.

    `few` holds pages and commands; `keeper` the records of the open board, None without one.
    """

    chosen = Signal(object)
    """Carries the Entry."""
    given_up = Signal()
    """Closed by Esc or a click beside the box: the keyboard goes back where it was."""

    _dressed = 0
    """Pixels of the line's letters as they were last set."""

    def __init__(self, few: Index, keeper: Keeper | None, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("find_box")
        self._few = few
        self._keeper = keeper
        self._over = False
        self.line = QLineEdit()
        self.line.setAccessibleName("Find a record, a page or a command")
        self.line.setPlaceholderText("Find")
        self.line.setFrame(False)
        self.model = FoundModel()
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(FoundDelegate(self.list))
        self.list.setAccessibleName("Found")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setProperty("kind", "muted")
        self.keys = QLabel(_KEYS)
        self.keys.setProperty("kind", "muted")
        self.card = QFrame(self)
        self.card.setProperty("kind", "card")
        self._lay_out()
        self._fit()
        self.line.installEventFilter(self)
        window.installEventFilter(self)
        self.line.textChanged.connect(self.ask)
        self.list.clicked.connect(lambda _: self._choose())
        self.list.selectionModel().currentChanged.connect(self._say_current)
        self.ask()
        if keeper is not None:
            keeper.filled.connect(self.ask)

    def open(self) -> None:
        """Show the box with the keyboard in it."""
        self._place()
        self.show()
        self.raise_()
        self.line.setFocus()

    def ask(self) -> None:
        """Find what is typed now."""
        indexes = [self._few]
        reading = 0
        if self._keeper is not None:
            filling = self._keeper.hurry()
            indexes.append(filling.index)
            reading = 0 if filling.is_full else len(filling.index)
        text = self.line.text()
        found = find(indexes, text, LIMIT)
        self.model.show_found(found)
        if found.hits:
            self.list.setCurrentIndex(self.model.index(0))
        self.words.setText(self._summary(text, found, reading))
        self.keys.setVisible(bool(found.hits))
        self.list.setVisible(bool(found.hits))
        self._say_current()
        self._place()

    def close_up(self) -> None:
        """Be gone, with all that was typed."""
        if not self._over:
            self._over = True
            self.hide()
            self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the line's keys, follow the window's size, and close when the keyboard leaves."""
        kind = event.type()
        if watched is self.line:
            if kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
                if _act(event) is not None:
                    event.accept()
                    return True
            elif kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._on_key(event)
            elif isinstance(event, QFocusEvent) and event.lostFocus():
                self._on_left(event.reason())
        elif kind == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size, which keys change while the box is open."""
        super().changeEvent(event)
        if self._dressed and event.type() == QEvent.Type.FontChange:
            self._fit()
            self._place()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Close on a click beside the box."""
        if not self.card.geometry().contains(event.position().toPoint()):
            self._give_up()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Dim what lies below."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(0, 0, 0, 70))
        painter.end()

    def _lay_out(self) -> None:
        sign = QLabel()
        set_icon(sign, "search", "muted")
        top = QHBoxLayout()
        top.setContentsMargins(scaled(12), scaled(8), scaled(12), scaled(8))
        top.addWidget(sign)
        top.addWidget(self.line, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(scaled(14), scaled(8), scaled(14), scaled(10))
        foot.addWidget(self.words, 1)
        foot.addWidget(self.keys, 0, Qt.AlignmentFlag.AlignTop)
        whole = QVBoxLayout(self.card)
        whole.setContentsMargins(1, 0, 1, 0)
        whole.setSpacing(0)
        whole.addLayout(top)
        whole.addWidget(_line())
        whole.addWidget(self.list)
        whole.addLayout(foot)

    def _fit(self) -> None:
        size = scaled(16)
        if self._dressed != size:
            self._dressed = size
            style = f"border: none; background: transparent; font-size: {size}px;"
            self.line.setStyleSheet(style)
            self.list.doItemsLayout()

    def _place(self) -> None:
        window = self.window()
        self.setGeometry(window.rect())
        width = min(scaled(_WIDTH), window.width() - 2 * scaled(20))
        top = min(scaled(_TOP), window.height() // 8)
        layout = self.card.layout()
        assert layout is not None
        rows = min(len(self.model.hits), _ROWS)
        room = window.height() - 2 * top - scaled(110)
        height = min(rows, max(3, room // scaled(HEIGHT))) * scaled(HEIGHT)
        self.list.setFixedHeight(height)
        self.list.scrollTo(self.list.currentIndex())
        layout.activate()
        needed = layout.totalHeightForWidth(width)
        left = (window.width() - width) // 2
        self.card.setGeometry(QRect(left, top, width, needed))

    def _summary(self, text: str, found: Found, reading: int) -> str:
        if not found.words:
            kinds = "any record by its name or reference (BL-13), " if self._keeper else ""
            return f"Type a few letters to find {kinds}a page or a command."
        more = f" The board is still being read: {reading:,} records so far." if reading else ""
        if not found.hits:
            return f"Nothing is called {quoted(text.strip())}, or nearly so.{more}"
        if len(found.hits) < found.total:
            return f"{len(found.hits)} of {found.total:,} found.{more}"
        return f"{found.total} found.{more}"

    def _on_key(self, event: QKeyEvent) -> bool:
        act = _act(event)
        if act is None:
            return False
        if act == "close":
            self._give_up()
        elif act == "choose":
            self._choose()
        else:
            self._step(act)
        return True

    def _on_left(self, why: Qt.FocusReason) -> None:
        if why not in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason):
            self.close_up()

    def _step(self, by: int | str) -> None:
        count = len(self.model.hits)
        if count and isinstance(by, int):
            row = self.list.currentIndex().row() + by
            # Single steps go round at the ends; pages stop there.
            row = row % count if abs(by) == 1 else max(0, min(count - 1, row))
            self.list.setCurrentIndex(self.model.index(row))

    def _choose(self) -> None:
        row = self.list.currentIndex().row()
        if 0 <= row < len(self.model.hits):
            self.chosen.emit(self.model.hits[row].entry)

    def _give_up(self) -> None:
        self.given_up.emit()

    def _say_current(self) -> None:
        """Tell screen readers what Enter would choose: the keyboard stays in the line."""
        row = self.list.currentIndex().row()
        words = self.words.text()
        if 0 <= row < len(self.model.hits):
            hit = self.model.hits[row]
            words = f"{self.model.name(hit)}, {detail(hit)}, {row + 1} of {len(self.model.hits)}"
        self.line.setAccessibleDescription(words)


def _act(event: QKeyEvent) -> int | str | None:
    if event.key() == Qt.Key.Key_Backtab:
        return -1
    plain = event.modifiers() in (_Modifier.NoModifier, _Modifier.KeypadModifier)
    return _ACTS.get(event.key()) if plain else None


_Modifier = Qt.KeyboardModifier
_ACTS: dict[int, int | str] = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Tab: 1,
    Qt.Key.Key_PageUp: -_ROWS,
    Qt.Key.Key_PageDown: _ROWS,
    Qt.Key.Key_Return: "choose",
    Qt.Key.Key_Enter: "choose",
    Qt.Key.Key_Escape: "close",
}


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("kind", "line")
    line.setFixedHeight(1)
    return line
