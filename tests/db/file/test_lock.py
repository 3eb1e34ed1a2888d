"""The one writer: the lock holds over processes and is gone with the one that held it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from db.board import Board
from db.changes import create
from db.errors import BoardError, InUse
from db.file.lock import WriterLock
from tests.support.boards import NOON, clock, empty_board

_HOLD = """
import datetime as dt, sys
from pathlib import Path
from db.board import Board
board = Board.open(
    Path(sys.argv[1]), clock=lambda: dt.datetime(2013, 6, 3, 9, 10), who="S. Lee", sole=True
)
sys.stdout.write("ready\\n")
sys.stdout.flush()
sys.stdin.read()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    board = empty_board(tmp_path)
    board.close()
    return board.path


def _open(path: Path, *, sole: bool = True, read_only: str | None = None) -> Board:
    return Board.open(path, clock=clock, who="Test", sole=sole, read_only=read_only)


def _other_window(path: Path, root: Path) -> subprocess.Popen[str]:
    child = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(path)],
        cwd=root,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    return child


def test_a_second_window_is_told_who_has_it_since_when(path: Path, project_root: Path) -> None:
    child = _other_window(path, project_root)
    with pytest.raises(InUse, match=r"S\. Lee has it since 03/06/2013 09:10") as refusal:
        _open(path)
    assert (refusal.value.who, refusal.value.since) == ("S. Lee", NOON.replace(hour=9, minute=10))
    child.communicate("")
    _open(path).close()


def test_a_killed_window_leaves_no_lock(path: Path, project_root: Path) -> None:
    child = _other_window(path, project_root)
    child.kill()
    child.communicate()
    board = _open(path)
    board.apply("Added", [create("agency", "AG-0001", name="Kept")])
    board.close()


def test_a_second_window_reads_and_cannot_write(path: Path) -> None:
    first = _open(path)
    second = _open(path, sole=False, read_only="S. Lee has it.")
    first.apply("Added", [create("agency", "AG-0001", name="Seen")])
    with second.reading() as connection:
        assert connection.exec_driver_sql("SELECT name FROM agency").scalar_one() == "Seen"
    with pytest.raises(BoardError, match=r"Nothing was changed: S\. Lee has it\."):
        second.apply("Added", [create("agency", "AG-0002", name="Not")])
    second.close()
    first.close()


def test_commands_write_beside_an_open_window_which_is_told(path: Path) -> None:
    window = _open(path)
    told: list[tuple[str, frozenset[tuple[str, str]]]] = []
    window.on_change(lambda entry: told.append((entry.what, entry.touched)))
    window.apply("Typed", [create("agency", "AG-0001", name="A")])
    command = _open(path, sole=False)
    command.apply("Imported", [create("agency", "AG-0002", name="B")])
    command.apply("Imported more", [create("agency", "AG-0003", name="C")])
    command.close()
    window.catch_up()
    window.catch_up()
    assert told == [
        ("Typed", frozenset({("agency", "AG-0001")})),
        ("Imported", frozenset({("agency", "AG-0002")})),
        ("Imported more", frozenset({("agency", "AG-0003")})),
    ]
    window.close()


def test_what_others_stored_is_told_before_ones_own(path: Path) -> None:
    window = _open(path)
    told: list[str] = []
    window.on_change(lambda entry: told.append(entry.what))
    command = _open(path, sole=False)
    command.apply("Imported", [create("agency", "AG-0002", name="B")])
    command.close()
    window.apply("Typed", [create("agency", "AG-0001", name="A")])
    window.catch_up()
    assert told == ["Imported", "Typed"]
    window.close()


def test_closing_leaves_the_board_alone_in_its_folder(path: Path) -> None:
    _open(path).close()
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_board_that_cannot_be_opened_is_not_held(path: Path) -> None:
    good = path.read_bytes()
    path.write_bytes(b"SQLite format 3\x00" + b"\x00" * 84)
    with pytest.raises(BoardError):
        _open(path)
    path.write_bytes(good)
    _open(path).close()


def test_an_old_lock_file_is_no_lock(path: Path) -> None:
    path.with_name(f".{path.name}.lock").write_text("not JSON", encoding="utf-8")
    _open(path).close()


def test_a_held_lock_without_words_is_told_all_the_same(path: Path) -> None:
    holder = WriterLock(path)
    holder.take("S. Lee", NOON)
    holder.path.write_text("cut", encoding="utf-8")
    with pytest.raises(InUse, match="somebody has it"):
        _open(path)
    holder.release()


def test_where_no_lock_file_can_be_made_the_board_can_be_read(tmp_path: Path) -> None:
    lock = WriterLock(tmp_path / "no such folder" / "board.mscb")
    with pytest.raises(BoardError, match="can be opened to read") as refusal:
        lock.take("S. Lee", NOON)
    assert refusal.value.can_be_read


def test_a_lock_whose_words_find_no_room_holds_all_the_same(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("db.file.lock.json.dumps", refuse)
    first = _open(path)
    with pytest.raises(InUse, match="somebody has it"):
        _open(path)
    first.close()
    assert [file.name for file in path.parent.iterdir()] == [path.name]
