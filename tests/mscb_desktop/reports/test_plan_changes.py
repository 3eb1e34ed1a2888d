"""What changed in the plans between two days, on paper and in the workbook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mscb_desktop.document.model import Document, RowKind
from mscb_desktop.reports import made
from mscb_desktop.reports.base import ReportError
from tests.mscb_desktop.reports.conftest import Listed, Printed
from tests.support.few_plans import FewPlans

JUNE, AUTUMN, MARCH = dt.date(2012, 6, 30), dt.date(2012, 9, 30), dt.date(2013, 3, 31)


class Few:
    """A plan to which one of everything happens between June and March, and one that rests."""

    def __init__(self, plans: FewPlans) -> None:
        self.board = plans.board
        year = plans.year(2012)
        self.plan = plan = plans.plan("Training workplan", year=year)
        plans.plan("Quality workplan", year=year)
        rated = plans.action(plan, "1", what="Train")
        plans.update(rated, JUNE, rag="amber")
        plans.update(rated, AUTUMN, rag="green")
        plans.action(plan, "2", what="Evaluate", status="complete", status_on=AUTUMN)
        plans.action(plan, "3", what="Recruit", status="dropped", status_on=AUTUMN)
        moved = plans.action(plan, "4", what="Publish", when_text="End of May", last_due=MARCH)
        plans.add(
            "earlier_deadline",
            action=moved,
            when_text="Sept 12",
            last_due=AUTUMN,
            replaced_on=dt.date(2012, 8, 1),
        )
        plans.action(plan, "5", what="Audit", when_text="Sept 12", last_due=AUTUMN)
        first = plans.action(plan, "6", what="Share")
        plans.update(first, AUTUMN, rag="red")

    def report(self, **of: Any) -> Document:
        return made(self.board, "plan-changes", of={"from": JUNE, "to": MARCH, **of})


@pytest.fixture
def few(tmp_path: Path) -> Iterator[Few]:
    plans = FewPlans.empty(tmp_path)
    yield Few(plans)
    plans.board.close()


def test_a_plan_tells_sort_by_sort_what_happened(few: Few, printed: Printed) -> None:
    document = few.report()
    assert document.subtitle == "from 30/06/2012 to 31/03/2013"
    table = document.table(f"changes {few.plan}")
    told = [
        row.cells[0] if row.kind is RowKind.HEADING else (values[0], values[3])
        for row, values in zip(table.rows, table.evaluated(), strict=True)
    ]
    assert told == [
        "Completed (1)",
        ("2", "complete on 30/09/2012"),
        "Dropped (1)",
        ("3", "dropped on 30/09/2012"),
        "New rating (2)",
        ("1", "from A Amber to G Green on 30/09/2012, better"),
        ("6", "R Red for the first time on 30/09/2012"),
        "Deadline moved (1)",
        ("4", "from Sept 12 (30/09/2012) to End of May (31/03/2013): 182 days later"),
        "Newly overdue (1)",
        ("5", "due 30/09/2012, late 6 months"),
    ]
    page = printed(document)
    assert "from A Amber to G Green on 30/09/2012, better A Amber G Green" in page
    assert "Nothing changed in: Quality workplan 2012-13." in page


def test_the_plans_are_summed_first(few: Few) -> None:
    table = few.report().table("plans")
    assert [column.heading for column in table.columns] == [
        "Plan", "Added", "Completed", "Dropped", "Goes on in a later plan", "New rating",
        "of these first", "better", "worse", "Deadline moved", "Newly overdue",
    ]  # fmt: skip
    assert table.evaluated() == (("Training workplan 2012-13", 0, 1, 1, 0, 2, 1, 1, 0, 1, 1),)


def test_the_workbook_is_one_list(few: Few, listed: Listed) -> None:
    rows = listed(few.report(), "Changes")
    assert [(row["What happened"], row["No."]) for row in rows] == [
        ("New rating", "1"),
        ("Completed", "2"),
        ("Dropped", "3"),
        ("Deadline moved", "4"),
        ("Newly overdue", "5"),
        ("New rating", "6"),
    ]
    moved = rows[3]
    assert (moved["Was due"].date(), moved["Due"].date()) == (AUTUMN, MARCH)
    assert moved["Moved by days"] == 182
    assert (rows[0]["RAG before"], rows[0]["RAG now"]) == ("A Amber", "G Green")


def test_a_year_is_told_from_the_last_day_before_it(few: Few) -> None:
    document = made(few.board, "plan-changes", year=2012)
    assert document.subtitle == "from 31/03/2012 to 31/03/2013"
    table = document.table(f"changes {few.plan}")
    assert table.caption == "The plan began between these days."
    assert table.rows[0].cells == ("Added (6)",)


def test_one_plan_alone(few: Few) -> None:
    document = few.report(plan=few.plan)
    assert document.title == "What changed: Training workplan 2012-13"
    assert [(table.key, table.title) for table in document.tables()] == [
        (f"changes {few.plan}", "")
    ]


def test_two_days_stand_in_their_order(few: Few, printed: Printed) -> None:
    with pytest.raises(ReportError) as error:
        few.report(to=JUNE)
    assert error.value.message.startswith("30/06/2012 is not before 30/06/2012")
    with pytest.raises(ReportError, match="one of --to, --as-at and --year"):
        made(few.board, "plan-changes", as_at=MARCH, of={"to": MARCH})
    nothing = few.report(**{"from": MARCH - dt.timedelta(days=1)})
    assert "Nothing changed between these days." in printed(nothing)


def test_a_rating_changed_on_the_day_since_which_it_holds(few: Few, listed: Listed) -> None:
    plans = FewPlans(few.board)
    again = plans.action(few.plan, "7", what="Ask")
    for day, rag in ((JUNE, "green"), (AUTUMN, "red"), (MARCH, "red")):
        plans.update(again, day, rag=rag)
    (row,) = [row for row in listed(few.report(), "Changes") if row["No."] == "7"]
    assert row["On"].date() == AUTUMN
    assert row["What changed"] == "from G Green to R Red on 30/09/2012, worse"
