"""Colours that paper and workbook share, as '#rrggbb'."""

from __future__ import annotations

from mscb_desktop.document.table import Tone
from mscb_desktop.document.values import Shade

INK = "#16222e"
QUIET = "#5a6b7b"
QUIET_ON_DARK = "#d5dee7"
"""Quiet letters on NAVY, with a contrast of 9 to 1."""
ACCENT = "#0b6e69"
NAVY = "#15314a"
HEAD_TINT = "#eef3f7"
SUM_TINT = "#f2f6f9"
TOTAL_TINT = "#e6edf2"
HAIRLINE = "#dbe3ea"
RULE = "#9fb0bf"
PAPER = "#ffffff"

TONES = {Tone.PLAIN: INK, Tone.QUIET: QUIET, Tone.WARNING: "#8a5a00", Tone.BAD: "#b42318"}

CHIPS = {
    Shade.RED: ("#b42318", "#ffffff"),
    Shade.AMBER: ("#f6c14b", "#2b1d00"),
    Shade.GREEN: ("#1d7a46", "#ffffff"),
    Shade.GREY: ("#5f6f7e", "#ffffff"),
}
"""Ground and letter of each chip; every pair keeps a contrast of at least 4.5 to 1."""

SERIES = ("#b7c7d6", ACCENT, "#c98a2b", "#5b7fa6", "#8a6fae", "#7c8b99")
"""Fill of a chart's series in order."""
