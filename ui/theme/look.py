"""Which palette and text size the window shows at present."""

from __future__ import annotations

from typing import NamedTuple

from ui.theme.colours import DARK, LIGHT, Colours

SIZES = (100, 110, 125, 150, 175, 200)
"""The text sizes offered, in per cent."""


class Look(NamedTuple):
    """A choice of theme and text size (per cent, 100 to 200)."""

    dark: bool = False
    text_size: int = 100

    @property
    def colours(self) -> Colours:
        """The palette of the theme."""
        return DARK if self.dark else LIGHT


_current = Look()


def look() -> Look:
    """Give the present look."""
    return _current


def colours() -> Colours:
    """Give the present palette; ask while painting, so that a change of theme is seen."""
    return _current.colours


def scaled(pixels: float) -> int:
    """Give a length in pixels at the present text size."""
    return round(pixels * _current.text_size / 100)


def remember(new: Look) -> None:
    """Make `new` the present look; `ui.theme.use` then dresses the application."""
    global _current
    _current = new
