"""A damaged board from end to end: read from a copy, brought back, put in its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.backups.copies import make_backup
from db.board import Board
from db.changes import Change
from db.damage.whole import examine_file
from db.errors import BoardError, InUse
from db.file.connection import access_to
from db.file.driver import sqlite
from mscb_desktop.boards import open_board
from mscb_desktop.damaged import (
    bring_back,
    examine_board,
    go_on_with_copy,
    newest_good_backup,
    open_readable,
    plan,
)
from mscb_desktop.document.errors import Cancelled
from tests.faults.flips import contents, killed_board, log_of_killed, make_board
from tests.support.boards import clock

SECRET = "a word that is long"


def opened(path: Path, **more: object) -> Board:
    return open_board(path, clock=clock, who="Test", **more)  # type: ignore[arg-type]


@pytest.fixture
def board(tmp_path: Path) -> Path:
    """A damaged board with a backup, and three changes since."""
    path, backups = tmp_path / "board.mscb", tmp_path / "backups"
    backups.mkdir()
    make_board(path)
    open_ = opened(path)
    make_backup(open_, backups)
    for number in (30, 31, 32):
        ref, before = f"AG-{number:04d}", f"Agency {number - 1} of Łódź"
        open_.apply("Renamed", [Change("agency", ref, {"name": before}, {"name": f"New {number}"})])
    open_.close()
    connection = sqlite.connect(path)
    connection.execute("UPDATE agency SET name = 'Damaged' WHERE ref = 'AG-0001'")
    connection.commit()
    connection.close()
    return path


def test_an_examination_tells_how_far_it_is_and_can_be_stopped(board: Path) -> None:
    told: list[tuple[int, int]] = []
    damages = examine_board(board, access_to(board), lambda *step: told.append(step))
    assert [damage.ref for damage in damages] == [None, "AG-0001"]
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1][0] == told[-1][1]

    def stop(done: int, _: int) -> None:
        if done > 100:
            raise Cancelled

    with pytest.raises(Cancelled):
        examine_board(board, access_to(board), stop)


def test_a_damaged_board_opens_to_read(board: Path, tmp_path: Path) -> None:
    before = board.read_bytes()
    (tmp_path / "copy").mkdir()
    readable = open_readable(board, tmp_path / "copy", clock=clock, who="Test")
    assert [damage.ref for damage in readable.lost] == ["AG-0001"]
    with readable.board.reading() as connection:
        query = "SELECT name FROM agency WHERE ref IN ('AG-0001', 'AG-0032') ORDER BY ref"
        assert connection.exec_driver_sql(query).all() == [("Agency 0 & Co",), ("New 32",)]
    with pytest.raises(BoardError, match="this board is damaged"):
        readable.board.apply("Nothing", [])
    readable.board.close()
    assert board.read_bytes() == before


def test_the_newest_good_backup_and_what_came_after(board: Path, tmp_path: Path) -> None:
    backup = newest_good_backup(board, tmp_path / "backups")
    assert backup is not None
    assert plan(board, backup.path).since == 3
    restored, recovery = bring_back(board, backup.path, clock=clock, who="Test")
    assert recovery.since == 3
    assert restored.replaced is not None
    (kept,) = (
        row[1]
        for row in contents(restored.replaced, access_to(restored.replaced))["agency"]
        if row[0] == "AG-0001"
    )
    assert kept == "Damaged"
    assert examine_file(board) == []
    names = {row[0]: row[1] for row in contents(board, access_to(board))["agency"]}
    assert (names["AG-0001"], names["AG-0032"]) == ("Agency 0 & Co", "New 32")
    assert {path.name for path in tmp_path.iterdir()} == {
        "backups",
        "board.mscb",
        restored.replaced.name,
    }
    opened(board).close()


def test_a_damaged_backup_is_passed_over(board: Path, tmp_path: Path) -> None:
    backup = newest_good_backup(board, tmp_path / "backups")
    assert backup is not None
    backup.path.write_bytes(backup.path.read_bytes()[:-5000])
    assert newest_good_backup(board, tmp_path / "backups") is None


def test_without_a_backup_the_copy_takes_the_place(board: Path) -> None:
    restored, lost = go_on_with_copy(board, clock=clock, who="Test")
    assert [damage.ref for damage in lost] == ["AG-0001"]
    assert restored.replaced is not None
    assert examine_file(board) == []
    went_on = opened(board)
    change = Change("agency", "AG-0001", {"name": "Agency 0 & Co"}, {"name": "Police"})
    went_on.apply("Renamed", [change])
    went_on.close()
    assert examine_file(board) == []


def test_a_board_with_a_damaged_log_comes_back_with_all_its_changes(tmp_path: Path) -> None:
    path, backups = tmp_path / "killed.mscb", tmp_path / "backups"
    expected = killed_board(path)
    backups.mkdir()
    other = tmp_path / "backup.mscb"
    other.write_bytes(path.read_bytes())
    log = log_of_killed(path)
    data = bytearray(log.read_bytes())
    data[32 + 24 + 2000] ^= 1
    log.write_bytes(data)
    restored, recovery = bring_back(path, other, clock=clock, who="Test")
    assert recovery.since == 20
    assert examine_file(path) == []
    read = contents(path, access_to(path))
    assert {table: read[table] for table in expected} == expected
    assert restored.replaced is not None
    assert log_of_killed(restored.replaced).read_bytes() == bytes(data)


def test_a_board_that_a_window_has_stays(board: Path, tmp_path: Path) -> None:
    backup = newest_good_backup(board, tmp_path / "backups")
    assert backup is not None
    window = opened(board, sole=True)
    with pytest.raises(InUse):
        bring_back(board, backup.path, clock=clock, who="Test")
    window.close()


def test_a_protected_board_comes_back_protected(tmp_path: Path) -> None:
    path, backups = tmp_path / "secret.mscb", tmp_path / "backups"
    backups.mkdir()
    make_board(path, SECRET)
    open_ = opened(path, password=SECRET)
    made = make_backup(open_, backups)
    open_.apply("Nothing in it", [])
    open_.close()
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    backup = newest_good_backup(path, backups, SECRET)
    assert backup == made
    assert plan(path, made.path, SECRET).since == 1
    bring_back(path, made.path, password=SECRET, clock=clock, who="Test")
    assert examine_file(path, access_to(path, SECRET)) == []
