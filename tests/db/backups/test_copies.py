"""Backups: what they hold, what is refused as one, which go, and what is said when none is made."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from db import seals
from db.backups.copies import (
    Backup,
    access_of,
    folder_of,
    list_backups,
    make_backup,
    moment_of,
    verify,
)
from db.board import Board
from db.changes import create
from db.errors import BoardError, PasswordNeeded
from db.file.connection import PLAIN, access_to
from db.file.driver import sqlite
from db.file.lock import WriterLock
from tests.support.boards import empty_board

SECRET = "correct horse"
EVENING = dt.datetime(2026, 11, 24, 19, 30, 5)
DAY = dt.timedelta(days=1)


class Clock:
    """A clock that stands until it is set."""

    def __init__(self) -> None:
        self.now = EVENING

    def __call__(self) -> dt.datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=[None, SECRET], ids=["plain", "protected"])
def board(tmp_path: Path, clock: Clock, request: pytest.FixtureRequest) -> Iterator[Board]:
    path = tmp_path / "Merton.mscb"
    made = Board.create(path, clock=clock, who="Test", password=request.param)
    _fill(made)
    yield made
    made.close()


@pytest.fixture
def plain(tmp_path: Path, clock: Clock) -> Iterator[Board]:
    path = empty_board(tmp_path, name="Merton")
    path.close()
    made = Board.open(tmp_path / "Merton.mscb", clock=clock, who="Test")
    _fill(made)
    yield made
    made.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "stick"
    made.mkdir()
    return made


def _fill(board: Board, first: int = 1, count: int = 400) -> None:
    rows = [
        create("sector", f"SE-{number:04d}", name=f"Sector {number}", position=number)
        for number in range(first, first + count)
    ]
    board.apply("Sectors added", rows)


def _totals(board: Board) -> dict[str, int]:
    with board.reading() as connection:
        return seals.totals(connection)


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


# What is made


def test_a_backup_tells_board_and_moment_and_holds_the_same(board: Board, folder: Path) -> None:
    made = make_backup(board, folder)
    assert made.path.name == "Merton 2026-11-24 19.30.05.mscb"
    assert (made.at, made.was_whole, made.size) == (EVENING, True, made.path.stat().st_size)
    assert verify(made.path, board.access, _totals(board)) == []
    assert _names(folder) == [made.path.name]


def test_a_backup_of_a_protected_board_opens_with_its_password(
    tmp_path: Path, folder: Path, clock: Clock
) -> None:
    board = Board.create(tmp_path / "M.mscb", clock=clock, who="Test", password=SECRET)
    _fill(board)
    made = make_backup(board, folder)
    board.close()
    content = made.path.read_bytes()
    assert b"Sector" not in content
    assert not content.startswith(b"SQLite")
    with pytest.raises(PasswordNeeded):
        access_to(made.path, "battery staple")
    assert verify(made.path, access_to(made.path, SECRET)) == []
    assert access_of(made.path, board.access).key == board.access.key


def test_a_backup_with_another_password_asks_for_it(
    tmp_path: Path, folder: Path, clock: Clock
) -> None:
    from db.protect import change_password

    path = tmp_path / "M.mscb"
    board = Board.create(path, clock=clock, who="Test", password=SECRET)
    made = make_backup(board, folder)
    board.close()
    change_password(path, SECRET, "battery staple", who="Test", at=EVENING)
    now = access_to(path, "battery staple")
    with pytest.raises(PasswordNeeded, match="another password") as needed:
        access_of(made.path, now)
    assert not needed.value.was_wrong
    assert verify(made.path, access_of(made.path, now, SECRET)) == []


def test_what_is_typed_during_the_copy_is_in_the_next(board: Board, folder: Path) -> None:
    before = _totals(board)
    typed: list[int] = []

    def type_once(done: int, total: int) -> None:
        if not typed:
            typed.append(done)
            _fill(board, 1001, 1)

    made = make_backup(board, folder, progress=type_once)
    assert typed
    assert before != _totals(board)
    assert verify(made.path, board.access, before) == []
    assert made.was_whole


def test_backups_of_one_second_keep_their_order(plain: Board, folder: Path) -> None:
    made = [make_backup(plain, folder).path.name for _ in range(3)]
    assert made == [f"Merton 2026-11-24 19.30.{second}.mscb" for second in ("05", "06", "07")]
    assert made == sorted(made)


def test_boards_of_one_name_share_a_folder_and_keep_apart(
    tmp_path: Path, folder: Path, clock: Clock
) -> None:
    boards = []
    for name in ("north", "south"):
        (tmp_path / name).mkdir()
        boards.append(Board.create(tmp_path / name / "Merton.mscb", clock=clock, who="Test"))
    first = make_backup(boards[0], folder)
    for days in range(40):
        clock.now = EVENING + DAY * days
        make_backup(boards[1], folder)
    assert list_backups(folder, boards[0].path) == [first]
    assert len(list_backups(folder, boards[1].path)) < 20
    for board in boards:
        board.close()


def test_backups_are_listed_newest_first_and_others_files_left_out(
    plain: Board, folder: Path, clock: Clock
) -> None:
    assert list_backups(folder, plain.path) == []
    made = []
    for hours in (0, 1, 2):
        clock.now = EVENING + dt.timedelta(hours=hours)
        made.append(make_backup(plain, folder))
    place = folder_of(folder, plain.path)
    (place / "Merton 2026-13-24 19.30.05.mscb").write_bytes(b"no such month")
    (place / "Notes.txt").write_text("mine")
    assert list_backups(folder, plain.path) == made[::-1]
    assert moment_of(place / "Merton.mscb") is None


# What goes


def test_older_ones_go_by_the_rule_and_never_the_one_just_made(
    plain: Board, folder: Path, clock: Clock
) -> None:
    for days in (0, 1, 2):
        for hours in (0, 1):
            clock.now = EVENING - 3 * DAY + DAY * days + dt.timedelta(hours=hours)
            make_backup(plain, folder)
    at = [backup.at for backup in list_backups(folder, plain.path)]
    assert [moment.day for moment in at] == [23, 23, 22, 22, 21]
    clock.now = dt.datetime(2001, 1, 1)
    made = make_backup(plain, folder)
    assert [backup.at for backup in list_backups(folder, plain.path)] == [*at, made.at]


# What is no good backup


def _spoil_when_copied(spoil: Callable[[Path], None], folder: Path) -> Callable[[int, int], None]:
    """Spoil the copy once it is written, before it is proved."""
    done: list[Path] = []

    def progress(thousandths: int, _: int) -> None:
        parts = [path for path in folder.rglob("*.part") if path.is_file()]
        journals = list(folder.rglob("*.part-journal"))
        if thousandths >= 200 and parts and not journals and not done:
            done.append(parts[0])
            spoil(parts[0])

    return progress


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    at = data.find(b"Sector 222")
    at = at + 9 if at > 0 else len(data) * 2 // 3
    data[at] ^= 1
    path.write_bytes(data)


def _lose_a_row(path: Path) -> None:
    with sqlite.connect(path) as connection:
        connection.execute("DELETE FROM sector WHERE ref = 'SE-0222'")
    connection.close()


def _cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


@pytest.mark.parametrize("spoil", [_flip, _cut])
def test_a_copy_that_is_not_what_was_copied_is_refused(
    board: Board, folder: Path, clock: Clock, spoil: Callable[[Path], None]
) -> None:
    older = make_backup(board, folder)
    clock.now += 30 * DAY
    with pytest.raises(BoardError, match="cannot be read back as it was written"):
        make_backup(board, folder, progress=_spoil_when_copied(spoil, folder))
    assert _names(folder) == [older.path.name]
    assert verify(older.path, board.access) == []


def test_a_copy_that_lacks_a_row_is_refused(plain: Board, folder: Path) -> None:
    older = make_backup(plain, folder)
    with pytest.raises(BoardError, match="cannot be read back as it was written"):
        make_backup(plain, folder, progress=_spoil_when_copied(_lose_a_row, folder))
    assert _names(folder) == [older.path.name]


def test_a_whole_copy_of_something_else_is_refused(
    plain: Board, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    other = empty_board(tmp_path / "other")
    other.close()

    def exchange(part: Path) -> None:
        shutil.copyfile(other.path, part)

    with pytest.raises(BoardError, match="does not hold what the board held"):
        make_backup(plain, folder, progress=_spoil_when_copied(exchange, folder))
    assert _names(folder) == []


def _damage(board: Board, spoil: Callable[[Path], None]) -> Board:
    """Spoil the board's own file while it is closed, and open it again."""
    path, access, clock = board.path, board.access, board.clock
    board.close()
    spoil(path)
    from db.file.connection import make_engine

    engine = make_engine(path, access)
    return Board(path, engine, clock=clock, who="Test", guards=(), access=access)


