"""The ratings as chips, of which one may be chosen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from db.records.plans import RAG_WORDS, Rag
from mscb_desktop.plans.model import RATINGS
from ui.grid.chips import GROUNDS, chip_width, chip_words, paint_chip
from ui.grid.metrics import Metrics
from ui.theme import colours, scaled

_KEYS = {
    Qt.Key.Key_R: Rag.RED,
    Qt.Key.Key_A: Rag.AMBER,
    Qt.Key.Key_G: Rag.GREEN,
    Qt.Key.Key_0: Rag.NOT_RATED,
}
_ROOM = 5
"""Room beside the words of a chip: four of them stand in the width of a card."""
_RING = 2
"""Room around a chip for the ring that marks the chosen one, in pixels at text size 100."""
_HEIGHT = 20


class RagPicker(QWidget):
    """Red, Amber, Green and Not rated; R, A, G and 0 choose too, the chosen one again none."""

    chosen = Signal(object)
    """A rating, or None where it was taken back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rag: Rag | None = None
        self.chips = {rag: _Chip(rag, self) for rag in (*RATINGS, Rag.NOT_RATED)}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for rag, chip in self.chips.items():
            chip.clicked.connect(lambda _=False, rag=rag: self._choose(rag))
            row.addWidget(chip)
        row.addStretch(1)

    @property
    def rag(self) -> Rag | None:
        """The chosen rating."""
        return self._rag

    def show_rag(self, rag: Rag | None) -> None:
        """Show what is stored."""
        self._rag = rag
        for each, chip in self.chips.items():
            chip.setChecked(each is rag)
        # Tab goes to one chip, from which the arrows go to the others.
        first = self.chips[rag or Rag.RED]
        for chip in self.chips.values():
            policy = Qt.FocusPolicy.StrongFocus if chip is first else Qt.FocusPolicy.ClickFocus
            chip.setFocusPolicy(policy)

    def set_read_only(self, reason: str | None) -> None:
        """Let nothing be chosen, for this reason."""
        for chip in self.chips.values():
            chip.setEnabled(reason is None)
            chip.setToolTip(reason or chip.hint)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by letter, and go from chip to chip by the arrows."""
        key, shown = Qt.Key(event.key()), list(self.chips)
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(key)
        if key in _KEYS and plain:
            self.chips[_KEYS[key]].setFocus()
            if self._rag is not _KEYS[key]:
                self._choose(_KEYS[key])
        elif key == Qt.Key.Key_Delete and self._rag is not None:
            self._choose(self._rag)
        elif step is not None:
            now = next((n for n, rag in enumerate(shown) if self.chips[rag].hasFocus()), 0)
            self.chips[shown[(now + step) % len(shown)]].setFocus()
        else:
            super().keyPressEvent(event)

    def _choose(self, rag: Rag) -> None:
        self.show_rag(None if rag is self._rag else rag)
        self.chips[rag].setFocus()
        self.chosen.emit(self._rag)


class _Chip(QAbstractButton):
    """One rating; a ring marks the chosen one, an outer line the one with the keyboard."""

    def __init__(self, rag: Rag, parent: QWidget) -> None:
        super().__init__(parent)
        self._rag = rag
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(RAG_WORDS[rag])
        letter = "0" if rag is Rag.NOT_RATED else RAG_WORDS[rag][0]
        self.hint = f"Rate it {RAG_WORDS[rag]} ({letter}); once more takes the rating back"
        self.setToolTip(self.hint)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press by Enter too; the arrows are the picker's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def sizeHint(self) -> QSize:
        metrics = Metrics(self.font())
        room = 2 * scaled(_RING)
        width = chip_width(chip_words(self._rag), metrics, _ROOM)
        return QSize(width + room, metrics.px(_HEIGHT) + room)

    def paintEvent(self, event: QPaintEvent) -> None:
        metrics, ring = Metrics(self.font()), scaled(_RING)
        painter = QPainter(self)
        if not self.isEnabled() and not self.isChecked():
            painter.setOpacity(0.5)
        middle = self.height() // 2
        words, ground = chip_words(self._rag), GROUNDS[self._rag]
        paint_chip(painter, ring, middle, words, ground, metrics, _ROOM)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked():
            self._ring(painter, 1, 2, Qt.PenStyle.SolidLine)
        elif self.hasFocus():
            self._ring(painter, 1, 1, Qt.PenStyle.SolidLine)
        if self.isChecked() and self.hasFocus():
            self._ring(painter, 0.5, 1, Qt.PenStyle.DotLine, colours().text)
        painter.end()

    def _ring(
        self, painter: QPainter, inset: float, width: float, line: Qt.PenStyle, ink: str = ""
    ) -> None:
        box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(ink or colours().focus), width, line))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)

    def changeEvent(self, event: QEvent) -> None:
        """Take another text size or theme."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange):
            self.updateGeometry()
            self.update()
