"""Agencies: the partners, how to reach them, and what each pays."""

from ui.areas.find import Area

AREA = Area(
    "agencies",
    "Agencies",
    "building-community",
    70,
    "ui.areas.agencies.page:AgenciesPage",
    uses_year=False,
)
