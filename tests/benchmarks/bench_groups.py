"""500 agencies, 5,000 people, 200 groups and 20,000 memberships: pages opened and filtered.

The floor of each is plain SQL that fetches what the page shows. A key press is due within 16 ms
over its query; what took longer is named.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from benchmark import Benchmark, timed

from db.board import Board
from db.file.driver import sqlite
from db.queries import records
from mscb_desktop import lookups
from mscb_desktop.groups.members import Roll
from mscb_desktop.sheet.table import TableSheet
from tests.support.large_partnership import large_partnership

DAY = dt.date(2013, 3, 31)
PAGE = 256


def benchmarks() -> list[Benchmark]:
    """Give what the window does on opening and filtering its lists of people and groups."""
    return [
        _against("All groups and their 20,000 members as on a day", _roll, _fetch_all, 12.0),
        _against("One group of 100 members as on a day", _one_group, _fetch_group, 12.0),
        _against("People: count and first page of 5,000", _people, _fetch_people, 6.0),
        _against("People whose names hold two words", _found_people, _fetch_found, 6.0),
        _against("Posts whose names hold two words", _found_posts, _fetch_found_posts, 6.0),
        _against("Posts offered for a word typed into a cell", _offers, _fetch_found_posts, 6.0),
    ]


def _against(
    name: str, ours: Callable[[], object], floor: Callable[[], object], limit: float
) -> Benchmark:
    return Benchmark(name, lambda: timed(ours), lambda: timed(floor), limit)


# Ours


def _roll() -> None:
    with board().reading() as connection:
        roll = Roll(connection, DAY)
    assert sum(len(roll.members(group.ref)) for group in roll.groups) == 20_000


def _one_group() -> None:
    with board().reading() as connection:
        roll = Roll(connection, DAY, only=["GR-0007"])
    assert sum(len(section.members) for section in roll.sections("GR-0007")) == 100


def _people() -> None:
    sheet = TableSheet(board(), "person", {"name": 0, "email": 20})
    assert sheet.count() == 5_001
    assert len(sheet.page(0, PAGE)) == PAGE


def _found_people() -> None:
    sheet = TableSheet(board(), "person", {"name": 0, "email": 20}, holding="gita cope")
    assert 0 < len(sheet.page(0, PAGE)) == sheet.count()


def _found_posts() -> None:
    sheet = TableSheet(board(), "post", {"title": 0, "agency": 20}, holding="nurse birch")
    assert 0 < len(sheet.page(0, PAGE)) <= sheet.count()


def _offers() -> None:
    with board().reading() as connection:
        assert len(lookups.suggest(connection, "post", "nurse birch")) == 12


# The floor


def _fetch(sql: str, *bound: object) -> None:
    assert plain().execute(sql, bound).fetchall()


_MEMBERS = """
SELECT m.*, t.title, a.name, s.name, p.name, p.email, h.began, h.ended FROM membership m
JOIN post t ON t.ref = m.post LEFT JOIN agency a ON a.ref = t.agency
LEFT JOIN sector s ON s.ref = a.sector
LEFT JOIN holding h ON h.post = t.ref LEFT JOIN person p ON p.ref = h.person
"""


def _fetch_all() -> None:
    _fetch(_MEMBERS + "ORDER BY m.board_group, m.position")


def _fetch_group() -> None:
    _fetch(_MEMBERS + "WHERE m.board_group = 'GR-0007' ORDER BY m.position")


def _fetch_people() -> None:
    _fetch("SELECT count(*) FROM person")
    _fetch(f"SELECT * FROM person ORDER BY lower(name), ref LIMIT {PAGE}")


def _fetch_found() -> None:
    names = ("ref", "name", "other_names", "email")
    holds = "WHERE " + " AND ".join(
        f"({' OR '.join(f'lower({name}) LIKE ?' for name in names)})" for _ in range(2)
    )
    bound = ["%gita%"] * len(names) + ["%cope%"] * len(names)
    _fetch(f"SELECT count(*) FROM person {holds}", *bound)
    _fetch(f"SELECT * FROM person {holds} ORDER BY lower(name), ref LIMIT {PAGE}", *bound)


def _fetch_found_posts() -> None:
    named = (
        "FROM post t LEFT JOIN agency a ON a.ref = t.agency "
        "WHERE t.title || a.name LIKE '%nurse%' AND t.title || a.name LIKE '%birch%'"
    )
    _fetch(f"SELECT count(*) {named}")
    _fetch(f"SELECT t.*, a.name {named} ORDER BY lower(t.title || a.name) LIMIT {PAGE}")


@lru_cache(maxsize=1)
def board() -> Board:
    """Make the board once."""
    made = large_partnership(Path(tempfile.mkdtemp()))
    with made.reading() as connection:
        assert records.count(connection, "membership", {}) == 20_000
    return made


@lru_cache(maxsize=1)
def plain() -> sqlite.Connection:
    """Open the same file past the program."""
    return sqlite.connect(board().path)
