"""Fill an index with a board's records, a few at a time, and keep it true to the board."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator

from sqlalchemy import Connection

from db.board import Board
from db.queries import finding as queries
from db.queries import records
from db.queries.finding import Called
from db.records import RECORDS
from mscb_desktop.finding.entries import Entry, Key
from mscb_desktop.finding.index import Index

_AT_ONCE = 100
"""Records read and taken in at once, which takes two or three milliseconds."""


class Filling:
    """The records of one board in an index.

    `step` takes in some more; until `is_full` the index answers from those that it has. What
    changes on the board is told by `touch` and taken in by the next steps, or by `catch_up`
    before an answer, so that an answer is never older than the board.
    """

    def __init__(self, board: Board) -> None:
        self._board = board
        self.index = Index(_kinds())
        self._pages: Iterator[list[Called]] | None = self._read()
        self._touched: dict[str, set[str]] = {}

    @property
    def is_full(self) -> bool:
        """Tell whether every record was read."""
        return self._pages is None

    @property
    def is_done(self) -> bool:
        """Tell whether nothing is left to do."""
        return self._pages is None and not self._touched

    def touch(self, touched: Iterable[tuple[str, str]]) -> None:
        """Note that rows (table, reference) changed, came or went."""
        for table, ref in touched:
            if table in RECORDS:
                self._touched.setdefault(table, set()).add(ref)

    def step(self) -> None:
        """Take some more records in, those that changed first."""
        if self._touched:
            self._renew(_AT_ONCE)
        elif self._pages is not None:
            page = next(self._pages, None)
            if page is None:
                self._pages = None
                # Loaded now: the first misspelt word would wait for it.
                importlib.import_module("rapidfuzz.distance")
                return
            for called in page:
                self.index.put(_entry(called))

    def catch_up(self) -> None:
        """Take in everything that changed."""
        while self._touched:
            self._renew(_AT_ONCE)

    def _read(self) -> Iterator[list[Called]]:
        for table in RECORDS:
            after = ""
            while True:
                with self._board.reading() as connection:
                    page = queries.page_of_names(connection, table, after, _AT_ONCE)
                if not page:
                    break
                after = page[-1].ref
                yield page

    def _renew(self, at_most: int) -> None:
        table, touched = next(iter(self._touched.items()))
        refs = [touched.pop() for _ in range(min(at_most, len(touched)))]
        if not touched:
            del self._touched[table]
        with self._board.reading() as connection:
            found = queries.names_of(connection, table, refs)
            for called in found:
                known = self.index.by_key((table, called.ref))
                if known is not None and known.name != called.name:
                    self.touch(_called_with(connection, table, called.ref))
        for called in found:
            self.index.put(_entry(called))
        for ref in set(refs).difference(called.ref for called in found):
            self.index.drop((table, ref))


def _called_with(connection: Connection, table: str, ref: str) -> list[tuple[str, str]]:
    """List the records whose names hold that of this one, as a post's its agency's."""
    return [
        (other, row)
        for other, field, row in records.naming(connection, table, ref)
        if field in RECORDS[other].shown_by
    ]


def _kinds() -> list[str]:
    """List the kinds of record, those that belong to another's row (postings) last."""
    return sorted(RECORDS, key=lambda table: any(map(_owns, RECORDS[table].table.columns)))


def _owns(column: object) -> bool:
    return bool(getattr(column, "info", {}).get("owner"))


def _entry(called: Called) -> Entry:
    key: Key = (called.table, called.ref)
    target = queries.parent_table(called.table)
    parent = (target, called.parent) if target and called.parent else None
    return Entry(key, called.name, called.also, called.ref, parent)
