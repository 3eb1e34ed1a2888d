"""Groups: the tree they form, and for each its members as on a day, its terms and its quorum."""

from ui.areas.find import Area

AREA = Area("groups", "Groups", "sitemap", 50, "ui.areas.groups.page:GroupsPage")

GROUPS_KEYS = (
    ("Ctrl+F", "Find among the members, or the groups"),
    ("Ctrl+E", "End a membership, or delete a mistake"),
    ("Ctrl+Shift+H", "Hand the post over to another person"),
    ("Ctrl+Shift+C", "Copy the addresses of all members"),
    ("Alt+Up, Alt+Down", "Move the group, or the member, up or down"),
    ("Alt+M, Alt+D", "Show the members, or the group's details"),
)
"""What F1 lists, as (keys, what they do)."""
