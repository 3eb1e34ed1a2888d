"""20,000 actions, 100,000 updates and 50 plans: the register opened and filtered as one types.

Opening is held against plain SQL that fetches all that the register shows of all actions. A key
press is due, painted, within 16 ms over its own query run past the program.
"""

from __future__ import annotations

import datetime as dt
import os
import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmark import Benchmark, timed

from db.board import Board
from db.file.driver import sqlite
from db.queries import records
from db.queries.register import Asked, Filter, statement
from db.records.plans import Due
from tests.support.large_plans import FIRST_YEAR, YEARS, large_plans

if TYPE_CHECKING:
    from tests.support.pages import Surroundings
    from ui.areas.plans.register.part import RegisterPart

ACTIONS, UPDATES = 20_000, 100_000
YEAR = FIRST_YEAR + YEARS - 1
DAY = dt.date(YEAR + 1, 3, 31)
DUE = 0.016
"""Seconds over the query within which a key press is to be answered."""
ALL = Filter(every_year=True)
TYPED = {
    "a word as it is typed": [replace(ALL, holding=text) for text in ("aud", "audi", "audit")],
    "two words": [replace(ALL, holding=text) for text in ("audit hea", "audit heal")],
    "Red, then Amber": [replace(ALL, rag=rag) for rag in ("red", "amber")],
    "overdue, then everything": [replace(ALL, due=Due.OVERDUE), ALL],
    "an agency, then another": [replace(ALL, agency=ref) for ref in ("AG-0003", "AG-0004")],
}


def benchmarks() -> list[Benchmark]:
    """Give what the register's page does on opening and with each key."""
    return [
        Benchmark(
            "Register of 20,000 actions opened, against fetching all of them",
            lambda: timed(_open),
            lambda: timed(_fetch_all),
            limit=0.5,
        ),
        *(
            Benchmark(
                f"Register filtered and painted: {name}, against its query and 16 ms",
                _keys(asked),
                _queries(asked),
                limit=1.0,
            )
            for name, asked in TYPED.items()
        ),
        Benchmark(
            "Page of a plan of 300 wrapped rows opened, against one of 30",
            lambda: timed(lambda: _open_plan(300)),
            lambda: timed(lambda: _open_plan(30)),
            limit=3.0,
        ),
    ]


# Ours


def _open() -> None:
    from ui.areas.plans.register.part import RegisterPart

    part = RegisterPart(around().context, lambda _: None)
    part.resize(1040, 760)
    part.filters.show_filter(ALL)
    part.show()
    part.grab()
    assert len(part.table.lines.refs) == ACTIONS
    part.close()
    part.deleteLater()


def _keys(asked: list[Filter]) -> Callable[[], float]:
    """Give the mean time from a filter's change to the painted list, each asked in turn."""

    def ours() -> float:
        page = register()
        took = []
        for wanted in asked:
            took.append(timed(lambda wanted=wanted: _press(page, wanted)))  # type: ignore[misc]
            assert page.table.lines.refs
        return sum(took) / len(took)

    return ours


def _press(page: RegisterPart, wanted: Filter) -> None:
    if wanted.holding:
        page.filters.words.setText(wanted.holding)
    else:
        page.filters.show_filter(wanted)
    page.repaint()
    page.table.viewport().repaint()


def _open_plan(rows: int) -> None:
    from ui.areas.plans.part import PlansPart

    made, plan = plan_of(rows)
    part = PlansPart(made.context)
    part.resize(1040, 760)
    view = part.open_plan(plan)
    part.show()
    part.grab()
    table = view.grid
    assert table is not None
    assert table.sheet_model.rowCount() >= rows
    assert table.rowHeight(0) > 0
    part.close()
    part.deleteLater()


@lru_cache(maxsize=2)
def plan_of(rows: int) -> tuple[Surroundings, str]:
    """Give surroundings with a workplan of so many actions, and its reference."""
    plans = YEARS + 1
    small = large_plans(
        Path(tempfile.mkdtemp()), plans=plans, actions=plans * rows, updates=plans * rows * 3
    )
    made = _surroundings(small, FIRST_YEAR)
    with small.reading() as connection:
        last = records.positions(connection, "plan", {})[-1][0]
    return made, last


@lru_cache(maxsize=1)
def register() -> RegisterPart:
    """Show the register with all years once."""
    from ui.areas.plans.register.part import RegisterPart

    page = RegisterPart(around().context, lambda _: None)
    page.resize(1040, 760)
    page.filters.show_filter(ALL)
    page.show()
    page.grab()
    return page


# The floor


def _queries(asked: list[Filter]) -> Callable[[], float]:
    """Give the mean time of the same queries past the program, with what a key press may add."""

    def floor() -> float:
        took = [timed(lambda wanted=wanted: _run(wanted)) for wanted in asked]  # type: ignore[misc]
        return sum(took) / len(took) + DUE

    return floor


def _run(wanted: Filter) -> None:
    sql, bound = _compiled(wanted)
    assert plain().execute(sql, bound).fetchall()


@lru_cache(maxsize=64)
def _compiled(wanted: Filter) -> tuple[str, list[Any]]:
    agencies = (wanted.agency,) if wanted.agency else ()
    query, values = statement(Asked(wanted, DAY, YEAR, agencies))
    with board().reading() as connection:
        ran = connection.execute(query, values)
        assert ran.context is not None
        return str(ran.context.statement), list(ran.context.parameters[0])


_ALL = """
SELECT a.*, p.name, u.rag, u.dated, count(y.ref), max(y.agency), max(y.post), max(y.board_group)
FROM action a JOIN plan p ON p.ref = a.plan
LEFT JOIN progress_update u ON u.ref = (
    SELECT n.ref FROM progress_update n WHERE n.action = a.ref AND n.dated <= ?
    ORDER BY n.dated DESC LIMIT 1
)
LEFT JOIN action_party y ON y.action = a.ref
GROUP BY a.ref ORDER BY p.position, a.position
"""


def _fetch_all() -> None:
    assert len(plain().execute(_ALL, (DAY.isoformat(),)).fetchall()) == ACTIONS


@lru_cache(maxsize=1)
def around() -> Surroundings:
    """Give a page's surroundings on the large board, at the end of its last year."""
    return _surroundings(board(), YEAR)


def _surroundings(of: Board, year: int) -> Surroundings:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from tests.support.pages import Surroundings
    from ui.app import make_application
    from ui.shell.desk import Desk
    from ui.theme import Look, use_look

    application = QApplication.instance() or make_application()
    assert isinstance(application, QApplication)
    use_look(application, Look())
    of.clock = lambda: dt.datetime.combine(dt.date(year + 1, 3, 31), dt.time(12))
    made = Surroundings(Desk(of))
    made.year = year
    return made


@lru_cache(maxsize=1)
def board() -> Board:
    """Make the board once."""
    made = large_plans(Path(tempfile.mkdtemp()), actions=ACTIONS, updates=UPDATES)
    with made.reading() as connection:
        assert records.count(connection, "action", {}) == ACTIONS
        assert records.count(connection, "progress_update", {}) == UPDATES
    return made


@lru_cache(maxsize=1)
def plain() -> sqlite.Connection:
    """Open the same file past the program."""
    return sqlite.connect(board().path)
