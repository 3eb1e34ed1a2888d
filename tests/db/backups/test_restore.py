"""Restoring: the backup stands in the board's place, what was there is kept, nothing is lost."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from db import history, seals
from db.backups.copies import Backup, make_backup, verify
from db.backups.restore import Restored, restore
from db.board import Board
from db.changes import create
from db.errors import BoardError, InUse, PasswordNeeded
from db.file.connection import PLAIN, access_to
from db.file.driver import sqlite
from db.protect import change_password

SECRET = "correct horse"
OTHER = "battery staple"
EVENING = dt.datetime(2026, 11, 24, 19, 30, 5)
MORNING = dt.datetime(2026, 11, 25, 8, 15)


def evening() -> dt.datetime:
    return EVENING


def morning() -> dt.datetime:
    return MORNING


class Made:
    """A board with a backup, and what was typed since."""

    def __init__(self, folder: Path, password: str | None) -> None:
        self.path = folder / "Merton.mscb"
        board = Board.create(self.path, clock=evening, who="Test", password=password)
        self.access = board.access
        _add(board, "SE-0001", "In the backup")
        board.apply("Agency added", [create("agency", "AG-0001", name="Police")])
        (folder / "stick").mkdir()
        self.backup = make_backup(board, folder / "stick")
        with board.reading() as connection:
            self.totals = seals.totals(connection)
        _add(board, "SE-0002", "Typed since")
        board.close()

    def restore(self, backup: Backup | Path | None = None, password: str | None = None) -> Restored:
        chosen = backup or self.backup
        return restore(
            self.path,
            chosen if isinstance(chosen, Path) else chosen.path,
            clock=morning,
            who="Test",
            password=password,
            access=self.access,
        )

    def files(self) -> list[str]:
        return sorted(path.name for path in self.path.parent.iterdir())


@pytest.fixture(params=[None, SECRET], ids=["plain", "protected"])
def made(tmp_path: Path, request: pytest.FixtureRequest) -> Made:
    return Made(tmp_path, request.param)


@pytest.fixture
def plain(tmp_path: Path) -> Made:
    return Made(tmp_path, None)


def _add(board: Board, ref: str, name: str) -> None:
    board.apply(f"{name} added", [create("sector", ref, name=name, position=int(ref[3:]))])


def _sectors(path: Path, password: str | None = None) -> list[str]:
    board = Board.open(path, clock=morning, who="Test", password=password, read_only="a test")
    with board.reading() as connection:
        rows = connection.exec_driver_sql("SELECT name FROM sector ORDER BY ref").fetchall()
    board.close()
    return [row[0] for row in rows]


def _password(made: Made) -> str | None:
    return None if made.access is PLAIN or made.access.key is None else SECRET


# What is done


def test_the_backup_stands_in_the_boards_place_and_the_old_file_beside_it(made: Made) -> None:
    old = made.path.read_bytes()
    done = made.restore()
    assert done.replaced is not None
    assert done.replaced.name == "Merton replaced 2026-11-25 08.15.00.mscb"
    assert made.files() == ["Merton replaced 2026-11-25 08.15.00.mscb", "Merton.mscb", "stick"]
    assert _sectors(made.path, _password(made)) == ["In the backup"]
    assert _sectors(done.replaced, _password(made)) == ["In the backup", "Typed since"]
    assert len(done.replaced.read_bytes()) == len(old)
    assert verify(made.path, made.access) == []
    assert verify(done.replaced, made.access) == []


def test_the_history_says_so_and_undo_stops_there(plain: Made) -> None:
    done = plain.restore()
    assert done.what == "Restored from the backup of 24/11/2026 19:30"
    board = Board.open(plain.path, clock=morning, who="Test", sole=True)
    assert board.undo() is None
    with board.reading() as connection:
        (entry,) = history.since(connection, history.newest(connection) - 1)
        totals = seals.totals(connection)
    board.close()
    assert (entry.what, entry.at, entry.who) == (done.what, MORNING, "Test")
    changed = {table for table, total in totals.items() if plain.totals.get(table) != total}
    assert changed == {"history_entry"}


def test_what_was_replaced_can_be_restored_again(made: Made) -> None:
    done = made.restore()
    assert done.replaced is not None
    again = made.restore(done.replaced)
    assert again.what == "Restored from the backup of 25/11/2026 08:15"
    assert again.replaced is not None
    assert again.replaced.name == "Merton replaced 2026-11-25 08.15.00 2.mscb"
    assert _sectors(made.path, _password(made)) == ["In the backup", "Typed since"]


def test_a_copy_under_any_name_can_be_restored(plain: Made, tmp_path: Path) -> None:
    other = tmp_path / "From the stick.mscb"
    shutil.copyfile(plain.backup.path, other)
    assert plain.restore(other).what == "Restored from the file 'From the stick.mscb'"


def test_a_board_that_is_gone_comes_back(plain: Made) -> None:
    plain.path.unlink()
    assert plain.restore().replaced is None
    assert _sectors(plain.path) == ["In the backup"]
    assert plain.files() == ["Merton.mscb", "stick"]


def test_the_boards_permissions_stay(plain: Made) -> None:
    plain.path.chmod(0o640)
    plain.restore()
    assert plain.path.stat().st_mode & 0o777 == 0o640


# Logs and damage

_KILLED = """
import os, sys
from pathlib import Path
from db.board import Board
from db.changes import create
import datetime as dt
path, password = Path(sys.argv[1]), sys.argv[2] or None
board = Board.open(path, clock=dt.datetime.now, who="Test", password=password)
board.apply("Typed", [create("sector", "SE-0003", name="In the log", position=3)])
os._exit(9)
"""


def _leave_a_log(made: Made, root: Path) -> Path:
    arguments = [str(made.path), _password(made) or ""]
    subprocess.run([sys.executable, "-c", _KILLED, *arguments], cwd=root, check=False, timeout=60)
    log = made.path.with_name("Merton.mscb-wal")
    assert log.stat().st_size > 0
    return log


def test_the_log_of_a_killed_window_is_brought_into_the_replaced_file(
    made: Made, project_root: Path
) -> None:
    _leave_a_log(made, project_root)
    done = made.restore()
    assert done.replaced is not None
    assert made.files() == [done.replaced.name, "Merton.mscb", "stick"]
    assert _sectors(done.replaced, _password(made))[-1] == "In the log"
    assert _sectors(made.path, _password(made)) == ["In the backup"]


def _flip_a_letter(path: Path) -> None:
    data = path.read_bytes()
    if b"Police" in data:
        data = data.replace(b"Police", b"Solice")  # the log hides some of it, not the agency
    else:
        data = data[:-100] + bytes([data[-100] ^ 1]) + data[-99:]
    path.write_bytes(data)


def _spoil_the_head(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[:4096] = b"x" * 4096
    path.write_bytes(data)


@pytest.mark.parametrize("spoil", [_flip_a_letter, _spoil_the_head])
def test_a_damaged_board_is_kept_with_its_log_byte_for_byte(
    made: Made, project_root: Path, spoil: Callable[[Path], None]
) -> None:
    log = _leave_a_log(made, project_root)
    spoil(made.path)
    before, before_log = made.path.read_bytes(), log.read_bytes()
    done = made.restore()
    assert done.replaced is not None
    assert done.replaced.read_bytes() == before
    assert done.replaced.with_name(f"{done.replaced.name}-wal").read_bytes() == before_log
    assert not log.exists()
    assert _sectors(made.path, _password(made)) == ["In the backup"]
    assert verify(made.path, made.access) == []


def test_a_damaged_board_without_a_log_is_kept(plain: Made) -> None:
    _spoil_the_head(plain.path)
    before = plain.path.read_bytes()
    done = plain.restore()
    assert done.replaced is not None
    assert done.replaced.read_bytes() == before
    assert plain.files() == [done.replaced.name, "Merton.mscb", "stick"]


# What is refused


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    at = data.find(b"In the backup")
    data[at if at > 0 else 4096 * 3 + 100] ^= 1
    path.write_bytes(data)


def _cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 8192 * 4096)


@pytest.mark.parametrize("spoil", [_flip, _cut])
def test_a_damaged_backup_is_refused(made: Made, spoil: Callable[[Path], None]) -> None:
    spoil(made.backup.path)
    old = made.path.read_bytes()
    with pytest.raises(BoardError, match=r"damaged.*Choose another"):
        made.restore()
    assert made.path.read_bytes() == old
    assert made.files() == ["Merton.mscb", "stick"]


def test_a_backup_that_lacks_a_row_is_refused(plain: Made) -> None:
    connection = sqlite.connect(plain.backup.path)
    connection.execute("DELETE FROM sector")
    connection.commit()
    connection.close()
    with pytest.raises(BoardError, match=r"Sectors are not as .* Choose another"):
        plain.restore()
    assert _sectors(plain.path) == ["In the backup", "Typed since"]


def test_another_file_is_no_backup(plain: Made, tmp_path: Path) -> None:
    (tmp_path / "letter.docx").write_bytes(b"PK" + b"x" * 5000)
    with pytest.raises(BoardError, match="not a board file"):
        plain.restore(tmp_path / "letter.docx")
    with pytest.raises(BoardError, match="no file"):
        plain.restore(tmp_path / "none.mscb")
    with pytest.raises(BoardError, match="the board itself"):
        plain.restore(plain.path)
    assert plain.files() == ["Merton.mscb", "letter.docx", "stick"]


def test_an_open_window_is_told(made: Made) -> None:
    board = Board.open(made.path, clock=evening, who="Ann", password=_password(made), sole=True)
    with pytest.raises(InUse, match="Ann has it since 24/11/2026 19:30"):
        made.restore()
    board.close()
    made.restore()


def test_a_board_open_to_read_or_in_a_command_is_told(made: Made) -> None:
    board = Board.open(made.path, clock=evening, who="Ann", password=_password(made))
    with pytest.raises(BoardError, match="is open in another window or command"):
        made.restore()
    assert _sectors(made.path, _password(made)) == ["In the backup", "Typed since"]
    board.close()
    assert made.files() == ["Merton.mscb", "stick"]
    made.restore()


def test_a_backup_of_another_password_is_asked_for_and_the_board_has_it_then(
    tmp_path: Path,
) -> None:
    made = Made(tmp_path, SECRET)
    change_password(made.path, SECRET, OTHER, who="Test", at=EVENING)
    made.access = access_to(made.path, OTHER)
    with pytest.raises(PasswordNeeded, match="another password"):
        made.restore()
    with pytest.raises(PasswordNeeded, match="not the password") as needed:
        made.restore(password=OTHER)
    assert needed.value.was_wrong
    done = made.restore(password=SECRET)
    assert done.replaced is not None
    assert _sectors(made.path, SECRET) == ["In the backup"]
    assert _sectors(done.replaced, OTHER) == ["In the backup", "Typed since"]


def test_a_backup_of_the_first_version_is_brought_up_to_date(plain: Made, tmp_path: Path) -> None:
    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    from db.file.connection import make_engine, stamp
    from db.migrate import steps
    from db.schema import NEWEST

    old = tmp_path / "old.mscb"
    engine = make_engine(old)
    with engine.connect() as connection, connection.begin():
        steps()[0].up(Operations(MigrationContext.configure(connection)))
        stamp(connection, 1)
    engine.dispose()
    plain.restore(old)
    board = Board.open(plain.path, clock=morning, who="Test")
    with board.reading() as connection:
        words = [entry.what for entry in history.since(connection, 0)]
    board.close()
    assert words[-2:] == [
        f"Brought up to file version {NEWEST}",
        "Restored from the file 'old.mscb'",
    ]
    assert verify(plain.path, PLAIN) == []
    assert len(plain.files()) == 4  # the board, what it replaced, the stick and the old one


def test_what_a_killed_restore_left_is_cleared_away(plain: Made) -> None:
    left = plain.path.with_name(".Merton.mscb.restoring")
    left.mkdir()
    (left / "Merton.mscb").write_bytes(b"half")
    plain.restore()
    assert not left.exists()


def test_a_stopped_restore_leaves_the_old_file(plain: Made) -> None:
    class Stop(Exception):  # noqa: N818 - asked for, not an error
        pass

    def stop(*_: int) -> None:
        raise Stop

    board = Board.open(plain.path, clock=evening, who="Test")
    rows = [create("sector", f"SE-{n:04d}", name=f"S{n}", position=n) for n in range(10, 2000)]
    board.apply("Many", rows)
    large = make_backup(board, plain.path.parent / "stick")
    board.close()
    old = plain.path.read_bytes()
    with pytest.raises(Stop):
        restore(plain.path, large.path, clock=morning, who="Test", progress=stop)
    assert plain.path.read_bytes() == old
    assert plain.files() == ["Merton.mscb", "stick"]


_FULL = """
import resource, sys
from pathlib import Path
import datetime as dt
from db.file.driver import sqlite
from db.errors import BoardError
from db.backups.restore import restore
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), resource.RLIM_INFINITY))
try:
    restore(Path(sys.argv[1]), Path(sys.argv[2]), clock=dt.datetime.now, who="Test")
except BoardError as error:
    sys.stdout.write(error.message)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="files are limited by the system's own way")
@pytest.mark.parametrize("share", [0.02, 0.4, 0.98])
def test_a_disk_that_takes_no_more_is_told(plain: Made, project_root: Path, share: float) -> None:
    old = plain.path.read_bytes()
    limit = str(int(plain.backup.size * share))
    done = subprocess.run(
        [sys.executable, "-c", _FULL, str(plain.path), str(plain.backup.path), limit],
        cwd=project_root,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr.decode()
    said = done.stdout.decode()
    assert said.startswith("Merton.mscb was not restored: ")
    assert "full" in said or "no room" in said
    assert plain.path.read_bytes() == old
    assert plain.files() == ["Merton.mscb", "stick"]
