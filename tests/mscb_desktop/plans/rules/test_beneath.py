"""The small words under an action's cells: the same on the page and on paper, on both samples."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.records.plans import Shows
from mscb_desktop.boards import open_board
from mscb_desktop.document.model import Cell
from mscb_desktop.plans.book import Book
from mscb_desktop.plans.rules.beneath import same_as, under_when
from mscb_desktop.plans.table.sheet import PlanSheet
from mscb_desktop.reports.plan_tables import columns_of, plan_table
from mscb_desktop.sample import make_sample
from mscb_desktop.sheet.model import RowKind, Tone
from tests.support.boards import clock
from tests.support.few_plans import FewPlans

DAY = dt.date(2013, 3, 31)


@pytest.fixture
def made(tmp_path: Path) -> Iterator[FewPlans]:
    plans = FewPlans.empty(tmp_path)
    yield plans
    plans.board.close()


def book_of(made: FewPlans, day: dt.date = DAY) -> Book:
    with made.board.reading() as connection:
        return Book(connection, day)


def under(made: FewPlans, ref: str, *shown: Shows) -> list[tuple[str, bool]]:
    book = book_of(made)
    found = under_when(book, book.register.actions[ref], shown)
    return [(small.text, small.is_late) for small in found]


@pytest.mark.parametrize("name", ["merton", "eastbrook"])
def test_what_stands_under_a_deadline_is_the_same_on_the_page_and_on_paper(
    name: str, tmp_path: Path
) -> None:
    make_sample(tmp_path / "sample.mscb", name=name, clock=clock, who="Test")
    board = open_board(tmp_path / "sample.mscb", clock=clock, who="Test")
    day = {"merton": DAY, "eastbrook": dt.date(2026, 11, 24)}[name]
    with board.reading() as connection:
        book = Book(connection, day)
    seen = 0
    for plan in book.plans:
        sheet = PlanSheet(board, plan, day)
        notes = {
            row.ref: row.notes.get("when")
            for row in sheet.page(0, sheet.count())
            if row.kind is RowKind.LINE
        }
        shown = [column.shows for column in columns_of(book, plan)]
        at = shown.index(Shows.WHEN)
        for row in plan_table(book, plan).rows:
            if row.key not in notes:
                continue
            cell, note = row.cells[at], notes[row.key]
            below = cell.below if isinstance(cell, Cell) else ()
            points = any(
                small.of_points for small in under_when(book, book.register.actions[row.key], shown)
            )
            if not points:
                said = " · ".join(small.text for small in below)
                assert said == (note.text if note else "")
                late = note is not None and note.tone is Tone.BAD
                assert late == any(small.text.startswith("late ") for small in below)
                seen += bool(said)
    assert seen > 10
    board.close()


def test_an_end_is_said_under_the_deadline_where_no_column_shows_it(made: FewPlans) -> None:
    ref = made.action(made.plan("Plan"), "1", what="Do", status="complete", status_on=DAY)
    assert under(made, ref, Shows.WHEN) == [("Complete 31/03/2013", False)]
    assert under(made, ref, Shows.WHEN, Shows.STATUS) == []


def test_a_date_of_its_own_is_not_said_to_be_late_by_that_of_a_point(made: FewPlans) -> None:
    plan, april, may = made.plan("Plan"), dt.date(2012, 4, 30), dt.date(2012, 5, 31)
    top = made.action(plan, "6", what="Record", when_text="April 2012", last_due=april)
    assert under(made, top) == [("late 11 months", True)]
    point = made.action(plan, None, what="Review", part_of=top, when_text="May 2012", last_due=may)
    assert under(made, top)[0] == ("late 10 months with its points", True)
    assert under(made, point) == [("late 10 months", True)]


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        (("5 and 14", "14"), "See action point 5"),
        (("5 & 14", "14."), "See action point 5"),
        (("5 and 14", "14", "5"), "See action point 5 and 14"),
        (("5, 9 and 14", "14"), "See action point 5, 9 and 14"),
        (("5", "14"), "See action point 5"),
    ],
)
def test_an_alias_names_the_other_by_the_number_that_is_not_its_own(
    made: FewPlans, numbers: tuple[str, ...], words: str
) -> None:
    plan = made.plan("Plan")
    target = made.action(plan, numbers[0], what="Listen")
    alias = made.action(plan, numbers[1], same_as=target)
    for number in numbers[2:]:
        made.action(plan, number, what="Something else")
    register = book_of(made).register
    assert same_as(register, register.actions[alias]) == words
    assert same_as(register, register.actions[target]) == ""
