"""Contrast of the palettes' pairs, by the formula of WCAG 2."""

from __future__ import annotations

from collections.abc import Iterator

from ui.theme.colours import Colours

TEXT_LEAST = 4.5
"""Least contrast of text and its background (WCAG 2, level AA)."""

TEXT_PAIRS = (
    *(
        (text, ground)
        for text in ("text", "muted")
        for ground in ("background", "surface", "field")
    ),
    *((text, ground) for text in ("text", "muted") for ground in ("head", "row", "hover")),
    *(("text", ground) for ground in ("selection", "accent_soft")),
    *(("accent", ground) for ground in ("background", "surface", "head", "accent_soft")),
    ("accent_text", "accent"),
    ("accent_text", "accent_hover"),
    *(("nav_text", ground) for ground in ("nav", "nav_hover")),
    ("nav_muted", "nav"),
    ("nav_selected_text", "nav_selected"),
    ("badge_text", "badge"),
    *((tone, tone + "_soft") for tone in ("bad", "warning", "good")),
    *(("text", tone + "_soft") for tone in ("bad", "warning", "good")),
    *((tone, ground) for tone in ("bad", "warning") for ground in ("background", "surface", "row")),
    *((tone, ground) for tone in ("bad", "warning") for ground in ("head", "selection")),
    ("good", "background"),
    *((f"chip_{rag}_text", f"chip_{rag}") for rag in ("red", "amber", "green", "none")),
)
"""Names of each text colour and of a background it is written on."""


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours '#rrggbb', from 1 (the same) to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def text_contrasts(colours: Colours) -> Iterator[tuple[str, str, float]]:
    """Give each pair of text and background with its contrast."""
    for text, ground in TEXT_PAIRS:
        yield text, ground, contrast(getattr(colours, text), getattr(colours, ground))


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
