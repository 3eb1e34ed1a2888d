"""The list that offers values below a line edit while one types."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListWidget, QListWidgetItem, QWidget

from mscb_desktop.sheet.model import Suggestion
from ui.theme import colours, icon, scaled

_MOST_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Offer:
    """One entry: the value it stands for and its words. `new` adds a record of that name."""

    value: str
    label: str
    detail: str = ""
    new: bool = False


def make_offers(found: Sequence[Suggestion], text: str, can_add: bool) -> list[Offer]:
    """Give the records found, and 'add new' where none of them has the name that is typed."""
    offers = [Offer(each.ref, each.label, each.detail) for each in found]
    name = text.strip()
    known = any(offer.label.casefold() == name.casefold() for offer in offers)
    if name and can_add and not known:
        offers.append(Offer("", name, new=True))
    return offers


class OfferList(QListWidget):
    """A list laid over the window below its line edit; the keyboard stays in the line."""

    chosen = Signal(object)

    def __init__(self, line: QWidget) -> None:
        super().__init__(line.window())
        look = colours()
        self._line = line
        self._offers: Sequence[Offer] = ()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.Box)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAccessibleName("Suggestions")
        self.setStyleSheet(
            f"QListWidget {{ background: {look.surface}; border: 1px solid {look.border}; }}"
            f"QListWidget::item {{ padding: {scaled(5)}px {scaled(8)}px; color: {look.text}; }}"
            f"QListWidget::item:selected {{ background: {look.selection}; }}"
        )
        self.itemClicked.connect(lambda item: self.chosen.emit(self._offers[self.row(item)]))
        self.hide()

    def show_offers(self, offers: Sequence[Offer], highlight: int | None) -> None:
        """Show these, or hide where there are none."""
        self._offers = offers
        self.clear()
        for offer in offers:
            words = f"Add new “{offer.label}”" if offer.new else offer.label
            text = f"{words}   {offer.detail}" if offer.detail else words
            item = QListWidgetItem(text)
            if offer.new:
                item.setIcon(icon("plus", "accent"))
            self.addItem(item)
        if not offers:
            self.hide()
            return
        self.setCurrentRow(-1 if highlight is None else highlight)
        self._place()
        self.show()
        self.raise_()

    def highlighted(self) -> Offer | None:
        """Give the entry that Enter would take."""
        row = self.currentRow()
        return self._offers[row] if self.isVisible() and 0 <= row < len(self._offers) else None

    def step(self, by: int) -> None:
        """Move the highlight, round at the ends."""
        count = self.count()
        row = self.currentRow()
        if count:
            start = row if row >= 0 else (-1 if by > 0 else count)
            self.setCurrentRow((start + by) % count)

    def _place(self) -> None:
        window = self._line.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        shown = min(self.count(), _MOST_SHOWN)
        height = sum(self.sizeHintForRow(row) for row in range(shown)) + 2 * self.frameWidth()
        wanted = self.sizeHintForColumn(0) + 2 * self.frameWidth() + self._line.height()
        width = min(max(self._line.width(), wanted), window.width())
        below = self._line.mapTo(window, QPoint(0, self._line.height()))
        left = max(0, min(below.x(), window.width() - width))
        top = below.y()
        if top + height > window.height():
            above = top - self._line.height() - height
            top = above if above >= 0 else max(0, window.height() - height)
        self.setGeometry(left, top, width, height)
