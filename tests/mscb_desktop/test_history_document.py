"""The history as a document: written as PDF and Excel, read back."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
from pypdf import PdfReader

from db.changes import Change, create
from db.queries.history import Doing, Filter
from mscb_desktop.document.files import write_document
from mscb_desktop.history_document import MOST, build, in_words
from tests.support.boards import NOON, empty_board


def test_every_changed_cell_is_a_line_in_pdf_and_excel(tmp_path: Path) -> None:
    board = empty_board(tmp_path)
    board.apply("Agency ‘PCT’ added", [create("agency", "AG-0001", name="PCT", short_name="P")])
    board.apply("Renamed", [Change("agency", "AG-0001", {"name": "PCT"}, {"name": "=1+1"})])
    board.undo()
    with board.reading() as connection:
        document = build(connection, Filter(ref="AG-0001"))
    board.close()
    for suffix in (".xlsx", ".pdf"):
        write_document(document, tmp_path / f"history{suffix}", now=NOON)
    sheet = openpyxl.load_workbook(tmp_path / "history.xlsx")["Changes"]
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    start = next(n for n, row in enumerate(cells) if row[0] == "No.")
    assert [row[5:9] for row in cells[start + 1 : start + 5]] == [
        ["Changed", "Name", "=1+1", "PCT"],
        ["Changed", "Name", "PCT", "=1+1"],
        ["Added", "Name", None, "PCT"],
        ["Added", "Short name", None, "P"],
    ]
    assert cells[start + 1][:3] == [3, "03/06/2013 12:00", "Test"]
    text = "".join(page.extract_text() for page in PdfReader(tmp_path / "history.pdf").pages)
    assert "Undid change 2." in text
    assert "PCT (AG-0001)" in text


def test_only_the_newest_lines_are_printed_and_it_says_so(tmp_path: Path) -> None:
    board = empty_board(tmp_path)
    many = [create("agency", f"AG-{n:04d}", name=f"Agency {n}") for n in range(MOST + 5)]
    board.apply("Pasted", many)
    with board.reading() as connection:
        document = build(connection, Filter())
        nothing = build(connection, Filter(words="no such words"))
    board.close()
    assert len(document.table("history").rows) == MOST
    assert document.blocks[1].text.startswith("These are the newest 2,000 lines")  # type: ignore[union-attr]
    assert nothing.table("history").rows == ()


def test_a_filter_is_said_in_words(tmp_path: Path) -> None:
    board = empty_board(tmp_path)
    board.apply("Added", [create("agency", "AG-0001", name="PCT")])
    wanted = Filter(
        ref="AG-0001",
        table="agency",
        who="S. Lee",
        since=dt.date(2013, 1, 2),
        until=dt.date(2013, 2, 1),
        words="set",
        doing=Doing.UNDONE,
    )
    with board.reading() as connection:
        assert in_words(connection, Filter()) == ""
        assert in_words(connection, wanted) == (
            "PCT (AG-0001) · Agencies · by S. Lee · undone · from 02/01/2013 · to 01/02/2013 · "
            "with ‘set’"
        )
    board.close()
