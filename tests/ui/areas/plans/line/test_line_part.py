"""The line of accountability on a real board: chosen, opened, counted anew, shown as on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from db.records.plans import Rag
from mscb_desktop.sheet.model import RowKind
from tests.support.few_plans import FewPlans
from tests.support.pages import Surroundings, surroundings
from ui.areas.plans.line.entries import LOOSE, Entry
from ui.areas.plans.line.part import LinePart

K = Qt.Key
MARCH = dt.date(2013, 3, 31)


class Few(FewPlans):
    """A business plan of 2012-13 with two sections, and two plans that serve it."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around.board)
        self.first_year = self.year(2012)
        year = {"year": self.first_year}
        self.business = self.plan("Business plan", "Business plan", **year)
        lead = self.section(self.business, "Leadership", number="1")
        challenge = self.section(self.business, "Challenge", number="2")
        self.led = self.action(self.business, "1.1", what="Lead well", plan_section=lead)
        self.audit = self.action(
            self.business, "2.1", what="Audit more:\n- ten cases", plan_section=challenge
        )
        self.hear = self.action(self.business, "2.2", what="Hear all", plan_section=challenge)
        serves = {**year, "objectives_of": self.business}
        self.quality = self.plan("Quality workplan", **serves)
        self.training = self.plan("Training workplan", **serves)
        self.cases = self.action(
            self.quality, "1", what="Audit cases", last_due=dt.date(2012, 6, 30)
        )
        self.train = self.action(self.training, "1", what="Train auditors")
        self.all = self.action(self.training, "2", what="Train all")
        self.lost = self.action(self.training, "3", what="Go astray")
        self.link(self.cases, objective=self.audit)
        self.link(self.train, objective=self.audit)
        self.link(self.all, plan_section=challenge)
        self.link(self.lost, printed="9.9 Elsewhere")
        self.update(self.cases, dt.date(2012, 9, 30), rag="red")
        self.update(self.train, dt.date(2012, 9, 30), rag="green")
        self.update(self.audit, MARCH, rag="amber")


@pytest.fixture
def around(qtbot: QtBot, tmp_path: Path) -> Iterator[Surroundings]:
    with surroundings(tmp_path, sample=False) as made:
        yield made


@pytest.fixture
def few(around: Surroundings) -> Few:
    return Few(around)


@pytest.fixture
def opened() -> list[str]:
    return []


@pytest.fixture
def part(qtbot: QtBot, around: Surroundings, few: Few, opened: list[str]) -> LinePart:
    made = LinePart(around.context, opened.append)
    qtbot.addWidget(made)
    made.resize(1080, 700)
    made.show_year(2012)
    made.show()
    qtbot.waitExposed(made)
    around.pages.append(made)
    return made


def entry(part: LinePart, ref: str) -> Entry:
    return next(one for one in part.objectives.entries() if one.ref == ref)


def rows(part: LinePart) -> list[tuple[str, str, str]]:
    """Give kind, text and note of what the right shows."""
    model = part.grid.sheet_model
    column = model.columns[1]
    found = []
    for place in range(model.rowCount()):
        row = model.row(place)
        assert row is not None
        note = model.note(row, column)
        found.append((str(row.kind), model.text(row, column), note.text if note else ""))
    return found


def test_objectives_stand_below_their_sections_with_their_counts(part: LinePart, few: Few) -> None:
    shown = part.objectives.entries()
    assert [(one.number, one.title) for one in shown] == [
        ("1", "Leadership"),
        ("1.1", "Lead well"),
        ("2", "Challenge"),
        ("2.1", "Audit more"),
        ("2.2", "Hear all"),
        ("", "Links to no objective"),
    ]
    audit = entry(part, few.audit)
    assert audit.rag is Rag.AMBER
    assert audit.counts == ((Rag.RED, 1), (Rag.GREEN, 1), (Rag.NOT_RATED, 1))
    assert (audit.words, audit.bad) == ("3 actions · worst Red", "1 overdue")
    assert entry(part, few.led).words == "no action serves it"
    assert audit.spoken == (
        "2.1 Audit more, own rating A Amber, 3 actions · worst Red, "
        "1 Red, 1 Green, 1 Not rated, 1 overdue"
    )
    assert part.title.text() == "Business plan 2012-13"
    assert "3 actions · 1 Green, 1 Red, 1 not rated · 1 overdue" in part.counts.text()
    assert not part.unlinked.isVisible()


def test_the_keyboard_chooses_and_opens(
    qtbot: QtBot, part: LinePart, few: Few, opened: list[str]
) -> None:
    assert part.ref == few.led
    part.setFocus()
    qtbot.keyClick(part.objectives, K.Key_Down)
    assert part.ref == few.audit
    assert rows(part) == [
        (RowKind.HEADING, "Quality workplan 2012-13", ""),
        (RowKind.LINE, "Audit cases", ""),
        (RowKind.HEADING, "Training workplan 2012-13", ""),
        (RowKind.LINE, "Train auditors", ""),
        (RowKind.LINE, "Train all", "serves all of section 2"),
    ]
    qtbot.keyClick(part.objectives, K.Key_Return)
    assert part.grid.hasFocus()
    qtbot.keyClick(part.grid, K.Key_Return)
    assert opened == [few.cases]


