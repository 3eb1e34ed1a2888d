"""The distribution list of a group: to whom its papers are sent, ready for an email's 'To'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mscb_desktop.groups.members import Member, Roll

BETWEEN = "; "
"""What mail programs take between two addresses."""

_PARTED = re.compile(r"[;,\s]+")
_ADDRESS = re.compile(r"[^@\s<>\"]+@[^@\s<>\"]+")
_PLAIN_NAME = re.compile(r"[^\"(),:;<>@\[\]\\]*")


@dataclass(frozen=True, slots=True)
class Distribution:
    """To whom a group's papers are sent.

    `entries` are 'Name <address>', each address once. `without` names those who sit on the group
    and cannot be reached, as its list prints them.
    """

    entries: tuple[str, ...]
    without: tuple[str, ...]

    @property
    def text(self) -> str:
        """The entries on one line, as they are pasted into a message."""
        return BETWEEN.join(self.entries)


def addresses(roll: Roll, group: str) -> Distribution:
    """List the addresses of a group's members in their order, whatever they sit there as.

    A person's own address comes before that of the post, which its holders share. Nobody is
    asked for at a post that is vacant and has no address, nor of those who left.
    """
    entries: dict[str, str] = {}
    without: dict[str, None] = {}
    for member in roll.members(group):
        if member.gone_since is not None:
            continue
        found = list(_reached(roll, member))
        for name, address in found:
            if address is not None:
                entries.setdefault(address.casefold(), f"{_name(name)} <{address}>")
            elif member.is_there:
                without.setdefault(name)
    return Distribution(tuple(entries.values()), tuple(without))


def read_addresses(text: str | None) -> list[str]:
    """Give the email addresses in a field, in which people may have typed more than one."""
    parts = (part.strip("<>") for part in _PARTED.split(text or ""))
    return [part for part in parts if _ADDRESS.fullmatch(part)]


def _reached(roll: Roll, member: Member) -> Iterator[tuple[str, str | None]]:
    """Give who is reached for a member and where; None where nowhere.

    Whoever has no address of their own is reached at the post's.
    """
    post = roll.posts.get(member.row.post or "")
    shared = read_addresses(post.email) if post is not None else []
    for holder in member.people:
        own = read_addresses(holder.person.email)
        if own or not shared:
            missing = f"{holder.person.name} ({member.called})" if post else member.called
            yield from _each(holder.person.name if own else missing, own)
        else:
            yield from _each(
                holder.person.name if len(member.people) == 1 else member.called, shared
            )
    if not member.people:
        yield from _each(member.called, shared)


def _each(name: str, found: list[str]) -> Iterator[tuple[str, str | None]]:
    yield from ((name, address) for address in found or (None,))


def _name(name: str) -> str:
    """Give a name as an address holds it: within quotes where it has signs that part addresses."""
    plain = " ".join(name.split())
    if _PLAIN_NAME.fullmatch(plain):
        return plain
    quoted = plain.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}"'
