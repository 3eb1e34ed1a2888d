"""Bring a board file up to date by numbered, frozen steps, each whole or not at all."""

from __future__ import annotations

import importlib
import pkgutil
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection, Engine, inspect
from sqlalchemy.exc import SQLAlchemyError

import db.migrations
from db.connection import checkpoint, copy_file, make_engine, stamp
from db.errors import BoardError


@dataclass(frozen=True, slots=True)
class Step:
    """One migration: `up` makes schema `number` of the one before.

    `may_lose` names the tables whose number of rows the step means to change.
    """

    number: int
    up: Callable[[Operations], None]
    may_lose: frozenset[str] = frozenset()


def steps() -> list[Step]:
    """Find the steps in `db/migrations` in order of their numbers."""
    found = []
    for module in pkgutil.iter_modules(db.migrations.__path__):
        contents = importlib.import_module(f"db.migrations.{module.name}")
        number = int(module.name[1:5])
        found.append(Step(number, contents.up, getattr(contents, "MAY_LOSE", frozenset())))
    return sorted(found, key=lambda step: step.number)


def make_empty(path: Path) -> None:
    """Make a board file with every table and no rows; nothing stays where it fails."""
    refusal = BoardError(
        f"A board cannot be made at {path}. Choose a folder that you may write to."
    )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise refusal from error
    try:
        engine = make_engine(path)
        run(engine, steps())
        checkpoint(engine)
    except (OSError, SQLAlchemyError, sqlite3.Error) as error:
        path.unlink(missing_ok=True)
        raise refusal from error


def upgrade(path: Path, version: int, *, clock: Callable[[], object]) -> Path:
    """Copy the board beside itself, then run the steps it lacks; give the copy's path."""
    copy = free_name(path.with_name(f"{path.stem} before update from version {version}.mscb"))
    copy_file(path, copy)
    engine = make_engine(path)
    try:
        run(engine, [step for step in steps() if step.number > version])
    except SQLAlchemyError as error:
        raise BoardError(
            f"{path} could not be brought up to date; it is as it was. A copy lies at {copy}."
        ) from error
    finally:
        checkpoint(engine)
    return copy


def free_name(path: Path) -> Path:
    """Give `path`, or the first of its numbered names that no file has."""
    number, free = 2, path
    while free.exists():
        free = path.with_name(f"{path.stem} {number}{path.suffix}")
        number += 1
    return free


def run(engine: Engine, todo: Sequence[Step]) -> None:
    """Run each step with its version number in one transaction.

    Links are not enforced while a table is rebuilt: rebuilding a parent under ON DELETE CASCADE
    would delete its children without a word. SQLite ignores the pragma inside a transaction,
    so it is set before; links and numbers of rows are checked before the commit.
    """
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        raw.execute("PRAGMA foreign_keys=OFF")
        try:
            connection = connection.execution_options(writes=True)
            for step in todo:
                with connection.begin():
                    _run_step(connection, step)
        finally:
            raw.execute("PRAGMA foreign_keys=ON")


def _run_step(connection: Connection, step: Step) -> None:
    before = _row_counts(connection)
    step.up(Operations(MigrationContext.configure(connection)))
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise BoardError(
            f"Step {step.number} of the update would leave {len(broken)} broken links in "
            f"'{broken[0][0]}'. The board is as it was."
        )
    after = _row_counts(connection)
    for table, rows in before.items():
        if table in after and after[table] != rows and table not in step.may_lose:
            raise BoardError(
                f"Step {step.number} of the update would leave {after[table]} of {rows} rows "
                f"in '{table}'. The board is as it was."
            )
    stamp(connection, step.number)


def _row_counts(connection: Connection) -> dict[str, int]:
    return {
        table: connection.exec_driver_sql(f'SELECT count(*) FROM "{table}"').scalar_one()
        for table in inspect(connection).get_table_names()
        if not table.startswith("sqlite_")
    }
