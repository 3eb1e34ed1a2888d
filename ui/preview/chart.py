"""A chart in the window, drawn by the same hand as on paper."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, QTimer
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mscb_desktop.document.model import Chart, value_text
from ui.theme.look import look, scaled

_POINT = 4 / 3
"""Pixels in a point at text size 100, which makes 9-point letters 12 pixels high."""


class ChartView(QWidget):
    """Shows a chart as wide as there is room; screen readers are given its figures.

    The chart is drawn when the events that wait are done: what stands beside it is painted
    first, and the libraries that draw are no part of start-up.
    """

    def __init__(self, parent: QWidget | None = None, *, title: bool = True) -> None:
        super().__init__(parent)
        self._chart: Chart | None = None
        self._title = title
        self._height = 0.0
        self._image = QImage()
        self._drawn: tuple[object, ...] = ()
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._draw)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_chart(self, chart: Chart | None) -> None:
        """Show a chart, or nothing."""
        if chart == self._chart:
            return
        self._chart = chart
        self.setAccessibleName(chart.title if chart else "")
        self.setAccessibleDescription(described(chart) if chart else "")
        self._later.start()

    @property
    def image(self) -> QImage:
        """The picture as it was drawn last."""
        return self._image

    def sizeHint(self) -> QSize:
        """Give the height that the chart's bars need."""
        return QSize(scaled(280), scaled(self._height))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the chart; one that is out of date stands until it is drawn anew."""
        if self._wanted() != self._drawn:
            self._later.start()
        if not self._image.isNull():
            QPainter(self).drawImage(0, 0, self._image)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw at the new width."""
        super().resizeEvent(event)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Draw in another theme or text size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange):
            self._later.start()

    def _wanted(self) -> tuple[object, ...]:
        return self._chart, self.size(), look(), self.devicePixelRatioF()

    def _draw(self) -> None:
        from mscb_desktop.document.chart import chart_height, chart_pdf
        from ui.preview.output import first_page

        self._height = chart_height(self._chart) * _POINT if self._chart else 0
        self.setFixedHeight(self.sizeHint().height())
        self._drawn, ratio = self._wanted(), self.devicePixelRatioF()
        self._image = QImage()
        if self._chart is not None and self.width() and self.height():
            shrunk = 1 / (_POINT * look().text_size / 100)
            width, height = self.width() * shrunk, self.height() * shrunk
            data = chart_pdf(self._chart, width, height, dark=look().dark, title=self._title)
            self._image = first_page(data, self.size() * ratio)
            self._image.setDevicePixelRatio(ratio)
        self.update()


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
