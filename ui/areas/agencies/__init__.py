"""Agencies: the partners, how to reach them, their posts and groups, and what each pays."""

from ui.areas.find import Area
from ui.listing.description import ListAct, Listing, Panel

AREA = Area(
    "agencies",
    "Agencies",
    "building-community",
    70,
    uses_year=False,
    listings=(
        Listing(
            "agency",
            {"name": 0, "short_name": 8, "sector": 18},
            {
                "Agency": (
                    "name",
                    "short_name",
                    "sector",
                    "aliases",
                    "successor",
                    "succeeded_on",
                ),
                "Contact": (
                    "contact_name",
                    "contact_post",
                    "contact_email",
                    "contact_phone",
                    "contact_address",
                ),
            },
            "The board's partners belong here: the council, health trusts, police, schools, "
            "charities.",
            panels=(
                Panel("Posts", "ui.panels.posts_of_agency:PostsOfAgency"),
                Panel("Groups", "ui.panels.memberships:MembershipsOfAgency"),
                Panel("Contributions", "ui.areas.agencies.contributions:Contributions"),
            ),
            acts=(
                ListAct("Sectors…", "users", "ui.areas.agencies.sectors:SectorsDialog", "sector"),
            ),
        ),
    ),
)
