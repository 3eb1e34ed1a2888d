"""The board file: opened, read, changed through the write path, undone, closed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import TypeVar, cast

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, OperationalError

from db import drafts, history
from db.changes import Act, Change, Entry, Refused
from db.drafts import KeptDraft, Unstored
from db.errors import BoardError, Busy, Damaged
from db.file.connection import (
    PLAIN,
    Access,
    access_to,
    at_once,
    checkpoint,
    make_engine,
    schema_version,
)
from db.file.driver import sqlite
from db.file.lock import WriterLock
from db.file.password import new_key
from db.schema import NEWEST
from db.write import Completion, Guard, take_refs, write

T = TypeVar("T")

Clock = Callable[[], dt.datetime]


class Board:
    """An open board.

    Reading gives a connection on which queries run; changing takes a list of changes. Who
    listens is told of each change after it is stored, with the rows it touched.
    """

    def __init__(
        self,
        path: Path,
        engine: Engine,
        *,
        clock: Clock,
        who: str,
        guards: Sequence[Guard],
        completions: Sequence[Completion] = (),
        access: Access = PLAIN,
        lock: WriterLock | None = None,
        read_only: str | None = None,
    ) -> None:
        self.path = path
        self.clock = clock
        self.who = who
        self.access = access
        self.read_only = read_only
        """Why nothing can be changed here, None where it can."""
        self._engine = engine
        self._writer = engine.execution_options(writes=True)
        self._guards = tuple(guards)
        self._completions = tuple(completions)
        self._lock = lock
        self._listeners: list[Callable[[Entry], None]] = []
        self._draft_listeners: list[Callable[[], None]] = []
        self._kept: dict[str, object] = {}
        with engine.connect() as connection:
            self._seen = history.newest(connection)

    @classmethod
    def create(
        cls,
        path: Path,
        *,
        clock: Clock,
        who: str,
        guards: Sequence[Guard] = (),
        completions: Sequence[Completion] = (),
        password: str | None = None,
    ) -> Board:
        """Make a new, empty board file; raises BoardError where a file stands there already."""
        from db.migrate import make_empty

        if path.exists():
            raise BoardError(f"{path} is there already. Choose another name, or open that board.")
        access = Access(None if password is None else new_key(password))
        make_empty(path, access)
        engine = make_engine(path, access)
        return cls(
            path,
            engine,
            clock=clock,
            who=who,
            guards=guards,
            completions=completions,
            access=access,
        )

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        clock: Clock,
        who: str,
        guards: Sequence[Guard] = (),
        completions: Sequence[Completion] = (),
        password: str | None = None,
        sole: bool = False,
        read_only: str | None = None,
    ) -> Board:
        """Open a board file, bringing an older one up to date after a copy of it is made.

        With `sole` this is the one that writes until it is closed, apart from short commands:
        raises InUse where another has the board. With `read_only` nothing can be written, for
        that reason. Raises PasswordNeeded where the password is missing or wrong, Damaged where
        the file or its log cannot be read, BoardError for another program's file and for a board
        of a newer version; all stay as they are, byte for byte.
        """
        access = access_to(path, password, reads_only=read_only is not None)
        version = schema_version(path, access)
        if version > NEWEST:
            raise BoardError(
                f"{path} was last used with a newer version of MSCB Desktop (file version "
                f"{version}; this program reads up to {NEWEST}). Update the program to open it."
            )
        if version < NEWEST and read_only is not None:
            raise BoardError(
                f"{path} is of an older version and can only be read here ({read_only}). Open it "
                "once where it can be written, which brings it up to date."
            )
        lock = WriterLock(path) if sole or version < NEWEST else None
        if lock is not None:
            lock.take(who, clock())
        try:
            if version < NEWEST:
                from db.migrate import upgrade

                upgrade(path, version, access=access, clock=clock, who=who)
            engine = make_engine(path, access)
            board = cls(
                path,
                engine,
                clock=clock,
                who=who,
                guards=guards,
                completions=completions,
                access=access,
                lock=lock if sole else None,
                read_only=read_only,
            )
        except DBAPIError as error:
            if lock is not None:
                lock.release()
            from db.file.disk import must_have_room

            must_have_room(path.parent, error, f"{path.name} was not opened")
            raise Damaged(f"{path} cannot be read: {error.orig}.") from error
        except BaseException:
            if lock is not None:
                lock.release()
            raise
        if lock is not None and not sole:
            lock.release()
        return board

    def close(self) -> None:
        """Close the board, which leaves it as one file; a damaged one may keep its log."""
        self._listeners.clear()
        self._draft_listeners.clear()
        self._kept.clear()
        if self.read_only is None:
            with suppress(DBAPIError, sqlite.Error):  # what was stored stands in the log
                checkpoint(self._engine)
        self._engine.dispose()
        if self._lock is not None:
            self._lock.release()

    def kept(self, name: str, make: Callable[[], T]) -> T:
        """Give what is kept in memory beside the open board under a name, made at first asking.

        Whoever keeps something here sees to it that it is true to the board.
        """
        if name not in self._kept:
            self._kept[name] = make()
        return cast(T, self._kept[name])

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection whose queries see the board at one moment."""
        with self._engine.connect() as connection:
            yield connection

    def apply(
        self, what: str, changes: Sequence[Change], *, act: Act = Act.DO, of: int | None = None
    ) -> Entry:
        """Store a change and its history at once; raises Refused, and then nothing is stored.

        What follows from the change is stored with it. With Act.BEGIN the change is the board's
        first content, which undo leaves alone. `of` is the number of the entry that the change
        takes back, where it does: then nothing follows but what followed at that time.
        """
        with self._writing() as connection:
            now = self.clock()
            if of is None:
                for complete in self._completions:
                    changes = complete(connection, changes, now.date())
            entry = self._write(connection, what, changes, now, act, of)
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

    def drafts(self, place: str | None = None) -> list[KeptDraft]:
        """List what was typed at a place, or anywhere, and is not stored yet."""
        with self.reading() as connection:
            return drafts.kept(connection, place)

    def change_drafts(
        self,
        place: str,
        keep: Sequence[Unstored],
        drop: Iterable[tuple[str, str]] = (),
        *,
        wait: bool = True,
    ) -> None:
        """Keep what is typed at a place and not stored, and give up its others (ref, field).

        Without `wait` raises Busy at once where another is writing.
        """
        at = self.clock()
        with self._writing(wait=wait) as connection:
            for ref, field in drop:
                drafts.drop(connection, place, ref, field)
            for what in keep:
                drafts.keep(connection, place, what, at=at, who=self.who)
        for listener in tuple(self._draft_listeners):
            listener()

    def catch_up(self) -> None:
        """Tell those who listen of what others stored in this board's file meanwhile.

        Raises BoardError where the file cannot be read.
        """
        try:
            with self.reading() as connection:
                if history.newest(connection) == self._seen:
                    return
                missed = history.since(connection, self._seen)
        except DBAPIError as error:
            raise BoardError(
                f"What others stored meanwhile cannot be read ({error.orig}). Look whether "
                f"{self.path} is still there."
            ) from error
        for entry in missed:
            self._tell(entry)

    def on_change(self, listener: Callable[[Entry], None]) -> None:
        """Tell `listener` of every change after it is stored."""
        self._listeners.append(listener)

    def on_drafts(self, listener: Callable[[], None]) -> None:
        """Tell `listener` after drafts were kept here or given up."""
        self._draft_listeners.append(listener)

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
            entry = self._write(connection, what, changes, self.clock(), act, number)
        self._tell(entry)
        return entry

    def _write(
        self,
        connection: Connection,
        what: str,
        changes: Sequence[Change],
        at: dt.datetime,
        act: Act,
        of: int | None = None,
    ) -> Entry:
        return write(
            connection,
            changes,
            what=what,
            who=self.who,
            at=at,
            act=act,
            of=of,
            guards=self._guards,
        )

    @contextmanager
    def _writing(self, *, wait: bool = True) -> Iterator[Connection]:
        if self.read_only is not None:
            raise BoardError(f"Nothing was changed: {self.read_only}")
        try:
            with (
                self._writer.connect() as connection,
                nullcontext() if wait else at_once(connection),
                connection.begin(),
            ):
                yield connection
        except Refused:
            raise
        except OperationalError as error:
            if getattr(error.orig, "sqlite_errorname", None) == "SQLITE_BUSY":
                raise Busy(
                    "The board could not be written, since another is writing it at this moment. "
                    "Nothing was changed: try again."
                ) from error
            raise BoardError(
                f"The board could not be written ({error.orig}). Nothing was changed. Look "
                "whether the disk is full or the folder can only be read, and try again."
            ) from error

    def _tell(self, entry: Entry) -> None:
        if entry.number > self._seen + 1:
            with self.reading() as connection:
                for missed in history.since(connection, self._seen, entry.number):
                    self._tell(missed)
        self._seen = max(self._seen, entry.number)
        for listener in tuple(self._listeners):
            listener(entry)
