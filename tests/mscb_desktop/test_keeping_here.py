"""A board moved to this computer: proved equal, the old file renamed, or nothing done at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.backups.copies import list_backups, make_backup
from db.board import Board
from db.changes import create
from db.errors import BoardError, InUse
from db.file.connection import PLAIN, access_to
from db.protect import change_password
from mscb_desktop.boards import open_board
from mscb_desktop.document.errors import Cancelled
from mscb_desktop.keeping_here import Moved, keep_here, usual_folder
from mscb_desktop.places import place_in_words
from tests.faults.flips import contents, make_board
from tests.support.boards import NOON, clock

SECRET = "correct horse"


@pytest.fixture
def board(tmp_path: Path) -> Path:
    """Give a board in a folder that is copied elsewhere."""
    folder = tmp_path / "OneDrive - Merton" / "Board"
    folder.mkdir(parents=True)
    make_board(folder / "Merton.mscb")
    return folder / "Merton.mscb"


@pytest.fixture
def here(tmp_path: Path) -> Path:
    return tmp_path / "here" / "Boards"


def move(path: Path, folder: Path, **more: object) -> Moved:
    access = more.pop("access", PLAIN)
    return keep_here(path, folder, access, clock=clock, who="Test", **more)  # type: ignore[arg-type]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_a_board_is_moved_whole_and_the_old_file_says_so(board: Path, here: Path) -> None:
    before = contents(board, PLAIN)
    moved = move(board, here)
    assert moved.path == here / "Merton.mscb"
    assert contents(moved.path, PLAIN) == before
    assert names(board.parent) == ["Merton moved to this computer 2013-06-03.mscb"]
    assert moved.original.parent == board.parent
    assert contents(moved.original, PLAIN) == before
    assert names(here) == ["Merton.mscb"]
    open_board(moved.path, clock=clock).close()


def test_what_stands_only_in_the_log_comes_along(board: Path, here: Path) -> None:
    open_ = open_board(board, clock=clock, who="Test")
    open_.apply("Added", [create("sector", "SE-0901", name="Sea Cadets", position=901)])
    kept = {end: board.with_name(board.name + end).read_bytes() for end in ("", "-wal")}
    open_.close()
    for end, content in kept.items():  # as a killed window leaves it
        board.with_name(board.name + end).write_bytes(content)
    moved = move(board, here)
    assert any("SE-0901" in row for row in contents(moved.path, PLAIN)["sector"])
    assert names(board.parent) == [moved.original.name]


def test_a_name_that_is_taken_there_is_left_alone(board: Path, here: Path) -> None:
    here.mkdir(parents=True)
    (here / "Merton.mscb").write_text("another")
    moved = move(board, here)
    assert moved.path.name == "Merton 2.mscb"
    assert (here / "Merton.mscb").read_text() == "another"


def test_a_protected_board_stays_protected(board: Path, here: Path) -> None:
    change_password(board, None, SECRET, who="Test", at=NOON)
    moved = move(board, here, access=access_to(board, SECRET))
    open_board(moved.path, clock=clock, password=SECRET).close()


def test_its_backups_go_with_it(board: Path, here: Path, tmp_path: Path) -> None:
    backups = tmp_path / "backups"
    backups.mkdir()
    open_ = open_board(board, clock=clock, who="Test")
    make_backup(open_, backups)
    open_.close()
    moved = move(board, here, backups=backups)
    assert len(list_backups(backups, moved.path)) == 1
    assert list_backups(backups, board) == []


def refused(board: Path, here: Path, words: str, **more: object) -> None:
    before = contents(board, PLAIN)
    there = names(board.parent)
    with pytest.raises(BoardError, match=words):
        move(board, here, **more)
    assert contents(board, PLAIN) == before
    assert set(names(board.parent)) <= set(there)
    assert names(here) == []
    open_board(board, clock=clock).close()


def test_a_board_that_a_window_has_stays(board: Path, here: Path) -> None:
    window = open_board(board, clock=clock, who="S. Lee", sole=True)
    with pytest.raises(InUse, match=r"S\. Lee"):
        move(board, here)
    window.close()
    assert names(board.parent) == ["Merton.mscb"]


def test_a_board_that_a_command_reads_stays(board: Path, here: Path) -> None:
    command: Board = open_board(board, clock=clock, who="Test")
    with command.reading() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM agency").all()
        with pytest.raises(BoardError, match="open in another window or command"):
            move(board, here)
    command.close()
    assert move(board, here).path.exists()


def test_a_damaged_board_stays(board: Path, here: Path) -> None:
    content = board.read_bytes()
    at = content.rfind(b"Agency 33 of")
    board.write_bytes(content[:at] + b"agency" + content[at + 6 :])
    refused(board, here, "was not moved, since it could not be copied whole")


def test_a_folder_that_is_no_better_is_refused(board: Path, tmp_path: Path) -> None:
    refused(board, tmp_path / "Dropbox", "lies in a folder that is copied elsewhere .Dropbox. too")


def test_the_same_folder_is_refused(board: Path) -> None:
    with pytest.raises(BoardError, match=r"lies in .* already"):
        move(board, board.parent)
    assert names(board.parent) == ["Merton.mscb"]


def test_a_folder_that_cannot_be_made_is_told(board: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    refused(board, tmp_path / "file" / "Boards", "cannot be made")


def test_being_stopped_leaves_everything(board: Path, here: Path) -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        move(board, here, progress=stop)
    assert names(board.parent) == ["Merton.mscb"]
    assert names(here) == []


def test_places_are_said_in_words(tmp_path: Path) -> None:
    assert place_in_words(tmp_path / "board.mscb") == ""
    there = tmp_path / "Dropbox" / "board.mscb"
    assert place_in_words(there) == "in a folder that is copied elsewhere (Dropbox)"
    assert usual_folder().parts[-2:] == ("MSCB Desktop", "Boards")
