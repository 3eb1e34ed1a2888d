"""A name typed into an empty line, with a word on records that may be the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from db.fields import Field
from mscb_desktop.sheet.model import Suggestion
from ui.editors.line import LineEditor
from ui.editors.offers import Offer, OfferList

AskWhetherThere = Callable[[str], Sequence[Suggestion]]
"""Give the records that one to be called so may be again."""


class NewNameEditor(LineEditor):
    """A line edit below which stands what is there already.

    Nothing is taken unasked: Enter stores what is typed. A click, or Alt+Down and Enter, goes to
    the record that is there, which `there` names.
    """

    there = Signal(str)

    def __init__(
        self, field: Field, ask: AskWhetherThere, parent: QWidget | None = None, *, in_grid: bool
    ) -> None:
        super().__init__(field, parent, in_grid=in_grid)
        self._ask = ask
        self.offers = OfferList(self if in_grid else self.line)
        self.offers.setAccessibleName("Records that may be the same")
        self.destroyed.connect(self.offers.deleteLater)
        self.offers.chosen.connect(lambda offer: self.there.emit(offer.value))

    def begin_with(self, text: str) -> None:
        super().begin_with(text)
        self._tell(text)

    def on_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if self.offers.isVisible():
            chosen = self.offers.highlighted()
            alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and (alt or chosen is not None):
                self.offers.step(1 if key == Qt.Key.Key_Down else -1)
                return True
            if key == Qt.Key.Key_Escape:
                self.offers.hide()
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and chosen is not None:
                self.there.emit(chosen.value)
                return True
        return super().on_key(event)

    def on_focus_lost(self) -> None:
        self.offers.hide()
        super().on_focus_lost()

    def hideEvent(self, event: QHideEvent) -> None:
        self.offers.hide()
        super().hideEvent(event)

    def _on_edited(self, text: str) -> None:
        super()._on_edited(text)
        self._tell(text)

    def _tell(self, text: str) -> None:
        found = self._ask(text) if text.strip() else ()
        words = "There is already {} ({})"
        offers = [Offer(each.ref, words.format(each.label, each.ref)) for each in found]
        self.offers.show_offers(offers, None)
