"""The areas on the left, by mouse, arrow keys and Ctrl with a digit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QLabel, QVBoxLayout, QWidget

from ui.areas.find import Area
from ui.theme.icons import ICON_SIZE, icon_pixmap
from ui.theme.look import colours, scaled

_WIDTH = 204
_ROW = 36


class NavigationItem(QAbstractButton):
    """One area: icon, title, and the number of things that need doing there."""

    def __init__(self, area: Area, parent: QWidget) -> None:
        super().__init__(parent)
        self.area = area
        self._count = 0
        self.setText(area.title)
        self.setAccessibleName(area.title)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def show_count(self, count: int) -> None:
        """Show a badge; none for 0."""
        if count == self._count:
            return
        self._count = count
        needs = "1 thing needs a look" if count == 1 else f"{count} things need a look"
        self.setAccessibleDescription(needs if count else "")
        self.setToolTip(needs if count else "")
        self.update()

    @property
    def count(self) -> int:
        """The number in the badge."""
        return self._count

    def sizeHint(self) -> QSize:
        """Give room for icon, title and badge."""
        words = QFontMetrics(self._bold()).horizontalAdvance(self.text())
        return QSize(words + scaled(ICON_SIZE + 66), scaled(_ROW))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the row."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        c = colours()
        box = QRectF(self.rect()).adjusted(scaled(10), 1, -scaled(10), -1)
        ground = c.nav_selected if self.isChecked() else c.nav_hover
        if self.isChecked() or (self.underMouse() and self.isEnabled()):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(ground))
            painter.drawRoundedRect(box, scaled(5), scaled(5))
        tint = "nav_selected_text" if self.isChecked() else "nav_text"
        if not self.isEnabled():
            tint = "nav_line"
        picture = icon_pixmap(self.area.icon, tint)
        side = scaled(ICON_SIZE)
        left = round(box.left()) + scaled(10)
        painter.drawPixmap(QRect(left, (self.height() - side) // 2, side, side), picture)
        painter.setFont(self._bold() if self.isChecked() else self.font())
        painter.setPen(QColor(getattr(c, tint)))
        words = QRect(left + side + scaled(11), 0, self.width(), self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
        if self._count:
            self._paint_badge(painter, box)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(c.nav_selected_text), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), scaled(5), scaled(5))

    def _paint_badge(self, painter: QPainter, box: QRectF) -> None:
        c = colours()
        font = QFont(self._bold())
        font.setPixelSize(scaled(11))
        painter.setFont(font)
        words = str(self._count)
        width = QFontMetrics(font).horizontalAdvance(words) + scaled(12)
        height = scaled(16)
        right = box.right() - scaled(10)
        pill = QRectF(right - width, (self.height() - height) / 2, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(c.badge))
        painter.drawRoundedRect(pill, height / 2, height / 2)
        painter.setPen(QColor(c.badge_text))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, words)

    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        return font


class Navigation(QFrame):
    """The board's name and the areas that work."""

    chosen = Signal(str)
    """Carries the area's key."""

    def __init__(self, areas: Sequence[Area], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("navigation")
        self.setAccessibleName("Areas")
        self._short_name = QLabel()
        self._short_name.setProperty("kind", "title")
        self._name = QLabel()
        self._name.setWordWrap(True)
        self._layout = QVBoxLayout(self)
        self._layout.addWidget(self._short_name)
        self._layout.addWidget(self._name)
        self._layout.addSpacing(scaled(10))
        self.items: list[NavigationItem] = []
        line_drawn = False
        for area in areas:
            if area.below_line and not line_drawn:
                line_drawn = True
                self._add_line()
            item = NavigationItem(area, self)
            item.clicked.connect(lambda checked=False, key=area.key: self.chosen.emit(key))
            self.items.append(item)
            self._layout.addWidget(item)
        self._layout.addStretch()
        self._measure()

    def show_board(self, short_name: str, name: str) -> None:
        """Show whose board is open."""
        self._short_name.setText(short_name)
        self._name.setText(name if name != short_name else "")

    def show_area(self, key: str) -> None:
        """Mark the area that is open."""
        for item in self.items:
            chosen = item.area.key == key
            item.setChecked(chosen)
            # Tab enters the list at the open area only; the arrows move within it.
            tab = Qt.FocusPolicy.StrongFocus if chosen else Qt.FocusPolicy.ClickFocus
            item.setFocusPolicy(tab)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show how much needs doing, by area."""
        for item in self.items:
            item.show_count(counts.get(item.area.key, 0))

    def focus_open_area(self) -> None:
        """Take the keyboard to the open area's entry."""
        for item in self.items:
            if item.isChecked():
                item.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by arrows, Home and End; open by Enter (Space is the button's own)."""
        focused = [at for at, item in enumerate(self.items) if item.hasFocus()]
        enabled = bool(focused) and self.items[focused[0]].isEnabled()
        if not enabled:
            super().keyPressEvent(event)
            return
        last = len(self.items) - 1
        to = {
            Qt.Key.Key_Up: max(focused[0] - 1, 0),
            Qt.Key.Key_Down: min(focused[0] + 1, last),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }.get(Qt.Key(event.key()))
        if to is not None:
            self.items[to].setFocus(Qt.FocusReason.OtherFocusReason)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.items[focused[0]].click()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew at another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "items"):
            self._measure()

    def _measure(self) -> None:
        self._layout.setContentsMargins(0, scaled(18), 0, scaled(12))
        self._layout.setSpacing(0)
        for label in (self._short_name, self._name):
            label.setContentsMargins(scaled(20), 0, scaled(12), scaled(2))
        widest = max((item.sizeHint().width() for item in self.items), default=0)
        self.setFixedWidth(max(widest, min(scaled(_WIDTH), 260)))

    def _add_line(self) -> None:
        line = QFrame()
        line.setFixedHeight(1)
        line.setObjectName("navigation_line")
        holder = QVBoxLayout()
        holder.setContentsMargins(scaled(20), scaled(10), scaled(20), scaled(10))
        holder.addWidget(line)
        self._layout.addLayout(holder)
