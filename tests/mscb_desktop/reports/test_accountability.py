"""The report of the line of accountability: on paper and in the workbook, held against the rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from db.board import Board
from mscb_desktop.boards import open_board
from mscb_desktop.document.model import Chip, Document, RowKind
from mscb_desktop.reports import made
from mscb_desktop.reports.base import ReportError
from mscb_desktop.sample import SAMPLES, make_sample
from tests.mscb_desktop.reports.conftest import Listed, Printed
from tests.support.boards import clock
from tests.support.counted_plans import Counted

DAYS = {"merton": dt.date(2013, 3, 31), "eastbrook": dt.date(2026, 11, 24)}


def sample_board(name: str, tmp_path_factory: pytest.TempPathFactory) -> Board:
    path = tmp_path_factory.mktemp("accountability") / "sample.mscb"
    make_sample(path, name=name, clock=clock, who="Test")
    return open_board(path, clock=clock, who="Test")


@pytest.fixture(scope="module", params=sorted(SAMPLES))
def sample(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Board, dt.date]]:
    board = sample_board(request.param, tmp_path_factory)
    yield board, DAYS[request.param]
    board.close()


@pytest.fixture(scope="module")
def merton(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Board]:
    board = sample_board("merton", tmp_path_factory)
    yield board
    board.close()


def report(board: Board, day: dt.date = DAYS["merton"], **of: str) -> Document:
    return made(board, "accountability", as_at=day, of=of)


def test_the_summary_counts_each_objective_as_its_rows_do(sample: tuple[Board, dt.date]) -> None:
    board, day = sample
    rows, table = Counted(board), report(board, day).table("objectives")
    values = {row.key: v for row, v in zip(table.rows, table.evaluated(), strict=True) if row.key}
    assert values
    for ref, line in values.items():
        expected = rows.tally(set(rows.serving(ref, day)), day)
        ratings = [expected.ratings.get(rag, 0) for rag in ("red", "amber", "green")]
        unrated = expected.ratings.get("not_rated", 0) + expected.ratings.get(None, 0)
        statuses = [expected.statuses.get(one, 0) for one in ("open", "complete", "dropped")]
        assert line[3:12] == (expected.total, *ratings, unrated, *statuses, expected.overdue)
        named = zip(("R Red", "A Amber", "G Green"), ratings, strict=True)
        worst = next((chip for chip, number in named if number), None)
        if worst is not None:
            assert str(line[12]) == worst
        told = rows.told(ref, day)
        own = told[-1]["rag"] if told else None
        assert (line[2].word.casefold() if isinstance(line[2], Chip) else None) == own


def test_the_workbook_lists_every_action_of_every_objective(
    sample: tuple[Board, dt.date], listed: Listed
) -> None:
    board, day = sample
    rows, document = Counted(board), report(board, day)
    keys = [row.key for row in document.table("objectives").rows if row.key]
    lines = listed(document, "Actions")
    expected = {
        (
            rows.actions[o]["number"].rstrip("."),
            rows.actions[a]["what"] or rows.actions[a]["recommendation"],
            whole,
        )
        for o in keys
        for a, whole in rows.serving(o, day).items()
    }
    assert {
        (row["Objective"], row["Action"], row["Linked to"] == "the whole section") for row in lines
    } == expected
    assert all((row["Days late"] or 0) >= 0 for row in lines)
    late = {row["Action"] for row in lines if row["Days late"]}
    assert late == {
        rows.actions[a]["what"] for o in keys for a in rows.serving(o, day) if rows.late(a, day)
    }


def test_paper_has_a_table_an_objective_with_what_serves_it(
    merton: Board, printed: Printed
) -> None:
    document = report(merton)
    assert document.subtitle == "Business plan 2012-13, as at 31/03/2013"
    tables = list(document.tables())
    assert [table.title[:3] for table in tables[1:-1]] == [
        "1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "2.4", "2.5", "3.1", "4.1", "4.2", "4.3",
    ]  # fmt: skip
    quality = next(table for table in tables if table.title.startswith("2.1"))
    kinds = [row.kind for row in quality.rows]
    assert kinds[4:6] == [RowKind.SUBHEADING, RowKind.LINE]
    assert quality.rows[4].cells == ("Linked to the whole section 2 Challenge & improvement",)
    page = printed(document)
    assert "Refresh the Section 11 audits" in page
    assert "March 2012 late 12 months" in page
    assert "Served by 7 actions · 6 Green, 1 Amber · 1 overdue · worst A Amber" in page
    assert "No action serves this objective." in page


def test_links_to_no_objective_stand_at_the_end(merton: Board, listed: Listed) -> None:
    document = report(merton)
    *_, loose = document.tables()
    assert loose.title == "Links to no objective"
    rows = listed(document, "Links to no objective")
    assert len(rows) == 10
    assert {row["Which is"] for row in rows} == {"no such objective"}
    assert all(row["Link as printed"].startswith("2.6 ") for row in rows)


@pytest.mark.parametrize(
    ("asked", "titles"),
    [("2.4", ["2.4"]), ("4", ["4.1", "4.2", "4.3"]), ("{ref}", ["1.1"])],
)
def test_one_objective_or_those_of_a_section_alone(
    merton: Board, asked: str, titles: list[str]
) -> None:
    first = next(row.key for row in report(merton).table("objectives").rows if row.key)
    document = report(merton, objective=asked.format(ref=first))
    shown = [table for table in document.tables() if table.key != "objectives"]
    assert [table.title[:3] for table in shown] == titles
    assert (", objective" in document.subtitle) is (len(titles) == 1)


def test_what_is_not_there_is_said_with_what_there_is(merton: Board) -> None:
    with pytest.raises(ReportError) as error:
        report(merton, objective="9.9")
    assert error.value.message.startswith(
        "Business plan 2012-13 has no objective '9.9'. It has 1.1"
    )
    with pytest.raises(ReportError) as error:
        report(merton, dt.date(2013, 6, 3))
    assert "no business plan of 2013-14" in error.value.message
    assert error.value.message.endswith(": type --plan PL-0001 (Business plan 2012-13).")
    with pytest.raises(ReportError) as error:
        report(merton, plan="PL-0002")
    assert error.value.message == (
        "Quality Assurance Subgroup workplan 2012-13 is no business plan, so it has no "
        "objectives: type --plan PL-0001 (Business plan 2012-13)."
    )


@pytest.mark.parametrize("asked", [{}, {"plan": "PL-0001"}, {"objective": "1.1"}])
def test_without_a_day_a_plan_stands_as_at_the_end_of_its_year(
    merton: Board, asked: dict[str, str]
) -> None:
    subtitle = made(merton, "accountability", of=asked).subtitle
    assert subtitle.startswith("Business plan 2012-13")
    assert subtitle.endswith(", as at 31/03/2013")


def test_an_action_of_another_plan_is_no_objective(merton: Board) -> None:
    with pytest.raises(ReportError, match="2012-13 is no business plan"):
        report(merton, objective="an-0013")
