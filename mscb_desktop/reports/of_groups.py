"""What the reports about groups share: the group that is asked for, and its facts in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from db.queries import groups as queries
from db.queries import records
from db.queries.board import BoardRow
from db.queries.groups import GroupRow
from db.records.groups import GROUP as GROUP_RECORD
from db.records.groups import MEMBERSHIP, GroupKind, Office, Role
from mscb_desktop.groups.members import Member, Roll
from mscb_desktop.groups.quorum import in_words, rule_of, voters
from mscb_desktop.groups.terms import ONE_DAY, covers
from mscb_desktop.reports.request import Of, ReportError, Request
from mscb_desktop.values import show_date

GROUP = Of("group", "one group, by name or reference; all without it", table=GROUP_RECORD.name)

ROLE = MEMBERSHIP.fields["role"]
_KIND = GROUP_RECORD.fields["kind"]
_OFFICE = MEMBERSHIP.fields["office"]


def asked_roll(connection: Connection, request: Request) -> tuple[Roll, GroupRow | None]:
    """Read the group that is asked for as on the day, or all groups.

    Raises ReportError where there was no such group on the day.
    """
    ref = GROUP.of(request)
    if ref is None:
        return Roll(connection, request.day), None
    roll = Roll(connection, request.day, only=[ref])
    return roll, group_in(connection, roll, ref)


def group_in(connection: Connection, roll: Roll, ref: str) -> GroupRow:
    """Find a group on a roll; raises ReportError where it was not there on the day."""
    for group in roll.groups:
        if group.ref == ref:
            return group
    name = records.names(connection, GROUP_RECORD.name, [ref]).get(ref)
    if name is None:
        raise ReportError(f"There is no group {ref} in this board.")
    raise ReportError(f"There was no {name} on {show_date(roll.day)}: choose another day.")


def kind_in_words(group: GroupRow, board: BoardRow) -> str:
    """Say what a group is; the board itself in its own word, '' where nobody said."""
    if group.kind is GroupKind.BOARD:
        return board.body_term
    return _KIND.choice_label(group.kind)


def role_in_words(member: Member, others: Mapping[str, Member]) -> str:
    """Say as what somebody sits there, '' for a member without an office.

    `others` are the group's members by their memberships, among them whom deputies stand in for.
    """
    words = [office_in_words(member)]
    if member.row.role is Role.DEPUTY:
        words.append(deputy_in_words(member, others) or "Deputy")
    elif member.row.role is not Role.MEMBER:
        words.append(ROLE.choice_label(member.row.role))
    return ", ".join(filter(None, words))


def short_role(member: Member) -> str:
    """Say in a word or two as what somebody sits there, '' for a member without an office."""
    role = "" if member.row.role is Role.MEMBER else ROLE.choice_label(member.row.role)
    return office_in_words(member) or role


def office_in_words(member: Member) -> str:
    """Say which office somebody holds; '' for none."""
    return _OFFICE.choice_label(member.row.office)


def deputy_in_words(member: Member, others: Mapping[str, Member]) -> str:
    """Say for whom somebody stands in; '' where that is nobody there."""
    stands_for = others.get(member.row.deputy_for or "")
    return f"Deputy for {stands_for.title or stands_for.called}" if stands_for else ""


def there_in_words(member: Member) -> str:
    """Say who sits there by name, or since when nobody does; '' where no name is known."""
    if member.gone_since is not None:
        gone = "abolished" if member.row.post else "left"
        return ", ".join(
            filter(None, (member.names, f"{gone} on {show_date(member.gone_since - ONE_DAY)}"))
        )
    if member.vacant_since is not None:
        return f"vacant since {show_date(member.vacant_since)}"
    return member.names


def led_in_words(roll: Roll, group: str, office: Office, *, short: bool = False) -> str:
    """Say who holds an office of a group: by name where it is known, and as what; '' for nobody.

    With `short` agencies have their short names.
    """
    found = []
    for member in roll.led_by(group, office):
        agency = member.agency
        of = "" if agency is None else (short and agency.short_name) or agency.name
        words, place = there_in_words(member), ", ".join(filter(None, (member.title, of)))
        if member.is_there or not place:
            found.append(", ".join(filter(None, (words, place))))
        else:
            found.append(f"{place} ({words})")
    return "; ".join(found)


def quorum_in_words(roll: Roll, group: GroupRow) -> str:
    """Say what a group's quorum asks for, and how many that makes; '' where nobody said."""
    rule = rule_of(group, roll.seats(group.ref), roll.sectors, roll.agency_of)
    return in_words(rule, roll.members(group.ref))


@dataclass(frozen=True, slots=True)
class Counts:
    """How many sit on a group, or on all groups together."""

    members: int
    voting: int
    vacant: int
    others: int
    """Deputies, advisers, and those in attendance."""

    @classmethod
    def of(cls, members: Iterable[Member]) -> Counts:
        """Count them; nobody votes at a vacant post, or in place of somebody else."""
        found = list(members)
        sitting = [member for member in found if member.row.role is Role.MEMBER]
        return cls(
            len(sitting),
            len(voters(found)),
            sum(not member.is_there for member in sitting),
            len(found) - len(sitting),
        )

    def in_words(self) -> str:
        """Say it: '17 members (1 vacant), 3 others'; votes only where they are not the members'."""
        members = numbered(self.members, "member") if self.members else "no members"
        vacant = f" ({self.vacant:,} vacant)" if self.vacant else ""
        others = f", {numbered(self.others, 'other')}" if self.others else ""
        usual = self.voting == self.members - self.vacant
        votes = "" if usual else f"; {self.voting:,} with a vote"
        return f"{members}{vacant}{others}{votes}"


def numbered(count: int, noun: str) -> str:
    """Write a number before a noun that takes an s."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def names_on(connection: Connection, day: dt.date) -> dict[str, str]:
    """Give the names of the groups that there were on a day."""
    found = queries.groups(connection)
    return {group.ref: group.name for group in found if covers(group.began, group.ended, day)}
