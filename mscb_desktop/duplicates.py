"""Say which records may be the same: named alike, or nearly so."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection

from db.queries import finding as queries
from db.queries import records
from mscb_desktop.finding.folding import words

_ALIKE = 90
"""Per cent of likeness, words in any order, from which two names may mean the same."""
_EVERYTHING = 1 << 30


class _Known(NamedTuple):
    """A record's name, and all of its names as they are compared."""

    name: str
    whole: str
    wholes: frozenset[str]
    numbers: frozenset[str]


class Duplicates:
    """The names of a table's records at one moment, compared with each other."""

    def __init__(self, connection: Connection, table: str) -> None:
        called = queries.page_of_names(connection, table, "", _EVERYTHING)
        self._known = {each.ref: _known(each.name, each.also) for each in called}
        links = records.links_within(connection, table)
        # One that the other names, as an agency its successor, is another one on purpose.
        self._apart = {frozenset(pair) for pair in links}

    def of(self, ref: str) -> list[tuple[str, str]]:
        """List the records that may be the same as this one, as (reference, name)."""
        known = self._known.get(ref)
        if known is None:
            return []
        return [
            (other, each.name)
            for other, each in self._known.items()
            if other != ref and frozenset((ref, other)) not in self._apart and _alike(known, each)
        ]


def _known(name: str, also: tuple[str, ...]) -> _Known:
    apart = words(name)
    wholes = (" ".join(words(each)) for each in (name, *also))
    numbers = frozenset(word for word in apart if not word.isalpha())
    return _Known(name, " ".join(apart), frozenset(filter(None, wholes)), numbers)


def _alike(one: _Known, other: _Known) -> bool:
    """Compare two records: 'School 1' and 'School 2' are not the same, however like."""
    from rapidfuzz.fuzz import token_sort_ratio

    if one.wholes & other.wholes:
        return True
    if one.numbers != other.numbers:
        return False
    return token_sort_ratio(one.whole, other.whole, score_cutoff=_ALIKE) > 0
