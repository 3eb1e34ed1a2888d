"""The board file: opened, read, changed through the write path, undone, closed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError

from db import history
from db.changes import Act, Change, Entry, Refused
from db.connection import checkpoint, make_engine, schema_version
from db.errors import BoardError
from db.schema import NEWEST
from db.write import Guard, take_refs, write

Clock = Callable[[], dt.datetime]


class Board:
    """An open board.

    Reading gives a connection on which queries run; changing takes a list of changes. Who
    listens is told of each change after it is stored, with the rows it touched.
    """

    def __init__(
        self, path: Path, engine: Engine, *, clock: Clock, who: str, guards: Sequence[Guard]
    ) -> None:
        self.path = path
        self.clock = clock
        self.who = who
        self._engine = engine
        self._writer = engine.execution_options(writes=True)
        self._guards = tuple(guards)
        self._listeners: list[Callable[[Entry], None]] = []

    @classmethod
    def create(cls, path: Path, *, clock: Clock, who: str, guards: Sequence[Guard] = ()) -> Board:
        """Make a new, empty board file; raises BoardError where a file stands there already."""
        from db.migrate import make_empty

        if path.exists():
            raise BoardError(f"{path} is there already. Choose another name, or open that board.")
        make_empty(path)
        return cls(path, make_engine(path), clock=clock, who=who, guards=guards)

    @classmethod
    def open(cls, path: Path, *, clock: Clock, who: str, guards: Sequence[Guard] = ()) -> Board:
        """Open a board file, bringing an older one up to date after a copy of it is made.

        Raises BoardError for another program's file and for a board of a newer version; both
        stay as they are, byte for byte.
        """
        version = schema_version(path)
        if version > NEWEST:
            raise BoardError(
                f"{path} was last used with a newer version of MSCB Desktop (file version "
                f"{version}; this program reads up to {NEWEST}). Update the program to open it."
            )
        if version < NEWEST:
            from db.migrate import upgrade

            upgrade(path, version, clock=clock)
        engine = make_engine(path)
        try:
            with engine.connect():
                pass
        except OperationalError as error:
            raise BoardError(f"{path} cannot be opened: {error.orig}.") from error
        return cls(path, engine, clock=clock, who=who, guards=guards)

    def close(self) -> None:
        """Close the board, which leaves it as one file."""
        self._listeners.clear()
        checkpoint(self._engine)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection whose queries see the board at one moment."""
        with self._engine.connect() as connection:
            yield connection

    def apply(self, what: str, changes: Sequence[Change], *, act: Act = Act.DO) -> Entry:
        """Store a change and its history at once; raises Refused, and then nothing is stored.

        With Act.BEGIN the change is the board's first content, which undo leaves alone.
        """
        with self._writing() as connection:
            entry = self._write(connection, what, changes, act)
        self._tell(entry)
        return entry

    def undo(self) -> Entry | None:
        """Take back the newest change that stands; None where there is none."""
        return self._replay(history.next_undo, Act.UNDO)

    def redo(self) -> Entry | None:
        """Do again what was undone last; None where there is nothing."""
        return self._replay(history.next_redo, Act.REDO)

    def next_undo(self) -> str | None:
        """Say in words what undo would take back."""
        with self.reading() as connection:
            found = history.next_undo(connection)
        return found[1] if found else None

    def next_redo(self) -> str | None:
        """Say in words what redo would do again."""
        with self.reading() as connection:
            found = history.next_redo(connection)
        return found[1] if found else None

    def new_refs(self, table: str, count: int = 1) -> list[str]:
        """Take permanent references for rows about to be created."""
        with self._writing() as connection:
            return take_refs(connection, table, count)

    def on_change(self, listener: Callable[[Entry], None]) -> None:
        """Tell `listener` of every change after it is stored."""
        self._listeners.append(listener)

    def _replay(
        self, find: Callable[[Connection], tuple[int, str] | None], act: Act
    ) -> Entry | None:
        with self._writing() as connection:
            found = find(connection)
            if found is None:
                return None
            number, what = found
            changes = history.rows_of(connection, number)
            if act is Act.UNDO:
                changes = [change.reversed() for change in reversed(changes)]
            entry = self._write(connection, what, changes, act, number)
        self._tell(entry)
        return entry

    def _write(
        self,
        connection: Connection,
        what: str,
        changes: Sequence[Change],
        act: Act,
        of: int | None = None,
    ) -> Entry:
        return write(
            connection,
            changes,
            what=what,
            who=self.who,
            at=self.clock(),
            act=act,
            of=of,
            guards=self._guards,
        )

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        try:
            with self._writer.begin() as connection:
                yield connection
        except Refused:
            raise
        except OperationalError as error:
            raise BoardError(
                f"The board could not be written ({error.orig}). Nothing was changed. Look "
                "whether the disk is full or the folder can only be read, and try again."
            ) from error

    def _tell(self, entry: Entry) -> None:
        for listener in tuple(self._listeners):
            listener(entry)
