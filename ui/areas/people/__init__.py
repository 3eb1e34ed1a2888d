"""People and the posts that they hold."""

from ui.areas.find import Area
from ui.listing.description import Listing, Panel

AREA = Area(
    "people",
    "People",
    "user",
    60,
    uses_year=False,
    listings=(
        Listing(
            "person",
            {"name": 0, "email": 33},
            {
                "Person": ("name", "other_names", "agency", "left_on"),
                "Contact": ("email", "phone", "address"),
            },
            "Whoever holds a post or sits on a group belongs here.",
            panels=(
                Panel("Posts", "ui.panels.posts_held:PostsHeld"),
                Panel("Groups", "ui.panels.memberships:MembershipsOfPerson"),
            ),
        ),
        Listing(
            "post",
            {"title": 0, "agency": 24},
            {
                "Post": ("title", "agency", "other_names", "vacant_since", "ended"),
                "Contact": ("email", "phone"),
            },
            "The posts at the agencies belong here, with or without a name.",
            panels=(
                Panel("Holders", "ui.panels.holders:Holders"),
                Panel("Groups", "ui.panels.memberships:MembershipsOfPost"),
            ),
        ),
    ),
)
