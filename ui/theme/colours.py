"""The two palettes, as colour names '#rrggbb'."""

from __future__ import annotations

from typing import NamedTuple


class Colours(NamedTuple):
    """Every colour of the window by its use.

    `head` tints table heads and totals, `row` tints lines under the pointer. `accent` serves as
    text and as the filling of primary buttons, which carry `accent_text`. A name and the same
    name with `_soft` are text and its quiet background; a RAG chip's colour with `_text` is that
    of the words on it.
    """

    background: str
    surface: str
    field: str
    text: str
    muted: str
    hairline: str
    border: str
    head: str
    row: str
    hover: str
    accent: str
    accent_hover: str
    accent_text: str
    accent_soft: str
    focus: str
    selection: str
    nav: str
    nav_text: str
    nav_muted: str
    nav_line: str
    nav_hover: str
    nav_selected: str
    nav_selected_text: str
    badge: str
    badge_text: str
    bad: str
    bad_soft: str
    warning: str
    warning_soft: str
    good: str
    good_soft: str
    chip_red: str
    chip_red_text: str
    chip_amber: str
    chip_amber_text: str
    chip_green: str
    chip_green_text: str
    chip_none: str
    chip_none_text: str
    chart_set: str
    chart_actual: str


LIGHT = Colours(
    background="#ffffff",
    surface="#ffffff",
    field="#ffffff",
    text="#17212b",
    muted="#526173",
    hairline="#e1e7ed",
    border="#b9c4cf",
    head="#f0f4f8",
    row="#f7fafc",
    hover="#f0f4f8",
    accent="#0b6e69",
    accent_hover="#095b57",
    accent_text="#ffffff",
    accent_soft="#eef8f6",
    focus="#0b6e69",
    selection="#dceeec",
    nav="#15324a",
    nav_text="#dbe6ef",
    nav_muted="#a3b8c9",
    nav_line="#35536b",
    nav_hover="#1b3f5c",
    nav_selected="#22537a",
    nav_selected_text="#ffffff",
    badge="#b3261e",
    badge_text="#ffffff",
    bad="#a8261c",
    bad_soft="#fdf0ee",
    warning="#8a5200",
    warning_soft="#fff6e5",
    good="#1b6b32",
    good_soft="#edf7ef",
    chip_red="#fbd8d4",
    chip_red_text="#8a1c13",
    chip_amber="#ffe1a6",
    chip_amber_text="#5a3900",
    chip_green="#d2eeda",
    chip_green_text="#12542a",
    chip_none="#e3e9ef",
    chip_none_text="#3f4c59",
    chart_set="#b7c6d6",
    chart_actual="#0b6e69",
)

DARK = Colours(
    background="#141b22",
    surface="#1a232c",
    field="#10171d",
    text="#e7edf3",
    muted="#a5b4c2",
    hairline="#2a3641",
    border="#4a5a69",
    head="#202b35",
    row="#18212a",
    hover="#25313c",
    accent="#4cc2b6",
    accent_hover="#6bd0c6",
    accent_text="#06211f",
    accent_soft="#16302f",
    focus="#4cc2b6",
    selection="#1f4442",
    nav="#0c1822",
    nav_text="#d3dfe9",
    nav_muted="#93a8b9",
    nav_line="#253a4b",
    nav_hover="#142838",
    nav_selected="#1d4666",
    nav_selected_text="#ffffff",
    badge="#c5372d",
    badge_text="#ffffff",
    bad="#ff9a8f",
    bad_soft="#3a1f1d",
    warning="#f3b94d",
    warning_soft="#35290f",
    good="#7fd196",
    good_soft="#17301e",
    chip_red="#5c2622",
    chip_red_text="#ffcdc7",
    chip_amber="#54400f",
    chip_amber_text="#ffdc91",
    chip_green="#1d482b",
    chip_green_text="#b0e8c0",
    chip_none="#35424e",
    chip_none_text="#dbe4ec",
    chart_set="#5a6f83",
    chart_actual="#4cc2b6",
)
