"""When a backup is due, where it goes, and when it goes again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.backups.copies import list_backups, make_backup
from db.board import Board
from db.changes import create
from db.drafts import Unstored
from db.protect import change_password
from mscb_desktop.backing_up.when import default_folder, going, is_due

EVENING = dt.datetime(2026, 11, 24, 19, 30, 5)
DAY = dt.timedelta(days=1)
SECRET = "correct horse"


class Desk:
    """An open board, a clock that is set by hand, a folder for backups."""

    def __init__(self, folder: Path, password: str | None = None) -> None:
        self.now = EVENING
        self.folder = folder / "stick"
        self.folder.mkdir()
        self.path = folder / "Merton.mscb"
        self.board = Board.create(self.path, clock=self.clock, who="Test", password=password)

    def clock(self) -> dt.datetime:
        return self.now

    def type_in(self, number: int) -> None:
        row = create("sector", f"SE-{number:04d}", name=f"Sector {number}", position=number)
        self.board.apply("Typed", [row])

    def due(self, closing: bool) -> bool:
        return is_due(self.board, self.folder, closing=closing)


@pytest.fixture(params=[None, SECRET], ids=["plain", "protected"])
def desk(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Desk]:
    made = Desk(tmp_path, request.param)
    yield made
    made.board.close()


def test_a_board_without_a_backup_is_due(desk: Desk) -> None:
    assert desk.due(closing=True)
    assert desk.due(closing=False)


def test_on_closing_after_changes(desk: Desk) -> None:
    make_backup(desk.board, desk.folder)
    assert not desk.due(closing=True)
    desk.type_in(1)
    assert desk.due(closing=True)
    make_backup(desk.board, desk.folder)
    assert not desk.due(closing=True)
    desk.board.change_drafts("agency", [Unstored(ref="new:", field="name", typed="half a na")])
    assert desk.due(closing=True)


def test_daily_while_open_where_something_changed(desk: Desk) -> None:
    make_backup(desk.board, desk.folder)
    desk.type_in(1)
    assert not desk.due(closing=False)
    desk.now += DAY
    assert desk.due(closing=False)
    make_backup(desk.board, desk.folder)
    desk.now += DAY
    assert not desk.due(closing=False)


def test_a_clock_that_was_ahead_keeps_nobody_from_backing_up(desk: Desk) -> None:
    desk.now = EVENING + 3650 * DAY
    make_backup(desk.board, desk.folder)
    desk.now = EVENING
    desk.type_in(1)
    assert desk.due(closing=False)
    make_backup(desk.board, desk.folder)
    desk.type_in(2)
    assert not desk.due(closing=False)
    assert desk.due(closing=True)


def test_a_backup_that_cannot_be_read_counts_for_nothing(desk: Desk) -> None:
    made = make_backup(desk.board, desk.folder)
    made.path.write_bytes(b"x" * made.size)
    assert desk.due(closing=True)


def test_a_backup_of_another_password_counts_for_nothing(tmp_path: Path) -> None:
    desk = Desk(tmp_path, SECRET)
    make_backup(desk.board, desk.folder)
    desk.board.close()
    change_password(desk.path, SECRET, "battery staple", who="Test", at=EVENING)
    board = Board.open(desk.path, clock=desk.clock, who="Test", password="battery staple")
    assert is_due(board, desk.folder, closing=True)
    board.close()


def test_a_damaged_boards_copy_is_not_made_twice(desk: Desk) -> None:
    made = make_backup(desk.board, desk.folder)
    made.path.rename(made.path.with_stem(f"{made.path.stem} damaged"))
    assert not desk.due(closing=True)


def test_the_default_folder_is_the_users_own_and_is_there() -> None:
    folder = default_folder()
    assert folder.is_dir()
    assert folder.parts[-2:] == ("MSCB Desktop", "Backups")


def test_the_days_on_which_backups_go(desk: Desk) -> None:
    first = make_backup(desk.board, desk.folder)
    desk.now += dt.timedelta(hours=1)
    last = make_backup(desk.board, desk.folder)
    desk.now += dt.timedelta(hours=1)
    copy = make_backup(desk.board, desk.folder)
    damaged = copy.path.with_stem(f"{copy.path.stem} damaged")
    copy.path.rename(damaged)
    days = going(list_backups(desk.folder, desk.path), desk.now)
    assert days == {
        first.path: dt.date(2026, 11, 26),
        last.path: dt.date(2026, 11, 26),
        damaged: None,
    }
