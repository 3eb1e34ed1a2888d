"""The newest backup and the damaged board's history since, as one board."""

from __future__ import annotations

from pathlib import Path

import pytest

from db import seals
from db.board import Board
from db.changes import Change
from db.damage.recover import plan_recovery, recover
from db.damage.whole import examine_file
from db.drafts import Unstored
from db.errors import BoardError
from db.file.connection import access_to, copy_file, make_engine
from db.file.driver import sqlite
from db.purge import purge
from tests.faults.flips import contents, make_board
from tests.support.boards import clock

PASSWORD = "a word that is long"
LATER = 6


def rename(board: Board, number: int) -> None:
    ref, before = f"AG-{number:04d}", f"Agency {number - 1} of Łódź"
    board.apply("Renamed", [Change("agency", ref, {"name": before}, {"name": f"New {number}"})])


def work_on(path: Path, password: str | None = None) -> None:
    """Do six things after the backup: three renamings, an undo, a redo, a draft, a reference."""
    board = Board.open(path, clock=clock, who="Somebody else", password=password)
    for number in (30, 31, 32):
        rename(board, number)
    board.undo()
    board.redo()
    board.undo()
    board.change_drafts("agency", [Unstored(ref="AG-0035", field="name", typed="half")])
    board.new_refs("posting", 7)
    board.close()


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A backup, and the board as it went on."""
    folder = tmp_path_factory.mktemp("recover")
    path, backup = folder / "board.mscb", folder / "backup.mscb"
    make_board(path)
    copy_file(path, backup)
    work_on(path)
    return path, backup


@pytest.fixture
def board(pair: tuple[Path, Path], tmp_path: Path) -> Path:
    path = tmp_path / "board.mscb"
    path.write_bytes(pair[0].read_bytes())
    return path


def harm(path: Path, *statements: str) -> None:
    connection = sqlite.connect(path)
    for sql in statements:
        connection.execute(sql)
    connection.commit()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def totals(path: Path, password: str | None = None) -> dict[str, int]:
    engine = make_engine(path, access_to(path, password))
    with engine.connect() as connection:
        found = seals.totals(connection)
    engine.dispose()
    return found


def test_all_that_came_after_the_backup_comes_back(
    pair: tuple[Path, Path], board: Path, tmp_path: Path
) -> None:
    harm(board, "UPDATE agency SET name = 'Damaged' WHERE ref = 'AG-0001'")
    plan = plan_recovery(board, pair[1])
    assert (plan.since, plan.first_lost, plan.problem) == (LATER, None, "")
    assert plan.words() == (
        "The backup holds the board up to 03/06/2013 12:00. 6 changes since can be brought back "
        "from the damaged file, up to 03/06/2013 12:00."
    )
    assert recover(board, pair[1], tmp_path / "new.mscb") == plan
    access = access_to(tmp_path / "new.mscb")
    assert contents(tmp_path / "new.mscb", access) == contents(pair[0], access)
    assert totals(tmp_path / "new.mscb") == totals(pair[0])
    assert examine_file(tmp_path / "new.mscb") == []


def test_the_first_entry_that_is_not_intact_ends_it(
    pair: tuple[Path, Path], board: Path, tmp_path: Path
) -> None:
    harm(board, 'UPDATE history_row SET after = \'{"name": "Other"}\' WHERE entry = 83')
    plan = plan_recovery(board, pair[1])
    assert (plan.since, plan.first_lost, plan.lost) == (2, 83, 4)
    assert "4 later changes are lost, from change 83 on." in plan.words()
    recover(board, pair[1], tmp_path / "new.mscb")
    assert examine_file(tmp_path / "new.mscb") == []
    names = contents(tmp_path / "new.mscb", access_to(board))["agency"]
    assert [row[1] for row in names if row[0] in ("AG-0030", "AG-0031", "AG-0032")] == [
        "New 30",
        "New 31",
        "Agency 31 of Łódź",
    ]


def test_no_reference_is_given_twice(pair: tuple[Path, Path], board: Path, tmp_path: Path) -> None:
    """The postings' counter stood at 67; a damaged one that is far away is not believed."""
    harm(board, "UPDATE reference_counter SET last = 900000 WHERE prefix = 'AG'")
    recover(board, pair[1], tmp_path / "new.mscb")
    new = Board.open(tmp_path / "new.mscb", clock=clock, who="Test")
    assert new.new_refs("posting") == ["PO-0068"]
    assert new.new_refs("agency") == ["AG-0041"]
    assert [draft.typed for draft in new.drafts() if draft.ref == "AG-0035"] == ["half"]
    new.close()


