"""What typed words mean on a group's list: posts, people, members, as called on a day."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from db.queries import groups as queries
from db.queries import records
from db.queries.agencies import AgencyRow
from db.queries.called import BETWEEN
from mscb_desktop.groups.members import Member, Roll
from mscb_desktop.values import Unreadable, quoted

_FILLING = frozenset({"and", "agencies", "agency", "members", "partners", "sector", "the"})
"""Words that a heading may have or not."""
_REMARK = re.compile(r"\s*\([^()]*\)$")


class Naming:
    """Finds the records that are meant by what stands, or shall stand, on a group's list."""

    def __init__(self, connection: Connection, roll: Roll, group: str) -> None:
        self._connection = connection
        self._roll = roll
        self.members: Sequence[Member] = roll.members(group)

    def meant(self, table: str, text: str) -> list[str]:
        """Give the references of the posts, or people, that `text` means; one where it is known.

        Of several of the same name the first that is on the group already is meant.
        """
        found = self.called(table, text)
        if len(found) < 2:
            return found
        there = {member.row.post for member in self.members}
        there |= {holder.person.ref for member in self.members for holder in member.people}
        return [ref for ref in found if ref in there][:1] or found

    def called(self, table: str, text: str) -> list[str]:
        """Give the references of all posts, or people, that are called `text`.

        A post's agency may stand by any of its names, and by that of the day: 'Chief Officer,
        CCG' is the post at the trust whose work the CCG took over. A remark in brackets behind
        a person's name does not count.
        """
        found = self._exactly(table, text)
        if found:
            return found
        if table == "post":
            return self._post_at_agency(text)
        plain = _REMARK.sub("", text)
        return self._exactly(table, plain) if plain != text else []

    def sector(self, text: str) -> str | None:
        """Give the sector that a list's heading means: 'Health agencies' is Health.

        Its reference means it too.
        """
        if text in self._roll.sectors:
            return text
        wanted = _bare(text)
        found = [ref for ref, row in self._roll.sectors.items() if _bare(row.name) == wanted]
        return found[0] if wanted and len(found) == 1 else None

    def agency(self, text: str) -> AgencyRow | None:
        """Give the one agency of this name as on the day."""
        found = self._exactly("agency", text)
        return self._roll.agency_of(found[0]) if len(found) == 1 else None

    def sitting(self) -> set[str]:
        """Give the posts and people who sit on the group on the day, or are going to."""
        rows = (member.row for member in self.members)
        return {
            str(row.post or row.person)
            for row in rows
            if row.ended is None or row.ended >= self._roll.day
        }

    def are_alike(self, table: str, refs: Sequence[str]) -> bool:
        """Tell whether records are called the same to the letter, as two clerks of one office."""
        return len(set(records.names(self._connection, table, refs).values())) == 1

    def member(self, text: str) -> str:
        """Give the one member of the group that is called `text`; raises Unreadable."""
        wanted = _plain(text)
        found = [m.row.ref for m in self.members if wanted in map(_plain, _names(m))]
        if len(found) == 1:
            return found[0]
        if found:
            refs = ", ".join(found)
            raise Unreadable(f"More than one member is called {quoted(text)}: type one of {refs}.")
        raise Unreadable(
            f"There is no member called {quoted(text)} on this group: choose one of the list."
        )

    def _post_at_agency(self, text: str) -> list[str]:
        """Try each comma as the one between a post and its agency, the last first."""
        parts = text.split(BETWEEN.strip())
        for cut in range(len(parts) - 1, 0, -1):
            title, agency = ",".join(parts[:cut]), ",".join(parts[cut:])
            meant = {self._of_the_day(ref) for ref in self._exactly("agency", agency)}
            if not meant:
                continue
            titled = queries.posts(self._connection, self._exactly("post", title))
            return [
                ref
                for ref, post in titled.items()
                if post.agency is not None and self._of_the_day(post.agency) in meant
            ]
        return []

    def _exactly(self, table: str, text: str) -> list[str]:
        return records.exactly(self._connection, table, text) if text.strip() else []

    def _of_the_day(self, agency: str) -> str:
        there = self._roll.agency_of(agency)
        return there.ref if there is not None else agency


def members_like(members: Iterable[Member], text: str, day: dt.date) -> list[Member]:
    """List the members of a day in whose names each word of `text` stands."""
    words = text.casefold().split()
    return [
        member
        for member in members
        if (member.row.ended is None or member.row.ended >= day)
        and all(word in " ".join(_names(member)).casefold() for word in words)
    ]


def _names(member: Member) -> list[str]:
    people = [holder.person.name for holder in member.people]
    return [member.row.ref, member.called, *filter(None, [member.title]), *people]


def _bare(text: str) -> str:
    """Reduce a heading to what tells it from others."""
    words = re.sub(r"[&/+,:]", " ", text.casefold()).split()
    return " ".join(word for word in words if word not in _FILLING)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
