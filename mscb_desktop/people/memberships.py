"""Where people, posts and agencies sit: every membership, of today and of other days."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from db.queries import groups as queries
from db.queries import records
from db.queries.groups import HoldingRow, MembershipRow
from db.records import RECORDS
from mscb_desktop.groups.terms import covers
from mscb_desktop.people.called import posts_called
from mscb_desktop.values import show_date


@dataclass(frozen=True, slots=True)
class Sits:
    """One membership as a list shows it; `now` tells whether it is one of the day asked for.

    `seat` is the post or the person that it is of, `days` its first and last day in words.
    """

    ref: str
    group: str
    seat: str
    role: str
    days: str
    now: bool


Read = Callable[[Connection, str, dt.date], list[Sits]]
"""Lists the memberships of a record as they stand on a day."""


def of_post(connection: Connection, post: str, day: dt.date) -> list[Sits]:
    """List the memberships of a post, those of the day first."""
    return _shown(connection, queries.memberships(connection, posts=[post]), day)


def of_agency(connection: Connection, agency: str, day: dt.date) -> list[Sits]:
    """List the memberships of an agency's posts and of the people who work there on the day."""
    posts = [post.ref for post in queries.posts_at(connection, [agency])]
    held = queries.holdings(connection, posts=posts)
    people = [each.person for each in held if covers(each.began, each.ended, day)]
    people = sorted({*people, *queries.people_at(connection, agency)})
    rows = queries.memberships(connection, posts=posts, people=people)
    titles = {ref: post.title for ref, post in queries.posts(connection, posts).items()}
    post_of = {row.ref: row.post or "" for row in rows}
    # The agency itself is what is looked at: its name with each post says nothing.
    return [
        dataclasses.replace(sits, seat=titles.get(post_of[sits.ref], sits.seat))
        for sits in _shown(connection, rows, day)
    ]


def of_person(connection: Connection, person: str, day: dt.date) -> list[Sits]:
    """List the memberships of a person, and of the posts they hold or held, while they did."""
    held = queries.holdings(connection, people=[person])
    rows = queries.memberships(
        connection, posts=sorted({each.post for each in held}), people=[person]
    )
    found = []
    for row in rows:
        if row.person == person:
            found.append((row, row.began, row.ended))
        for each in held:
            if each.post == row.post and _meet(row, each):
                found.append((row, _later(row.began, each.began), _earlier(row.ended, each.ended)))
    return _listed(connection, found, day)


def _shown(connection: Connection, rows: Sequence[MembershipRow], day: dt.date) -> list[Sits]:
    return _listed(connection, [(row, row.began, row.ended) for row in rows], day)


def _listed(
    connection: Connection,
    rows: Sequence[tuple[MembershipRow, dt.date | None, dt.date | None]],
    day: dt.date,
) -> list[Sits]:
    groups = {group.ref: group.name for group in queries.groups(connection)}
    order = list(groups)
    posts = posts_called(connection, {row.post for row, _, _ in rows if row.post}, day)
    people = records.names(connection, "person", [row.person for row, _, _ in rows if row.person])
    names = posts | people
    found = [
        (
            not covers(began, ended, day),
            order.index(row.board_group),
            Sits(
                row.ref,
                groups[row.board_group],
                names.get(row.post or row.person or "", ""),
                _role(row),
                _days(began, ended),
                covers(began, ended, day),
            ),
        )
        for row, began, ended in rows
    ]
    return [sits for *_, sits in sorted(found, key=lambda each: each[:2])]


def _role(row: MembershipRow) -> str:
    fields = RECORDS["membership"].fields
    role = fields["role"].choice_label(row.role)
    office = fields["office"].choice_label(row.office)
    return office if office and role == "Member" else ", ".join(filter(None, (office, role)))


def _days(began: dt.date | None, ended: dt.date | None) -> str:
    if began is None and ended is None:
        return ""
    if ended is None:
        return f"since {show_date(began)}" if began else ""
    return f"{show_date(began)} to {show_date(ended)}" if began else f"to {show_date(ended)}"


def _meet(row: MembershipRow, held: HoldingRow) -> bool:
    first, last = _later(row.began, held.began), _earlier(row.ended, held.ended)
    return first is None or last is None or first <= last


def _later(one: dt.date | None, other: dt.date | None) -> dt.date | None:
    return max((day for day in (one, other) if day is not None), default=None)


def _earlier(one: dt.date | None, other: dt.date | None) -> dt.date | None:
    return min((day for day in (one, other) if day is not None), default=None)
