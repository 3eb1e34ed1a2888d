"""Backups: when and where they are made, what is in each, and putting one back."""

from ui.areas.find import Area

AREA = Area(
    "backups",
    "Backups",
    "archive",
    895,
    "ui.areas.backups.page:BackupsPage",
    below_line=True,
    uses_year=False,
)
