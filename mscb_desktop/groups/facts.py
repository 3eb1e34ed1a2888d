"""What stands above a group's members: what it is, who leads it, how many sit on it, its quorum."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from db.queries import groups as queries
from db.queries.board import board_settings
from db.queries.groups import GroupRow
from db.records.groups import GROUP, GroupKind, Office, Role
from mscb_desktop.groups.members import Member, Roll
from mscb_desktop.groups.quorum import in_words, rule_of, voters
from mscb_desktop.groups.terms import covers
from mscb_desktop.values import show_date


@dataclass(frozen=True, slots=True)
class Facts:
    """A group as on a day.

    `chairs` and `vice_chairs` are in words, '' for nobody. `voting` are those with a vote whose
    places are not vacant. `quorum` is '' where no rule is kept; `remedy` says what to do where
    it cannot be read. `remark` says that there was no such group on the day.
    """

    group: GroupRow
    kind: str
    parent: GroupRow | None
    chairs: str
    vice_chairs: str
    members: int
    voting: int
    vacant: int
    quorum: str
    remedy: str
    remark: str


def facts(connection: Connection, ref: str, day: dt.date, roll: Roll | None = None) -> Facts | None:
    """Read what is to be said of a group; None where there is no such group.

    `roll` is one of that group on that day, where it is at hand.
    """
    every = {group.ref: group for group in queries.groups(connection)}
    group = every.get(ref)
    if group is None:
        return None
    board = board_settings(connection)
    roll = roll or Roll(connection, day, [ref])
    members = [m for m in roll.members(ref) if covers(m.row.began, m.row.ended, day)]
    rule = rule_of(group, roll.seats(ref), roll.sectors, roll.agency_of)
    return Facts(
        group,
        kind_in_words(group, board.body_term if board is not None else ""),
        every.get(group.parent or ""),
        _names(member for member in members if member.row.office is Office.CHAIR),
        _names(member for member in members if member.row.office is Office.VICE_CHAIR),
        sum(member.row.role is Role.MEMBER for member in members),
        len(voters(members)),
        sum(member.vacant_since is not None for member in members),
        in_words(rule, members or None),
        rule.remedy,
        not_there(group, day),
    )


def kind_in_words(group: GroupRow, body: str = "") -> str:
    """Say what a group is: 'Subgroup', or '' where nobody said; the board itself is a `body`."""
    if group.kind is GroupKind.BOARD and body:
        return body
    label = GROUP.fields["kind"].choice_label(group.kind) if group.kind else None
    return label or ""


def not_there(group: GroupRow, day: dt.date) -> str:
    """Say why there was no such group on a day; '' where there was."""
    if group.ended is not None and group.ended < day:
        return f"ended {show_date(group.ended)}"
    if group.began is not None and group.began > day:
        return f"set up {show_date(group.began)}"
    return ""


def _names(members: Iterable[Member]) -> str:
    return "; ".join(map(_name, members))


def _name(member: Member) -> str:
    """Give the post with who holds it; a vacant one says so."""
    if member.vacant_since is not None:
        return f"{member.called} (vacant)"
    if member.row.post is not None and member.names:
        return f"{member.called} ({member.names})"
    return member.called