def test_an_objective_that_nothing_serves_says_so_and_opens_itself(
    qtbot: QtBot, part: LinePart, few: Few, opened: list[str]
) -> None:
    assert part.nothing.isVisible()
    assert "No action serves this objective yet." in part.nothing.text()
    assert not part.grid.isVisible()
    qtbot.keyClick(part.objectives, K.Key_Return)
    assert opened == [few.led]
    qtbot.mouseClick(part.open_button, Qt.MouseButton.LeftButton)
    assert opened == [few.led, few.led]


def test_links_to_no_objective_are_shown_with_their_words(part: LinePart, few: Few) -> None:
    assert part.objectives.select(LOOSE)
    model = part.grid.sheet_model
    row = model.row(1)
    assert row is not None
    assert (row.ref, row.values["said"], row.values["why"]) == (
        few.lost,
        "9.9 Elsewhere",
        "no such objective",
    )
    assert not part.open_button.isVisible()


def test_a_change_is_counted_at_once_and_the_choice_stays(
    part: LinePart, few: Few, around: Surroundings
) -> None:
    part.objectives.select(few.audit)
    few.update(few.all, dt.date(2012, 10, 1), rag="amber")
    entry_touched = frozenset({("progress_update", "PU-0004")})
    part.refresh(entry_touched)
    assert part.ref == few.audit
    assert entry(part, few.audit).counts == ((Rag.RED, 1), (Rag.AMBER, 1), (Rag.GREEN, 1))
    few.link(few.lost, objective=few.led)
    part.refresh(frozenset({("action_link", "AL-0005")}))
    assert entry(part, few.led).words == "1 action"


def test_what_is_not_seen_is_read_when_it_is_shown(qtbot: QtBot, part: LinePart, few: Few) -> None:
    other = QWidget()
    qtbot.addWidget(other)
    part.hide()
    few.link(few.lost, objective=few.led)
    part.refresh(frozenset({("action_link", "AL-0005")}))
    assert entry(part, few.led).words == "no action serves it"
    part.show()
    assert entry(part, few.led).words == "1 action"


def test_an_earlier_day_shows_what_was_known_then(part: LinePart, few: Few) -> None:
    part.as_at.show_day(dt.date(2012, 7, 1))
    part.as_at.changed.emit()
    audit = entry(part, few.audit)
    assert audit.rag is None
    assert audit.counts == ((Rag.NOT_RATED, 3),)
    assert audit.bad == "1 overdue"


def test_the_reports_are_of_the_plan_the_objective_and_the_day(
    part: LinePart, few: Few, around: Surroundings
) -> None:
    for act in part.menu.actions():
        act.trigger()
    documents = [make() for make in around.previews]
    assert [document.title for document in documents] == [
        "Line of accountability",
        "Line of accountability",
        "Actions due",
        "What changed in the plans",
    ]
    assert [document.subtitle for document in documents[:2]] == [
        "Business plan 2012-13, as at 31/03/2013",
        "Business plan 2012-13, objective 1.1, as at 31/03/2013",
    ]
    assert documents[3].subtitle == "from 31/03/2012 to 31/03/2013"
    part.objectives.select(LOOSE)
    part.preview_objective()
    assert around.said[-1].startswith("Choose an objective first")
    assert len(around.previews) == 4


def test_several_business_plans_of_a_year_are_chosen_from(part: LinePart, few: Few) -> None:
    assert not part.plan_box.isVisible()
    other = few.plan("Second plan", "Business plan", year=few.first_year)
    only = few.action(other, "1", what="Alone")
    part.refresh(frozenset({("plan", other)}))
    assert part.plan_box.isVisible()
    part.plan_box.setCurrentIndex(1)
    part.plan_box.activated.emit(1)
    assert part.title.text() == "Second plan 2012-13"
    assert [one.ref for one in part.objectives.entries()] == [only]


def test_another_page_leads_to_an_objective(part: LinePart, few: Few) -> None:
    assert part.go_to(few.hear, None)
    assert part.ref == few.hear
    assert not part.go_to(few.cases, None)
    assert part.ref == few.hear


def test_a_year_without_a_business_plan_says_how_to_begin(
    qtbot: QtBot, part: LinePart, few: Few, around: Surroundings
) -> None:
    part.show_year(2011)
    assert part.is_empty
    assert part.empty_words.text().startswith("2011-12 has no business plan yet.")
    assert not part.empty_button.isVisible()
    part.plan_wanted.connect(lambda: around.said.append("wanted"))
    part.show_year(2011)
    qtbot.mouseClick(part.empty_button, Qt.MouseButton.LeftButton)
    assert around.said == ["wanted"]


def test_a_business_plan_without_objectives_leads_into_it(
    qtbot: QtBot, part: LinePart, few: Few, around: Surroundings
) -> None:
    empty = few.plan("Business plan", "Business plan", year=few.year(2013))
    part.show_year(2013)
    assert part.is_empty
    assert part.empty_words.text() == (
        "Business plan 2013-14 has no objectives yet: type them in the plan."
    )
    qtbot.mouseClick(part.empty_button, Qt.MouseButton.LeftButton)
    assert around.opened == [("plans", empty, None)]
    part.show_year(2012)
    assert not part.is_empty


def test_nothing_is_typed_here(
    qtbot: QtBot, part: LinePart, few: Few, around: Surroundings
) -> None:
    part.objectives.select(few.audit)
    part.grid.select_cell(1, 1)
    qtbot.keyClick(part.grid, K.Key_X)
    qtbot.keyClick(part.grid, K.Key_Delete)
    assert around.row("action", few.cases)["what"] == "Audit cases"
    assert "Enter opens the action there" in around.said[-1]
