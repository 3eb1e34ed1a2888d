"""Setting the lines of one card: as large as its style asks, as small as its room needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mscb_desktop.document.cards import CardSheet, CardStyle
from mscb_desktop.document.fonts import REGULAR, SEMIBOLD, Face
from mscb_desktop.document.wrapping import longest_word, wrap

MM = 72 / 25.4
"""Points in a millimetre."""
LEAST_SIZE = 6.5
"""Type is never smaller than this, in points."""
LEADING = 1.22
"""Between two lines of text, as a share of their size."""
SHRINK, RATHER_SMALLER = 0.95, 0.7
"""Each smaller size tried is this share of the one before; down to such a share of the usual size
a name is set smaller rather than broken into two lines."""
_SHARES = tuple(SHRINK**step for step in range(8))


class Manner(NamedTuple):
    """How a style sets its cards.

    `pads` are the margins inside a card in millimetres (at most an eighth of its measure).
    `largest` is the size of running text in points, `lines` the number of such lines that a card
    should hold, `strong` the first line's size as a share of it, and `gap` the room below it.
    """

    pads: tuple[float, float]
    largest: float
    lines: float
    strong: float
    gap: float
    centred: bool


MANNERS = {
    CardStyle.LABEL: Manner((5.0, 3.0), 10.5, 7.0, 1.0, 0.0, False),
    CardStyle.NAME: Manner((5.0, 4.0), 11.5, 8.0, 1.8, 0.3, True),
    CardStyle.TENT: Manner((6.0, 4.0), 22.0, 5.5, 2.2, 0.3, True),
}


class CardLine(NamedTuple):
    """One line on a card; `x` and the baseline `y` are measured from its top left corner."""

    x: float
    y: float
    text: str
    face: str
    size: float


class SetCard(NamedTuple):
    """A card that has been set; `whole` tells whether it holds all of its text."""

    lines: tuple[CardLine, ...]
    whole: bool


class _Size(NamedTuple):
    first: float
    rest: float


class _Broken(NamedTuple):
    text: str
    face: str
    size: float
    gap: float


class CardSetter:
    """Sets cards for one sheet; a folded card's text for the half that faces the reader."""

    def __init__(self, sheet: CardSheet, faces: dict[str, Face]) -> None:
        self._manner, self._faces = MANNERS[sheet.style], faces
        self.width = sheet.width * MM
        self.height = sheet.height * MM / (2 if sheet.style is CardStyle.TENT else 1)
        self._pad_x = min(self._manner.pads[0] * MM, self.width / 8)
        self._pad_y = min(self._manner.pads[1] * MM, self.height / 8)
        room = self.height - 2 * self._pad_y
        usual = room / (self._manner.lines * LEADING)
        self._size = max(min(self._manner.largest, usual), LEAST_SIZE)

    def set(self, lines: Sequence[str]) -> SetCard:
        """Set a card's lines, which are printable and not blank."""
        room = self.height - 2 * self._pad_y
        sizes = self._sizes()
        calm = self._calm_sizes(lines[0]) if self._manner.centred else []
        for size in (*calm, *sizes):
            if size is not sizes[-1] and self._breaks_a_word(lines, size):
                continue
            broken = self._broken(lines, size)
            if _height(broken) <= room:
                return SetCard(tuple(self._placed(broken)), True)
        return SetCard(tuple(self._placed(self._cut(broken, room))), False)

    def _calm_sizes(self, first: str) -> list[_Size]:
        """Give the sizes with a first line that is smaller than usual and unbroken."""
        usual = self._size * self._manner.strong
        sizes = (_Size(usual * share, self._size) for share in _SHARES if share >= RATHER_SMALLER)
        return [size for size in sizes if self._is_one_line(first, size)][:1]

    def _sizes(self) -> list[_Size]:
        """Give the sizes to try: all smaller, then at the least the first line less strong."""
        rest, strong, sizes = self._size, self._manner.strong, []
        while rest > LEAST_SIZE:
            sizes.append(_Size(rest * strong, rest))
            rest *= SHRINK
        while strong > 1.0:
            sizes.append(_Size(LEAST_SIZE * strong, LEAST_SIZE))
            strong *= SHRINK
        return [*sizes, _Size(LEAST_SIZE, LEAST_SIZE)]

    @property
    def _inner(self) -> float:
        return self.width - 2 * self._pad_x

    def _style(self, number: int, size: _Size) -> tuple[str, float]:
        return (REGULAR, size.rest) if number else (SEMIBOLD, size.first)

    def _is_one_line(self, first: str, size: _Size) -> bool:
        name, points = self._style(0, size)
        return self._faces[name].width(first) * points <= self._inner

    def _breaks_a_word(self, lines: Sequence[str], size: _Size) -> bool:
        for number, line in enumerate(lines):
            name, points = self._style(number, size)
            if longest_word(line, self._faces[name]) * points > self._inner:
                return True
        return False

    def _broken(self, lines: Sequence[str], size: _Size) -> list[_Broken]:
        broken = []
        for number, text in enumerate(lines):
            name, points = self._style(number, size)
            parts = wrap(text, self._faces[name], points, self._inner)
            broken += [_Broken(part.text, name, points, 0.0) for part in parts]
            if not number and len(lines) > 1:
                broken[-1] = broken[-1]._replace(gap=self._manner.gap * size.rest)
        return broken

    def _cut(self, broken: Sequence[_Broken], room: float) -> list[_Broken]:
        """Keep the lines that fit, the last of them ending in '…'."""
        kept = list(broken)
        while len(kept) > 1 and _height(kept) > room:
            kept.pop()
        last = kept[-1]
        text = last.text
        while text and self._faces[last.face].width(text + "…") * last.size > self._inner:
            text = text[:-1]
        kept[-1] = last._replace(text=text.rstrip() + "…")
        return kept

    def _placed(self, broken: Sequence[_Broken]) -> Iterator[CardLine]:
        y = (self.height - _height(broken)) / 2
        for text, name, size, gap in broken:
            x = self._pad_x
            if self._manner.centred:
                x = (self.width - self._faces[name].width(text) * size) / 2
            yield CardLine(x, y + (LEADING + 0.72) * size / 2, text, name, size)
            y += LEADING * size + gap


def _height(broken: Sequence[_Broken]) -> float:
    return sum(LEADING * line.size + line.gap for line in broken)
