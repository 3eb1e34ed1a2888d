"""Which group reports to which as on a day, as a tree on one page and as a list."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection

from db.queries.board import BoardRow
from db.queries.groups import GroupRow
from db.records.groups import GroupKind, Office
from mscb_desktop.document.model import BoxLook, Document, Node, Tree
from mscb_desktop.groups.members import Roll
from mscb_desktop.reports.base import Report, Request, settings
from mscb_desktop.reports.of_groups import (
    Counts,
    kind_in_words,
    led_in_words,
    numbered,
    quorum_in_words,
)
from mscb_desktop.values import show_date

_LOOKS = {
    GroupKind.BOARD: BoxLook.FILLED,
    GroupKind.SUBGROUP: BoxLook.TINTED,
    GroupKind.WORKING_GROUP: BoxLook.PLAIN,
    GroupKind.PANEL: BoxLook.BARRED,
}
_MEMBERS = "Members"


def build(connection: Connection, request: Request) -> Document:
    """Draw the groups that there were on the day, each below the one it reports to."""
    board = settings(connection)
    roll = Roll(connection, request.day)
    there = {group.ref for group in roll.groups}
    title = f"Structure of the {board.body_term}"
    tree = Tree(
        "structure",
        "",
        tuple(_node(roll, group, board, there) for group in roll.groups),
        sheet="Structure",
        unsaid=(_MEMBERS,),
        empty="There is no group on this day.",
    )
    return Document(
        title,
        board.name,
        (tree,),
        subtitle=f"as at {show_date(roll.day)} · {numbered(len(roll.groups), 'group')}",
        short_name=board.short_name,
        subject=f"Groups as at {show_date(roll.day)}",
        logo=board.logo,
        file_stem=f"{title} {roll.day.isoformat()}",
    )


def _node(roll: Roll, group: GroupRow, board: BoardRow, there: Collection[str]) -> Node:
    lines = [
        ("Chair", led_in_words(roll, group.ref, Office.CHAIR, short=True)),
        (_MEMBERS, Counts.of(roll.members(group.ref)).in_words()),
        ("Quorum", quorum_in_words(roll, group)),
    ]
    return Node(
        group.ref,
        group.name,
        group.parent if group.parent in there else None,
        tuple((label, text) for label, text in lines if text),
        kind_in_words(group, board),
        _LOOKS.get(group.kind, BoxLook.PLAIN) if group.kind else BoxLook.PLAIN,
    )


REPORT = Report(
    "structure",
    "Structure",
    "Which group reports to which, with chair, members and quorum, as a tree on one page.",
    build,
    by_day=True,
)
