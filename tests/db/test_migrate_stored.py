"""A stored board of every older version comes up to date with every row, and undo stops there."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from db import history, migrate
from db.board import Board
from db.damage.whole import examine_file
from db.file.connection import make_engine, schema_version
from db.file.driver import sqlite
from db.records import RECORDS
from db.schema import NEWEST
from tests.faults import children
from tests.support.boards import clock

STORED = Path(__file__).parents[1] / "data" / "boards"
OLDER = [pytest.param(number, id=f"version {number}") for number in range(1, NEWEST)]
CHANGED = {
    ("history_entry", "state"),
    ("history_entry", "seal"),
    ("sqlite_sequence", "seq"),
    ("seal", "total"),
}
"""What an update writes into rows that were there: redo ends, entries are sealed and counted.

Tables that get a column have another sum; whether it is right, the proof of the file says.
"""


def copy_of(number: int, folder: Path) -> Path:
    path = folder / "Merton.mscb"
    shutil.copyfile(STORED / f"v{number}.mscb", path)
    return path


def contents(path: Path) -> dict[str, list[dict[str, object]]]:
    """Read every table as SQLite has it, whatever the program knows of it."""
    connection = sqlite.connect(path)
    connection.row_factory = sqlite.Row
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master")]
    found = {}
    for name in names:
        try:
            rows = connection.execute(f'SELECT * FROM "{name}" ORDER BY 1, 2').fetchall()
        except sqlite.OperationalError:
            continue  # an index
        found[name] = [dict(row) for row in rows]
    connection.close()
    return found


def opened(path: Path) -> Board:
    return Board.open(path, clock=clock, who="Test")


def die_after_update(_: children.Tell, path: Path, number: int) -> None:
    """Bring a board up to date, and end as a killed process does: with all of it in the log."""
    todo = [step for step in migrate.steps() if step.number > number]
    migrate.run(make_engine(path), todo)
    os._exit(0)


@pytest.mark.parametrize("number", OLDER)
def test_every_older_version_is_stored_with_rows_of_every_kind(number: int) -> None:
    path = STORED / f"v{number}.mscb"
    assert schema_version(path) == number
    engine = make_engine(path)
    with engine.connect() as connection:
        there = {
            name: connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar_one()
            for name in (*_tables_of(number), "history_entry", "history_row")
        }
    engine.dispose()
    assert all(there.values()), there


def _tables_of(number: int) -> list[str]:
    """Name the kinds of record that there were; later versions add theirs here."""
    first = ["board", "sector", "agency", "financial_year", "budget_line", "posting", "acceptance"]
    second = [*first, "seal", "draft"]
    groups = ["person", "post", "holding", "board_group", "membership", "quorum_seat"]
    plans = ["plan_kind", "plan_column", "plan", "plan_section", "action", "earlier_deadline"]
    plans += ["action_party", "action_link", "progress_update", "saved_filter"]
    return {
        1: first,
        2: second,
        3: [*second, *groups],
        4: [*second, *groups, *plans],
    }[number]


@pytest.mark.parametrize("number", OLDER)
def test_every_row_comes_along(tmp_path: Path, number: int) -> None:
    path = copy_of(number, tmp_path)
    before = contents(path)
    opened(path).close()
    after = contents(path)
    assert schema_version(path) == NEWEST
    assert examine_file(path) == []
    for table, rows in before.items():
        keys = {next(iter(row.values())) for row in rows}
        seen = [row for row in after[table] if next(iter(row.values())) in keys]
        for old, new in zip(rows, seen, strict=True):
            kept = {name for name in old if (table, name) not in CHANGED}
            assert {n: new[n] for n in kept} == {n: old[n] for n in kept}, table
        more = {"history_entry": 1, "seal": len(after["seal"]) - len(rows)}.get(table, 0)
        assert len(after[table]) == len(rows) + more, table


@pytest.mark.parametrize("number", OLDER)
def test_undo_stops_at_the_update_and_history_stays_readable(tmp_path: Path, number: int) -> None:
    board = opened(copy_of(number, tmp_path))
    assert board.next_undo() is None
    assert board.undo() is None
    assert board.redo() is None
    with board.reading() as connection:
        last = history.newest(connection)
        entries = history.since(connection, 0)
    assert [entry.number for entry in entries] == list(range(1, last + 1))
    touched = {table for entry in entries for table, _ in entry.touched}
    assert touched == set(_tables_of(number)) & set(RECORDS)
    board.close()


@pytest.mark.parametrize("number", OLDER)
def test_the_copy_holds_what_the_board_held(tmp_path: Path, number: int) -> None:
    path = copy_of(number, tmp_path)
    before = contents(path)
    opened(path).close()
    (copy,) = tmp_path.glob("*before update*")
    assert copy.name == f"Merton before update from version {number}.mscb"
    assert contents(copy) == before
    assert [file.name for file in tmp_path.iterdir() if file not in (copy, path)] == []


@pytest.mark.parametrize("number", OLDER)
def test_an_update_killed_once_it_was_done_is_not_done_again(tmp_path: Path, number: int) -> None:
    path = copy_of(number, tmp_path)
    assert children.run(die_after_update, path, number).fell == ""
    assert schema_version(path) == number  # the file's header does not know of the log
    opened(path).close()
    assert schema_version(path) == NEWEST
    assert list(tmp_path.glob("*before update*")) == []
    assert examine_file(path) == []
