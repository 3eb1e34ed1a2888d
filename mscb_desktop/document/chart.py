"""Charts drawn once, for paper and screen: bars with their figures beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO

from reportlab.graphics.shapes import Drawing, Line, Rect, String
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from mscb_desktop.document.fonts import REGULAR, SEMIBOLD, Lettering
from mscb_desktop.document.look import INK, QUIET, RULE, SERIES
from mscb_desktop.document.model import Chart, ChartKind, Kind, Value, exact_number, value_text
from mscb_desktop.document.wrapping import Line as TextLine
from mscb_desktop.document.wrapping import wrap

TITLE_SIZE, TEXT_SIZE, LEAST_SIZE = 11.5, 7.8, 3.5
BAR, BAR_GAP, GROUP_GAP = 6.4, 1.2, 8.0
TOP_TITLE, TOP_LEGEND = 20.0, 18.0
COLUMNS_HEIGHT = 230.0


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours of one theme."""

    ink: str
    quiet: str
    axis: str
    series: tuple[str, ...]


LIGHT = Palette(INK, QUIET, RULE, SERIES)
DARK = Palette(
    "#e8eef4",
    "#a9b8c6",
    "#5d7185",
    ("#5f7890", "#35b3a8", "#dda648", "#86a9d1", "#b49ad6", "#9aa8b5"),
)


def chart_height(chart: Chart) -> float:
    """Give the height, in points, at which the chart is easy to read on paper."""
    top = TOP_TITLE + (TOP_LEGEND if _has_legend(chart) else 0.0)
    if chart.shape is ChartKind.COLUMNS:
        return top + COLUMNS_HEIGHT
    bars = len(chart.series) * (BAR + BAR_GAP)
    return top + max(len(chart.categories), 1) * (bars + GROUP_GAP) + 6.0


def chart_drawing(
    chart: Chart,
    width: float,
    height: float,
    lettering: Lettering | None = None,
    *,
    dark: bool = False,
    title: bool = True,
) -> Drawing:
    """Draw the chart into a rectangle of points.

    Letters that no face has are noted in `lettering`.
    """
    sketch = _Sketch(chart, width, height, lettering or Lettering(), DARK if dark else LIGHT)
    return sketch.drawn(title)


def chart_pdf(
    chart: Chart, width: float, height: float, *, dark: bool = False, title: bool = True
) -> bytes:
    """Give the chart as a PDF file of one page without ground, to be shown in a window."""
    from reportlab.graphics import renderPDF

    stream = BytesIO()
    drawing = chart_drawing(chart, width, height, dark=dark, title=title)
    canvas = Canvas(stream, pagesize=(width, height), invariant=1, initialFontName=REGULAR)
    canvas.setTitle(chart.title)
    renderPDF.draw(drawing, canvas, 0, 0)
    canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _has_legend(chart: Chart) -> bool:
    return len(chart.series) > 1 or bool(chart.unit)


