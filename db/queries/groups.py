"""Groups, their members, and who holds the posts that sit on them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, or_, select

from db.records.groups import GROUP, MEMBERSHIP, QUORUM_SEAT, ChairNeeded, GroupKind, Office, Role
from db.records.people import HOLDING, PERSON, POST

_GROUP = GROUP.table.c
_SEAT = QUORUM_SEAT.table.c
_MEMBERSHIP = MEMBERSHIP.table.c
_POST = POST.table.c
_HOLDING = HOLDING.table.c
_PERSON = PERSON.table.c

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group; a blank kind is None, and so is a day that is not known."""

    ref: str
    name: str
    short_name: str | None
    kind: GroupKind | None
    parent: str | None
    meets: str | None
    began: dt.date | None
    ended: dt.date | None
    terms: str | None
    quorum_share: str | None
    quorum_deputies: bool | None
    quorum_chair: ChairNeeded | None


@dataclass(frozen=True, slots=True)
class SeatRow:
    """What a group's quorum asks of a sector or of an agency: at least so many are there."""

    ref: str
    board_group: str
    sector: str | None
    agency: str | None
    least: int


@dataclass(frozen=True, slots=True)
class MembershipRow:
    """One membership: of a post or of a person."""

    ref: str
    board_group: str
    post: str | None
    person: str | None
    role: Role
    office: Office | None
    deputy_for: str | None
    voting: bool | None
    began: dt.date | None
    ended: dt.date | None
    sector: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class PostRow:
    """One post; `agency` is None for a post of the board itself."""

    ref: str
    title: str
    agency: str | None
    email: str | None
    phone: str | None
    vacant_since: dt.date | None
    ended: dt.date | None


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person; `agency` is where they work if no post says it."""

    ref: str
    name: str
    agency: str | None
    email: str | None
    phone: str | None
    address: str | None
    left_on: dt.date | None


@dataclass(frozen=True, slots=True)
class HoldingRow:
    """Who holds a post, from its first to its last day; None is not known, or goes on."""

    ref: str
    post: str
    person: str
    began: dt.date | None
    ended: dt.date | None
    note: str | None


def groups(connection: Connection) -> list[GroupRow]:
    """List every group in its place in the list of groups."""
    columns = [_GROUP[name] for name in GroupRow.__dataclass_fields__]
    query = select(*columns).order_by(_GROUP.position, _GROUP.ref)
    return [
        GroupRow(
            **{
                **row,
                "kind": GroupKind(row["kind"]) if row["kind"] else None,
                "quorum_chair": ChairNeeded(row["quorum_chair"]) if row["quorum_chair"] else None,
            }
        )
        for row in connection.execute(query).mappings()
    ]


def seats(connection: Connection) -> list[SeatRow]:
    """List what the quorum of each group asks of sectors and agencies."""
    query = select(*(_SEAT[name] for name in SeatRow.__dataclass_fields__))
    return [SeatRow(*row) for row in connection.execute(query.order_by(_SEAT.ref))]


def memberships(
    connection: Connection,
    *,
    groups: Sequence[str] | None = None,
    posts: Sequence[str] | None = None,
    people: Sequence[str] | None = None,
    day: dt.date | None = None,
) -> list[MembershipRow]:
    """List memberships by their places in the groups, with `day` only those of that day.

    Without any of `groups`, `posts` and `people` those of all groups; with posts and people
    both, those of any of either.
    """
    query = select(*(_MEMBERSHIP[name] for name in MembershipRow.__dataclass_fields__))
    if day is not None:
        query = query.where(*covers(_MEMBERSHIP, day))
    if groups is not None:
        query = query.where(_MEMBERSHIP.board_group.in_(groups))
    if posts is not None or people is not None:
        sits = (_MEMBERSHIP.post.in_(posts or ()), _MEMBERSHIP.person.in_(people or ()))
        query = query.where(or_(*sits))
    query = query.order_by(_MEMBERSHIP.board_group, _MEMBERSHIP.position, _MEMBERSHIP.ref)
    return [
        MembershipRow(
            **{
                **row,
                "role": Role(row["role"]),
                "office": Office(row["office"]) if row["office"] else None,
            }
        )
        for row in connection.execute(query).mappings()
    ]


def member_counts(connection: Connection, day: dt.date) -> dict[str, int]:
    """Count the members of each group on a day, deputies, advisers and guests left out."""
    query = select(_MEMBERSHIP.board_group, func.count()).where(
        _MEMBERSHIP.role == Role.MEMBER, *covers(_MEMBERSHIP, day)
    )
    return {row[0]: row[1] for row in connection.execute(query.group_by(_MEMBERSHIP.board_group))}


def posts(connection: Connection, refs: Sequence[str] | None = None) -> dict[str, PostRow]:
    """Give posts by reference; all of them without `refs`."""
    query = select(*(_POST[name] for name in PostRow.__dataclass_fields__))
    return {row[0]: PostRow(*row) for row in _of(connection, query, _POST.ref, refs)}


def posts_at(connection: Connection, agencies: Sequence[str]) -> list[PostRow]:
    """List the posts at agencies by their titles."""
    query = select(*(_POST[name] for name in PostRow.__dataclass_fields__))
    query = query.where(_POST.agency.in_(agencies)).order_by(_POST.title, _POST.ref)
    return [PostRow(*row) for row in connection.execute(query)]


def people_at(connection: Connection, agency: str) -> list[str]:
    """List the references of people who work at an agency without a post there."""
    query = select(_PERSON.ref).where(_PERSON.agency == agency).order_by(_PERSON.ref)
    return list(connection.execute(query).scalars())


def people(connection: Connection, refs: Sequence[str] | None = None) -> dict[str, PersonRow]:
    """Give people by reference; all of them without `refs`."""
    query = select(*(_PERSON[name] for name in PersonRow.__dataclass_fields__))
    return {row[0]: PersonRow(*row) for row in _of(connection, query, _PERSON.ref, refs)}


def holdings(
    connection: Connection,
    *,
    posts: Sequence[str] | None = None,
    people: Sequence[str] | None = None,
) -> list[HoldingRow]:
    """List who held and holds posts, the earliest first; of all posts without `posts`.

    With `people` those of these people alone.
    """
    query = select(*(_HOLDING[name] for name in HoldingRow.__dataclass_fields__))
    column, refs = (_HOLDING.post, posts) if people is None else (_HOLDING.person, people)
    found = [HoldingRow(*row) for row in _of(connection, query, column, refs)]
    return sorted(found, key=lambda row: (row.began or dt.date.min, row.ref))


def covers(columns: Any, day: dt.date) -> tuple[ColumnElement[bool], ...]:
    """Give the conditions that a day lies between a row's columns `began` and `ended`."""
    return (
        or_(columns.began.is_(None), columns.began <= day),
        or_(columns.ended.is_(None), columns.ended >= day),
    )


def _of(connection: Connection, query: Any, column: Any, refs: Sequence[str] | None) -> list[Any]:
    """Read the rows whose column holds one of `refs`, a limited number at a time."""
    if refs is None:
        return list(connection.execute(query))
    found: list[Any] = []
    for start in range(0, len(refs), _AT_ONCE):
        found += connection.execute(query.where(column.in_(refs[start : start + _AT_ONCE])))
    return found
