"""Who sits on a group, or on every group, as on a day: as the list is printed each year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from db.queries.board import BoardRow
from db.queries.groups import GroupRow
from db.records.groups import Office
from mscb_desktop.document.model import (
    Block,
    Cell,
    Column,
    Content,
    Document,
    Kind,
    Notes,
    Row,
    RowKind,
    Table,
    Tone,
)
from mscb_desktop.groups.members import Member, Roll
from mscb_desktop.reports.base import Report, Request, settings
from mscb_desktop.reports.of_groups import (
    GROUP,
    ROLE,
    Counts,
    asked_roll,
    deputy_in_words,
    kind_in_words,
    led_in_words,
    names_on,
    numbered,
    office_in_words,
    quorum_in_words,
    role_in_words,
    there_in_words,
)
from mscb_desktop.values import show_date

_FACTS = ("Kind", "Reports to", "Chair", "Vice chair", "Meets", "Quorum")
_EMPTY = "Nobody is on it on this day."
_NO_GROUPS = "There is no group on this day."
_POST_CHARS, _AGENCY_CHARS, _NAME_CHARS, _ROLE_CHARS = 24, 18, 14, 11
"""Widths that the columns of words keep before they wrap."""


def build(connection: Connection, request: Request) -> Document:
    """Make the list of members of the group that is asked for, or of all groups."""
    board = settings(connection)
    roll, only = asked_roll(connection, request)
    lists = _Lists(roll, board, names_on(connection, roll.day))
    as_at = f"as at {show_date(roll.day)}"
    if only is not None:
        title = only.name
        subtitle = f"Membership {as_at} · {Counts.of(roll.members(only.ref)).in_words()}"
        stem = f"Membership {only.short_name or only.name} {roll.day.isoformat()}"
    else:
        title = f"{board.body_term} membership"
        subtitle = f"{as_at} · {numbered(len(roll.groups), 'group')}"
        stem = f"{title} {roll.day.isoformat()}"
    return Document(
        title,
        board.name,
        lists.on_paper(only),
        subtitle=subtitle,
        short_name=board.short_name,
        subject=f"Members {as_at}",
        logo=board.logo,
        file_stem=stem,
        workbook=(lists.all_members(), lists.all_groups()),
    )


@dataclass(frozen=True, slots=True)
class _Lists:
    """The lists of a roll: a table a group on paper, one table of all in the workbook."""

    roll: Roll
    board: BoardRow
    above: Mapping[str, str]

    def on_paper(self, only: GroupRow | None) -> tuple[Block, ...]:
        """Give each group's table with the remarks on its members below it."""
        blocks: list[Block] = []
        first = 1
        for group in self.roll.groups:
            table, remarks = self._printed(group, first, "Members" if only else group.name)
            blocks.append(table)
            if remarks:
                blocks.append(Notes(tuple(remarks), title="", first=first))
                first += len(remarks)
        if not blocks:
            blocks.append(
                Table("members", "Members", (Column("post", "Post"),), (), empty=_NO_GROUPS)
            )
        return tuple(blocks)

    def _printed(self, group: GroupRow, first: int, title: str) -> tuple[Table, list[str]]:
        members = self.roll.members(group.ref)
        others = {member.row.ref: member for member in members}
        columns = _columns(members, others)
        keys = [column.key for column in columns]
        rows, remarks = [], []
        for section in self.roll.sections(group.ref):
            if section.heading:
                rows.append(Row((section.heading,), RowKind.HEADING))
            for member in section.members:
                mark = None
                if member.row.note:
                    remarks.append(member.row.note)
                    mark = first + len(remarks) - 1
                rows.append(_row(member, others, keys, mark, section.heading))
        table = Table(
            f"members {group.ref}",
            title,
            columns,
            tuple(rows),
            caption="\n".join(self._caption(group, title == group.name)),
            empty=_EMPTY,
        )
        return table, remarks

    def _caption(self, group: GroupRow, counted: bool) -> Iterator[str]:
        facts = self.facts(group)
        above = f"reports to {facts['Reports to']}" if facts["Reports to"] else ""
        counts = Counts.of(self.roll.members(group.ref)).in_words() if counted else ""
        first = " · ".join(filter(None, (facts["Kind"], above, counts)))
        yield from filter(None, (first[:1].upper() + first[1:],))
        for label in ("Chair", "Vice chair", "Meets", "Quorum"):
            if facts[label]:
                yield f"{label}: {facts[label]}"

    def facts(self, group: GroupRow) -> dict[str, str]:
        """Say what a group is, by labels; what is not known is ''."""
        return {
            "Kind": kind_in_words(group, self.board),
            "Reports to": self.above.get(group.parent or "", ""),
            "Chair": led_in_words(self.roll, group.ref, Office.CHAIR),
            "Vice chair": led_in_words(self.roll, group.ref, Office.VICE_CHAIR),
            "Meets": " ".join((group.meets or "").split()),
            "Quorum": quorum_in_words(self.roll, group),
        }

    def all_members(self) -> Table:
        """Give every member of every group in one list, to sort and filter."""
        columns = (
            Column("group", "Group"),
            Column("section", "Printed under"),
            Column("post", "Post"),
            Column("agency", "Agency"),
            Column("name", "Name"),
            Column("role", "Role"),
            Column("office", "Office"),
            Column("deputy", "Stands in for"),
            Column("vote", "Vote"),
            Column("since", "Since", Kind.DATE),
            Column("vacant", "Vacant since", Kind.DATE),
            Column("note", "Remark", Kind.LONG_TEXT),
        )
        rows: list[Row] = []
        for group in self.roll.groups:
            others = {member.row.ref: member for member in self.roll.members(group.ref)}
            for section in self.roll.sections(group.ref):
                rows += [_flat(group, section.heading, m, others) for m in section.members]
        return Table("members", "Members", columns, tuple(rows), empty=_NO_GROUPS)

    def all_groups(self) -> Table:
        """Give every group with its facts."""
        columns = (
            Column("group", "Group"),
            *(Column(label, label, Kind.LONG_TEXT) for label in _FACTS),
            Column("members", "Members", Kind.WHOLE),
            Column("voting", "With a vote", Kind.WHOLE),
            Column("vacant", "Vacant", Kind.WHOLE),
            Column("others", "Others", Kind.WHOLE),
        )
        rows = []
        for group in self.roll.groups:
            facts = self.facts(group)
            counts = Counts.of(self.roll.members(group.ref))
            figures = (counts.members, counts.voting, counts.vacant, counts.others)
            rows.append(Row((group.name, *(facts[label] or None for label in _FACTS), *figures)))
        return Table("groups", "Groups", columns, tuple(rows), empty=_NO_GROUPS)


