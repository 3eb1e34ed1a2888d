"""The write-ahead log: what a killed process left is whole, what lies behind damage is told."""

from __future__ import annotations

import shutil
import struct
import time
from pathlib import Path

import pytest

from db.board import Board
from db.changes import Change
from db.damage.whole import examine_file
from db.errors import Damaged
from db.file import log
from db.file.connection import make_engine
from db.file.driver import sqlite
from tests.faults.flips import killed_board
from tests.support.boards import clock

FRAME = 24 + 4096


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("log") / "killed.mscb"
    killed_board(path)
    return path


@pytest.fixture
def board(killed: Path, tmp_path: Path) -> Path:
    path = tmp_path / "board.mscb"
    shutil.copyfile(killed, path)
    shutil.copyfile(log.log_of(killed), log.log_of(path))
    return path


def spoil(board: Path, at: int, bit: int = 0) -> None:
    data = bytearray(log.log_of(board).read_bytes())
    data[at] ^= 1 << bit
    log.log_of(board).write_bytes(data)


def test_what_a_killed_process_left_is_whole(board: Path) -> None:
    assert not log.is_cut_short(board)
    Board.open(board, clock=clock, who="Test").close()
    assert not log.log_of(board).exists()


def test_a_board_at_rest_has_no_log(tmp_path: Path) -> None:
    assert not log.is_cut_short(tmp_path / "none.mscb")
    (tmp_path / "none.mscb-wal").touch()
    assert not log.is_cut_short(tmp_path / "none.mscb")


@pytest.mark.parametrize("at", range(32))
def test_every_byte_of_the_header_counts(board: Path, at: int) -> None:
    spoil(board, at, at % 8)
    assert log.is_cut_short(board)


@pytest.mark.parametrize("at", range(24))
def test_every_byte_of_the_last_frames_head_counts(board: Path, at: int) -> None:
    last = log.log_of(board).stat().st_size - FRAME
    spoil(board, last + at, at % 8)
    assert log.is_cut_short(board)


def test_the_size_that_ends_the_last_transaction_counts(board: Path) -> None:
    """Where the one bit of a size is lost, the frame looks like none that ends a transaction."""
    data = bytearray(log.log_of(board).read_bytes())
    last = len(data) - FRAME
    data[last + 4 : last + 8] = struct.pack(">I", 256)
    log.log_of(board).write_bytes(data)
    log.mend(log.log_of(board))
    assert not log.is_cut_short(board)
    data = bytearray(log.log_of(board).read_bytes())
    data[last + 4 : last + 8] = bytes(4)
    log.log_of(board).write_bytes(data)
    assert log.is_cut_short(board)


def index_of(board: Path) -> Path:
    return board.with_name(f"{board.name}-shm")


@pytest.mark.parametrize("cut", [1, 100, 4096])
def test_a_cut_in_a_committed_frame_is_told(killed: Path, board: Path, cut: int) -> None:
    shutil.copyfile(index_of(killed), index_of(board))
    data = log.log_of(board).read_bytes()
    log.log_of(board).write_bytes(data[:-cut])
    assert log.is_cut_short(board)


def test_a_cut_in_the_header_is_told(board: Path) -> None:
    log.log_of(board).write_bytes(log.log_of(board).read_bytes()[:20])
    assert log.is_cut_short(board)


@pytest.mark.parametrize("written", [24, 25, 4000])
def test_a_frame_that_was_never_written_to_its_end_is_no_damage(
    killed: Path, board: Path, written: int
) -> None:
    """The disk was full, or the process was killed: nobody was told that it is stored."""
    shutil.copyfile(index_of(killed), index_of(board))
    data = log.log_of(board).read_bytes()
    log.log_of(board).write_bytes(data + data[-FRAME:][:written])
    assert not log.is_cut_short(board)
    index_of(board).unlink()
    assert not log.is_cut_short(board)
    Board.open(board, clock=clock, who="Test").close()
    assert examine_file(board) == []


def test_an_unfinished_transaction_is_no_damage(tmp_path: Path, killed: Path) -> None:
    """A large one spills into the log before its end; what is written next goes over its start."""
    board = tmp_path / "board.mscb"
    shutil.copyfile(killed, board)
    engine = make_engine(board)
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite.Connection)
        raw.execute("PRAGMA cache_size=5")
        raw.execute("PRAGMA wal_autocheckpoint=0")
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("UPDATE agency SET aliases = hex(randomblob(3000))")
        raw.execute("UPDATE posting SET comment = hex(randomblob(90))")
        spilled = log.log_of(board).stat().st_size
        raw.execute("ROLLBACK")
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("UPDATE sector SET name = 'Wellbeing'")
        raw.execute("COMMIT")
        assert log.log_of(board).stat().st_size == spilled > 10 * FRAME
        assert not log.is_cut_short(board)
    engine.dispose()


def test_an_older_round_behind_the_newer_is_no_damage(tmp_path: Path, killed: Path) -> None:
    """SQLite begins a log anew at its start: what stands behind is of the round before."""
    board = tmp_path / "board.mscb"
    shutil.copyfile(killed, board)
    open_ = Board.open(board, clock=clock, who="Test")
    for number in range(10):
        before, after = "Health" if not number else f"Health {number}", f"Health {number + 1}"
        open_.apply("Renamed", [Change("sector", "SE-0001", {"name": before}, {"name": after})])
    size = log.log_of(board).stat().st_size
    with open_.reading() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(RESTART)")
    open_.apply("Renamed", [Change("sector", "SE-0001", {"name": "Health 10"}, {"name": "Other"})])
    assert log.log_of(board).stat().st_size == size
    assert not log.is_cut_short(board)
    open_.close()


def test_the_last_change_is_not_lost_without_a_word(board: Path) -> None:
    spoil(board, log.log_of(board).stat().st_size - 5)
    before = log.log_of(board).read_bytes()
    for how in ({}, {"read_only": "it is looked at."}, {"sole": True}):
        with pytest.raises(Damaged, match="open it as a damaged board"):
            Board.open(board, clock=clock, who="Test", **how)  # type: ignore[arg-type]
    assert log.log_of(board).read_bytes() == before


def test_mending_a_whole_log_changes_nothing(board: Path) -> None:
    before = log.log_of(board).read_bytes()
    log.mend(log.log_of(board))
    assert log.log_of(board).read_bytes() == before


@pytest.mark.parametrize("at", [2, 9, 17, 21, 30])
def test_a_damaged_header_is_mended(board: Path, at: int) -> None:
    spoil(board, at)
    log.mend(log.log_of(board))
    assert not log.is_cut_short(board)


def test_a_log_of_usual_length_is_looked_at_in_a_moment(board: Path) -> None:
    """SQLite brings its log in after a thousand pages."""
    data = log.log_of(board).read_bytes()
    count = (len(data) - 32) // FRAME
    log.log_of(board).write_bytes(data + data[32:] * (1000 // count))
    log.mend(log.log_of(board))
    start = time.perf_counter()
    assert not log.is_cut_short(board)
    assert time.perf_counter() - start < 2
