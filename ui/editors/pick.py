"""Choices and lookups: type a part of the name and take what is offered."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget

from db.fields import Field, Value
from ui.editors.base import Editor, Leave
from ui.editors.offers import Offer, OfferList

Ask = Callable[[str], Sequence[Offer]]
"""Give the offers for what is typed, best first; '' asks for all."""


def offer_choices(field: Field) -> Ask:
    """Make the question that a choice field's own list answers."""

    def ask(text: str) -> Sequence[Offer]:
        wanted = text.strip().casefold()
        found = [choice for choice in field.choices if wanted in choice.label.casefold()]
        found.sort(key=lambda choice: not choice.label.casefold().startswith(wanted))
        return [Offer(choice.value, choice.label) for choice in found]

    return ask


class PickEditor(Editor):
    """A line edit with offers below it.

    `typed` gives the picked record's reference or the choice's stored value; where nothing is
    picked, the text. `adding` is the name for which a new record is wanted.
    """

    def __init__(
        self, field: Field, ask: Ask, parent: QWidget | None = None, *, in_grid: bool
    ) -> None:
        super().__init__(field, parent, in_grid=in_grid)
        self._ask = ask
        self._picked: Offer | None = None
        self.adding: str | None = None
        self.line = QLineEdit(self)
        self.line.setFrame(not in_grid)
        self.button = QToolButton(self)
        self.button.setArrowType(Qt.ArrowType.DownArrow)
        self.button.setAutoRaise(True)
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.setToolTip("Show all (Alt+Down)")
        self.button.setAccessibleName(f"Show all for {field.label}")
        self.button.clicked.connect(self.show_all)
        layout = QHBoxLayout(self)
        self.lay_out(layout)
        layout.addWidget(self.line)
        layout.addWidget(self.button)
        self._list: OfferList | None = None
        self.line.textEdited.connect(self._on_edited)
        self.undress(self.line)
        self.watch(self.line)

    @property
    def offers(self) -> OfferList:
        """The list below the line, made when something is offered for the first time."""
        if self._list is None:
            self._list = OfferList(self if self.in_grid else self.line)
            self.destroyed.connect(self._list.deleteLater)
            self._list.chosen.connect(self._take)
        return self._list

    def set_value(self, value: Value, shown: str) -> None:
        self.line.setText(shown)
        if not self.in_grid:
            self.line.setCursorPosition(0)  # a long name is read from its beginning
        self._picked = Offer(value, shown) if isinstance(value, str) else None
        self.adding = None
        self.touched = False
        self._hide_offers()

    def set_typed(self, typed: Value) -> None:
        super().set_typed(typed)
        self._picked = None

    def begin_with(self, text: str) -> None:
        self.line.selectAll()
        self.line.insert(text)
        self.quick = True
        self._on_edited(self.line.text())

    @property
    def picked(self) -> str | None:
        """What the text stands for: the picked record's reference or choice's stored value."""
        text = self.line.text().strip()
        if self._picked is not None and self._picked.label == text:
            return self._picked.value
        return None

    def typed(self) -> Value:
        text = self.line.text().strip()
        if self.picked is not None:
            return self.picked
        if text:
            for offer in self._ask(text):
                if not offer.new and offer.label.casefold() == text.casefold():
                    return offer.value
        return self.line.text()

    def set_read_only(self, read_only: bool) -> None:
        self.line.setReadOnly(read_only)
        self.button.setVisible(not read_only)

    def show_all(self) -> None:
        """Offer everything, whatever is typed."""
        self.line.setFocus()
        self.offers.show_offers([offer for offer in self._ask("") if not offer.new], None)

    def on_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.show_all()
            return True
        if self._list is not None and self._list.isVisible():
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self.offers.step(1 if key == Qt.Key.Key_Down else -1)
                return True
            if key == Qt.Key.Key_Escape:
                self._hide_offers()
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
                self._use_highlighted()
        return super().on_key(event)

    def on_focus_lost(self) -> None:
        self._hide_offers()
        super().on_focus_lost()

    def hideEvent(self, event: QHideEvent) -> None:
        self._hide_offers()
        super().hideEvent(event)

    def _use_highlighted(self) -> None:
        offer = self.offers.highlighted()
        if offer is not None:
            self._set(offer)

    def _take(self, offer: Offer) -> None:
        """Take what was clicked, and be done with it."""
        self._set(offer)
        self.finished.emit(Leave.STAY)

    def _set(self, offer: Offer) -> None:
        self.line.setText(offer.label)
        self.touched = True
        self.adding = offer.label if offer.new else None
        self._picked = None if offer.new else offer
        self._hide_offers()

    def _hide_offers(self) -> None:
        if self._list is not None:
            self._list.hide()

    def _on_edited(self, text: str) -> None:
        self.touched = True
        self.adding = None
        self._picked = None
        offers = self._ask(text) if text.strip() else ()
        first = offers[0] if offers and not offers[0].new else None
        wanted = text.strip().casefold()
        likely = first is not None and wanted in first.label.casefold()
        self.offers.show_offers(offers, 0 if likely else None)