def _older_ones(board: Board, folder: Path, clock: Clock) -> list[Backup]:
    """Make two of one day long ago, of which one would go at the next backup."""
    made = [make_backup(board, folder)]
    clock.now += dt.timedelta(hours=1)
    made.append(make_backup(board, folder))
    clock.now += DAY
    made.append(make_backup(board, folder))
    clock.now += DAY
    return made


def test_a_damaged_board_is_copied_as_such_and_nothing_older_goes(
    plain: Board, folder: Path, clock: Clock
) -> None:
    older = _older_ones(plain, folder, clock)
    damaged = _damage(plain, _flip)
    made = make_backup(damaged, folder)
    damaged.close()
    assert made.path.name == "Merton 2026-11-26 20.30.05 damaged.mscb"
    assert not made.was_whole
    assert list_backups(folder, plain.path) == [made, *older[::-1]]
    assert verify(made.path, PLAIN)[0].table == "sector"


def test_a_damaged_protected_board_is_copied_byte_for_byte(
    tmp_path: Path, folder: Path, clock: Clock
) -> None:
    board = Board.create(tmp_path / "Merton.mscb", clock=clock, who="Test", password=SECRET)
    _fill(board)
    older = _older_ones(board, folder, clock)
    damaged = _damage(board, _flip)
    made = make_backup(damaged, folder)
    damaged.close()
    assert not made.was_whole
    assert made.path.read_bytes() == board.path.read_bytes()
    assert verify(made.path, board.access) != []
    assert list_backups(folder, board.path) == [made, *older[::-1]]


