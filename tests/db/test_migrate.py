"""Migrations: frozen steps that lose nothing, whole or not at all."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations

import db.history  # noqa: F401 - its tables belong to the schema
from db import migrate, schema
from db.board import Board
from db.changes import create
from db.errors import BoardError
from db.file.connection import make_engine, schema_version
from db.file.driver import sqlite
from db.records.base import METADATA
from tests.support.boards import clock, empty_board

NEXT = schema.NEWEST + 1


def test_an_empty_board_has_the_schema_of_the_records(tmp_path: Path) -> None:
    path = tmp_path / "b.mscb"
    migrate.make_empty(path)
    engine = make_engine(path)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
    engine.dispose()


def test_the_comparison_sees_a_missing_column(tmp_path: Path) -> None:
    path = tmp_path / "b.mscb"
    migrate.make_empty(path)
    engine = make_engine(path)
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE agency DROP COLUMN contact_phone")
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), METADATA)
    engine.dispose()
    assert [difference[0] for difference in differences] == ["add_column"]


def test_the_steps_are_numbered_one_by_one() -> None:
    numbers = [step.number for step in migrate.steps()]
    assert numbers == list(range(1, schema.NEWEST + 1))


@pytest.fixture
def parent_and_children(tmp_path: Path) -> Path:
    path = tmp_path / "family.mscb"
    migrate.make_empty(path)
    connection = sqlite.connect(path)
    connection.executescript(
        """
        CREATE TABLE parent (id INTEGER PRIMARY KEY, name TEXT);
        CREATE TABLE child (id INTEGER PRIMARY KEY,
            parent INTEGER REFERENCES parent(id) ON DELETE CASCADE);
        INSERT INTO parent VALUES (1, 'a'), (2, 'b');
        """
    )
    connection.executemany("INSERT INTO child VALUES (?, ?)", [(n, 1 + n % 2) for n in range(1000)])
    connection.commit()
    connection.close()
    return path


def _count(path: Path, table: str) -> int:
    connection = sqlite.connect(path)
    count: int = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    connection.close()
    return count


def _widen(op: Operations) -> None:
    with op.batch_alter_table("parent", recreate="always") as batch:
        batch.alter_column("name", type_=sa.String(50))


def _run(path: Path, *todo: migrate.Step) -> None:
    engine = make_engine(path)
    try:
        migrate.run(engine, todo)
    finally:
        engine.dispose()


def test_a_parent_rebuilt_under_cascade_keeps_its_children(parent_and_children: Path) -> None:
    _run(parent_and_children, migrate.Step(NEXT, _widen))
    assert _count(parent_and_children, "child") == 1000
    assert schema_version(parent_and_children) == NEXT


def test_without_the_pragma_the_children_would_go(parent_and_children: Path) -> None:
    """The trap itself, so that the test above is known to watch it."""
    engine = make_engine(parent_and_children)
    with engine.execution_options(writes=True).begin() as connection:
        _widen(Operations(MigrationContext.configure(connection)))
    engine.dispose()
    assert _count(parent_and_children, "child") == 0


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("DELETE FROM child WHERE id < 10", "990 of 1000 rows in 'child'"),
        ("UPDATE child SET parent = 7 WHERE id = 3", "1 broken links in 'child'"),
        ("CREATE TABLE parent (x)", "already exists"),
    ],
)
def test_a_step_that_loses_or_breaks_is_rolled_back_whole(
    parent_and_children: Path, sql: str, words: str
) -> None:
    def harm(op: Operations) -> None:
        op.create_table("extra", sa.Column("x", sa.Integer()))
        op.execute(sql)

    with pytest.raises(Exception, match=words):
        _run(parent_and_children, migrate.Step(NEXT, harm))
    assert _count(parent_and_children, "child") == 1000
    assert schema_version(parent_and_children) == schema.NEWEST
    with pytest.raises(sqlite.OperationalError, match="no such table"):
        _count(parent_and_children, "extra")


def test_a_step_may_mean_to_lose_rows(parent_and_children: Path) -> None:
    step = migrate.Step(NEXT, lambda op: op.execute("DELETE FROM child"), frozenset({"child"}))
    _run(parent_and_children, step)
    assert _count(parent_and_children, "child") == 0


def test_an_older_board_is_copied_and_brought_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = empty_board(tmp_path)
    board.apply("Added", [create("agency", "AG-0001", name="Kept")])
    board.close()

    def up(op: Operations) -> None:
        op.add_column("agency", sa.Column("extra", sa.Text()))

    monkeypatch.setattr(migrate, "steps", lambda: [migrate.Step(NEXT, up)])
    monkeypatch.setattr("db.board.NEWEST", NEXT)
    newer = Board.open(board.path, clock=clock, who="Test")
    with newer.reading() as connection:
        assert connection.exec_driver_sql("SELECT name, extra FROM agency").all() == [
            ("Kept", None)
        ]
    newer.close()
    copy = tmp_path / f"board before update from version {schema.NEWEST}.mscb"
    assert schema_version(copy) == schema.NEWEST
    assert _count(copy, "agency") == 1


def test_a_failed_update_leaves_the_board_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = empty_board(tmp_path)
    board.apply("Added", [create("agency", "AG-0001", name="Kept")])
    board.close()
    shutil.copyfile(board.path, tmp_path / "before")
    monkeypatch.setattr(
        migrate, "steps", lambda: [migrate.Step(NEXT, lambda op: op.drop_table("nothing"))]
    )
    monkeypatch.setattr("db.board.NEWEST", NEXT)
    with pytest.raises(BoardError, match="it is as it was"):
        Board.open(board.path, clock=clock, who="Test")
    assert schema_version(board.path) == schema.NEWEST
    assert _count(board.path, "agency") == 1


def test_a_board_that_cannot_be_made_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A log left beside no board would be read into one that gets this name later."""
    good = migrate.steps()
    bad = migrate.Step(NEXT, lambda op: op.drop_table("nothing"))
    monkeypatch.setattr(migrate, "steps", lambda: [*good, bad])
    with pytest.raises(BoardError, match="cannot be made"):
        migrate.make_empty(tmp_path / "board.mscb")
    assert list(tmp_path.iterdir()) == []
