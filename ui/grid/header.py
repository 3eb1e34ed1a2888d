"""The head of a grid: tinted, its headings broken over as many lines as they need."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from ui.grid.metrics import Metrics, wrap
from ui.theme import colours


class Header(QHeaderView):
    """Paints headings at the bottom of the head, those of figures at the right."""

    def __init__(self, metrics: Metrics, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.metrics = metrics
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setMinimumSectionSize(24)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:
        shown = (n for n in range(self.count()) if not self.isSectionHidden(n))
        lines = max((len(self._lines(n)) for n in shown), default=1)
        line = self.metrics.head_measure.height()
        return QSize(super().sizeHint().width(), lines * line + self.metrics.px(12))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803
        look = colours()
        painter.save()
        painter.fillRect(rect, QColor(look.head))
        painter.setPen(QColor(look.border))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setFont(self.metrics.head)
        painter.setPen(QColor(look.muted))
        padding = self.metrics.padding
        inner = rect.adjusted(padding, 0, -padding, -self.metrics.px(6))
        lines = self._lines(logicalIndex)
        height = self.metrics.head_measure.height()
        align = self.model().headerData(
            logicalIndex, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole
        )
        side = align if align is not None else Qt.AlignmentFlag.AlignLeft
        top = inner.bottom() + 1 - len(lines) * height
        for number, line in enumerate(lines):
            box = QRect(inner.left(), top + number * height, inner.width(), height)
            painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, line)
        painter.restore()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        look = colours()
        rect = self.viewport().rect()
        painter.fillRect(rect, QColor(look.head))
        painter.setPen(QColor(look.border))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.end()
        super().paintEvent(event)

    def _lines(self, section: int) -> tuple[str, ...]:
        text = self.model().headerData(section, Qt.Orientation.Horizontal) or ""
        width = self.sectionSize(section) - 2 * self.metrics.padding
        return wrap_from_end(str(text), max(1, width), self.metrics.head_measure)


def wrap_from_end(text: str, width: int, measure: QFontMetrics) -> tuple[str, ...]:
    """Break a heading so that its last lines are the full ones: 'Set / 2012-13 (£)'."""
    lines: list[str] = []
    for paragraph in reversed(text.split("\n")):
        line = ""
        for word in reversed(paragraph.split()):
            tried = f"{word} {line}" if line else word
            if line and measure.horizontalAdvance(tried) > width:
                lines.append(line)
                line = word
            else:
                line = tried
        lines.append(line)
    return tuple(piece for line in reversed(lines) for piece in wrap(line, width, measure) or ("",))
