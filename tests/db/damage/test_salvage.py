"""What can be read of a damaged board, in a new file; the damaged one stays byte for byte."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from db.board import Board
from db.damage.salvage import salvage
from db.damage.story import LOST
from db.damage.whole import examine_file
from db.errors import BoardError, Damaged, PasswordNeeded
from db.file.connection import access_to
from db.file.driver import sqlite
from db.records import RECORDS
from tests.faults.flips import (
    contents,
    cut_off,
    flip_bit,
    killed_board,
    log_of_killed,
    make_board,
)
from tests.support.boards import clock

PASSWORD = "a word that is long"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("salvage") / "filled.mscb"
    make_board(path)
    return path


@pytest.fixture
def board(filled: Path, tmp_path: Path) -> Path:
    path = tmp_path / "board.mscb"
    path.write_bytes(filled.read_bytes())
    return path


def harm(path: Path, sql: str, *values: object) -> None:
    """Change the file past the write path, as damage does."""
    connection = sqlite.connect(path)
    connection.execute(sql, values)
    connection.commit()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def records(path: Path, password: str | None = None) -> dict[str, list[tuple[object, ...]]]:
    read = contents(path, access_to(path, password))
    return {table: read[table] for table in RECORDS}


def lost(salvaged_from: Path, target: Path) -> list[str]:
    return [damage.message for damage in salvage(salvaged_from, target).lost]


def test_a_whole_board_is_read_whole(board: Path, tmp_path: Path) -> None:
    before = board.read_bytes()
    assert lost(board, tmp_path / "new.mscb") == []
    access = access_to(board)
    assert contents(tmp_path / "new.mscb", access) == contents(board, access)
    assert board.read_bytes() == before
    assert examine_file(tmp_path / "new.mscb") == []


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        (
            "UPDATE agency SET name = 'Agency 8 of Lodz' WHERE ref = 'AG-0030'",
            "Agency AG-0030 'Agency 29 of Łódź' is as the history knows it, not as the file held "
            "it.",
        ),
        (
            "UPDATE posting SET dated = '2012-13-45' WHERE ref = 'PO-0007'",
            "Posting PO-0007 'P 6' is as the history knows it, not as the file held it.",
        ),
        (
            "UPDATE agency SET contact_email = CAST(x'61ff' AS TEXT) WHERE ref = 'AG-0004'",
            "Agency AG-0004 'Agency 3 & Co' is as the history knows it, not as the file held it.",
        ),
        (
            "DELETE FROM posting WHERE ref = 'PO-0031'",
            "Posting PO-0031 'P 30' was brought back from the history.",
        ),
        (
            "INSERT INTO sector (ref, name, position) VALUES ('SE-0009', 'Nobody', 1)",
            "Sector SE-0009 is left out: the history knows of none.",
        ),
    ],
)
def test_the_intact_history_brings_back_what_the_file_lost(
    board: Path, tmp_path: Path, sql: str, words: str
) -> None:
    expected = records(board)
    harm(board, sql)
    assert lost(board, tmp_path / "new.mscb") == [words]
    assert records(tmp_path / "new.mscb") == expected


def test_what_neither_file_nor_history_holds_is_blank_and_named(
    board: Path, tmp_path: Path
) -> None:
    harm(board, "UPDATE posting SET dated = 'soon' WHERE ref = 'PO-0007'")
    harm(
        board, "UPDATE history_row SET after = 'x' WHERE table_name = 'posting' AND ref = 'PO-0007'"
    )
    words = lost(board, tmp_path / "new.mscb")
    assert "Posting PO-0007: Date could not be read and is left blank." in words
    assert "1 of 80 entries of the history could not be read." in words
    (row,) = [row for row in records(tmp_path / "new.mscb")["posting"] if row[0] == "PO-0007"]
    assert row[3] is None
    assert "P 6" in row


def test_a_lost_entry_of_the_history_is_told_in_its_place(board: Path, tmp_path: Path) -> None:
    harm(board, "DELETE FROM history_row WHERE entry = 5")
    harm(board, "DELETE FROM history_entry WHERE number = 5")
    harm(board, "UPDATE history_entry SET what = 'Something else' WHERE number = 9")
    words = lost(board, tmp_path / "new.mscb")
    assert words == ["2 of 80 entries of the history could not be read."]
    said = contents(tmp_path / "new.mscb", access_to(board))["history_entry"]
    assert [row[0] for row in said if row[3] == LOST] == [5, 9]
    assert len(said) == 80
    assert records(tmp_path / "new.mscb") == records(board)


def test_no_older_state_takes_the_place_of_a_newer_where_the_history_is_broken(
    board: Path, tmp_path: Path
) -> None:
    """The last renaming of AG-0009 is told of another agency: the file is right, not the rest."""
    expected = records(board)
    harm(
        board,
        "UPDATE history_row SET ref = 'AG-0039' WHERE ref = 'AG-0009' AND before LIKE '%8 of%'",
    )
    salvage(board, tmp_path / "new.mscb")
    assert records(tmp_path / "new.mscb") == expected


def header(data: bytearray) -> None:
    data[:100] = b"\xff" * 100


def description(data: bytearray) -> None:
    at = data.index(b"CREATE TABLE agency")
    data[at : at + 12] = b"CREATX TABME"


@pytest.mark.parametrize("spoil", [header, description])
def test_the_frame_of_the_file_is_mended_in_the_copy(
    board: Path, tmp_path: Path, spoil: Callable[[bytearray], None]
) -> None:
    expected = contents(board, access_to(board))
    data = bytearray(board.read_bytes())
    spoil(data)
    board.write_bytes(data)
    assert lost(board, tmp_path / "new.mscb") == []
    assert contents(tmp_path / "new.mscb", access_to(tmp_path / "new.mscb")) == expected
    assert board.read_bytes() == bytes(data)


def test_rows_around_unreadable_pages_are_read(board: Path, tmp_path: Path) -> None:
    expected = records(board)
    data = bytearray(board.read_bytes())
    pages = [at for at in range(0, len(data), 4096) if b"P 30" in data[at : at + 4096]]
    for at in pages[:1]:
        data[at : at + 4096] = bytes(4096)
    board.write_bytes(data)
    words = lost(board, tmp_path / "new.mscb")
    assert any("could not be read in" in line for line in words)
    assert records(tmp_path / "new.mscb") == expected


def test_of_every_flipped_bit_all_rows_come_back(filled: Path, tmp_path: Path) -> None:
    expected, chance = records(filled), random.Random(8)
    path, damaged = tmp_path / "flipped.mscb", 0
    for number in range(25):
        data = bytearray(filled.read_bytes())
        flip_bit(data, chance)
        path.write_bytes(data)
        if examine_file(path):
            damaged += 1
            salvage(path, tmp_path / f"{number}.mscb")
            assert records(tmp_path / f"{number}.mscb") == expected
    assert damaged > 5


def test_a_cut_board_gives_what_is_left_or_says_that_nothing_is(
    filled: Path, tmp_path: Path
) -> None:
    chance = random.Random(3)
    read = 0
    for number in range(12):
        path, target = tmp_path / "cut.mscb", tmp_path / f"{number}.mscb"
        data = bytearray(filled.read_bytes())
        cut_off(data, chance)
        path.write_bytes(data)
        try:
            salvage(path, target)
        except BoardError as error:
            assert "backup" in error.message  # noqa: PT017 - both outcomes are right
            assert not target.exists()
        else:
            assert examine_file(target) == []
            read += 1
    assert 0 < read < 12


def test_a_protected_board_is_read_with_its_password_and_stays_protected(tmp_path: Path) -> None:
    path, target = tmp_path / "secret.mscb", tmp_path / "new.mscb"
    make_board(path, PASSWORD)
    expected = records(path, PASSWORD)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 4
    path.write_bytes(data)
    with pytest.raises(PasswordNeeded):
        salvage(path, target)
    assert not target.exists()
    salvage(path, target, PASSWORD)
    assert records(target, PASSWORD) == expected
    with pytest.raises(PasswordNeeded):
        access_to(target)


def test_a_damaged_log_is_told_and_read_on(tmp_path: Path) -> None:
    path = tmp_path / "killed.mscb"
    expected = killed_board(path)
    log = log_of_killed(path)
    data = bytearray(log.read_bytes())
    data[32 + 24 + 2000] ^= 1
    log.write_bytes(data)
    before = path.read_bytes()
    with pytest.raises(Damaged, match="log of its last changes is damaged"):
        Board.open(path, clock=clock, who="Test")
    assert (path.read_bytes(), log.read_bytes()) == (before, bytes(data))
    salvage(path, tmp_path / "new.mscb")
    assert records(tmp_path / "new.mscb") == expected
    assert (path.read_bytes(), log.read_bytes()) == (before, bytes(data))
