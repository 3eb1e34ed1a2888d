"""A board's plans out and in again: known without references, refused where they cannot be."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest

from db.changes import create
from mscb_desktop.boards import open_board
from mscb_desktop.exchange.layout import layouts
from mscb_desktop.exchange.model import RowState
from mscb_desktop.sample import SAMPLES, make_sample
from tests.support.boards import clock
from tests.support.edited_workbooks import Exchange, column_of

PLANS = (
    "financial_year", "plan_kind", "plan_column", "plan", "plan_section", "action", "action_party",
    "action_link", "earlier_deadline", "progress_update", "saved_filter", "acceptance",
)  # fmt: skip
_LINK = re.compile(r"[A-Z]{2}-\d{4,} ")


def _without_references(book: openpyxl.Workbook) -> None:
    for sheet in book.worksheets:
        if "Reference" in [cell.value for cell in sheet[1]]:
            at = column_of(sheet, "Reference")
            for row in range(2, sheet.max_row + 1):
                sheet.cell(row, at).value = None


def _by_names_alone(book: openpyxl.Workbook) -> None:
    """Leave of every link the name alone."""
    _without_references(book)
    for sheet in book.worksheets:
        for row in sheet.iter_rows(min_row=2):
            for cell in row:
                if isinstance(cell.value, str) and (found := _LINK.match(cell.value)):
                    cell.value = cell.value[found.end() :]


@pytest.fixture(params=SAMPLES)
def sample(request: pytest.FixtureRequest, tmp_path: Path) -> Exchange:
    make_sample(tmp_path / "sample.mscb", name=request.param, clock=clock, who="Test")
    return Exchange(open_board(tmp_path / "sample.mscb", clock=clock, who="Test"), tmp_path)


def test_plans_are_known_without_their_references(sample: Exchange) -> None:
    plan = sample.edited(_without_references)
    of_plans = [row for row in plan.rows if row.table in PLANS]
    assert len(of_plans) > 250
    assert {row.state for row in of_plans} == {RowState.SAME}


def test_what_has_names_alone_is_the_same_or_refused_and_never_doubled(sample: Exchange) -> None:
    plan = sample.edited(_by_names_alone)
    of_plans = [row for row in plan.rows if row.table in PLANS]
    assert {row.state for row in of_plans} <= {RowState.SAME, RowState.REFUSED}
    refused = [row for row in of_plans if row.state is RowState.REFUSED]
    assert len(refused) < len(of_plans) / 5
    for row in refused:
        assert "the reference of the one that is meant" in " ".join(w.message for w in row.wrong)


def test_a_sheet_of_updates_alone_adds_them(exchange: Exchange) -> None:
    titles = {layouts()["progress_update"].sheet}

    def edit(book: openpyxl.Workbook) -> None:
        for sheet in book.worksheets:
            if sheet.title not in titles:
                book.remove(sheet)
        sheet = book.worksheets[0]
        sheet.delete_rows(2, sheet.max_row)
        heads = ["Action", "Date", "RAG", "Progress"]
        for row, cells in enumerate((
            ("AN-0001", "01/06/2013", "A", "It goes on."),
            ("AN-0001", "01/06/2013", "Green", "Twice on a day."),
            ("AN-9999", "02/06/2013", "Red", "Nobody's."),
            ("AN-0002", "31/02/2013", "Red", "On no day."),
            ("AN-0003", "02/06/2013", "Purple", "In no colour."),
        ), 2):  # fmt: skip
            for head, cell in zip(heads, cells, strict=True):
                sheet.cell(row, column_of(sheet, head)).value = cell

    plan = exchange.edited(edit)
    states = [row.state for row in plan.rows]
    assert states[2:] == [RowState.REFUSED] * 3
    assert RowState.CREATE in states[:2]
    told = {(wrong.row, wrong.heading) for wrong in plan.wrong}
    assert {(4, "Action"), (5, "Date"), (6, "RAG")} <= told


def test_a_row_that_may_be_two_records_is_refused(exchange: Exchange) -> None:
    board = exchange.board
    new = [create("plan", "PL-0900", name="Twice", plan_kind="PK-0001", position=9_000_000)]
    for number in (1, 2):
        new.append(create(
            "action", f"AN-090{number}", plan="PL-0900", what="The same again", status="open",
            position=9_000_000 + number,
        ))  # fmt: skip
    board.apply("Made", new)
    plan = exchange.added("Actions", {"Plan": "Twice", "Action": "The same again"})
    (row,) = [row for row in plan.rows if row.table == "action" and row.ref is None]
    assert row.state is RowState.REFUSED
    assert "AN-0901, AN-0902" in row.wrong[0].message
