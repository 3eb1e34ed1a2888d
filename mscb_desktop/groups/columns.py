"""The columns of a group's list of members."""

from __future__ import annotations

from collections.abc import Set

from db.fields import Field
from db.records.groups import MEMBERSHIP
from mscb_desktop.sheet.model import Column

FIELDS = MEMBERSHIP.fields
"""Each column's key is the name of the field that it stores."""

TYPED = {name: field for name, field in FIELDS.items() if name != "board_group"}
"""What is typed into a member's row: all but the group."""


SELDOM = frozenset({"deputy_for", "ended", "sector", "note"})
"""Columns that stay away where all of them are not asked for, so that posts have room.

Nothing goes out of sight by it: see `rows.unused`.
"""


def columns(left_out: Set[str] = frozenset()) -> tuple[Column, ...]:
    """Give the columns from left to right but those that are left out."""
    found = (
        _column(
            "post",
            44,
            names=("position", "job title", "designation", "representative", "member"),
            stretch=True,
            least=28,
        ),
        _column(
            "person",
            18,
            "Name",
            names=("post holder", "held by", "representative name", "name of representative"),
            stretch=True,
        ),
        _column("role", 10, names=("status", "capacity", "member or adviser")),
        _column("deputy_for", 18, names=("deputising for", "stands in for", "deputy to")),
        _column("office", 8),
        _column("voting", 5, names=("vote", "voting", "voting member")),
        _column("began", 9, names=("start", "joined", "since", "date joined", "member from")),
        _column("ended", 9, names=("until", "end", "left", "date left", "member to")),
        _column(
            "sector",
            12,
            "Printed under",
            names=("sector", "section", "organisation", "organization", "agency", "agencies"),
        ),
        _column("note", 10, names=("remarks", "note", "notes", "comment", "comments")),
    )
    return tuple(column for column in found if column.key not in left_out)


def _column(
    key: str,
    width: int,
    heading: str = "",
    names: tuple[str, ...] = (),
    *,
    stretch: bool = False,
    least: int = 0,
) -> Column:
    field: Field = FIELDS[key]
    return Column(key, heading or field.label, field.kind, field, width, stretch, names, least)
