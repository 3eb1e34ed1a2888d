"""Personal data goes from rows, history, drafts and the bytes of the file, and stays gone."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from db import history
from db.backups.copies import make_backup
from db.board import Board
from db.changes import Act, Change, Refused, create
from db.damage.whole import examine
from db.drafts import Unstored
from db.errors import BoardError
from db.file.connection import copy_file, make_engine
from db.history import rows_of
from db.purge import BackupFile, Place, backup_files, purge, wipe
from db.queries import records
from tests.support.boards import clock, empty_board

NAME, MAIL, STREET = "Persephone Quillfeather", "p.quillfeather@example.org", "47 Zephyr Mews"
SECRETS = (NAME, MAIL, STREET, "Quillfeather", "Zephyr")


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    """An agency with a contact who was typed, corrected, undone and drafted, beside another."""
    made = empty_board(tmp_path)
    made.apply(
        "Board made", [create("sector", "SE-0001", name="Health", position=1)], act=Act.BEGIN
    )
    made.apply(
        "2 agencies",
        [
            create("agency", "AG-0001", name="NHS Merton", contact_name=NAME, contact_email=MAIL),
            create("agency", "AG-0002", name="Met Police", contact_name="Al Jones"),
        ],
    )
    made.apply(
        f"Contact of NHS Merton: {NAME}, at {STREET}",
        [change({"contact_address": None}, {"contact_address": f"{STREET}\nLondon"})],
    )
    made.apply("Typed", [change({"contact_name": NAME}, {"contact_name": "Bo"})])
    made.undo()
    made.change_drafts("agency form", [draft("AG-0001", f"{MAIL},"), draft("AG-0002", "al@")])
    yield made
    made.close()


def change(before: dict[str, str | None], after: dict[str, str | None]) -> Change:
    return Change("agency", "AG-0001", before, after)


def draft(ref: str, typed: str) -> Unstored:
    return Unstored(
        ref=ref, field="mail", typed=typed, reason=f"‘{typed}’ is none.", stores="contact_email"
    )


FIELDS = ("contact_name", "contact_email", "contact_address")


def found_in(folder: Path) -> list[tuple[str, str]]:
    """List every file in whose raw bytes a secret stands, whatever its case."""
    return [
        (file.name, secret)
        for file in sorted(folder.iterdir())
        for secret in SECRETS
        if secret.lower().encode() in file.read_bytes().lower()
    ]


def damages(board: Board) -> list[str]:
    with board.reading() as connection:
        return [damage.message for damage in examine(connection)]


def agency(board: Board, ref: str) -> dict[str, object]:
    with board.reading() as connection:
        values = records.rows_by_ref(connection, "agency", [ref])[ref]
    return {name: value for name, value in values.items() if value is not None}


def test_no_byte_of_purged_fields_stays_in_the_open_file_or_its_log(
    board: Board, tmp_path: Path
) -> None:
    assert found_in(tmp_path)
    purged = purge(board, "agency", ["AG-0001"], FIELDS)
    assert purged.wiped
    assert found_in(tmp_path) == []
    assert (purged.cells, purged.history, purged.drafts) == (3, 5, 1)
    assert purged.elsewhere == ()
    assert damages(board) == []
    board.close()
    assert found_in(tmp_path) == []


def test_rows_history_and_drafts_of_others_stay(board: Board) -> None:
    purge(board, "agency", ["AG-0001"], FIELDS)
    assert agency(board, "AG-0001") == {"name": "NHS Merton"}
    assert agency(board, "AG-0002") == {"name": "Met Police", "contact_name": "Al Jones"}
    assert [draft.ref for draft in board.drafts()] == ["AG-0002"]
    with board.reading() as connection:
        first, second = rows_of(connection, 2)
        assert first.after == {"name": "NHS Merton"}
        assert second.after == {"name": "Met Police", "contact_name": "Al Jones"}
        words = connection.execute(select(history.ENTRY.c.what)).scalars().all()
    assert words[2] == "Contact of NHS Merton: (removed), at (removed)"


def test_the_entry_says_what_kind_and_how_many_and_not_which(board: Board) -> None:
    purged = purge(board, "agency", ["AG-0001", "AG-0002"], FIELDS)
    assert purged.entry.what == "Personal data removed: Contact, Email, Address of 2 agencies"
    assert purged.entry.act is Act.BEGIN
    assert purged.entry.touched == {("agency", "AG-0001"), ("agency", "AG-0002")}


def test_nothing_brings_it_back(board: Board) -> None:
    heard = []
    board.on_change(heard.append)
    purged = purge(board, "agency", ["AG-0001"], FIELDS)
    board.catch_up()
    assert heard == [purged.entry]
    assert board.undo() is None
    assert board.redo() is None
    assert agency(board, "AG-0001") == {"name": "NHS Merton"}
    board.apply("Typed", [change({"short_name": None}, {"short_name": "NM"})])
    assert board.undo() is not None
    assert board.undo() is None
    assert damages(board) == []


def test_a_whole_record_goes_with_its_history(board: Board, tmp_path: Path) -> None:
    purged = purge(board, "agency", ["AG-0001"])
    assert purged.entry.what == (
        "Personal data removed: 1 agency, with all that the history held of them"
    )
    assert found_in(tmp_path) == []
    assert b"NHS Merton" not in board.path.read_bytes()
    with board.reading() as connection:
        assert records.rows_by_ref(connection, "agency", ["AG-0001"]) == {}
        assert rows_of(connection, 4) == [change({}, {})]
    assert damages(board) == []


def test_a_record_that_is_deleted_already_goes_from_the_history(
    board: Board, tmp_path: Path
) -> None:
    with board.reading() as connection:
        gone = records.deletion(connection, "agency", ["AG-0001"])
    board.apply(f"Agency of {NAME} deleted", gone)
    purged = purge(board, "agency", ["AG-0001"])
    assert purged.cells == 0
    assert found_in(tmp_path) == []
    assert damages(board) == []


def test_a_text_that_is_needed_is_replaced(board: Board) -> None:
    purge(board, "agency", ["AG-0001"], ["name"])
    assert agency(board, "AG-0001")["name"] == "(removed)"
    assert b"NHS Merton" not in board.path.read_bytes()


def test_what_holds_the_text_elsewhere_is_named(board: Board) -> None:
    board.apply(
        "Typed", [Change("agency", "AG-0002", {"aliases": None}, {"aliases": f"Ask {NAME}"})]
    )
    board.apply(
        "Typed", [Change("agency", "AG-0002", {"aliases": f"Ask {NAME}"}, {"aliases": None})]
    )
    board.apply("Typed", [Change("sector", "SE-0001", {"name": "Health"}, {"name": NAME})])
    board.change_drafts("agency form", [draft("AG-0002", f"to {MAIL}")])
    purged = purge(board, "agency", ["AG-0001"], FIELDS)
    assert set(purged.elsewhere) == {
        Place("agency", "AG-0002", "mail"),
        Place("sector", "SE-0001", "name"),
        Place("sector", "SE-0001", None),
        Place("agency", "AG-0002", None),
    }


def test_backups_that_hold_it_are_named_with_their_day(board: Board, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    holds, empty, damaged = (folder / f"{name}.mscb" for name in ("holds", "empty", "damaged"))
    copy_file(board.path, holds)
    empty_board(folder, name="empty").close()
    damaged.write_bytes(holds.read_bytes()[:5000])
    day = dt.date(2013, 9, 1)
    files = [BackupFile(file, day) for file in (holds, empty, damaged, folder / "no.mscb")]
    purged = purge(board, "agency", ["AG-0001"], FIELDS, backups=files)
    assert purged.backups == (BackupFile(holds, day), BackupFile(damaged, day))


@pytest.mark.parametrize("password", [None, "correct horse"])
def test_real_backups_are_named_until_thinning_removes_them(
    tmp_path: Path, password: str | None
) -> None:
    now = [dt.datetime(2013, 6, 3, 12, 0)]
    made = Board.create(tmp_path / "board.mscb", clock=lambda: now[0], who="A", password=password)
    folder = tmp_path / "backups"
    folder.mkdir()
    made.apply("Added", [create("agency", "AG-0002", name="Police")])
    make_backup(made, folder)
    now[0] += dt.timedelta(days=1)
    made.apply("Added", [create("agency", "AG-0001", name="PCT", contact_name=NAME)])
    held = make_backup(made, folder)
    now[0] += dt.timedelta(days=1)
    purged = purge(
        made, "agency", ["AG-0001"], ["contact_name"], backups=backup_files(folder, made)
    )
    assert [file.path for file in purged.backups] == [held.path]
    (goes,) = [file.goes for file in purged.backups]
    assert goes is not None
    assert goes > now[0].date()
    made.close()


def test_what_cannot_be_emptied_is_refused_and_nothing_removed(board: Board) -> None:
    for table, field in (("financial_year", "start_year"), ("agency", "nothing")):
        with pytest.raises(Refused):
            purge(board, table, ["AG-0001"], [field])
    board.apply("Typed", [create("agency", "AG-0003", name="New", successor="AG-0001")])
    with pytest.raises(
        Refused, match=r"Agency .+ \(AG-0001\) cannot be deleted: it stands in 1 agency"
    ):
        purge(board, "agency", ["AG-0001"])
    assert agency(board, "AG-0001")["contact_name"] == NAME
    with board.reading() as connection:
        assert history.count(connection) == 6
    assert damages(board) == []


def test_a_damaged_board_is_not_sealed_over(board: Board) -> None:
    with board._writing() as connection:
        connection.exec_driver_sql("UPDATE agency SET name = 'Flipped' WHERE ref = 'AG-0002'")
    with pytest.raises(BoardError, match="Nothing was removed, because the board is damaged"):
        purge(board, "agency", ["AG-0001"], FIELDS)
    assert agency(board, "AG-0001")["contact_name"] == NAME
    assert damages(board)


def test_while_another_reads_the_file_it_is_wiped_later(board: Board, tmp_path: Path) -> None:
    other = make_engine(board.path)
    with other.connect() as reader:
        reader.execute(select(history.ENTRY)).all()
        purged = purge(board, "agency", ["AG-0001"], FIELDS)
        assert not purged.wiped
        assert agency(board, "AG-0001") == {"name": "NHS Merton"}
    other.dispose()
    assert wipe(board)
    assert found_in(tmp_path) == []


def test_a_board_that_can_only_be_read_is_left_alone(board: Board, tmp_path: Path) -> None:
    folder = tmp_path / "other"
    folder.mkdir()
    board.close()
    path = Path(shutil.copy(board.path, folder))
    reading = Board.open(path, clock=board.clock, who="A", read_only="It is a backup.")
    with pytest.raises(BoardError, match="It is a backup"):
        purge(reading, "agency", ["AG-0001"], FIELDS)
    reading.close()


def test_a_protected_board_is_purged_too(tmp_path: Path) -> None:
    path = tmp_path / "protected.mscb"
    made = Board.create(path, clock=clock, who="A", password="correct horse")
    made.apply("Added", [create("agency", "AG-0001", name="PCT", contact_name=NAME)])
    assert purge(made, "agency", ["AG-0001"], ["contact_name"]).wiped
    made.close()
    again = Board.open(path, clock=clock, who="A", password="correct horse")
    assert agency(again, "AG-0001") == {"name": "PCT"}
    with again.reading() as connection:
        assert rows_of(connection, 1)[0].after == {"name": "PCT"}
    assert damages(again) == []
    again.close()
