"""A damaged board's tables, read around the pages that cannot be read."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from db.damage.mending import mended_copy
from db.file.connection import Access, make_engine
from db.file.raw import UNREADABLE, as_stored, quoted
from db.prepared import run_plain

JUMP = 10_000
"""How far one row's number may lie from the one before and still be believed."""

_FARTHEST = 1 << 40
_CHUNK = 500


@contextmanager
def opened_copy(damaged: Path, password: str | None) -> Iterator[tuple[Source, Access]]:
    """Give a damaged board's mended copy to read, which is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="mscb-", ignore_cleanup_errors=True) as folder:
        copy, access = mended_copy(damaged, Path(folder), password)
        source = Source(copy, access)
        try:
            yield source, access
        finally:
            source.close()


class Source:
    """A damaged board's mended copy: tables read around what cannot be read."""

    def __init__(self, path: Path, access: Access) -> None:
        self._engine = make_engine(path, access)
        self.unread: dict[str, int] = {}
        """How many stretches of each table could not be read."""

    def close(self) -> None:
        """Let the copy go."""
        self._engine.dispose()

    def rows(self, table: str, names: list[str]) -> Iterator[tuple[Any, ...]]:
        """Give the rows that can be read in the order in which they were written."""
        after, chunk = -1, _CHUNK
        given: set[int] = set()
        while True:
            page = self._page(table, names, after, chunk)
            if page is not None:
                if not page:
                    return
                yield from (tuple(values) for rowid, *values in page if rowid not in given)
                numbers = [rowid for rowid, *_ in page]
                given.update(numbers)
                # A damaged number leads back, or far away: neither may lead the reading.
                near = [n for n in numbers if after < n <= after + JUMP]
                beyond = [n for n in numbers if n > after]
                after = max(near) if near else min(beyond, default=after + 1)
                chunk = _CHUNK
            elif chunk > 1:
                chunk //= 2
            else:
                self.unread[table] = self.unread.get(table, 0) + 1
                place = self._beyond(table, names, after)
                if place is None:
                    return
                after = place

    def _beyond(self, table: str, names: list[str], after: int) -> int | None:
        """Find the nearest place behind what cannot be read; None where all of the rest cannot."""
        good = 1
        while self._page(table, names, after + good, 1) is None:
            good *= 2
            if good > _FARTHEST:
                return None
        bad = good // 2
        while good - bad > 1:
            middle = (good + bad) // 2
            if self._page(table, names, after + middle, 1) is None:
                bad = middle
            else:
                good = middle
        return after + good

    def _page(self, table: str, names: list[str], after: int, size: int) -> list[Any] | None:
        query = (
            f'SELECT rowid, {quoted(names)} FROM "{table}" NOT INDEXED '
            f"WHERE rowid > {after} ORDER BY rowid LIMIT {size}"
        )
        try:
            with self._engine.connect() as connection, as_stored(connection):
                return list(run_plain(connection, query).fetchall())
        except UNREADABLE:
            # An encrypted connection reads nothing more after a page that does not agree.
            self._engine.dispose()
            return None