def test_undo_goes_on_where_it_was(pair: tuple[Path, Path], board: Path, tmp_path: Path) -> None:
    recover(board, pair[1], tmp_path / "new.mscb")
    new = Board.open(tmp_path / "new.mscb", clock=clock, who="Test")
    assert new.next_redo() == "Renamed"
    new.redo()
    new.close()
    assert examine_file(tmp_path / "new.mscb") == []


def test_a_board_where_nothing_came_after(pair: tuple[Path, Path]) -> None:
    plan = plan_recovery(pair[1], pair[1])
    assert plan.words() == (
        "The backup holds the board up to 03/06/2013 12:00. Nothing was stored since."
    )


@pytest.mark.parametrize(("last", "since"), [(84, 4), (80, 0), (60, 0)])
def test_a_history_cut_off_is_told(
    pair: tuple[Path, Path], board: Path, tmp_path: Path, last: int, since: int
) -> None:
    harm(
        board,
        f"DELETE FROM history_row WHERE entry > {last}",
        f"DELETE FROM history_entry WHERE number > {last}",
    )
    plan = recover(board, pair[1], tmp_path / "new.mscb")
    assert (plan.since, plan.first_lost, plan.is_complete) == (since, None, False)
    assert plan.words().endswith(
        "The end of its history is lost: look whether your last changes are there."
    )
    assert "Nothing was stored" not in plan.words()
    assert examine_file(tmp_path / "new.mscb") == []


def test_what_was_typed_over_a_damaged_value_does_not_follow_and_is_told(
    pair: tuple[Path, Path], board: Path, tmp_path: Path
) -> None:
    """Somebody went on with a damaged board: the backup never held the value typed over."""
    harm(board, "UPDATE agency SET name = 'Damaged' WHERE ref = 'AG-0033'")
    opened = Board.open(board, clock=clock, who="Test")
    opened.apply("Before", [Change("agency", "AG-0034", {"short_name": None}, {"short_name": "K"})])
    opened.apply("Over it", [Change("agency", "AG-0033", {"name": "Damaged"}, {"name": "Mine"})])
    opened.close()
    target = tmp_path / "new.mscb"
    planned = plan_recovery(board, pair[1])
    done = recover(board, pair[1], target)
    assert planned == done
    assert (done.since, done.lost) == (LATER + 1, 1)
    assert "One later change is lost" in done.words()
    assert examine_file(target, access_to(target)) == []
    assert dict(_names(target))["AG-0033"] == "Agency 32 of Łódź"


def _names(path: Path) -> list[tuple[str, str]]:
    opened = Board.open(path, clock=clock, who="Test")
    with opened.reading() as connection:
        found = connection.exec_driver_sql("SELECT ref, name FROM agency").all()
    opened.close()
    return [(row[0], row[1]) for row in found]


def test_another_boards_backup_is_refused(
    pair: tuple[Path, Path], board: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.mscb"
    made = Board.create(other, clock=clock, who="Test")
    made.new_refs("agency")
    made.apply("Another board", [])
    made.close()
    plan = plan_recovery(board, other)
    assert "is of another board" in plan.problem
    assert plan.words() == plan.problem
    with pytest.raises(BoardError, match="is of another board"):
        recover(board, other, tmp_path / "new.mscb")
    assert not (tmp_path / "new.mscb").exists()


def test_what_was_purged_does_not_come_back(
    pair: tuple[Path, Path], board: Path, tmp_path: Path
) -> None:
    opened = Board.open(board, clock=clock, who="Test")
    purge(opened, "agency", ["AG-0007"], ["contact_email"])
    opened.close()
    assert "personal data was purged" in plan_recovery(board, pair[1]).problem


def test_a_backup_of_an_older_version_stands_for_itself(
    pair: tuple[Path, Path], board: Path, tmp_path: Path
) -> None:
    older = tmp_path / "older.mscb"
    older.write_bytes(pair[1].read_bytes())
    harm(older, "PRAGMA user_version=1")
    assert "older version" in plan_recovery(board, older).problem


def test_protected_boards_recover_to_protected_ones(tmp_path: Path) -> None:
    path, backup, new = (tmp_path / name for name in ("board.mscb", "backup.mscb", "new.mscb"))
    make_board(path, PASSWORD)
    copy_file(path, backup, access_to(path, PASSWORD))
    work_on(path, PASSWORD)
    expected = totals(path, PASSWORD)
    data = bytearray(path.read_bytes())
    first = data[4096 * 20 : 4096 * 21]
    data[4096 * 20 : 4096 * 21] = bytes(len(first))
    path.write_bytes(data)
    assert examine_file(path, access_to(path, PASSWORD)) != []
    told: list[tuple[int, int]] = []
    plan = recover(path, backup, new, PASSWORD, progress=lambda *step: told.append(step))
    assert plan.since == LATER
    assert told[-1] == (LATER, LATER)
    assert totals(new, PASSWORD) == expected
