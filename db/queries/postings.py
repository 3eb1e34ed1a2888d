"""What the postings of a budget line come to."""

from __future__ import annotations

from sqlalchemy import Connection, case, func, select

from db.records.budget import POSTING, PostingState

_POSTING = POSTING.table.c


def posting_sums(connection: Connection, line: str) -> tuple[int, int, int]:
    """Give (number, paid, committed) of a line's postings; amounts are pence."""
    sums = [
        func.coalesce(func.sum(case((_POSTING.state == state, _POSTING.amount), else_=0)), 0)
        for state in (PostingState.PAID, PostingState.COMMITTED)
    ]
    row = connection.execute(select(func.count(), *sums).where(_POSTING.line == line)).one()
    return int(row[0]), int(row[1]), int(row[2])
