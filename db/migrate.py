"""Bring a board file up to date by numbered, frozen steps, each whole or not at all."""

from __future__ import annotations

import datetime as dt
import importlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection, Engine, inspect
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from db.changes import Act
from db.damage.story import BROUGHT_UP
from db.damage.whole import examine, reseal
from db.errors import BoardError
from db.file.connection import PLAIN, Access, checkpoint, copy_file, make_engine, stamp
from db.file.disk import flush, flush_folder, must_have_room, remove, trouble
from db.file.driver import sqlite
from db.file.raw import reason
from db.schema import numbered
from db.seals import SEAL
from db.write import write


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
    for number, name in numbered():
        contents = importlib.import_module(f"db.migrations.{name}")
        found.append(Step(number, contents.up, getattr(contents, "MAY_LOSE", frozenset())))
    return found


def make_empty(path: Path, access: Access = PLAIN) -> None:
    """Make a board file with every table and no rows; nothing stays where it fails."""
    refusal = BoardError(
        f"A board cannot be made at {path}. Choose a folder that you may write to."
    )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise refusal from error
    engine = make_engine(path, access)
    try:
        run(engine, steps())
        checkpoint(engine)
    except (OSError, SQLAlchemyError, sqlite.Error) as error:
        engine.dispose()
        with suppress(OSError):
            remove(path)
        if isinstance(error, DBAPIError):
            must_have_room(path.parent, error, f"No board was made at {path}")
        raise refusal from error


def upgrade(
    path: Path,
    version: int,
    *,
    clock: Callable[[], dt.datetime],
    who: str,
    access: Access = PLAIN,
) -> Path | None:
    """Copy the board beside itself, then run the steps it lacks; give the copy's path.

    `version` is the one that the file's header tells. An update that was killed once it was done
    may still lie in the log: then nothing is lacking, and None is given. The history says so with
    the last step, and undo stops there: what was stored before fits the older tables. A damaged
    board is left as it is.
    """
    engine = make_engine(path, access)
    try:
        with engine.connect() as connection, connection.begin():
            version = max(version, _version(connection))
            damages = examine(connection) if _is_sealed(connection) else []
        todo = [step for step in steps() if step.number > version]
        if not todo:
            return None
        copy = _copy_of(path, version, access)
        if damages:
            raise BoardError(
                f"{path} is damaged and was not brought up to date: {damages[0].message} "
                "Put back a backup of it."
            )

        def tell(connection: Connection) -> None:
            what = f"{BROUGHT_UP} {todo[-1].number}"
            write(connection, (), what=what, who=who, at=clock(), act=Act.BEGIN)

        try:
            run(engine, todo, finish=tell)
        except SQLAlchemyError as error:
            raise BoardError(
                f"{path} could not be brought up to date ({reason(error)}); it is as it was. "
                f"A copy lies at {copy}. Look whether the disk is full, and open it again."
            ) from error
        return copy
    finally:
        with suppress(SQLAlchemyError, sqlite.Error):  # what was written stands in the log
            checkpoint(engine)
        engine.dispose()


def _version(connection: Connection) -> int:
    found = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    return int(found)


def _copy_of(path: Path, version: int, access: Access) -> Path:
    """Copy a board beside itself; the copy is seen once it is whole."""
    copy = free_name(path.with_name(f"{path.stem} before update from version {version}.mscb"))
    part = copy.with_name(f".{copy.name}.part")
    try:
        remove(part)  # what a killed process may have left
        copy_file(path, part, access)
        flush(part)
        part.replace(copy)
        flush_folder(copy.parent)
    except (OSError, SQLAlchemyError, sqlite.Error) as error:
        with suppress(OSError):
            remove(part)
        raise trouble(error, path.parent, f"{path.name} was not brought up to date") from error
    return copy


def free_name(path: Path) -> Path:
    """Give `path`, or the first of its numbered names that no file has."""
    number, free = 2, path
    while free.exists():
        free = path.with_name(f"{path.stem} {number}{path.suffix}")
        number += 1
    return free


def run(
    engine: Engine,
    todo: Sequence[Step],
    *,
    finish: Callable[[Connection], object] = lambda _: None,
) -> None:
    """Run each step with its version number and seals in one transaction, `finish` in the last.

    Links are not enforced while a table is rebuilt: rebuilding a parent under ON DELETE CASCADE
    would delete its children without a word. SQLite ignores the pragma inside a transaction,
    so it is set before; links and numbers of rows are checked before the commit.
    """
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite.Connection)
        raw.execute("PRAGMA foreign_keys=OFF")
        try:
            connection = connection.execution_options(writes=True)
            for step in todo:
                with connection.begin():
                    _run_step(connection, step)
                    if step is todo[-1]:
                        finish(connection)
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
    if _is_sealed(connection):
        reseal(connection)
    stamp(connection, step.number)


def _is_sealed(connection: Connection) -> bool:
    return inspect(connection).has_table(SEAL.name)


def _row_counts(connection: Connection) -> dict[str, int]:
    return {
        table: connection.exec_driver_sql(f'SELECT count(*) FROM "{table}"').scalar_one()
        for table in inspect(connection).get_table_names()
        if not table.startswith("sqlite_")
    }
