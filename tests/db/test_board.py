"""The board file: what it is on disk, and what is refused."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from db.board import Board
from db.changes import create
from db.errors import BoardError, Damaged
from db.file.connection import APPLICATION_ID
from db.file.driver import sqlite
from db.schema import NEWEST
from tests.support.boards import clock, empty_board


def _open(path: Path) -> Board:
    return Board.open(path, clock=clock, who="Test")


def test_a_board_at_rest_is_one_file(tmp_path: Path) -> None:
    board = empty_board(tmp_path)
    board.apply("Sector added", [create("sector", "SE-0001", name="Health", position=1)])
    assert (tmp_path / "board.mscb-wal").exists()
    board.close()
    assert [path.name for path in tmp_path.iterdir()] == ["board.mscb"]


def test_connections_sync_and_check_links(tmp_path: Path) -> None:
    board = empty_board(tmp_path)
    with board.reading() as connection:
        values = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("foreign_keys", "journal_mode", "synchronous", "application_id")
        }
        version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    assert values == {
        "foreign_keys": 1,
        "journal_mode": "wal",
        "synchronous": 2,
        "application_id": APPLICATION_ID,
    }
    assert version == NEWEST
    board.close()


def test_a_newer_board_is_refused_untouched(tmp_path: Path) -> None:
    empty_board(tmp_path).close()
    path = tmp_path / "board.mscb"
    data = bytearray(path.read_bytes())
    data[60:64] = struct.pack(">I", NEWEST + 1)
    path.write_bytes(data)
    with pytest.raises(BoardError, match="newer version"):
        _open(path)
    assert path.read_bytes() == bytes(data)
    assert [p.name for p in tmp_path.iterdir()] == ["board.mscb"]


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "is empty"), (b"PK\x03\x04" + b"x" * 200, "not a board"), (None, "no file")],
)
def test_other_files_are_refused_untouched(
    tmp_path: Path, content: bytes | None, words: str
) -> None:
    path = tmp_path / "other.mscb"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BoardError, match=words):
        _open(path)
    assert (path.read_bytes() if path.exists() else None) == content


def test_another_programs_database_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "places.sqlite"
    connection = sqlite.connect(path)
    connection.execute("CREATE TABLE t (x)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(BoardError, match="another program"):
        _open(path)
    assert path.read_bytes() == before


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BoardError, match="folder"):
        _open(tmp_path)


def test_a_new_board_does_not_replace_a_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.mscb"
    path.write_text("typed for years")
    with pytest.raises(BoardError, match="there already"):
        Board.create(path, clock=clock, who="Test")
    assert path.read_text() == "typed for years"


def test_a_board_cannot_be_made_inside_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(BoardError, match="cannot be made"):
        Board.create(tmp_path / "file" / "b.mscb", clock=clock, who="Test")


@pytest.mark.parametrize(
    ("at", "words"), [(0, "SQLX"), (60, "\x7f"), (68, "MSCA"), (0, "\0" * 100)]
)
def test_a_board_with_damaged_first_bytes_is_told_as_one(
    tmp_path: Path, at: int, words: str
) -> None:
    board = empty_board(tmp_path)
    board.close()
    data = bytearray(board.path.read_bytes())
    data[at : at + len(words)] = words.encode("latin-1")
    board.path.write_bytes(data)
    with pytest.raises(Damaged, match="first bytes are damaged"):
        _open(board.path)
    assert board.path.read_bytes() == bytes(data)
