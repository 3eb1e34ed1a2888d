"""A chart in the window, drawn by the same hand as on paper."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QSize
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QSizePolicy, QWidget

from mscb_desktop.document.chart import chart_height, chart_pdf
from mscb_desktop.document.model import Chart, value_text
from ui.theme.look import look, scaled

_POINT = 4 / 3
"""Pixels in a point at text size 100, which makes 9-point letters 12 pixels high."""


class ChartView(QWidget):
    """Shows a chart as wide as there is room; screen readers are given its figures."""

    def __init__(self, parent: QWidget | None = None, *, title: bool = True) -> None:
        super().__init__(parent)
        self._chart: Chart | None = None
        self._title = title
        self._image = QImage()
        self._drawn: tuple[object, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_chart(self, chart: Chart | None) -> None:
        """Show a chart, or nothing."""
        if chart == self._chart:
            return
        self._chart = chart
        self.setAccessibleName(chart.title if chart else "")
        self.setAccessibleDescription(described(chart) if chart else "")
        self._fit()

    def sizeHint(self) -> QSize:
        """Give the height that the chart's bars need."""
        height = chart_height(self._chart) * _POINT if self._chart else 0
        return QSize(scaled(280), scaled(height))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the chart, drawn anew where size, theme or screen changed."""
        ratio = self.devicePixelRatioF()
        wanted = (self._chart, self.size(), look(), ratio)
        if wanted != self._drawn:
            self._drawn = wanted
            self._image = self._draw(ratio)
        if not self._image.isNull():
            QPainter(self).drawImage(0, 0, self._image)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw at the new width."""
        super().resizeEvent(event)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Take another text size's height."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(self.sizeHint().height())
        self.updateGeometry()
        self.update()

    def _draw(self, ratio: float) -> QImage:
        if self._chart is None or self.width() < 1 or self.height() < 1:
            return QImage()
        shrunk = 1 / (_POINT * look().text_size / 100)
        data = chart_pdf(
            self._chart,
            self.width() * shrunk,
            self.height() * shrunk,
            dark=look().dark,
            title=self._title,
        )
        image = rendered(data, self.size() * ratio)
        image.setDevicePixelRatio(ratio)
        return image


def rendered(data: bytes, size: QSize) -> QImage:
    """Draw the first page of a PDF at `size` pixels."""
    held = QByteArray(data)
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    image = document.render(0, size)
    document.close()
    return image


def described(chart: Chart) -> str:
    """Give a chart's figures as text, one category after another."""
    lines = []
    for at, category in enumerate(chart.categories):
        figures = ", ".join(
            f"{series.name} {value_text(series.values[at], chart.kind) or 'blank'}"
            for series in chart.series
        )
        lines.append(f"{category}: {figures}")
    return "; ".join(lines)
