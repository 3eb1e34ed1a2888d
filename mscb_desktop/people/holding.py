"""Naming the holder of a post, where a name is typed beside it."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Connection

from db.board import Board
from db.changes import Change, create
from db.queries import groups as queries
from db.queries import records
from mscb_desktop.groups.terms import holders, vacant_since
from mscb_desktop.values import quoted, show_date


def take_up(
    connection: Connection, board: Board, post: str, person: str | None, day: dt.date
) -> tuple[list[Change], str | None]:
    """Plan that a person holds a post on a day, because the name was typed beside it.

    Whoever is the first to be named for a post holds it from a day that nobody knows; into a
    vacancy somebody comes on `day`. Gives the changes, none where the person holds it already,
    or else words that say why the name is not taken and what to do.
    """
    named = queries.posts(connection, [post]).get(post)
    if named is None:
        return [], "This post was deleted meanwhile."
    held = queries.holdings(connection, posts=[post])
    people = queries.people(connection, sorted({each.person for each in held}))
    now = holders(held, people, day)
    if person is None:
        return ([], _stays(connection, post, now[0].person)) if now else ([], None)
    if any(each.person == person for each in now):
        return [], None
    if now:
        return [], _stays(connection, post, now[0].person)
    later = [each for each in held if each.began is not None and each.began > day]
    if later:
        first = min(later, key=lambda each: each.began or day)
        name = records.names(connection, "person", [first.person])[first.person]
        return [], (
            f"{quoted(name)} holds this post from {show_date(first.began or day)} on: "
            "change that among the post's holders."
        )
    is_vacant = vacant_since(named, held, people, day) is not None
    ref = board.new_refs("holding")[0]
    began = day if is_vacant else None
    return [create("holding", ref, post=post, person=person, began=began)], None


def _stays(connection: Connection, post: str, person: str) -> str:
    names = records.names(connection, "person", [person])
    return (
        f"{quoted(names.get(person, person))} holds this post: use Hand over to say who follows, "
        "and from when."
    )
