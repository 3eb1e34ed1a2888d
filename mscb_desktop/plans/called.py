"""What agencies, posts and groups are called on a day, where they do an action."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Protocol

from sqlalchemy import Connection

from db.queries import agencies as agency_queries
from db.queries import groups as group_queries
from mscb_desktop.agencies.rules import Successions


class Doing(Protocol):
    """A party of an action, by references."""

    @property
    def agency(self) -> str | None:
        """The agency, or else:"""

    @property
    def post(self) -> str | None:
        """The post, or else:"""

    @property
    def board_group(self) -> str | None:
        """The group."""


class Names:
    """Names of parties; each is asked of the board once, by `learn`."""

    def __init__(self, day: dt.date) -> None:
        self._day = day
        self._groups: Mapping[str, str] | None = None
        self._posts: dict[str, group_queries.PostRow | None] = {}
        self._successions: Successions | None = None
        self.agencies: tuple[str, ...] = ()
        """The references of all agencies, as far as any was asked for."""

    def learn(self, connection: Connection, parties: Iterable[Doing]) -> None:
        """Ask for what is not known yet of those who are meant."""
        there = list(parties)
        posts = {party.post for party in there if party.post} - self._posts.keys()
        if posts:
            found = group_queries.posts(connection, sorted(posts))
            self._posts |= {ref: found.get(ref) for ref in posts}
        if self._groups is None and any(party.board_group for party in there):
            self._groups = {one.ref: one.name for one in group_queries.groups(connection)}
        if any(party.agency or party.post for party in there):
            self.learn_agencies(connection)

    def learn_agencies(self, connection: Connection) -> None:
        """Ask for the agencies, and which succeeded which."""
        if self._successions is None:
            found = agency_queries.agencies(connection)
            self.agencies = tuple(found)
            self._successions = Successions(found.values())

    def of(self, agency: str | None, post: str | None, group: str | None) -> str:
        """Give the name of a party; its reference where there is nobody of that."""
        if group is not None:
            return (self._groups or {}).get(group, group)
        if post is None:
            return self.agency(agency) if agency else ""
        row = self._posts.get(post)
        if row is None:
            return post
        at = self.agency(row.agency) if row.agency else ""
        return ", ".join(filter(None, (row.title, at)))

    def agency(self, ref: str) -> str:
        """Give the name of the agency that does this one's work on the day."""
        there = self._successions.at(ref, self._day) if self._successions else None
        return there.name if there is not None else ref

    def stands_for(self, ref: str) -> str:
        """Give the agency that does this one's work on the day."""
        there = self._successions.at(ref, self._day) if self._successions else None
        return there.ref if there is not None else ref
