"""What is in a backup, and how it differs from the board, before anything is replaced."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection

from db import history, seals
from db.backups.copies import access_of
from db.board import Board
from db.changes import Values
from db.damage.whole import Damage, examine_file
from db.errors import BoardError
from db.fields import Kind
from db.file.connection import PLAIN, Access, copy_file, make_engine, schema_version
from db.file.disk import Progress
from db.migrate import upgrade
from db.queries import comparing, records
from db.queries.history import EntryRow, entries
from db.records import RECORDS
from db.schema import NEWEST
from mscb_desktop.history import Cell, Names, label_of

PAGE = 200


@dataclass(frozen=True, slots=True)
class Tally:
    """One kind of record in numbers. Those of the board are None where there is none to compare.

    `changed` counts the records that both hold, and not alike.
    """

    table: str
    plural: str
    in_backup: int
    in_board: int | None
    only_backup: int
    only_board: int
    changed: int

    @property
    def differs(self) -> bool:
        """Tell whether the two differ in this kind."""
        return bool(self.only_backup or self.only_board or self.changed)


@dataclass(frozen=True, slots=True)
class Summary:
    """A backup in numbers beside the board.

    `newest` is the backup's last entry of the history. `board_lacks` and `backup_lacks` count
    the entries that only the other one has.
    """

    tallies: tuple[Tally, ...]
    newest: EntryRow | None
    board_lacks: int
    backup_lacks: int

    @property
    def stranger(self) -> str:
        """Say where the two have no change in common: the backup may be of another board."""
        if self.newest is None or self.board_lacks < self.newest.number or not self.backup_lacks:
            return ""
        return (
            "It has no change in common with this board: it is of another board, or from before "
            "personal data was removed."
        )

    @property
    def differs(self) -> bool:
        """Tell whether any record differs."""
        return any(tally.differs for tally in self.tallies)


@dataclass(frozen=True, slots=True)
class RowCompared:
    """One record that differs: in the cells, `before` is the backup's side, `after` the board's.

    A record that one side lacks has nothing there in any cell.
    """

    table: str
    ref: str
    title: str
    name: str
    in_backup: bool
    in_board: bool
    cells: tuple[Cell, ...]


class Comparison:
    """A backup held open beside an open board; neither is changed. `close` it afterwards."""

    def __init__(
        self, backup: Path, board: Board | None = None, *, password: str | None = None
    ) -> None:
        """Open a backup by the board's key, or by the `password` that it had then.

        Without a board only the backup is shown. An older version is read in a copy brought up
        to date. Raises PasswordNeeded where the backup has another password, BoardError where
        it is none.
        """
        self._board = board
        self._stack = ExitStack()
        self.backup = backup
        self.access = access_of(backup, PLAIN if board is None else board.access, password)
        try:
            self._open = self._newest_version()
            engine = make_engine(self._open, self.access)
            self._stack.callback(engine.dispose)
            self._engine = engine
        except BaseException:
            self._stack.close()
            raise

    def close(self) -> None:
        """Let go of the backup."""
        self._stack.close()

    def damages(self, progress: Progress | None = None) -> list[Damage]:
        """Prove the backup whole: what is damaged in it, [] for nothing."""
        return examine_file(self._open, self.access, progress)

    def summary(self, progress: Progress = lambda _done, _total: None) -> Summary:
        """Count what both hold and how they differ; `progress` is told of kinds of record."""
        with self._reading() as (backup, board):
            tallies = []
            for done, table in enumerate(RECORDS):
                progress(done, len(RECORDS))
                tallies.append(_tally(backup, board, table))
            last = history.newest(backup)
            newest = entries(backup, [last])
            common = comparing.last_in_common(backup, board) if board else last
            lacking = history.newest(board) - common if board else 0
        return Summary(
            tuple(tallies), newest[0] if newest else None, last - common if board else 0, lacking
        )

    def rows(self, table: str, after: str = "", limit: int = PAGE) -> list[RowCompared]:
        """Give a page of the records of a kind that differ, those behind the reference `after`."""
        with self._reading() as (backup, board):
            if board is None:
                return []
            found = list(islice(comparing.differing(backup, board, table, after), limit))
            refs = [ref for ref, _, _ in found]
            old, new = (records.rows_by_ref(side, table, refs) for side in (backup, board))
            names = Names(backup), Names(board)
            names[0].learn(table, old)
            names[1].learn(table, new)
            return [_compared(table, ref, old.get(ref), new.get(ref), names) for ref in refs]

    def lacking(self, start: int = 0, limit: int = PAGE) -> list[EntryRow]:
        """Give a page of the board's entries that the backup lacks, the newest first."""
        with self._reading() as (backup, board):
            if board is None:
                return []
            common = comparing.last_in_common(backup, board)
            numbers = range(history.newest(board), common, -1)
            return entries(board, numbers[start : start + limit])

    def _newest_version(self) -> Path:
        """Give the backup's path or, where it is of an older version, a newer copy's."""
        version = schema_version(self.backup, self.access)
        if version == NEWEST:
            return self.backup
        if version > NEWEST:
            raise BoardError(
                f"{self.backup.name} was made by a newer version of MSCB Desktop. Update the "
                "program to open it."
            )
        folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory()))
        copy = folder / self.backup.name
        access = Access(self.access.key)
        copy_file(self.backup, copy, access)
        upgrade(copy, version, access=access, clock=dt.datetime.now, who="")
        return copy

    @contextmanager
    def _reading(self) -> Iterator[tuple[Connection, Connection | None]]:
        with self._engine.connect() as backup:
            if self._board is None:
                yield backup, None
                return
            with self._board.reading() as board:
                yield backup, board


def _tally(backup: Connection, board: Connection | None, table: str) -> Tally:
    plural, in_backup = RECORDS[table].plural, comparing.count(backup, table)
    if board is None:
        return Tally(table, plural, in_backup, None, 0, 0, 0)
    in_board = comparing.count(board, table)
    only_backup = only_board = changed = 0
    if seals.total(backup, table) != seals.total(board, table) or in_backup != in_board:
        for _, is_in_backup, is_in_board in comparing.differing(backup, board, table):
            changed += is_in_backup and is_in_board
            only_backup += not is_in_board
            only_board += not is_in_backup
    return Tally(table, plural, in_backup, in_board, only_backup, only_board, changed)


def _compared(
    table: str,
    ref: str,
    in_backup: Values | None,
    in_board: Values | None,
    names: tuple[Names, Names],
) -> RowCompared:
    record = RECORDS[table]
    cells = []
    for column in {**(in_backup or {}), **(in_board or {})}:
        old, new = (in_backup or {}).get(column), (in_board or {}).get(column)
        if old == new:
            continue
        field = record.fields.get(column)
        prose = field is not None and field.kind is Kind.LONG_TEXT
        texts = names[0].shown(field, old), names[1].shown(field, new)
        cells.append(Cell(label_of(table, column), *texts, prose))
    known = names[0] if in_board is None else names[1]
    name = known.name(table, ref)
    there = in_backup is not None, in_board is not None
    return RowCompared(table, ref, record.title, name, *there, tuple(cells))
