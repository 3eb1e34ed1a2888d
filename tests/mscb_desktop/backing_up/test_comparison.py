"""What is in a backup and how it differs from the board."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.backups.copies import make_backup
from db.changes import Change, create
from db.errors import BoardError, PasswordNeeded
from db.fields import Value
from db.protect import change_password
from mscb_desktop.backing_up.comparison import Comparison
from mscb_desktop.boards import create_board, open_board
from mscb_desktop.history import Cell
from mscb_desktop.sample import make_sample
from tests.support.boards import NOON, clock

SECRET = "correct horse"


class Pair:
    """The sample, its backup, and what was changed since."""

    def __init__(self, folder: Path) -> None:
        path = folder / "Merton.mscb"
        make_sample(path, clock=clock, who="Test")
        self.board = open_board(path, clock=clock, who="Test")
        (folder / "stick").mkdir()
        self.backup = make_backup(self.board, folder / "stick").path
        self.comparison = Comparison(self.backup, self.board)

    def change(self, table: str, ref: str, field: str, before: Value, after: Value) -> None:
        change = Change(table, ref, {field: before}, {field: after})
        self.board.apply(f"{ref} changed", [change])


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    made = Pair(tmp_path)
    yield made
    made.comparison.close()
    made.board.close()


def test_a_fresh_backup_differs_in_nothing(pair: Pair) -> None:
    summary = pair.comparison.summary()
    assert not summary.differs
    assert (summary.board_lacks, summary.backup_lacks) == (0, 0)
    assert summary.newest is not None
    assert summary.newest.what == "Sample made"
    lines = next(tally for tally in summary.tallies if tally.table == "budget_line")
    assert lines.in_backup == lines.in_board
    assert lines.in_backup > 40
    assert pair.comparison.rows("budget_line") == []
    assert pair.comparison.lacking() == []
    assert pair.comparison.damages() == []


def test_what_was_added_changed_and_deleted_since_is_counted_and_shown(pair: Pair) -> None:
    pair.board.apply("Added", [create("sector", "SE-0901", name="Sea Cadets", position=901)])
    with pair.board.reading() as connection:
        line = connection.exec_driver_sql(
            "SELECT ref, set_amount, comment FROM budget_line WHERE set_amount IS NOT NULL LIMIT 1"
        ).one()
    pair.change("budget_line", line[0], "set_amount", line[1], 123_456)
    tallies = {tally.table: tally for tally in pair.comparison.summary().tallies}
    sectors = tallies["sector"]
    assert (sectors.only_backup, sectors.only_board, sectors.changed) == (0, 1, 0)
    assert sectors.in_board == sectors.in_backup + 1
    assert (tallies["budget_line"].changed, tallies["agency"].differs) == (1, False)

    (added,) = pair.comparison.rows("sector")
    assert (added.ref, added.name, added.title) == ("SE-0901", "Sea Cadets", "Sector")
    assert (added.in_backup, added.in_board) == (False, True)
    assert Cell("Name", "", "Sea Cadets") in added.cells
    (changed,) = pair.comparison.rows("budget_line")
    assert changed.ref == line[0]
    assert changed.in_backup
    assert changed.in_board
    (cell,) = changed.cells
    assert cell.after == "1,234.56"
    assert cell.before not in ("", "1,234.56")

    words = [entry.what for entry in pair.comparison.lacking()]
    assert words == [f"{line[0]} changed", "Added"]
    assert pair.comparison.summary().backup_lacks == 2


def test_what_only_the_backup_holds(pair: Pair) -> None:
    pair.board.apply("Added", [create("sector", "SE-0901", name="Sea Cadets", position=901)])
    later = make_backup(pair.board, pair.backup.parent.parent)
    row = {"name": "Sea Cadets", "position": 901}
    pair.board.apply("Deleted", [Change("sector", "SE-0901", row, None)])
    comparison = Comparison(later.path, pair.board)
    (gone,) = comparison.rows("sector")
    comparison.close()
    assert (gone.name, gone.in_backup, gone.in_board) == ("Sea Cadets", True, False)
    assert Cell("Name", "Sea Cadets", "") in gone.cells


def test_a_lookup_is_shown_by_the_names_of_its_own_side(pair: Pair) -> None:
    with pair.board.reading() as connection:
        ref, sector = connection.exec_driver_sql(
            "SELECT ref, sector FROM agency WHERE sector IS NOT NULL LIMIT 1"
        ).one()
        name = connection.exec_driver_sql(
            "SELECT name FROM sector WHERE ref = ?", (sector,)
        ).scalar_one()
    pair.change("sector", sector, "name", name, "Renamed since")
    pair.board.apply("Added", [create("sector", "SE-0901", name="Sea Cadets", position=901)])
    pair.change("agency", ref, "sector", sector, "SE-0901")
    (row,) = pair.comparison.rows("agency")
    assert row.cells == (Cell("Sector", f"{name} ({sector})", "Sea Cadets (SE-0901)"),)


def test_a_big_difference_comes_in_pages(pair: Pair) -> None:
    added = [
        create("sector", f"SE-{number}", name=f"Sector {number}", position=number)
        for number in range(1000, 3500)
    ]
    pair.board.apply("Many", added)
    pair.board.apply("One more", [create("sector", "SE-9999", name="Last", position=9999)])
    seen: list[str] = []
    while page := pair.comparison.rows("sector", seen[-1] if seen else "", limit=400):
        assert len(page) <= 400
        seen += [row.ref for row in page]
    assert seen == [*(f"SE-{number}" for number in range(1000, 3500)), "SE-9999"]
    assert [entry.what for entry in pair.comparison.lacking(1, 1)] == ["Many"]


def test_histories_that_went_apart(pair: Pair, tmp_path: Path) -> None:
    twin = tmp_path / "twin.mscb"
    shutil.copyfile(pair.backup, twin)
    other = open_board(twin, clock=clock, who="Other")
    for number in (1, 2, 3):
        other.apply(
            "Typed in the twin",
            [create("sector", f"SE-080{number}", name=f"T{number}", position=800 + number)],
        )
    other.close()
    pair.board.apply("Typed here", [create("sector", "SE-0901", name="Here", position=901)])
    comparison = Comparison(twin, pair.board)
    summary = comparison.summary()
    words = [entry.what for entry in comparison.lacking()]
    comparison.close()
    assert (summary.board_lacks, summary.backup_lacks) == (3, 1)
    assert words == ["Typed here"]


def test_a_backup_alone_shows_what_it_holds(pair: Pair) -> None:
    comparison = Comparison(pair.backup)
    summary = comparison.summary()
    assert comparison.rows("sector") == []
    assert comparison.lacking() == []
    comparison.close()
    assert {tally.in_board for tally in summary.tallies} == {None}
    assert not summary.differs
    assert sum(tally.in_backup for tally in summary.tallies) > 60


def test_a_damaged_backup_is_named(pair: Pair) -> None:
    data = bytearray(pair.backup.read_bytes())
    at = data.find(b"Sample made")
    data[at] ^= 1
    pair.backup.write_bytes(data)
    assert pair.comparison.damages() != []


def test_an_older_password_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "Merton.mscb"
    board = create_board(path, name="Merton", clock=clock, who="Test", password=SECRET)
    backup = make_backup(board, tmp_path).path
    board.close()
    change_password(path, SECRET, "battery staple", who="Test", at=NOON)
    board = open_board(path, clock=clock, who="Test", password="battery staple")
    with pytest.raises(PasswordNeeded):
        Comparison(backup, board)
    comparison = Comparison(backup, board, password=SECRET)
    assert not comparison.summary().differs
    assert comparison.damages() == []
    comparison.close()
    board.close()


def test_nothing_is_left_beside_a_backup_that_was_looked_at(pair: Pair) -> None:
    before = pair.backup.read_bytes()
    pair.comparison.summary()
    pair.comparison.close()
    assert pair.backup.read_bytes() == before
    assert [path.name for path in pair.backup.parent.iterdir()] == [pair.backup.name]


def test_another_file_is_told(pair: Pair, tmp_path: Path) -> None:
    (tmp_path / "letter.docx").write_bytes(b"PK" + b"x" * 300)
    with pytest.raises(BoardError, match="not a board file"):
        Comparison(tmp_path / "letter.docx", pair.board)


def test_progress_is_told_of_each_kind_and_may_stop(pair: Pair) -> None:
    told: list[tuple[int, int]] = []
    pair.comparison.summary(lambda done, total: told.append((done, total)))
    assert [done for done, _ in told] == list(range(told[0][1]))

    def stop(*_: int) -> None:
        raise KeyError("stopped")

    with pytest.raises(KeyError):
        pair.comparison.damages(stop)
