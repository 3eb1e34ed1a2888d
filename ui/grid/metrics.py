"""Lengths and fonts of a grid, all derived from the font of the moment."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontMetrics

_LINE_AT_100 = 16
"""Height in pixels of a line of text at text size 100."""
_MOST_KEPT = 20_000
"""Texts whose measures are kept."""


class Metrics:
    """Fonts, lengths and line breaks for one font; made anew when the font changes."""

    def __init__(self, font: QFont) -> None:
        self.font = QFont(font)
        self.font.setFeature(QFont.Tag("tnum"), 1)
        self.strong = QFont(self.font)
        self.strong.setWeight(QFont.Weight.DemiBold)
        self.head = QFont(self.strong)
        self.head.setPixelSize(max(1, round(_pixels(self.strong) * 0.94)))
        self._measure = {
            False: QFontMetrics(self.font),
            True: QFontMetrics(self.strong),
        }
        self.head_measure = QFontMetrics(self.head)
        self.line = self._measure[False].height()
        self._widths: dict[tuple[str, bool], int] = {}
        self._lines: dict[tuple[str, int, bool], tuple[str, ...]] = {}

    def px(self, pixels: float) -> int:
        """Scale a length meant for text size 100."""
        return round(pixels * self.line / _LINE_AT_100)

    @property
    def padding(self) -> int:
        """Room left and right of a cell's text."""
        return self.px(10)

    @property
    def row(self) -> int:
        """Height of a row of one line."""
        return self.px(28)

    def height(self, lines: int) -> int:
        """Height of a row of so many lines."""
        return max(self.row, lines * self.line + self.px(6))

    def width(self, text: str, strong: bool = False) -> int:
        """Width of one line of text."""
        found = self._widths.get((text, strong))
        if found is None:
            found = self._measure[strong].horizontalAdvance(text)
            if len(self._widths) > _MOST_KEPT:
                self._widths.clear()
            self._widths[text, strong] = found
        return found

    def wrap(self, text: str, width: int, strong: bool = False) -> tuple[str, ...]:
        """Break text into lines no wider than `width`; '' gives no line."""
        key = (text, width, strong)
        lines = self._lines.get(key)
        if lines is None:
            lines = wrap(text, width, self._measure[strong])
            if len(self._lines) > _MOST_KEPT:
                self._lines.clear()
            self._lines[key] = lines
        return lines


def wrap(text: str, width: int, measure: QFontMetrics) -> tuple[str, ...]:
    """Break text at spaces, and inside of words only where one word is wider than the line."""
    if not text:
        return ()
    lines: list[str] = []
    for paragraph in text.split("\n"):
        if measure.horizontalAdvance(paragraph) <= width:
            lines.append(paragraph)
            continue
        line = ""
        for word in paragraph.split(" "):
            tried = f"{line} {word}" if line else word
            if measure.horizontalAdvance(tried) <= width:
                line = tried
                continue
            if line:
                lines.append(line)
            line = word
            while len(line) > 1 and measure.horizontalAdvance(line) > width:
                fitting = _fitting(line, width, measure)
                lines.append(line[:fitting])
                line = line[fitting:]
        lines.append(line)
    return tuple(lines)


def _fitting(word: str, width: int, measure: QFontMetrics) -> int:
    """Count the letters of a word that fit, at least one; a slash is kept at the line's end."""
    low, high = 1, len(word) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if measure.horizontalAdvance(word[:middle]) <= width:
            low = middle
        else:
            high = middle - 1
    slash = word.rfind("/", 0, low)
    return slash + 1 if slash > 0 else low


def _pixels(font: QFont) -> int:
    return font.pixelSize() if font.pixelSize() > 0 else QFontMetrics(font).height() * 13 // 16