def test_damaged_copies_are_thinned_among_themselves_once_a_good_one_is_made(
    plain: Board, folder: Path, clock: Clock
) -> None:
    good = make_backup(plain, folder)
    place = folder_of(folder, plain.path)
    for hours in range(3):
        at = EVENING + dt.timedelta(hours=hours)
        (place / f"Merton {at:%Y-%m-%d %H.%M.%S} damaged.mscb").write_bytes(b"x")
    clock.now += 5 * DAY
    make_backup(plain, folder)
    assert len([b for b in list_backups(folder, plain.path) if not b.was_whole]) == 3
    for days in (6, 7):
        at = EVENING + days * DAY
        (place / f"Merton {at:%Y-%m-%d %H.%M.%S} damaged.mscb").write_bytes(b"x")
    clock.now += 5 * DAY
    make_backup(plain, folder)
    damaged = [b.at.day for b in list_backups(folder, plain.path) if not b.was_whole]
    assert damaged == [1, 30, 24]
    assert good in list_backups(folder, plain.path)


# Where it cannot be made


def test_a_folder_that_is_gone_is_told_and_not_made(plain: Board, tmp_path: Path) -> None:
    with pytest.raises(BoardError, match=r"there is no folder .*Put the stick or disk in"):
        make_backup(plain, tmp_path / "stick" / "Backups")
    assert not (tmp_path / "stick").exists()


def test_a_stick_taken_out_meanwhile_is_told(plain: Board, folder: Path) -> None:
    def take_out(done: int, _: int) -> None:
        if done >= 200:
            shutil.rmtree(folder, ignore_errors=True)

    with pytest.raises(BoardError, match=r"is gone\. Put the stick or disk back in"):
        make_backup(plain, folder, progress=take_out)
    assert not folder.exists()


