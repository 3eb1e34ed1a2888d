"""Ratings as chips: letter and word on a colour, in the cells of grids and beside texts."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from db.fields import Kind, Value
from db.records.plans import RAG_WORDS, Rag
from mscb_desktop.sheet.model import Column
from ui.grid.metrics import Metrics
from ui.theme import colours

GROUNDS: dict[Value, str] = {
    Rag.RED: "chip_red",
    Rag.AMBER: "chip_amber",
    Rag.GREEN: "chip_green",
    Rag.NOT_RATED: "chip_none",
}
"""The palette's colour below each rating; the same name with `_text` is that of its words."""


def ground_of(column: Column, value: Value) -> str:
    """Give the colour of the chip on which a cell's value stands; '' where it is no rating."""
    return GROUNDS.get(value, "") if column.kind is Kind.CHOICE else ""


def chip_words(rag: Rag) -> str:
    """Give what stands on a chip: 'A Amber', 'Not rated'."""
    word = RAG_WORDS[rag]
    return word if rag is Rag.NOT_RATED else f"{word[0]} {word}"


def chip_width(words: str, metrics: Metrics, room: int | None = None) -> int:
    """Width of a chip with these words on it, with so much room beside them at text size 100."""
    beside = metrics.px(_ROOM if room is None else room)
    return metrics.width(words, strong=True) + 2 * beside


def paint_chip(
    painter: QPainter,
    left: int,
    middle: int,
    words: str,
    ground: str,
    metrics: Metrics,
    room: int | None = None,
) -> None:
    """Paint a chip from `left` on, around the height `middle`."""
    look = colours()
    height = metrics.px(_HEIGHT)
    box = QRect(left, middle - height // 2, chip_width(words, metrics, room), height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(getattr(look, ground)))
    painter.drawRoundedRect(QRectF(box), height / 2, height / 2)
    painter.setPen(QColor(getattr(look, f"{ground}_text")))
    painter.setFont(metrics.strong)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, words)
    painter.restore()


class RagChip(QWidget):
    """A rating by itself, as wide as it needs; it shows nothing where there is none."""

    def __init__(self, rag: Rag | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rag: Rag | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_rag(rag)

    def show_rag(self, rag: Rag | None) -> None:
        """Show a rating."""
        self._rag = rag
        self.setAccessibleName("" if rag is None else RAG_WORDS[rag])
        self.setVisible(rag is not None)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = Metrics(self.font())
        words = "" if self._rag is None else chip_words(self._rag)
        return QSize(chip_width(words, metrics), metrics.px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._rag is None:
            return
        painter = QPainter(self)
        middle = self.rect().center().y()
        paint_chip(
            painter, 0, middle, chip_words(self._rag), GROUNDS[self._rag], Metrics(self.font())
        )
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        """Take another text size or theme."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange):
            self.updateGeometry()
            self.update()


_HEIGHT, _ROOM = 20, 8
"""Height of a chip and room beside its words, in pixels at text size 100."""
