"""The areas on the left, by mouse, arrow keys and Ctrl with a digit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.areas.find import Area
from ui.theme.icons import set_icon
from ui.theme.look import scaled
from ui.theme.numbers import CLICK_FOCUS, PLAIN_TEXT, STRONG_FOCUS

_WIDTH = 204


class NavigationItem(QPushButton):
    """One area: icon, title, and the number of things that need doing there.

    The style sheet paints it, which costs the first paint less than painting it here.
    """

    def __init__(self, area: Area, parent: QWidget) -> None:
        # A button takes '&' for the sign before its access key.
        super().__init__(area.title.replace("&", "&&"), parent)
        self.area = area
        self.setAccessibleName(area.title)
        self.setCheckable(True)
        set_icon(self, area.icon, "nav_text")
        self.badge = QLabel(self)
        self.badge.setObjectName("badge")
        self.badge.hide()

    @property
    def count(self) -> int:
        """The number in the badge."""
        return int(self.badge.text() or 0)

    def show_count(self, count: int) -> None:
        """Show a badge; none for 0."""
        if count == self.count:
            return
        needs = "1 thing needs a look" if count == 1 else f"{count} things need a look"
        self.setAccessibleDescription(needs if count else "")
        self.setToolTip(needs if count else "")
        self.badge.setText(str(count) if count else "")
        self.badge.setVisible(bool(count))
        self._place_badge()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the badge at the right."""
        super().resizeEvent(event)
        if self.count:
            self._place_badge()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave all keys but Space to the list; a button's own arrows would open areas."""
        if event.text() == " ":
            super().keyPressEvent(event)
        else:
            event.ignore()

    def _place_badge(self) -> None:
        self.badge.adjustSize()
        left = self.width() - self.badge.width() - scaled(20)
        self.badge.move(left, (self.height() - self.badge.height()) // 2)


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
        for label in (self._short_name, self._name):
            label.setProperty("textFormat", PLAIN_TEXT)
        self._layout = QVBoxLayout(self)
        self._layout.addWidget(self._short_name)
        self._layout.addWidget(self._name)
        self._layout.addSpacing(scaled(10))
        self.items: list[NavigationItem] = []
        self._lines: list[QFrame] = []
        line_drawn = False
        for area in areas:
            if area.below_line and not line_drawn:
                line_drawn = True
                self._add_line()
            item = NavigationItem(area, self)
            item.clicked.connect(partial(self._on_clicked, area.key))
            self.items.append(item)
            self._layout.addWidget(item)
        self._layout.addStretch()
        self.measure()

    def show_board(self, short_name: str, name: str) -> None:
        """Show whose board is open."""
        self._short_name.setText(short_name)
        self._name.setText(name if name != short_name else "")

    def show_areas(self, shown: bool) -> None:
        """Show the areas, or none while no board is open."""
        for part in (*self.items, *self._lines):
            part.setVisible(shown)

    def show_area(self, key: str) -> None:
        """Mark the area that is open."""
        for item in self.items:
            chosen = item.area.key == key
            item.setChecked(chosen)
            # Tab enters the list at the open area only; the arrows move within it.
            item.setProperty("focusPolicy", STRONG_FOCUS if chosen else CLICK_FOCUS)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show how much needs doing, by area."""
        for item in self.items:
            item.show_count(counts.get(item.area.key, 0))

    def _on_clicked(self, key: str) -> None:
        # A click has turned the mark over: which area is open, the window says.
        for item in self.items:
            item.setChecked(item.area.key == key)
        self.chosen.emit(key)

    def focus_open_area(self) -> None:
        """Take the keyboard to the open area's entry."""
        for item in self.items:
            if item.isChecked():
                item.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by arrows, Home and End; open by Enter (Space is the button's own)."""
        from PySide6.QtCore import Qt

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
            self.items[to].setFocus()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.items[focused[0]].click()
        else:
            super().keyPressEvent(event)

    def measure(self) -> None:
        """Fit the list to the text size."""
        self._layout.setContentsMargins(0, scaled(18), 0, scaled(12))
        self._layout.setSpacing(0)
        for label in (self._short_name, self._name):
            label.setContentsMargins(scaled(20), 0, scaled(12), scaled(2))
        self.setFixedWidth(min(scaled(_WIDTH), 300))

    def _add_line(self) -> None:
        line = QFrame()
        line.setFixedHeight(1)
        self._lines.append(line)
        line.setObjectName("navigation_line")
        holder = QVBoxLayout()
        holder.setContentsMargins(scaled(20), scaled(10), scaled(20), scaled(10))
        holder.addWidget(line)
        self._layout.addLayout(holder)
