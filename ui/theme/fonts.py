"""The font of the window: Segoe UI on Windows, the shipped Inter elsewhere."""

from __future__ import annotations

import sys
from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

import resources
from ui.theme.look import scaled

TEXT = 13
"""Height of running text in pixels at text size 100."""

_FILES = ("Inter-Regular.ttf", "Inter-SemiBold.ttf")


def text_font() -> QFont:
    """Give the font of running text, figures all of one width."""
    font = QFont(_family())
    font.setPixelSize(scaled(TEXT))
    # Unhinted letters keep the spacing that the typeface was drawn with.
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def heading_font(pixels: int = 20) -> QFont:
    """Give the semi-bold font of a heading, its height in pixels at text size 100."""
    font = text_font()
    font.setPixelSize(scaled(pixels))
    font.setWeight(QFont.Weight.DemiBold)
    return font


@cache
def _family() -> str:
    if sys.platform == "win32":
        return "Segoe UI"
    added = [QFontDatabase.addApplicationFont(str(resources.path(f"fonts/{f}"))) for f in _FILES]
    return QFontDatabase.applicationFontFamilies(added[0])[0]
