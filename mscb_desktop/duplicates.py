"""Say which records may be the same, or may be meant: named alike, or nearly so."""

from __future__ import annotations

import importlib
import time
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import Connection

from db import history
from db.board import Board
from db.fields import Kind
from db.queries import finding as queries
from db.queries import records
from db.queries.finding import Called
from db.records import RECORDS
from mscb_desktop.finding import Entry, Index, find
from mscb_desktop.finding.folding import words

_ALIKE = 90
"""Per cent of likeness, words in any order, from which two names may mean the same."""
_AT_ONCE = 100
"""Records read at once, which takes two or three milliseconds."""
_MOMENT = 0.006
"""Seconds that reading on may take from an answer."""
_OFFERED = 3
"""Records offered as perhaps meant while a name is typed: more are read by nobody."""


class _Known(NamedTuple):
    """A record's names as they are compared, and the record that its name stands within."""

    own: str
    wholes: frozenset[str]
    numbers: frozenset[str]
    within: str | None


class Names:
    """The names of a table's records in memory, compared with each other and with what is typed.

    They are read a few at a time: until `is_full` the answers are of those that were read. What
    changes on the board is taken in before each answer. Two records whose names hold another's,
    as a post's its agency's, are compared only where that is the same.
    """

    def __init__(self, board: Board, table: str) -> None:
        self._board, self._table = board, table
        record = RECORDS[table]
        first = next((f for f in record.fields.values() if f.kind is Kind.LOOKUP), None)
        self._within = first.target if first is not None and first.name in record.shown_by else None
        self._index = Index([table])
        self._known: dict[str, _Known] = {}
        self._sorted: dict[str, str] = {}
        """Each record's own name with its words in order, which makes their order not count."""
        self._holders: dict[str, set[str]] = {}
        """The records that have a name, by the whole of it."""
        with board.reading() as connection:
            self._seen = history.newest(connection)
        self._pages: Iterator[Sequence[Called]] | None = self._read()

    @property
    def is_full(self) -> bool:
        """Tell whether every record was read."""
        return self._pages is None

    def read_on(self, seconds: float = 0) -> None:
        """Read some more, for so long, where not all were read."""
        until = time.perf_counter() + seconds
        while self._pages is not None:
            page = next(self._pages, None)
            if page is None:
                self._pages = None
                # Loaded now: the first name that is typed would wait for it.
                for module in ("rapidfuzz.process", "rapidfuzz.distance"):
                    importlib.import_module(module)
                break
            self._put(page)
            if time.perf_counter() >= until:
                break

    def like(self, ref: str) -> list[tuple[str, str]]:
        """List the records that may be the same as this one, as (reference, name)."""
        self._catch_up()
        known = self._known.get(ref)
        if known is None:
            return []
        found = [other for other in self._alike(known) if other != ref]
        return self._named(self._unlinked(ref, found))

    def already(self, name: str, within: str | None) -> list[tuple[str, str]]:
        """List the records that one to be called so may be again, as (reference, name).

        Records of which only a beginning is typed so far count from its second word on.
        """
        self._catch_up()
        apart = words(name)
        if not apart:
            return []
        found = list(self._alike(_compared(name, (), within)))
        if len(apart) > 1 and all(not word.isdecimal() for word in apart):
            hits = find([self._index], name, 2 * _OFFERED).hits
            refs = [hit.entry.ref for hit in hits]
            found += [ref for ref in refs if self._known[ref].within == within]
        return self._named(list(dict.fromkeys(found))[:_OFFERED])

    def near(self, text: str) -> list[tuple[str, str]]:
        """List the records, as (reference, name), that a misspelt name or part of one may mean."""
        self._catch_up()
        hits = [hit.entry.ref for hit in find([self._index], text, _OFFERED).hits]
        alike = self._alike(_compared(text)) if self._within is None else ()
        return self._named(list(dict.fromkeys([*alike, *hits]))[:_OFFERED])

    def _read(self) -> Iterator[Sequence[Called]]:
        after = ""
        while True:
            with self._board.reading() as connection:
                page = queries.page_of_names(connection, self._table, after, _AT_ONCE)
            if not page:
                return
            after = page[-1].ref
            yield page

    def _catch_up(self) -> None:
        self.read_on(_MOMENT)
        with self._board.reading() as connection:
            newest = history.newest(connection)
            if newest == self._seen:
                return
            entries = history.since(connection, self._seen)
            self._seen = newest
            touched = [row for entry in entries for row in entry.touched]
            refs = {ref for table, ref in touched if table == self._table}
            holding = {ref for table, ref in touched if table == self._within}
            if holding:
                refs |= {ref for ref, known in self._known.items() if known.within in holding}
            self._renew(connection, refs)

    def _renew(self, connection: Connection, refs: Iterable[str]) -> None:
        wanted = sorted(refs)
        for ref in wanted:
            self._drop(ref)
        self._put(queries.names_of(connection, self._table, wanted))

    def _put(self, called: Iterable[Called]) -> None:
        for each in called:
            self._drop(each.ref)
            within = each.parent if self._within is not None else None
            known = self._known[each.ref] = _compared(each.own, each.also, within)
            self._sorted[each.ref] = _in_order(known.own)
            for whole in known.wholes:
                self._holders.setdefault(whole, set()).add(each.ref)
            self._index.put(Entry((self._table, each.ref), each.name, each.also, each.ref))

    def _drop(self, ref: str) -> None:
        known = self._known.pop(ref, None)
        if known is None:
            return
        del self._sorted[ref]
        for whole in known.wholes:
            self._holders[whole].discard(ref)
        self._index.drop((self._table, ref))

    def _alike(self, wanted: _Known) -> Iterator[str]:
        """Give the records whose names are alike, those that share a whole name first."""
        from rapidfuzz import fuzz, process

        same = {ref for whole in wanted.wholes for ref in self._holders.get(whole, ())}
        yield from (ref for ref in sorted(same) if self._known[ref].within == wanted.within)
        near = process.extract_iter(
            _in_order(wanted.own), self._sorted, scorer=fuzz.ratio, score_cutoff=_ALIKE
        )
        for _, _, ref in near:
            known = self._known[ref]
            # 'School 1' and 'School 2' are not the same, however like.
            if ref in same or known.numbers != wanted.numbers or known.within != wanted.within:
                continue
            yield ref

    def _unlinked(self, ref: str, others: Sequence[str]) -> list[str]:
        """Leave out those that name the record or are named by it.

        One that the other names, as an agency its successor, is another one on purpose.
        """
        if not others:
            return []
        itself = [f.name for f in RECORDS[self._table].fields.values() if f.target == self._table]
        with self._board.reading() as connection:
            rows = records.rows_by_ref(connection, self._table, [ref, *others])
        own = {rows[ref][name] for name in itself} if ref in rows else set()
        return [
            other
            for other in others
            if other in rows
            and other not in own
            and all(rows[other][name] != ref for name in itself)
        ]

    def _named(self, refs: Sequence[str]) -> list[tuple[str, str]]:
        entries = [self._index.by_key((self._table, ref)) for ref in refs]
        return [(entry.ref, entry.name) for entry in entries if entry is not None]


def names_of(board: Board, table: str) -> Names:
    """Give the names of a table's records on an open board."""
    return board.kept(f"names of {table}", lambda: Names(board, table))


def _compared(name: str, also: Sequence[str] = (), within: str | None = None) -> _Known:
    apart = words(name)
    # An address of email may be shared, and names nobody.
    others = (" ".join(words(each)) for each in also if "@" not in each)
    own = " ".join(apart)
    numbers = frozenset(word for word in apart if not word.isalpha())
    return _Known(own, frozenset(filter(None, (own, *others))), numbers, within)


def _in_order(own: str) -> str:
    return " ".join(sorted(own.split()))
