"""What the budget's pages say: headings, notes, drafts, forecasts, and years that are not there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from db.board import Board
from db.queries.budget import LineRow, YearRow
from db.records.budget import LineKind, Side
from mscb_desktop.checks import find, plan_accept
from mscb_desktop.document.model import (
    Cell,
    Chart,
    Document,
    Heading,
    Notes,
    Orientation,
    Paragraph,
    Tone,
)
from mscb_desktop.reports import find_report, made, reports
from mscb_desktop.reports.base import ReportError, Request
from tests.support.boards import NOON, empty_board
from tests.support.budgets import YEAR, line, put

SPENT, INCOME = LineKind.EXPENDITURE, Side.INCOME
ROWS = (
    line(1, SPENT, description="Salaries", set_amount=100_00, actual=90_00),
    line(2, LineKind.TOTAL, description="Total"),
    line(3, LineKind.CONTRIBUTION, INCOME, description="LBM", set_amount=100_00, actual=100_00),
    line(4, LineKind.TOTAL, INCOME, description="Total income"),
)


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    made = empty_board(tmp_path)
    yield made
    made.close()


def page(board: Board, name: str = "budget-statement", year: int = 2012) -> Document:
    with board.reading() as connection:
        return find_report(name).build(connection, Request(NOON, year))


def headings(document: Document, table: str) -> list[str]:
    return [column.heading for column in document.table(table).columns]


def words(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading | Paragraph)]


def changed(number: int, **values: object) -> tuple[LineRow, ...]:
    return tuple(
        replace(row, **values) if row.ref == f"BL-{number:04d}" else row  # type: ignore[arg-type]
        for row in ROWS
    )


def test_a_page_whose_figures_agree_is_no_draft(board: Board) -> None:
    put(board, ROWS)
    document = page(board)
    assert not document.draft
    assert words(document) == []
    assert not [block for block in document.blocks if isinstance(block, Notes)]
    assert (document.title, document.subtitle) == ("Budget statement", "2012-13")


def test_the_day_up_to_which_actuals_count_stands_in_the_heading(board: Board) -> None:
    put(board, ROWS, replace(YEAR, actual_to=dt.date(2012, 12, 31)))
    assert headings(page(board), "expenditure")[2] == "Actual to 31/12/2012 (£)"


def test_the_last_day_of_the_year_is_the_year_end(board: Board) -> None:
    put(board, ROWS, replace(YEAR, actual_to=dt.date(2013, 3, 31)))
    assert headings(page(board), "expenditure")[2] == "Actual to year end (£)"


def test_codes_and_forecast_stand_only_where_there_are_any(board: Board) -> None:
    put(board, changed(1, codes="1.10", forecast=95_00))
    document = page(board)
    assert headings(document, "expenditure") == [
        "Description",
        "Codes",
        "Set 2012-13 (£)",
        "Actual to year end (£)",
        "Under / over (£)",
        "Forecast outturn (£)",
        "Comments",
    ]
    assert document.orientation is Orientation.LANDSCAPE
    assert document.table("expenditure").evaluated() == (
        ("Salaries", "1.10", 100_00, 90_00, 10_00, 95_00, None),
        ("Total", None, 100_00, 90_00, 10_00, 95_00, None),
    )
    assert "Forecast outturn (£)" not in headings(document, "income")


def test_an_unaccepted_finding_makes_a_draft_that_names_it(board: Board) -> None:
    put(board, changed(1, printed_set=99_00, printed_actual=89_00))
    document = page(board)
    assert document.draft
    (notes,) = (block for block in document.blocks if isinstance(block, Notes))
    assert notes.texts == (
        "Printed as 99.00; computed 100.00.",
        "Printed as 89.00; computed 90.00.",
    )
    cells = document.table("expenditure").rows[0].cells
    assert [cell.mark for cell in cells if isinstance(cell, Cell)] == [1, 2]
    assert words(document) == [
        "Figures that disagree",
        "- 2 figures are not what was printed: notes 1 and 2.",
    ]


def test_what_disagrees_and_marks_no_note_is_named_in_full(board: Board) -> None:
    put(board, changed(3, set_amount=101_00, actual=100_00))
    assert words(page(board))[1] == (
        "- Income against set expenditure 2012-13: set expenditure 100.00, income 101.00: "
        "1.00 of income is not allotted."
    )


def test_an_accepted_finding_is_a_note_and_no_draft(board: Board) -> None:
    put(board, changed(1, printed_set=99_00))
    with board.reading() as connection:
        (finding,) = find(connection, NOON.date())
    plan = plan_accept(board, finding, "Rounded by\nthe printer")
    board.apply(plan.what, plan.changes)
    for name in ("budget-statement", "budget-projection"):
        document = page(board, name)
        assert not document.draft
        (notes,) = (block for block in document.blocks if isinstance(block, Notes))
        assert notes.texts == (
            "Printed as 99.00; computed 100.00. Accepted: Rounded by the printer.",
        )


def test_findings_on_one_cell_share_a_note(board: Board) -> None:
    put(board, changed(4, printed_set=99_00)[:2] + changed(4, printed_set=99_00)[3:])
    with board.reading() as connection:
        found = find(connection, NOON.date())
    assert [finding.column for finding in found] == ["set", "set"]
    for finding in found:
        plan = plan_accept(board, finding, "So be it.")
        board.apply(plan.what, plan.changes)
    (notes,) = (block for block in page(board).blocks if isinstance(block, Notes))
    assert len(notes.texts) == 1
    assert notes.texts[0].count("Accepted: So be it.") == 2


def test_income_notes_go_on_from_those_of_expenditure(board: Board) -> None:
    rows = changed(1, printed_set=99_00)
    put(board, [replace(row, printed_set=99_00) if row.ref == "BL-0003" else row for row in rows])
    notes = [block for block in page(board).blocks if isinstance(block, Notes)]
    assert [(block.first, len(block.texts)) for block in notes] == [(1, 1), (2, 1)]


def test_an_adjustment_that_does_not_count_says_so(board: Board) -> None:
    out = line(5, LineKind.ADJUSTMENT, description="Grant", adjusts_by=7_00, counts=False)
    put(board, [*ROWS, out])
    table = page(board).table("expenditure")
    assert Cell(7_00, Tone.QUIET, word="not counted") in table.rows[-1].cells
    assert table.value("BL-0002", "difference") == 10_00


def test_before_anything_is_spent_only_what_is_set_is_charted(board: Board) -> None:
    put(board, [replace(row, actual=None) for row in ROWS])
    document = page(board)
    (chart,) = (block for block in document.blocks if isinstance(block, Chart))
    assert [series.name for series in chart.series] == ["set"]
    assert document.table("expenditure").evaluated()[-1] == ("Total", 100_00, None, None, None)


def test_a_projection_that_does_not_balance_says_which_way(board: Board) -> None:
    rows = [replace(row, actual=None) for row in changed(3, set_amount=101_00, actual=None)]
    put(board, rows)
    document = page(board, "budget-projection")
    assert "Income exceeds set expenditure by 1.00: not yet allotted." in words(document)
    assert document.draft


def test_a_projection_short_of_money_says_so(board: Board) -> None:
    put(board, changed(3, set_amount=98_00, actual=None))
    assert "Set expenditure exceeds income by 2.00." in words(page(board, "budget-projection"))


def test_a_projection_names_what_the_year_before_carries(board: Board) -> None:
    put(board, ROWS)
    following = [
        line(21, SPENT, set_amount=9_00),
        line(22, LineKind.BROUGHT_FORWARD, INCOME, set_amount=9_00),
    ]
    put(board, following, YearRow("FY-0002", 2013))
    assert "- Carried forward 10.00, but 2013-14 brings in 9.00: 1.00 less." in words(
        page(board, "budget-projection", 2013)
    )


def test_a_year_that_is_not_there_names_those_that_are(board: Board) -> None:
    with pytest.raises(ReportError, match="no financial year yet"):
        page(board)
    put(board, ROWS)
    with pytest.raises(ReportError, match=r"There is no 2015-16 in this board\. It has 2012-13\."):
        page(board, year=2015)


def test_the_year_meant_where_none_is_named(board: Board) -> None:
    put(board, ROWS)
    put(board, [line(21, SPENT, set_amount=9_00)], YearRow("FY-0002", 2013))
    assert made(board, "budget-statement").subtitle == "2012-13"
    assert made(board, "budget-projection").subtitle == "2013-14"


def test_reports_are_found_by_any_unique_part() -> None:
    assert {"budget-projection", "budget-statement"} <= {report.name for report in reports()}
    assert find_report("STATE").name == "budget-statement"
    with pytest.raises(ReportError, match="could be budget-projection or budget-statement"):
        find_report("budget")
    with pytest.raises(ReportError, match="There is no report 'minutes'"):
        find_report("minutes")
    with pytest.raises(ReportError, match="There is no report ''"):
        find_report("")


def test_headings_and_subtotals_stand_on_both_pages(board: Board) -> None:
    heading = line(5, LineKind.HEADING, description="People", position=1)
    put(board, [heading, *ROWS, line(6, LineKind.SUBTOTAL, description="Subtotal")])
    for name, table in (("budget-statement", "expenditure"), ("budget-projection", "projection")):
        rows = page(board, name).table(table)
        assert rows.evaluated()[0][0] == "People"
        assert rows.value("BL-0006", "set") == 100_00


def test_one_printed_figure_is_named_in_the_singular(board: Board) -> None:
    put(board, changed(1, printed_set=99_00))
    assert words(page(board))[1] == "- 1 figure is not what was printed: note 1."


def test_an_accepted_finding_of_no_cell_here_is_a_note_all_the_same(board: Board) -> None:
    put(board, [row for row in changed(3, set_amount=101_00) if row.kind is not LineKind.TOTAL])
    with board.reading() as connection:
        (finding,) = (f for f in find(connection, NOON.date()) if f.key.startswith("allotted"))
    plan = plan_accept(board, finding, "Held back")
    board.apply(plan.what, plan.changes)
    notes = [block for block in page(board).blocks if isinstance(block, Notes)]
    assert ["Accepted: Held back." in text for block in notes for text in block.texts] == [True]