def _columns(members: Sequence[Member], others: Mapping[str, Member]) -> tuple[Column, ...]:
    """Give a group's columns; those of which nothing is known are left away."""
    found = [Column("post", "Post", min_chars=_POST_CHARS)]
    if any(member.agency is not None for member in members):
        found.append(Column("agency", "Agency", min_chars=_AGENCY_CHARS))
    if any(there_in_words(member) for member in members):
        found.append(Column("name", "Name", min_chars=_NAME_CHARS))
    if any(role_in_words(member, others) for member in members):
        found.append(Column("role", "As", min_chars=_ROLE_CHARS))
    found.append(Column("vote", "Vote"))
    if any(member.row.began is not None for member in members):
        found.append(Column("since", "Since", Kind.DATE))
    return tuple(found)


def _row(
    member: Member, others: Mapping[str, Member], keys: list[str], mark: int | None, heading: str
) -> Row:
    words = there_in_words(member)
    role = role_in_words(member, others)
    contents: dict[str, Content] = {
        "post": member.title or None,
        "agency": member.agency.name if member.agency else None,
        "name": words if member.is_there else Cell(words, Tone.WARNING),
        "role": None if role == heading else role or None,
        "vote": "yes" if member.votes else "no",
        "since": member.row.began,
    }
    if mark is not None:
        marked = "post" if member.title else "name"
        content = contents[marked]
        plain = content if isinstance(content, Cell) else Cell(content)
        contents[marked] = Cell(plain.value, plain.tone, mark=mark)
    return Row(tuple(contents[key] for key in keys), key=member.row.ref)


def _flat(group: GroupRow, heading: str, member: Member, others: Mapping[str, Member]) -> Row:
    return Row(
        (
            group.name,
            heading or None,
            member.title or None,
            member.agency.name if member.agency else None,
            (member.names if member.is_there else there_in_words(member)) or None,
            ROLE.choice_label(member.row.role),
            office_in_words(member) or None,
            deputy_in_words(member, others).removeprefix("Deputy for ") or None,
            "yes" if member.votes else "no",
            member.row.began,
            member.vacant_since,
            member.row.note,
        ),
        key=member.row.ref,
    )


REPORT = Report(
    "membership",
    "Membership",
    "Who sits on a group, or on all of them, by sector, with chair, votes and vacancies.",
    build,
    by_day=True,
    takes=(GROUP,),
)
