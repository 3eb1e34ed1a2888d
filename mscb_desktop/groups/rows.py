"""The rows of a group's list: headings as printed, members, and what is remarked of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from db.fields import Field, Value
from db.records.groups import Role
from mscb_desktop.groups.columns import FIELDS, SELDOM
from mscb_desktop.groups.members import Member, Roll, Section
from mscb_desktop.groups.terms import ONE_DAY, covers
from mscb_desktop.sheet.model import Note, Row, RowKind, Tone
from mscb_desktop.values import show_date

NEW = "new:members"
"""The empty line at the end."""

_HEADING = "heading:"


def is_heading(ref: str) -> bool:
    """Tell whether a row stands for no record: 'No sector', 'In attendance'."""
    return ref.startswith(_HEADING)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which members are shown: those of the day, with `everyone` all, and always those `kept`.

    Of these only those whose rows hold each of the `words`, unless they are kept.
    """

    day: dt.date
    everyone: bool = False
    kept: Set[str] = frozenset()
    words: Sequence[str] = ()

    def is_shown(self, member: Member) -> bool:
        """Tell whether a member is shown where nothing is looked for."""
        row = member.row
        return self.everyone or row.ref in self.kept or covers(row.began, row.ended, self.day)

    def lets_pass(self, member: Member, section: Section) -> bool:
        """Tell whether a member is shown."""
        if not self.is_shown(member):
            return False
        return member.row.ref in self.kept or _holds(member, section, self.words)


def rows_shown(
    roll: Roll,
    group: str,
    shows: Filter,
    stores: Mapping[str, Field],
    left_out: Set[str] = frozenset(),
) -> list[Row]:
    """Give the headings and members of a group in the order of the printed list.

    What the columns hold that are `left_out` is said beside the post.
    """
    called = calls(roll.members(group))
    rows: list[Row] = []
    for section in roll.sections(group):
        members = [member for member in section.members if shows.lets_pass(member, section)]
        if section.heading and members:
            rows.append(_heading(section))
        rows += [member_row(member, called, shows.day, stores, left_out) for member in members]
    return rows


def _heading(section: Section) -> Row:
    # The heading of a sector is the sector: its history is found there.
    ref = section.sector or f"{_HEADING}{section.heading}"
    values: dict[str, Value] = {**dict.fromkeys(FIELDS), "post": section.heading}
    return Row(ref, RowKind.HEADING, values, {"post": section.heading})


def member_row(
    member: Member,
    called: Mapping[str, str],
    day: dt.date,
    stores: Mapping[str, Field],
    left_out: Set[str] = frozenset(),
) -> Row:
    """Give one member's row as on a day, with what the columns hold that are `left_out`."""
    row = member.row
    values: dict[str, Value] = {
        "post": row.post,
        "person": member.people[0].person.ref if len(member.people) == 1 else row.person,
        "role": row.role,
        "deputy_for": row.deputy_for,
        "office": row.office,
        "voting": member.votes,
        "began": row.began,
        "ended": row.ended,
        "sector": row.sector,
        "note": row.note,
    }
    shown = {
        "post": member.called if row.post else "",
        "person": member.names,
        "deputy_for": called.get(row.deputy_for or "", ""),
        "sector": member.sector.name if row.sector and member.sector else "",
    }
    notes = _notes(member, day)
    _say_beside(notes, member, shown["deputy_for"], left_out)
    return Row(row.ref, RowKind.LINE, values, shown, stores, notes=notes)


def new_row(stores: Mapping[str, Field]) -> Row:
    """Give the empty line."""
    return Row(NEW, RowKind.NEW, dict.fromkeys(FIELDS), stores=stores)


def calls(members: Iterable[Member]) -> dict[str, str]:
    """Give each member's post, or name, by reference."""
    return {member.row.ref: member.title or member.names for member in members}


def unused(roll: Roll, group: str, shows: Filter) -> frozenset[str]:
    """Name the columns that a group's list can do without.

    Headings say under which sector a row stands, and the post's cell for whom a deputy is there
    and what is remarked. Last days have a column where a row has one; for whom a deputy is there
    has one as long as it is to be said.
    """
    rows = [member.row for member in roll.members(group) if shows.is_shown(member)]
    used = {
        "deputy_for": any(row.role is Role.DEPUTY and row.deputy_for is None for row in rows),
        "ended": any(row.ended for row in rows),
    }
    return frozenset(key for key in SELDOM if not used.get(key, False))


def _holds(member: Member, section: Section, words: Sequence[str]) -> bool:
    """Tell whether each of some words, in lower case, stands in a member's row or heading."""
    row = member.row
    agency = member.agency
    texts = (
        row.ref,
        member.called,
        member.names,
        (agency.short_name or "") if agency is not None else "",
        section.heading,
        FIELDS["role"].choice_label(row.role) or "",
        (FIELDS["office"].choice_label(row.office) or "") if row.office else "",
        row.note or "",
        "vacant" if member.vacant_since is not None else "",
    )
    whole = " ".join(texts).casefold()
    return all(word in whole for word in words)


def _notes(member: Member, day: dt.date) -> dict[str, Note]:
    notes: dict[str, Note] = {}
    row = member.row
    if row.person is not None and member.agency is not None:
        notes["person"] = Note(member.agency.name)
    if member.vacant_since is not None:
        words = f"vacant since {show_date(member.vacant_since)}"
        notes["person"] = Note(words, Tone.WARNING)
    if member.gone_since is not None:
        last = show_date(member.gone_since - ONE_DAY)
        if row.post is not None:
            notes["post"] = Note(f"abolished {last}", Tone.WARNING)
        else:
            notes["person"] = Note(f"left {last}", Tone.WARNING)
    if row.voting is False and row.role is Role.MEMBER:
        notes["voting"] = Note("no vote")
    if row.ended is not None and row.ended < day:
        notes["ended"] = Note("former")
    if row.began is not None and row.began > day:
        notes["began"] = Note("later")
    return notes


def _say_beside(
    notes: dict[str, Note], member: Member, deputy_for: str, left_out: Set[str]
) -> None:
    """Say beside the post, or the name, what stands in columns that are left out."""
    row = member.row
    key = "post" if row.post is not None else "person"
    said = [notes[key].text] if key in notes else []
    if deputy_for and "deputy_for" in left_out:
        said.append(f"deputy for {deputy_for}")
    if row.note and "note" in left_out:
        said.append(" ".join(row.note.split()))
    if said:
        tone = notes[key].tone if key in notes else Tone.QUIET
        notes[key] = Note(" · ".join(said), tone)
