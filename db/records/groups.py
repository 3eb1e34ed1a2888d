"""Groups (the board, its subgroups, working groups and panels), their members and quorum rules."""

from enum import StrEnum

from sqlalchemy import Index

from db.records.base import (
    choice,
    date,
    long_text,
    lookup,
    record,
    text,
    whole,
    yes_no,
)


class GroupKind(StrEnum):
    """What a group is."""

    BOARD = "board"
    SUBGROUP = "subgroup"
    WORKING_GROUP = "working_group"
    PANEL = "panel"


class ChairNeeded(StrEnum):
    """Who has to be there for a quorum."""

    NOBODY = "nobody"
    CHAIR_OR_VICE = "chair_or_vice"
    CHAIR = "chair"


GROUP = record(
    "board_group",
    text("name", "Name", required=True, help="As printed above its members."),
    text("short_name", "Short name", length=40, help="As people say it: QA, PPYP."),
    choice(
        "kind",
        "Kind",
        {
            GroupKind.BOARD: "Board",
            GroupKind.SUBGROUP: "Subgroup",
            GroupKind.WORKING_GROUP: "Working group",
            GroupKind.PANEL: "Panel",
        },
    ),
    lookup("parent", "Reports to", to="board_group", help="The group above it in the structure."),
    long_text("other_names", "Other names", help="One a line: former names, and short forms."),
    text("meets", "Meets", length=120, help="How often: every two months, or when a case asks."),
    date("began", "Set up on"),
    date("ended", "Ended on", help="The last day on which there was this group."),
    long_text("terms", "Terms of reference"),
    text(
        "quorum_share",
        "Members with a vote",
        length=40,
        help="How many have to be there: half, a third, 2/5, 40%, more than half, or 5.",
    ),
    yes_no("quorum_deputies", "Deputies count", help="Whether a deputy counts for the member."),
    choice(
        "quorum_chair",
        "Chair",
        {
            ChairNeeded.NOBODY: "Need not be there",
            ChairNeeded.CHAIR_OR_VICE: "Chair or vice chair has to be there",
            ChairNeeded.CHAIR: "Chair has to be there",
        },
    ),
    prefix="GR",
    title="Group",
    plural="Groups",
    shown_by="name",
    found_by=("name", "short_name", "other_names"),
    quick_add=True,
    ordered=True,
)

QUORUM_SEAT = record(
    "quorum_seat",
    lookup("board_group", "Group", to="board_group", required=True, owner=True),
    lookup("sector", "Sector", to="sector", help="A sector that has to be there, or else:"),
    lookup("agency", "Agency", to="agency", help="An agency that has to be there."),
    whole("least", "At least", required=True, help="How many of it have to be there."),
    prefix="QS",
    title="Quorum requirement",
    plural="Quorum requirements",
    shown_by=("sector", "agency"),
    known_by=("board_group", "sector", "agency"),
)


class Role(StrEnum):
    """As what somebody sits on a group."""

    MEMBER = "member"
    DEPUTY = "deputy"
    ADVISER = "adviser"
    IN_ATTENDANCE = "in_attendance"
    MINUTE_TAKER = "minute_taker"


class Office(StrEnum):
    """Who leads a group."""

    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"


MEMBERSHIP = record(
    "membership",
    lookup("board_group", "Group", to="board_group", required=True),
    lookup("post", "Post", to="post", help="The post that sits on the group, whoever holds it."),
    lookup(
        "person", "Person", to="person", help="Who sits on the group as a person, without a post."
    ),
    choice(
        "role",
        "Role",
        {
            Role.MEMBER: "Member",
            Role.DEPUTY: "Deputy",
            Role.ADVISER: "Adviser",
            Role.IN_ATTENDANCE: "In attendance",
            Role.MINUTE_TAKER: "Minute taker",
        },
        required=True,
    ),
    choice("office", "Office", {Office.CHAIR: "Chair", Office.VICE_CHAIR: "Vice chair"}),
    lookup("deputy_for", "Deputy for", to="membership", help="The member of the same group."),
    yes_no("voting", "Votes", help="Blank: members vote, all others do not."),
    date("began", "From", help="The first day; blank where it is not known."),
    date("ended", "To", help="The last day; blank while it goes on."),
    lookup(
        "sector",
        "Printed under",
        to="sector",
        help="Where the list prints this member, if not under the sector of the agency.",
    ),
    text("note", "Remark", help="Printed behind the member."),
    Index("membership_in_order", "board_group", "position"),
    prefix="ME",
    title="Membership",
    plural="Memberships",
    shown_by=("post", "person"),
    known_by=("board_group", "post", "person", "role"),
    ordered=True,
)
