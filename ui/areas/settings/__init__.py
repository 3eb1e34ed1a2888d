"""Board settings: what the board is called, its logo, and where its file lies."""

from ui.areas.find import Area

AREA = Area(
    "settings",
    "Board settings",
    "settings",
    900,
    "ui.areas.settings.page:SettingsPage",
    below_line=True,
    uses_year=False,
)