def test_a_place_that_is_no_folder_is_told(plain: Board, tmp_path: Path) -> None:
    (tmp_path / "stick").write_text("a file")
    with pytest.raises(BoardError, match="there is no folder"):
        make_backup(plain, tmp_path / "stick")


def test_a_file_where_the_boards_folder_should_be_is_told(plain: Board, folder: Path) -> None:
    folder_of(folder, plain.path).write_text("a file")
    with pytest.raises(BoardError, match=r"nothing may be written in .*Choose another folder"):
        make_backup(plain, folder)


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="the administrator may write anywhere"
)
def test_a_folder_that_can_only_be_read_is_told(plain: Board, folder: Path) -> None:
    older = make_backup(plain, folder)
    place = folder_of(folder, plain.path)
    place.chmod(0o500)
    with pytest.raises(BoardError, match="nothing may be written in"):
        make_backup(plain, folder)
    place.chmod(0o700)
    assert _names(folder) == [older.path.name]


def test_one_backup_at_a_time(plain: Board, folder: Path) -> None:
    make_backup(plain, folder)
    lock = WriterLock(folder_of(folder, plain.path) / "backups")
    lock.take("Another", EVENING)
    with pytest.raises(BoardError, match=r"Another backup of Merton\.mscb is being made"):
        make_backup(plain, folder)
    lock.release()
    make_backup(plain, folder)


class Stop(Exception):  # noqa: N818 - asked for, not an error
    """What a cancelled job raises."""


@pytest.mark.parametrize("at", [1, 150, 300, 600])
def test_a_backup_can_be_stopped_at_any_stage(board: Board, folder: Path, at: int) -> None:
    _fill(board, 1000, 3000)
    older = make_backup(board, folder)

    def stop(done: int, _: int) -> None:
        if done >= at:
            raise Stop

    with pytest.raises(Stop):
        make_backup(board, folder, progress=stop)
    assert _names(folder) == [older.path.name]
    assert make_backup(board, folder).was_whole


def test_progress_only_grows(board: Board, folder: Path) -> None:
    _fill(board, 1000, 3000)
    told: list[int] = []
    make_backup(board, folder, progress=lambda done, _: told.append(done))
    assert told == sorted(told)
    assert len(told) > 4
    assert 0 <= told[0] <= told[-1] <= 1000


def test_what_a_killed_one_left_is_cleared_away(plain: Board, folder: Path) -> None:
    place = folder_of(folder, plain.path)
    place.mkdir()
    for end in ("", "-journal"):
        (place / f".in the making.part{end}").write_bytes(b"half")
    made = make_backup(plain, folder)
    assert _names(folder) == [made.path.name]


_FULL = """
import resource, sys
from pathlib import Path
from db.backups.copies import make_backup
from db.board import Board
from db.file.driver import sqlite
from db.errors import BoardError
import datetime as dt
board = Board.open(Path(sys.argv[1]), clock=lambda: dt.datetime(2027, 1, 5), who="Test")
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), resource.RLIM_INFINITY))
try:
    make_backup(board, Path(sys.argv[2]))
except BoardError as error:
    sys.stdout.write(error.message)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="files are limited by the system's own way")
@pytest.mark.parametrize("share", [0.02, 0.5, 0.98])
def test_a_disk_that_takes_no_more_is_told(
    plain: Board, folder: Path, project_root: Path, share: float
) -> None:
    older = make_backup(plain, folder)
    plain.close()
    limit = str(int(older.size * share))
    done = subprocess.run(
        [sys.executable, "-c", _FULL, str(plain.path), str(folder), limit],
        cwd=project_root,
        capture_output=True,
        check=False,
        timeout=60,
    )
    said = done.stdout.decode()
    assert done.returncode == 0, done.stderr.decode()
    assert said.startswith("No backup of Merton.mscb was made: ")
    assert "full" in said or "no room" in said
    assert _names(folder) == [older.path.name]
    assert verify(older.path, PLAIN) == []
