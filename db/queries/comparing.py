"""Two boards side by side: which rows differ, and where their histories part."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, func, select

from db.file.raw import quoted
from db.history import ENTRY, newest
from db.prepared import run_plain
from db.records import RECORDS

_AT_ONCE = 1000

_Row = tuple[Any, ...]


def differing(
    one: Connection, other: Connection, table: str, after: str = ""
) -> Iterator[tuple[str, bool, bool]]:
    """Give the rows that are not the same in both, as (reference, is in one, is in other).

    In the order of references, those behind `after` only. Each side is read once, as it is
    compared.
    """
    here, there = _rows(one, table, after), _rows(other, table, after)
    left, right = next(here, None), next(there, None)
    while left is not None or right is not None:
        if right is None or (left is not None and left[0] < right[0]):
            assert left is not None
            yield left[0], True, False
            left = next(here, None)
        elif left is None or right[0] < left[0]:
            yield right[0], False, True
            right = next(there, None)
        else:
            if left != right:
                yield left[0], True, True
            left, right = next(here, None), next(there, None)


def count(connection: Connection, table: str) -> int:
    """Count a table's rows."""
    query = select(func.count()).select_from(RECORDS[table].table)
    return int(connection.execute(query).scalar_one())


def last_in_common(one: Connection, other: Connection) -> int:
    """Give the number of the newest entry up to which both histories are the same; 0 for none.

    Seals are a chain: where two are the same, so is all before them.
    """
    low, high = 0, min(newest(one), newest(other))
    while low < high:
        middle = (low + high + 1) // 2
        if _seal(one, middle) == _seal(other, middle):
            low = middle
        else:
            high = middle - 1
    return low


def _seal(connection: Connection, number: int) -> int | None:
    found = connection.execute(select(ENTRY.c.seal).where(ENTRY.c.number == number)).first()
    return None if found is None else found[0]


def _rows(connection: Connection, table: str, after: str) -> Iterator[_Row]:
    names = [column.name for column in RECORDS[table].table.columns if column.name != "ref"]
    cursor = run_plain(
        connection,
        f'SELECT {quoted(["ref", *names])} FROM "{table}" WHERE ref > ? ORDER BY ref',
        (after,),
    )
    try:
        while page := cursor.fetchmany(_AT_ONCE):
            yield from page
    finally:
        cursor.close()
