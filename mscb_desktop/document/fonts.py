"""The embedded faces: widths of letters, and which letters exist."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from io import BytesIO

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from db.fields import is_control

REGULAR, SEMIBOLD, ITALIC = "Inter-Regular", "Inter-SemiBold", "Inter-Italic"

_SELECTORS = frozenset("\ufe0e\ufe0f")
"""They choose between a letter's text and picture form, and show nothing themselves."""
_LINE_ENDS = str.maketrans({"\x0b": "\n", "\x0c": "\n", "\x85": "\n", "\u2028": "\n"})


class Widths(dict[str, float]):
    """Width of each letter as a share of the font's size; filled as letters are met."""

    def __init__(self, table: dict[int, float], default: float) -> None:
        super().__init__()
        self._table = table
        self._default = default

    def __missing__(self, letter: str) -> float:
        width = self._table.get(ord(letter), self._default) / 1000
        self[letter] = width
        return width


@dataclass(frozen=True, slots=True)
class Face:
    """One embedded typeface."""

    name: str
    font: TTFont
    letters: frozenset[int]
    widths: Widths

    def width(self, text: str) -> float:
        """Give the width of one line of text at size 1."""
        return sum(map(self.widths.__getitem__, text))


@lru_cache(maxsize=1)
def faces() -> dict[str, Face]:
    """Load and register the faces that are shipped with the program."""
    folder = resources.files("resources") / "fonts"
    loaded = {}
    for name in (REGULAR, SEMIBOLD, ITALIC):
        font = TTFont(name, BytesIO((folder / f"{name}.ttf").read_bytes()))
        pdfmetrics.registerFont(font)
        letters = frozenset(font.face.charToGlyph)
        widths = Widths(font.face.charWidths, float(font.face.defaultWidth or 0))
        loaded[name] = Face(name, font, letters, widths)
    return loaded


@dataclass(frozen=True, slots=True)
class MissingLetter:
    """A letter that no face has, and the places where a substitute was printed for it."""

    letter: str
    places: tuple[str, ...]

    @property
    def code(self) -> str:
        """Give the letter's Unicode number as people quote it: 'U+1F600'."""
        return f"U+{ord(self.letter):04X}"

    @property
    def name(self) -> str:
        """Give the letter's name in the Unicode standard, '' where it has none."""
        return unicodedata.name(self.letter, "")


class Lettering:
    """Makes text printable and remembers the letters that no face has."""

    def __init__(self) -> None:
        self.faces = faces()
        self._letters = frozenset.intersection(*(face.letters for face in self.faces.values()))
        self._missing: dict[str, dict[str, None]] = {}

    @property
    def missing(self) -> tuple[MissingLetter, ...]:
        """Give the letters for which a substitute was printed."""
        return tuple(
            MissingLetter(letter, tuple(places)) for letter, places in self._missing.items()
        )

    def clean(self, text: str, where: Callable[[], str]) -> str:
        """Give the text as it can be printed.

        Line ends become '\\n', tabs spaces; control and invisible characters go; a letter that
        the faces lack is printed as its number, '[U+1F600]', and noted with `where`.
        """
        if text.isascii() and text.isprintable():
            return text
        plain = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
        plain = plain.translate(_LINE_ENDS).replace("\t", "    ")
        return "".join(self._printable(letter, where) for letter in plain)

    def _printable(self, letter: str, where: Callable[[], str]) -> str:
        if letter == "\n":
            return letter
        kind = unicodedata.category(letter)
        if kind == "Cf" or letter in _SELECTORS or (is_control(letter) and kind != "Cs"):
            return ""
        if ord(letter) in self._letters:
            return letter
        if kind == "Zs":
            return " "
        self._missing.setdefault(letter, {})[where()] = None
        return f"[U+{ord(letter):04X}]"
