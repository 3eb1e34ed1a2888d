"""Cell formats of a workbook, made once for each look that occurs."""

from __future__ import annotations

from typing import NamedTuple

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from mscb_desktop.document.look import (
    ACCENT,
    CHIPS,
    HAIRLINE,
    HEAD_TINT,
    INK,
    QUIET,
    RULE,
    SUM_TINT,
    TONES,
    TOTAL_TINT,
)
from mscb_desktop.document.model import Kind, RowKind, Shade, Tone, decimals_of
from mscb_desktop.document.values import MINUS

FONT, SIZE = "Calibri", 11


class Look(NamedTuple):
    """Everything that tells one cell's format from another's."""

    kind: Kind
    row: RowKind = RowKind.LINE
    tone: Tone = Tone.PLAIN
    decimals: int | None = None
    word: str = ""
    negative: str = ""
    shade: Shade | None = None
    is_text: bool = False
    grouped: bool = True
    """Whether a comma parts thousands, as it may not in the number of a year."""
    indent: int = 0
    """How much further than others the text begins, in Excel's steps."""


class Formats:
    """Makes and keeps a workbook's formats."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[Look, Format] = {}
        self._empty: dict[Look, Format] = {}
        self.title = self._plain(bold=True, font_size=16, font_color=INK)
        self.board = self._plain(bold=True, font_color=ACCENT)
        self.quiet = self._plain(font_color=QUIET)
        self.draft = self._plain(bold=True, font_color=TONES[Tone.BAD])
        self.heading = self._plain(bold=True, font_size=12, font_color=INK)
        self.text = self._plain(text_wrap=True, valign="top", font_color=INK)
        self.small = self._plain(text_wrap=True, valign="top", font_color=QUIET, font_size=10)
        self.link = self._plain(font_color=ACCENT, underline=1)
        self.head_left = self._head("left")
        self.head_right = self._head("right")

    def _plain(self, **properties: object) -> Format:
        return self._workbook.add_format({"font_name": FONT, "font_size": SIZE, **properties})

    def _head(self, align: str) -> Format:
        return self._plain(
            bold=True,
            font_color=QUIET,
            bg_color=HEAD_TINT,
            bottom=1,
            bottom_color=RULE,
            text_wrap=True,
            valign="bottom",
            align=align,
            indent=1 if align == "left" else 0,
        )

    def cell(self, look: Look) -> Format:
        """Give the format of a table's cell."""
        made = self._made.get(look)
        if made is None:
            made = self._made[look] = self._plain(**_properties(look))
        return made

    def empty(self, look: Look) -> Format:
        """Give the format of a column's cells where no row stands: without a line below."""
        made = self._empty.get(look)
        if made is None:
            properties = _properties(look)
            del properties["bottom"], properties["bottom_color"]
            made = self._empty[look] = self._plain(**properties)
        return made


def _properties(look: Look) -> dict[str, object]:
    properties: dict[str, object] = {
        "valign": "vcenter",
        "bottom": 1,
        "bottom_color": HAIRLINE,
        "font_color": TONES[look.tone],
    }
    if look.kind.is_figure or look.kind is Kind.DATE or look.kind is Kind.CODE:
        properties["num_format"] = "@" if look.is_text else number_format(look)
    if look.kind.is_figure:
        properties["align"] = "right"
    else:
        properties |= {"align": "left", "indent": 1 + look.indent}
    if look.is_text or look.kind.wraps:
        properties["text_wrap"] = not look.row.is_heading
    if look.row.is_heading or look.row.is_sum:
        properties["bold"] = True
    if look.row.is_sum:
        total = look.row is RowKind.TOTAL
        properties |= {
            "bg_color": TOTAL_TINT if total else SUM_TINT,
            "top": 1,
            "top_color": RULE,
            "bottom_color": RULE if total else HAIRLINE,
        }
    if look.shade is not None:
        ground, ink = CHIPS[look.shade]
        properties |= {"bg_color": ground, "font_color": ink, "bold": True}
    return properties


def number_format(look: Look) -> str:
    """Give Excel's number format for a kind of figure, its words included.

    Below zero a figure is red with a true minus, and with the column's word before it.
    """
    if look.kind is Kind.CODE:
        return "@"
    if look.kind is Kind.DATE:
        return "dd/mm/yyyy"
    places = decimals_of(look.kind, look.decimals)
    figure = ("#,##0" if look.grouped else "0") + ("." + "0" * places if places else "")
    if look.kind is Kind.PERCENT:
        figure = figure.replace("#,##", "") + "%"
    word = _literal(look.word)
    below = _literal(look.word or look.negative, MINUS)
    return f"{word}{figure};[Red]{below}{figure};{word}{figure}"


def _literal(word: str, sign: str = "") -> str:
    plain = "".join(letter for letter in word if letter.isprintable() and letter not in '"\\')
    text = f"{plain[:60]}  {sign}" if plain else sign
    return f'"{text}"' if text else ""
