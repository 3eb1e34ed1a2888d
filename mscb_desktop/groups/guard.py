"""The guards of groups: who may be a member, and what a quorum may ask for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Connection

from db.changes import Change, Problem, Values
from db.queries import groups as queries
from db.queries import records
from db.records import RECORDS
from mscb_desktop.guarding import deleted, rows_after
from mscb_desktop.values import quoted, show_date

_SITS = ("board_group", "post", "person", "role", "began", "ended")
_MOST_GROUPS = 200
"""Groups of a change whose members are asked for by group; of more all are read."""


def keep_members_right(connection: Connection, changes: Sequence[Change]) -> list[Problem]:
    """Refuse a membership of nobody or of two, a deputy of another group, and somebody twice."""
    if not any(change.table == "membership" and change.after for change in changes):
        return []
    rows = rows_after(connection, changes, "membership")
    touched = {
        change.ref: frozenset(change.after or {})
        for change in changes
        if change.table == "membership"
    }
    problems = [*_of_one(rows, touched), *_deputies(connection, changes, rows, touched)]
    return problems or list(_twice(connection, changes, rows, touched))


def keep_quorum_seats_right(connection: Connection, changes: Sequence[Change]) -> list[Problem]:
    """Refuse a requirement of neither a sector nor an agency, of both, of nobody, or twice."""
    rows = rows_after(connection, changes, "quorum_seat")
    if not rows:
        return []
    gone = deleted(changes, "quorum_seat")
    asked = {
        (seat.board_group, seat.sector, seat.agency): seat.ref
        for seat in queries.seats(connection)
        if seat.ref not in gone and seat.ref not in rows
    }
    problems = []
    for ref, row in rows.items():
        sector, agency = row.get("sector"), row.get("agency")
        key = (str(row["board_group"]), _text(sector), _text(agency))
        column, words = None, ""
        if sector and agency:
            column = "agency"
            words = "A requirement is of a sector or of an agency, not of both: empty one of them."
        elif not sector and not agency:
            column, words = "sector", "Choose the sector that has to be there, or else the agency."
        elif isinstance(row.get("least"), int) and int(str(row["least"])) < 1:
            column, words = "least", "At least one has to be there: type 1 or more, or delete this."
        elif key in asked:
            column = "sector" if sector else "agency"
            words = "The quorum asks for this already: change that number instead."
        asked[key] = ref
        if column:
            problems.append(Problem(words, "quorum_seat", ref, column))
    return problems


def _of_one(rows: Mapping[str, Values], touched: Mapping[str, frozenset[str]]) -> Iterator[Problem]:
    for ref, row in rows.items():
        post, person = row.get("post"), row.get("person")
        if bool(post) == bool(person):
            column = "person" if "person" in touched[ref] and post else "post"
            words = (
                "A membership is of a post or of a person, not of both: empty one of them."
                if post
                else "A membership needs the post, or else the person, that sits on the group."
            )
            yield Problem(words, "membership", ref, column)


def _deputies(
    connection: Connection,
    changes: Sequence[Change],
    rows: Mapping[str, Values],
    touched: Mapping[str, frozenset[str]],
) -> Iterator[Problem]:
    """Find deputies for members of another group, from either side of the link."""
    there = {ref: row for ref, row in rows.items() if row.get("deputy_for")}
    new = {change.ref for change in changes if change.before is None}
    moved = {ref for ref in rows if ref not in new and "board_group" in touched[ref]}
    named = sorted({str(row["deputy_for"]) for row in there.values()} - set(rows))
    known = {**records.rows_by_ref(connection, "membership", named), **rows}
    for ref, row in there.items():
        member = known.get(str(row["deputy_for"]))
        if member is not None and member["board_group"] != row["board_group"]:
            words = "This is a member of another group: choose one of the same group."
            yield Problem(words, "membership", ref, "deputy_for")
    if moved:
        for deputy, moves in records.links_of(connection, "membership", "deputy_for"):
            if moves in moved and deputy not in rows:
                words = "This member has a deputy in the group it is in: change the deputy first."
                yield Problem(words, "membership", moves, "board_group")


def _twice(
    connection: Connection,
    changes: Sequence[Change],
    rows: Mapping[str, Values],
    touched: Mapping[str, frozenset[str]],
) -> Iterator[Problem]:
    """Find who would sit on a group twice in one role at the same time."""
    wanted = {ref: row for ref, row in rows.items() if not touched[ref].isdisjoint(_SITS)}
    if not wanted:
        return
    groups = sorted({str(row["board_group"]) for row in wanted.values()})
    gone = deleted(changes, "membership")
    there: dict[tuple[str, str, str], list[tuple[str, object, object]]] = {}
    for each in queries.memberships(
        connection, groups=groups if len(groups) <= _MOST_GROUPS else None
    ):
        if each.ref not in rows and each.ref not in gone:
            who = each.post or each.person or ""
            key = (each.board_group, who, str(each.role))
            there.setdefault(key, []).append((each.ref, each.began, each.ended))
    for ref, row in rows.items():
        who = _text(row.get("post")) or _text(row.get("person")) or ""
        key = (str(row["board_group"]), who, str(row["role"]))
        others = there.setdefault(key, [])
        for other, began, ended in others:
            if ref in wanted and _overlap(row.get("began"), row.get("ended"), began, ended):
                yield Problem(
                    _twice_words(connection, row, other, began, ended),
                    "membership",
                    ref,
                    "post" if row.get("post") else "person",
                )
                break
        others.append((ref, row.get("began"), row.get("ended")))


def _overlap(began: object, ended: object, other_began: object, other_ended: object) -> bool:
    first = max(_day(began, dt.date.min), _day(other_began, dt.date.min))
    last = min(_day(ended, dt.date.max), _day(other_ended, dt.date.max))
    return first <= last


def _day(value: object, otherwise: dt.date) -> dt.date:
    return value if isinstance(value, dt.date) else otherwise


def _twice_words(
    connection: Connection, row: Values, other: str, began: object, ended: object
) -> str:
    table = "post" if row.get("post") else "person"
    ref = str(row[table])
    name = records.names(connection, table, [ref]).get(ref, ref)
    field = RECORDS["membership"].fields["role"]
    since = f" from {show_date(began)}" if isinstance(began, dt.date) else ""
    until = f" to {show_date(ended)}" if isinstance(ended, dt.date) else ""
    return (
        f"{quoted(name)} is on this group as {field.choice_label(row['role']).lower()} already"
        f"{since}{until} ({other}): change that row, or give one of the two other days."
    )


def _text(value: object) -> str | None:
    return str(value) if value else None
