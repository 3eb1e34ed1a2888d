"""What an examination finds: each kind of damage, in people's words; on whole boards nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from db import seals
from db.board import Board
from db.changes import Act, Change, create
from db.damage.told import NAMED
from db.damage.whole import examine_file, reseal, reseal_history
from db.file.connection import make_engine
from db.file.driver import sqlite
from db.history import ENTRY, ROW
from tests.faults.flips import make_board
from tests.support.boards import clock, empty_board


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("whole") / "filled.mscb"
    make_board(path)
    return path


@pytest.fixture
def board(filled: Path, tmp_path: Path) -> Path:
    path = tmp_path / "board.mscb"
    path.write_bytes(filled.read_bytes())
    return path


def harm(path: Path, *statements: str) -> list[str]:
    """Change the file past the write path, as damage does; give what the examination says."""
    connection = sqlite.connect(path)
    for sql in statements:
        connection.execute(sql)
    connection.commit()
    connection.close()
    return [damage.message for damage in examine_file(path)]


def test_a_board_with_every_part_filled_is_whole(board: Path) -> None:
    assert examine_file(board) == []


LINES = "Budget lines are not as they were written:"
AGENCIES = "Agencies are not as they were written:"
HISTORY_END = "The end of the history is not as it was written."


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        (
            "UPDATE budget_line SET set_amount = set_amount + 1 WHERE ref = 'BL-0005'",
            [
                LINES,
                "Budget line BL-0005 'Line 4': Set holds £493.81; the history knows £493.80.",
            ],
        ),
        (
            "UPDATE budget_line SET counts = 1, comment = NULL WHERE ref = 'BL-0003'",
            [
                LINES,
                "Budget line BL-0003 'Line 2': Counts towards the balance holds yes; the history "
                "knows no.",
            ],
        ),
        (
            "UPDATE posting SET dated = '2012-05-11' WHERE ref = 'PO-0040'",
            [
                "Postings are not as they were written:",
                "Posting PO-0040 'P 39': Date holds 11/05/2012; the history knows 10/05/2012.",
            ],
        ),
        (
            "UPDATE agency SET name = 'agency 29 of Łódź' WHERE ref = 'AG-0030'",
            [
                AGENCIES,
                "Agency AG-0030 'Agency 29 of Łódź': Name holds 'agency 29 of Łódź'; the history "
                "knows 'Agency 29 of Łódź'.",
            ],
        ),
        (
            "UPDATE agency SET contact_email = CAST(x'61ff' AS TEXT) WHERE ref = 'AG-0004'",
            [
                AGENCIES,
                "Agency AG-0004 'Agency 3 & Co': Email holds 'a?'; the history knows "
                "'a3@example.org'.",
            ],
        ),
        (
            "UPDATE agency SET name = CAST(name AS BLOB) WHERE ref = 'AG-0030'",
            [
                AGENCIES,
                "Agency AG-0030 'Agency 29 of Łódź': Name holds bytes that are no text; the "
                "history knows 'Agency 29 of Łódź'.",
            ],
        ),
        (
            "UPDATE board SET logo = CAST(logo AS TEXT)",
            [
                "Board settings are not as they were written:",
                "Board settings BOARD 'Merton Safeguarding Children Board': Logo",
            ],
        ),
        (
            "DELETE FROM posting WHERE ref = 'PO-0031'",
            [
                "Postings are not as they were written:",
                "Posting PO-0031 'P 30' is missing; the history knows it.",
            ],
        ),
        (
            "INSERT INTO sector (ref, name, position) VALUES ('SE-0009', 'Nobody', 1)",
            [
                "Sectors are not as they were written:",
                "Sector SE-0009 'Nobody' stands in the file; the history knows of no such record.",
            ],
        ),
        (
            "UPDATE posting SET ref = 'PO-0531' WHERE ref = 'PO-0031'",
            [
                "Postings are not as they were written:",
                "Posting PO-0031 'P 30' is missing; the history knows it.",
                "Posting PO-0531 'P 30' stands in the file; the history knows of no such record.",
            ],
        ),
        (
            "UPDATE budget_line SET description = CASE ref WHEN 'BL-0001' THEN 'Line 1' "
            "ELSE 'Line 0' END WHERE ref IN ('BL-0001', 'BL-0002')",
            [
                LINES,
                "Budget line BL-0001 'Line 0': Description holds 'Line 1'; the history knows "
                "'Line 0'.",
                "Budget line BL-0002 'Line 1': Description holds 'Line 0'; the history knows "
                "'Line 1'.",
            ],
        ),
        (
            "UPDATE seal SET total = total + 1 WHERE of = 'agency'",
            ["Agencies are not as they were written."],
        ),
        ("DELETE FROM seal WHERE of = 'agency'", ["Agencies are not as they were written."]),
        (
            "UPDATE reference_counter SET last = 39 WHERE prefix = 'AG'",
            ["The counters of the references are not as they were written."],
        ),
        (
            "UPDATE draft SET typed = '\"half\"' WHERE ref = 'AG-0003'",
            ["What was typed and not stored is not as it was kept."],
        ),
        (
            "DELETE FROM draft WHERE ref = 'AG-0003'",
            ["What was typed and not stored is not as it was kept."],
        ),
        (
            "UPDATE history_entry SET what = 'renamed' WHERE number = 70",
            ["Entry 70 of the history ('renamed') is not as it was written."],
        ),
        (
            "UPDATE history_entry SET at = '2013-06-04T12:00:00' WHERE number = 70",
            ["Entry 70 of the history ('Renamed') is not as it was written."],
        ),
        (
            "UPDATE history_row SET before = NULL WHERE entry = 70",
            ["Entry 70 of the history ('Renamed') is not as it was written."],
        ),
        (
            "UPDATE history_row SET ref = 'AG-0039' WHERE entry = 70",
            ["Entry 70 of the history ('Renamed') is not as it was written."],
        ),
        (
            "UPDATE history_entry SET seal = seal + 1 WHERE number = 70",
            ["Entry 70 of the history ('Renamed') is not as it was written."],
        ),
        (
            "UPDATE history_row SET place = 1 WHERE entry = 70",
            ["Rows of the history belong to no entry of it."],
        ),
        (
            "DELETE FROM history_row WHERE entry = 70",
            ["Entry 70 of the history ('Renamed') is not as it was written."],
        ),
        ("UPDATE history_entry SET state = 'done' WHERE state = 'abandoned'", ["undone changes"]),
        ("UPDATE history_entry SET state = 'undone' WHERE number = 70", ["undone changes"]),
        ("UPDATE sqlite_sequence SET seq = seq + 1", ["The counter of the history"]),
        ("DELETE FROM sqlite_sequence", ["The counter of the history"]),
        ("DROP INDEX history_entry_states", ["The description of the tables"]),
        ("CREATE TABLE more (x)", ["The description of the tables", "More are not as they were"]),
    ],
)
def test_each_damage_is_named(board: Path, sql: str, words: list[str]) -> None:
    said = harm(board, sql)
    assert len(said) == len(words), said
    for line, expected in zip(said, words, strict=True):
        assert line.startswith(expected) or expected in line


def test_a_missing_entry_is_named_by_its_number(board: Path) -> None:
    said = harm(
        board,
        f"DELETE FROM {ROW.name} WHERE entry IN (70, 71)",
        f"DELETE FROM {ENTRY.name} WHERE number IN (70, 71)",
    )
    assert said == ["Entries 70 to 71 of the history are missing."]


def test_a_history_cut_off_at_its_end_is_seen(board: Path) -> None:
    last = 80
    said = harm(
        board,
        f"DELETE FROM {ROW.name} WHERE entry = {last}",
        f"DELETE FROM {ENTRY.name} WHERE number = {last}",
    )
    assert HISTORY_END in said


def test_the_schemas_text_is_sealed(board: Path) -> None:
    said = harm(
        board,
        "PRAGMA writable_schema=ON",
        "UPDATE sqlite_master SET sql = replace(sql, 'VARCHAR(254)', 'VARCHAR(255)') "
        "WHERE name = 'agency'",
    )
    assert said == ["The description of the tables is not as it was written."]


def test_a_link_to_nothing_is_named_in_the_records_words(board: Path) -> None:
    said = harm(board, "PRAGMA foreign_keys=OFF", "DELETE FROM sector")
    assert "Agencies name sectors that are not there." in said
    assert "Sector SE-0001 'Health' is missing; the history knows it." in said


def test_twenty_records_are_named_and_the_others_counted(board: Path) -> None:
    said = harm(board, "UPDATE posting SET amount = 1")
    assert said[0] == "Postings are not as they were written:"
    assert len(said) == 1 + NAMED + 1
    assert said[-1] == "40 more postings differ from what the history knows."


def test_where_the_history_is_damaged_too_only_what_is_proven_is_named(board: Path) -> None:
    """The sum proves one cell; without it the stale replay of AG-0009 would be named as well."""
    said = harm(
        board,
        "UPDATE history_row SET ref = 'AG-0039' WHERE ref = 'AG-0009' AND entry > 3",
        "UPDATE agency SET contact_email = 'x' WHERE ref = 'AG-0020'",
    )
    assert said[:2] == [
        AGENCIES,
        "Agency AG-0020 'Agency 19 of Łódź': Email holds 'x'; the history knows 'a19@example.org'.",
    ]
    assert not any("AG-0009" in line or "AG-0039" in line for line in said)


def test_what_the_history_does_not_know_is_told_of_the_table_alone(board: Path) -> None:
    said = harm(
        board,
        "UPDATE history_row SET after = '{}' WHERE entry = 2",
        "UPDATE agency SET short_name = 'X' WHERE ref = 'AG-0020'",
    )
    assert said == [
        "Agencies are not as they were written. Which, the history does not tell.",
        "Entry 2 of the history ('Agencies pasted') is not as it was written.",
    ]


def test_several_parts_are_told_at_once(board: Path) -> None:
    said = harm(
        board,
        "UPDATE agency SET short_name = 'X' WHERE ref = 'AG-0020'",
        "UPDATE reference_counter SET last = 39 WHERE prefix = 'AG'",
        "UPDATE history_entry SET who = 'Nobody' WHERE number = 7",
    )
    assert len(said) == 4


def test_an_examination_changes_nothing(board: Path) -> None:
    before = board.read_bytes()
    examine_file(board)
    assert board.read_bytes() == before


def test_a_file_that_is_no_board_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.mscb"
    path.write_bytes(b"SQLite format 3\x00" + b"\xff" * 8000)
    damages = examine_file(path)
    assert damages
    assert all("cannot be read" in damage.message for damage in damages)


def test_damage_stays_damage_when_its_row_is_changed(board: Path) -> None:
    """A change takes the old row's hash away as it stands: the difference remains."""
    harm(board, "UPDATE agency SET contact_email = 'x' WHERE ref = 'AG-0020'")
    open_ = Board.open(board, clock=clock, who="Test")
    change = Change("agency", "AG-0020", {"name": "Agency 19 of Łódź"}, {"name": "Police"})
    open_.apply("Renamed", [change])
    open_.close()
    assert any("Email holds 'x'" in damage.message for damage in examine_file(board))


def test_undone_changes_are_followed_at_once_in_a_long_history(tmp_path: Path) -> None:
    """Each entry looks at the undone ones alone: a walk over all of them took minutes."""
    board = empty_board(tmp_path)
    board.apply("Made", [create("sector", "SE-0001", name="A", position=1)], act=Act.BEGIN)
    for number in range(400):
        board.apply(
            "Moved",
            [Change("sector", "SE-0001", {"position": number + 1}, {"position": number + 2})],
        )
        if number % 5 == 0:
            board.undo()
            board.redo()
    board.close()
    assert examine_file(board.path) == []


@pytest.mark.parametrize("again", [reseal, reseal_history])
def test_sealing_anew_gives_the_same_seals(board: Path, again: object) -> None:
    engine = make_engine(board)
    with engine.execution_options(writes=True).begin() as connection:
        before = seals.totals(connection)
        again(connection)  # type: ignore[operator]
        assert seals.totals(connection) == before
    engine.dispose()
    assert examine_file(board) == []
