"""A board of many years, and a line with many postings: opened, paged and checked.

The floor of each is plain SQL that fetches the same rows.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from benchmark import Benchmark, timed

from db.board import Board
from db.changes import Change, create
from db.file.driver import sqlite
from db.queries import budget as queries
from db.records.budget import Side
from mscb_desktop.budget.columns import Layout
from mscb_desktop.budget.postings import posting_sheet
from mscb_desktop.budget.sheet import BudgetSheet
from mscb_desktop.checks import find
from mscb_desktop.guards import GUARDS
from mscb_desktop.sheet.order import STEP
from tests.support.boards import NOON, empty_board

POSTINGS = 10_000
YEARS = 100
LINES = 30
"""Rows of each year, its sums included."""

PAGE = 256
POSTED, POSTED_YEAR, POSTED_START = "BL-0001", "FY-0001", 1950


def benchmarks() -> list[Benchmark]:
    """Give what the window does on opening a page, scrolling to its end, and after a change."""
    return [
        _against(
            "Budget page of a year with 10,000 postings: count and rows",
            _open_sheet,
            _fetch_year,
            limit=8.0,
        ),
        _against(
            "Lines of a year with the sums of 10,000 postings",
            _lines_with_sums,
            _fetch_year,
            limit=2.0,
        ),
        _against(
            "Last 256 of 10,000 postings: count and rows", _last_page, _fetch_last_page, limit=4.0
        ),
        _against("Checks of one year", lambda: _check(POSTED_START + 50), _fetch_two, limit=12.0),
        _against("Checks of 100 years", lambda: _check(None), _fetch_all, limit=9.0),
    ]


def _against(
    name: str, ours: Callable[[], object], floor: Callable[[], object], limit: float
) -> Benchmark:
    return Benchmark(name, lambda: timed(ours), lambda: timed(floor), limit)


# Ours


def _open_sheet() -> None:
    sheet = BudgetSheet(board(), POSTED_START, Layout.EXPENDITURE)
    count = sheet.count()
    assert len(sheet.page(0, PAGE)) == count == LINES // 2 + 2


def _lines_with_sums() -> None:
    with board().reading() as connection:
        lines = queries.year_lines(connection, POSTED_YEAR)
    assert lines[0].postings == POSTINGS


def _last_page() -> None:
    sheet = posting_sheet(board(), POSTED, Side.EXPENDITURE)
    count = sheet.count()
    assert len(sheet.page(count - PAGE, PAGE)) == PAGE


def _check(year: int | None) -> None:
    with board().reading() as connection:
        assert find(connection, NOON.date(), year, of=["budget"])


# Floors

_LINES = """
SELECT l.*, a.name, s.paid, s.committed, s.postings FROM budget_line l
LEFT JOIN agency a ON a.ref = l.agency
LEFT JOIN (
    SELECT line, sum(CASE state WHEN 'paid' THEN amount ELSE 0 END) AS paid,
        sum(CASE state WHEN 'committed' THEN amount ELSE 0 END) AS committed, count(*) AS postings
    FROM posting WHERE line IN (SELECT ref FROM budget_line WHERE {of}) GROUP BY line
) s ON s.line = l.ref
WHERE {of} ORDER BY l.year, l.side, l.position
"""


def _fetch(sql: str, *bound: object, rows: int) -> None:
    assert len(plain().execute(sql, bound).fetchall()) == rows


def _fetch_year() -> None:
    _fetch(_LINES.format(of="year = 'FY-0001'"), rows=LINES)


def _fetch_two() -> None:
    _fetch(_LINES.format(of="year IN ('FY-0051', 'FY-0052')"), rows=2 * LINES)


def _fetch_all() -> None:
    _fetch(_LINES.format(of="1"), rows=YEARS * LINES)


def _fetch_last_page() -> None:
    sql = "SELECT * FROM posting WHERE line = ? ORDER BY position LIMIT ? OFFSET ?"
    _fetch(sql, POSTED, PAGE, POSTINGS + 1 - PAGE, rows=PAGE - 1)


# The board


@lru_cache(maxsize=1)
def board() -> Board:
    """Make the board once: its years are whole, each with a figure that is not allotted."""
    made = empty_board(Path(tempfile.mkdtemp()), GUARDS)
    years = made.new_refs("financial_year", YEARS)
    refs = iter(made.new_refs("budget_line", YEARS * LINES))
    for number, year in enumerate(years):
        start = create("financial_year", year, start_year=POSTED_START + number)
        made.apply("Year", [start, *_year_lines(year, refs)])
    made.apply("Postings", _postings(made.new_refs("posting", POSTINGS)))
    return made


@lru_cache(maxsize=1)
def plain() -> sqlite.Connection:
    """Open the same file past the program."""
    return sqlite.connect(board().path)


def _year_lines(year: str, refs: Iterator[str]) -> list[Change]:
    kinds = {
        "expenditure": (*["expenditure"] * 13, "subtotal", "total"),
        "income": (*["contribution"] * 12, "subtotal", "brought_forward", "total"),
    }
    made = []
    for side, of_side in kinds.items():
        for place, kind in enumerate(of_side, 1):
            sums = kind in ("subtotal", "total")
            made.append(
                create(
                    "budget_line",
                    next(refs),
                    year=year,
                    side=side,
                    kind=kind,
                    position=place * STEP,
                    description=f"{kind.capitalize()} {place}",
                    set_amount=None if sums else place * 1000_00,
                    actual=None if sums else place * 990_00,
                )
            )
    return made


def _postings(refs: Sequence[str]) -> list[Change]:
    return [
        create(
            "posting",
            ref,
            line=POSTED,
            position=number * STEP,
            party=f"Supplier {number % 371}",
            amount=number % 9_973,
            state="committed" if number % 7 == 0 else "paid",
        )
        for number, ref in enumerate(refs, 1)
    ]