class _Sketch:
    """The chart while it is drawn; y grows upwards from the bottom."""

    def __init__(
        self, chart: Chart, width: float, height: float, lettering: Lettering, palette: Palette
    ) -> None:
        self._chart, self._width, self._palette = chart, width, palette
        self._lettering, self._faces = lettering, lettering.faces
        self._drawing = Drawing(width, height, initialFontName=REGULAR)
        self._top = height
        self._names = [self._clean(name) for name in chart.categories]
        self._labels = _labels(chart)
        self._least, self._most = _reach(chart)

    def drawn(self, title: bool) -> Drawing:
        if title:
            self._title()
        if _has_legend(self._chart):
            self._legend()
        if self._chart.categories and self._chart.series:
            if self._chart.shape is ChartKind.BARS:
                self._bars()
            else:
                self._columns()
        return self._drawing

    def _clean(self, text: str) -> str:
        return self._lettering.clean(text, lambda: f"chart {self._chart.title}")

    def _string(self, x: float, y: float, text: str, face: str, size: float, colour: str) -> None:
        self._drawing.add(
            String(x, y, text, fontName=face, fontSize=size, fillColor=HexColor(colour))
        )

    def _box(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        self._drawing.add(
            Rect(x, y, width, height, fillColor=HexColor(colour), strokeColor=None, strokeWidth=0)
        )

    def _line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        colour = HexColor(self._palette.axis)
        self._drawing.add(Line(x1, y1, x2, y2, strokeColor=colour, strokeWidth=0.6))

    def _text_width(self, text: str, size: float, face: str = REGULAR) -> float:
        return self._faces[face].width(text) * size

    def _title(self) -> None:
        text = self._clean(self._chart.title)
        line = wrap(text, self._faces[SEMIBOLD], TITLE_SIZE, self._width)[0].text
        self._string(0, self._top - TITLE_SIZE, line, SEMIBOLD, TITLE_SIZE, self._palette.ink)
        self._top -= TOP_TITLE

    def _legend(self) -> None:
        x, y, size = 0.0, self._top - TEXT_SIZE - 1.0, TEXT_SIZE
        for number, series in enumerate(self._chart.series):
            name = " ".join(self._clean(series.name).split())
            self._box(x, y - 0.4, size * 0.85, size * 0.85, self._fill(number))
            x += size * 0.85 + 4.0
            self._string(x, y, name, REGULAR, size, self._palette.quiet)
            x += self._text_width(name, size) + 12.0
        self._string(x, y, self._clean(self._chart.unit), REGULAR, size, self._palette.quiet)
        self._top -= TOP_LEGEND

    def _fill(self, number: int) -> str:
        colours = self._palette.series
        if len(self._chart.series) == 1:
            number = 1
        return colours[number % len(colours)]

    def _bars(self) -> None:
        count, series = len(self._names), self._chart.series
        pitch = self._top / count
        bar = min(BAR * 1.5, pitch * 0.72 / len(series))
        size = max(min(TEXT_SIZE, bar * 1.15, pitch * 0.9), LEAST_SIZE)
        left = self._name_room(size)
        zero, scale = self._scale(left, size)
        for place, name in enumerate(self._names):
            middle = self._top - pitch * (place + 0.5)
            self._name_beside(name, middle, left, size, pitch)
            for number, one in enumerate(series):
                y = middle + bar * (len(series) / 2 - number - 1)
                self._bar(
                    one.values[place],
                    self._labels[number][place],
                    zero,
                    scale,
                    y,
                    bar,
                    size,
                    self._fill(number),
                )
        self._line(zero, self._top, zero, 0)

    def _name_room(self, size: float) -> float:
        widest = max(self._text_width(part, size) for n in self._names for part in [n])
        return min(widest, self._width * 0.34) + 8.0

    def _name_beside(
        self, name: str, middle: float, left: float, size: float, pitch: float
    ) -> None:
        wrapped = wrap(name, self._faces[REGULAR], size, left - 8.0)
        lines = _first_lines(wrapped, max(int(pitch / (size * 1.12)), 1))
        y = middle + (len(lines) * size * 1.12) / 2 - size * 0.88
        for line in lines:
            self._string(0, y, line.text, REGULAR, size, self._palette.ink)
            y -= size * 1.12

    def _scale(self, left: float, size: float) -> tuple[float, float]:
        """Give the place of zero and points per unit, labels beside the bars included."""
        room_right = room_left = 0.0
        for one, labels in zip(self._chart.series, self._labels, strict=True):
            for value, label in zip(one.values, labels, strict=True):
                room = self._text_width(label, size) + 4.0
                if _amount(value) < 0:
                    room_left = max(room_left, room)
                else:
                    room_right = max(room_right, room)
        span = max(self._width - left - room_left - room_right, 20.0)
        reach = float(self._most - self._least) or 1.0
        return left + room_left + span * float(-self._least) / reach, span / reach

    def _bar(
        self,
        value: Value,
        label: str,
        zero: float,
        scale: float,
        y: float,
        bar: float,
        size: float,
        colour: str,
    ) -> None:
        length = float(_amount(value)) * scale
        if length:
            self._box(min(zero, zero + length), y + bar * 0.06, abs(length), bar * 0.88, colour)
        end = zero + length
        x = end - 3.0 - self._text_width(label, size * 0.92) if length < 0 else end + 3.0
        baseline = y + (bar - size * 0.66) / 2
        self._string(x, baseline, label, REGULAR, size * 0.92, self._palette.quiet)

    def _columns(self) -> None:
        count, series = len(self._names), self._chart.series
        pitch = self._width / count
        size = max(min(TEXT_SIZE, pitch / 3.2), LEAST_SIZE)
        face = self._faces[REGULAR]
        names = [_first_lines(wrap(n, face, size, pitch * 0.94), 4) for n in self._names]
        foot = max(len(lines) for lines in names) * size * 1.15 + 6.0
        column = min(34.0, pitch * 0.74 / len(series))
        widest = max(
            (self._text_width(t, 1.0) for labels in self._labels for t in labels), default=1
        )
        small = max(min(size, (column * 0.98) / (widest or 1.0)), LEAST_SIZE)
        below = small + 4.0 if self._least < 0 else 0.0
        span = max(self._top - foot - below - small - 4.0, 20.0)
        reach = float(self._most - self._least) or 1.0
        zero, scale = foot + below + span * float(-self._least) / reach, span / reach
        for place, lines in enumerate(names):
            middle = pitch * (place + 0.5)
            for row, line in enumerate(lines):
                x = middle - self._text_width(line.text, size) / 2
                y = foot - 4.0 - size * (0.85 + 1.15 * row)
                self._string(x, y, line.text, REGULAR, size, self._palette.ink)
            for number, one in enumerate(series):
                x = middle + column * (number - len(series) / 2)
                length = float(_amount(one.values[place])) * scale
                self._box(
                    x + column * 0.05,
                    min(zero, zero + length),
                    column * 0.9,
                    abs(length),
                    self._fill(number),
                )
                label = self._labels[number][place]
                at = x + (column - self._text_width(label, small)) / 2
                y = zero + length - small - 1.0 if length < 0 else zero + length + 2.5
                self._string(at, y, label, REGULAR, small, self._palette.quiet)
        self._line(0, zero, self._width, zero)


def _first_lines(lines: Sequence[TextLine], most: int) -> Sequence[TextLine]:
    """Keep the lines that fit beside a bar; '…' tells that the table has the rest."""
    if len(lines) <= most:
        return lines
    kept = list(lines[:most])
    kept[-1] = kept[-1]._replace(text=kept[-1].text.rstrip() + "…")
    return kept


def _amount(value: Value) -> Decimal:
    if isinstance(value, (int, float, Decimal)):
        return exact_number(value)
    return Decimal(0)


def _reach(chart: Chart) -> tuple[Decimal, Decimal]:
    amounts = [_amount(value) for series in chart.series for value in series.values]
    return min(amounts, default=Decimal(0)).min(Decimal(0)), max(amounts, default=Decimal(0)).max(
        Decimal(0)
    )


def _labels(chart: Chart) -> list[list[str]]:
    """Give the figures beside the bars: money in whole pounds where the pence say little."""
    least, most = _reach(chart)
    exact = any(_amount(value) % 100 for series in chart.series for value in series.values)
    in_pounds = chart.kind is Kind.MONEY and not (exact and max(most, -least) < 100_000)
    return [
        [
            value_text(_amount(value) / 100, Kind.DECIMAL, 0)
            if in_pounds and isinstance(value, (int, Decimal))
            else value_text(value, chart.kind)
            for value in series.values
        ]
        for series in chart.series
    ]
