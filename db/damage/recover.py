"""The newest good backup, and what was stored since: read from the damaged board's history.

Each entry after the backup is written again through the write path, with its own time, person and
words. Its seal shows that the history is the same: the chain goes on where the backup ends.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import Connection

from db import drafts, history, seals
from db.changes import Act, Refused
from db.damage.readable import Source, opened_copy
from db.damage.salvage import copy_drafts, copy_history
from db.damage.story import Story, entries
from db.damage.told import in_words
from db.damage.whole import examine
from db.errors import BoardError
from db.file.connection import (
    PLAIN,
    Access,
    access_to,
    checkpoint,
    copy_file,
    make_engine,
    schema_version,
)
from db.file.disk import Progress
from db.file.raw import as_stored
from db.history import COUNTER, ENTRY
from db.migrate import make_empty
from db.prepared import run_plain
from db.records import RECORDS
from db.schema import NEWEST
from db.write import take_refs, write


@dataclass(frozen=True, slots=True)
class Recovery:
    """What a backup and the damaged board's history come to.

    `since` counts the entries after the backup that are intact, up to `until`, the moment of the
    last of them; `first_lost` is the number of the first that is not, None where none is known,
    `lost` how many are. Unless `is_complete`, there may have been more that left no trace. Where
    `problem` says something, the backup can be put back by itself and nothing can follow it.
    """

    backup: Path
    backup_at: str
    since: int
    until: str
    first_lost: int | None
    lost: int
    is_complete: bool = True
    problem: str = ""

    def words(self) -> str:
        """Say it in a sentence or two."""
        if self.problem:
            return self.problem
        said = f"The backup holds the board up to {_moment(self.backup_at)}."
        if self.since:
            changes = "one change" if self.since == 1 else f"{self.since:,} changes"
            until = _moment(self.until)
            said += f" {changes} since can be brought back from the damaged file, up to {until}."
        elif self.first_lost is None and self.is_complete:
            said += " Nothing was stored since."
        if self.first_lost is not None:
            lost = "One later change is" if self.lost == 1 else f"{self.lost:,} later changes are"
            said += f" {lost} lost, from change {self.first_lost:,} on."
        elif not self.is_complete:
            said += " The end of its history is lost: look whether your last changes are there."
        return said.replace(". one change", ". One change")


def plan_recovery(
    damaged: Path, backup: Path, password: str | None = None, *, backup_password: str | None = None
) -> Recovery:
    """Say what a backup with the history since would bring, by trying it; nothing is changed.

    `backup_password` is the one that the backup had, where it had another. Raises BoardError
    where the damaged board's history cannot be read at all.
    """
    with tempfile.TemporaryDirectory(prefix="mscb-", ignore_cleanup_errors=True) as folder:
        tried = Path(folder) / "tried.mscb"
        return _make(damaged, backup, tried, password, backup_password, None)


def recover(
    damaged: Path,
    backup: Path,
    target: Path,
    password: str | None = None,
    *,
    backup_password: str | None = None,
    progress: Progress | None = None,
) -> Recovery:
    """Make a new board at `target` of a backup and the intact history since, proved whole.

    The damaged board and the backup stay as they are; the new one has the backup's password.
    Raises BoardError where it cannot be made, and then leaves no file.
    """
    made = _make(damaged, backup, target, password, backup_password, progress)
    if made.problem:
        raise BoardError(made.problem)
    return made


def _make(
    damaged: Path,
    backup: Path,
    target: Path,
    password: str | None,
    backup_password: str | None,
    progress: Progress | None,
) -> Recovery:
    """Make the new board, unless the plan has a problem; give what it holds."""
    with _both(damaged, backup, password, backup_password) as (told, story, kept, source, access):
        plan = _plan(backup, told, story, kept)
        if plan.problem:
            return plan
        copy_file(backup, target, access)
        engine = make_engine(target, access)
        try:
            with engine.execution_options(writes=True).begin() as connection:
                end = kept[0] + plan.since
                last = _write_again(told, connection, kept[0], end, progress)
                _take_counters(source, told, connection)
                _take_drafts(source, told, connection)
            with engine.connect() as connection, connection.begin():
                damages = examine(connection)
            if damages:
                raise BoardError(f"The recovered board is not whole: {in_words(damages)}")
            checkpoint(engine)
        except BaseException:
            engine.dispose()
            target.unlink(missing_ok=True)
            raise
        return plan if last == end else _up_to(plan, told, story, kept, last)


def _up_to(plan: Recovery, told: Connection, story: Story, kept: Kept, last: int) -> Recovery:
    """Say that what came behind an entry does not follow: it was typed over a damaged value."""
    return replace(
        plan,
        since=last - kept[0],
        until=_at(told, last) or kept[2],
        first_lost=last + 1,
        lost=max(story.last - last, 1),
    )


def _at(told: Connection, number: int) -> str:
    query = f"SELECT at FROM {ENTRY.name} WHERE number = ?"
    found = run_plain(told, query, (number,)).fetchone()
    return str(found[0]) if found else ""


Kept = tuple[int, int, str]
"""The newest entry of a backup: its number, its seal, its moment."""


@contextmanager
def _both(
    damaged: Path, backup: Path, password: str | None, backup_password: str | None
) -> Iterator[tuple[Connection, Story, Kept, Source, Access]]:
    """Give the damaged board's history, copied and proved, and where the backup's ends."""
    access = access_to(backup, backup_password or password)
    kept = _newest(backup, access)
    with (
        opened_copy(damaged, password) as (source, of_damaged),
        tempfile.TemporaryDirectory(prefix="mscb-", ignore_cleanup_errors=True) as folder,
    ):
        # An encrypted board's history is copied under its key: no text of it lies bare.
        copy = Path(folder) / "history.mscb"
        own = Access(of_damaged.key) if of_damaged.key else PLAIN
        make_empty(copy, own)
        engine = make_engine(copy, own)
        try:
            with engine.execution_options(writes=True).connect() as told:
                run_plain(told, "PRAGMA foreign_keys=OFF")
                with told.begin() as transaction:
                    with as_stored(told):
                        story = copy_history(source, told)
                    yield told, story, kept, source, access
                    transaction.rollback()
        finally:
            engine.dispose()


def _newest(backup: Path, access: Access) -> Kept:
    if schema_version(backup, access) != NEWEST:
        return 0, 0, ""
    engine = make_engine(backup, Access(access.key, reads_only=True))
    try:
        with engine.connect() as connection:
            number = history.newest(connection)
            query = f"SELECT at FROM {ENTRY.name} WHERE number = ?"
            at = run_plain(connection, query, (number,)).fetchone()
            return number, seals.total(connection, seals.CHAIN), at[0] if at else ""
    finally:
        engine.dispose()


def _plan(backup: Path, told: Connection, story: Story, kept: Kept) -> Recovery:
    number, seal, at = kept
    problem = ""
    query = f"SELECT seal FROM {ENTRY.name} WHERE number = ?"
    found = run_plain(told, query, (number,)).fetchone()
    if not at:
        problem = (
            f"{backup.name} is of an older version: it can be put back, and what was stored since "
            "is to be typed again."
        )
    elif found is not None and found[0] != seal and number not in story.broken:
        problem = (
            f"{backup.name} is of another board, or from before personal data was purged: what "
            "was stored since cannot be added to it."
        )
    if problem:
        return Recovery(backup, at, 0, "", None, 0, problem=problem)
    lost = sorted(n for n in (*story.broken, *story.missing()) if n > number)
    end = lost[0] - 1 if lost else max(story.last, number)
    first = lost[0] if lost else None
    moment = _at(told, end) or at
    count = max(story.last - end, 0)
    return Recovery(backup, at, end - number, moment, first, count, story.ends_as_sealed)


def _write_again(
    told: Connection, connection: Connection, after: int, last: int, progress: Progress | None
) -> int:
    """Write the entries after one, up to the last, as they were written first.

    Stops before one that does not follow what stands there, and gives the last that was written.
    """
    written = after
    for entry in entries(told):
        if not after < entry.number <= last:
            continue
        at, who, what, act, of = entry.facts
        changes = history.rows_of(told, entry.number)
        try:
            with connection.begin_nested():
                again = write(
                    connection,
                    changes,
                    what=what,
                    who=who,
                    at=dt.datetime.fromisoformat(at),
                    act=Act(act),
                    of=of,
                )
                chained = seals.total(connection, seals.CHAIN) == entry.seal
                if again.number != entry.number or not chained:
                    raise Refused([])
        except Refused:
            return written
        written = entry.number
        if progress is not None:
            progress(written - after, last - after)
    return written


def _take_counters(source: Source, told: Connection, connection: Connection) -> None:
    """Let no reference be given twice that the damaged board had given."""
    given = dict(source.rows(COUNTER.name, ["prefix", "last"]))
    for table, record in RECORDS.items():
        query = "SELECT last FROM reference_counter WHERE prefix = ?"
        found = run_plain(connection, query, (record.prefix,)).fetchone()
        now = found[0] if found else 0
        query = "SELECT DISTINCT ref FROM history_row WHERE table_name = ?"
        refs = [ref for (ref,) in run_plain(told, query, (table,)).fetchall()]
        numbers = [int(end) for ref in refs if (end := str(ref).rpartition("-")[2]).isdecimal()]
        highest = max(numbers, default=0)
        counted = given.get(record.prefix)
        # A damaged counter can be anything: one far from every reference is not believed.
        if isinstance(counted, int) and highest < counted <= 2 * max(highest, now) + 1000:
            highest = counted
        if highest > now:
            take_refs(connection, table, highest - now)


def _take_drafts(source: Source, told: Connection, connection: Connection) -> None:
    """Bring over what was typed and not stored, where it can be read."""
    copy_drafts(source, told)
    for draft in drafts.kept(told):
        drafts.keep(connection, draft.place, draft, at=draft.at, who=draft.who)


def _moment(at: str) -> str:
    try:
        return f"{dt.datetime.fromisoformat(at):%d/%m/%Y %H:%M}"
    except ValueError:
        return "an unknown moment"
