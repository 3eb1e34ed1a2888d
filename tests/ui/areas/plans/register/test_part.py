"""The register's tab on Merton's board: listed, filtered, counted, opened, its filters kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from db.changes import Change, create
from db.queries.register import Filter
from db.records.plans import Due, Rag, Status
from mscb_desktop.plans.book import Book
from mscb_desktop.plans.rules.rollup import RollUp
from tests.support.pages import Surroundings, surroundings
from ui.areas.plans.register.model import RegisterModel, Shown
from ui.areas.plans.register.part import RegisterPart
from ui.areas.plans.register.saved import NameDialog

K = Qt.Key
YEAR_END = dt.date(2013, 3, 31)


@pytest.fixture
def around(qtbot: QtBot, tmp_path: Path) -> Iterator[Surroundings]:
    with surroundings(tmp_path) as made:
        yield made


@pytest.fixture
def opened() -> list[str]:
    """The actions that were opened in their plan."""
    return []


@pytest.fixture
def part(qtbot: QtBot, around: Surroundings, opened: list[str]) -> RegisterPart:
    made = RegisterPart(around.context, opened.append)
    around.pages.append(made)
    qtbot.addWidget(made)
    made.resize(1040, 700)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.table.hasFocus)
    return made


def texts(part: RegisterPart, column: Shown) -> list[str]:
    model = part.table.lines
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def keyboard() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def line(part: RegisterPart, name: str) -> QLineEdit:
    found = part.filters.fields[name].editor.focusProxy()
    assert isinstance(found, QLineEdit)
    return found


def pick(qtbot: QtBot, part: RegisterPart, name: str, text: str) -> None:
    """Type into a filter and take what is offered first."""
    edit = line(part, name)
    edit.setFocus()
    qtbot.keyClicks(edit, text)
    qtbot.keyClick(edit, K.Key_Return)


def counted(qtbot: QtBot, part: RegisterPart) -> str:
    """Wait until what is listed is counted; give the words."""
    qtbot.waitUntil(lambda: not part._counting.isActive())
    return part.counts.words


def test_the_model_keeps_qts_rules(part: RegisterPart, qtbot: QtBot) -> None:
    model = RegisterModel(part.listing)
    tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Fatal, model
    )
    model.show_refs(part.listing.find(Filter()))
    model.show_refs(part.listing.find(Filter(rag=Rag.AMBER.value)))
    assert tester.model() is model


def test_lists_the_years_actions_as_they_stood_at_its_end(
    part: RegisterPart, qtbot: QtBot, around: Surroundings
) -> None:
    with around.board.reading() as connection:
        book = Book(connection, YEAR_END)
    of_year = [plan.ref for plan in book.plans.values() if plan.start_year in (None, 2012)]
    refs = [a.ref for plan in of_year for part_ in book.parts(plan) for a in part_.actions]
    assert list(part.table.lines.refs) == refs
    count = RollUp(book.register, YEAR_END).of_plans(*of_year)
    words = counted(qtbot, part)
    assert words.startswith(f"{count.total} actions · {count.by_rag[Rag.GREEN]} Green, ")
    assert f"{count.overdue} overdue" in words
    assert words.endswith("as at 31/03/2013")
    first = part.table.lines.index(0, 0)
    assert [str(first.siblingAtColumn(column).data()) for column in Shown][:2] == [
        "Business plan",
        "1.1",
    ]


def test_rows_have_one_height_and_no_column_is_cut_off(part: RegisterPart) -> None:
    table = part.table
    heights = {table.rowHeight(row) for row in range(table.lines.rowCount())}
    assert heights == {table.metrics.row}
    assert table.horizontalHeader().length() <= table.viewport().width()
    assert not table.isColumnHidden(Shown.UPDATED)
    part.resize(720, 700)
    assert table.isColumnHidden(Shown.UPDATED)
    assert not table.isColumnHidden(Shown.RAG)
    part.resize(1040, 700)
    assert not table.isColumnHidden(Shown.UPDATED)


def test_enter_and_two_clicks_open_an_action(
    part: RegisterPart, qtbot: QtBot, opened: list[str]
) -> None:
    table = part.table
    qtbot.keyClick(table, K.Key_Down)
    qtbot.keyClick(table, K.Key_Return)
    assert opened == [table.lines.refs[1]]
    box = table.visualRect(table.lines.index(3, Shown.ACTION))
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=box.center())  # type: ignore[no-untyped-call]
    assert opened[1:] == [table.lines.refs[3]]


def test_typing_in_the_list_finds_and_escape_shows_all(part: RegisterPart, qtbot: QtBot) -> None:
    everything = len(part.table.lines.refs)
    qtbot.keyClicks(part.table, "s")
    assert keyboard() is part.filters.words
    qtbot.keyClicks(keyboard(), "ection 11")
    found = texts(part, Shown.ACTION)
    assert 0 < len(found) < everything
    assert "Refresh the Section 11 audits" in found
    qtbot.keyClick(keyboard(), K.Key_Down)
    assert part.table.hasFocus()
    qtbot.keyClick(part.table, K.Key_Escape)
    assert len(part.table.lines.refs) == everything
    assert part.filters.words.text() == ""


def test_each_filter_narrows_the_list(part: RegisterPart, qtbot: QtBot) -> None:
    pick(qtbot, part, "rag", "amb")
    assert set(texts(part, Shown.RAG)) == {"A Amber"}
    pick(qtbot, part, "plan", "training")
    assert len(set(texts(part, Shown.PLAN))) == 1
    assert part.filters.wanted.rag == Rag.AMBER.value
    part.filters.clear_button.click()
    assert part.filters.wanted == Filter()
    pick(qtbot, part, "status", "compl")
    assert set(texts(part, Shown.STATUS)) == {"Complete"}
    part.filters.clear()
    pick(qtbot, part, "due", "overd")
    assert all("late" in due for due in texts(part, Shown.DUE))
    part.filters.clear()
    pick(qtbot, part, "objective", "2.1")
    assert 0 < len(part.table.lines.refs) < 20


def test_what_somebody_leads(part: RegisterPart, qtbot: QtBot) -> None:
    everything = len(part.table.lines.refs)
    pick(qtbot, part, "board_group", "training")
    group = part.filters.wanted.board_group
    of_group = list(part.table.lines.refs)
    part.filters.leads.click()
    leads = list(part.table.lines.refs)
    assert 0 < len(leads) < len(of_group) < everything
    assert part.filters.wanted == Filter(board_group=group, leads=True)


def test_a_name_that_nobody_has_is_told_and_filters_nothing(
    part: RegisterPart, qtbot: QtBot, around: Surroundings
) -> None:
    everything = list(part.table.lines.refs)
    pick(qtbot, part, "agency", "Nobody")
    assert list(part.table.lines.refs) == everything
    assert "Nobody" in around.said[-1]
    assert part.filters.unstored() == 1
    part.filters.clear()
    assert part.filters.unstored() == 0


def test_each_count_lists_what_it_counts(part: RegisterPart, qtbot: QtBot) -> None:
    counted(qtbot, part)
    words = next(words for words in part.counts.links if words.endswith("Amber"))
    part.counts.links[words].click()
    assert set(texts(part, Shown.RAG)) == {"A Amber"}
    assert part.table.hasFocus()
    assert counted(qtbot, part).startswith(f"{words.split()[0]} actions")
    part.counts.links[words].click()
    assert part.filters.wanted == Filter()
    counted(qtbot, part)
    overdue = next(words for words in part.counts.links if words.endswith("overdue"))
    part.counts.links[overdue].click()
    assert part.filters.wanted == Filter(due=Due.OVERDUE)


def test_an_earlier_day_shows_what_was_said_by_then(part: RegisterPart, qtbot: QtBot) -> None:
    edit = line(part, "day")
    edit.setFocus()
    edit.selectAll()
    qtbot.keyClicks(edit, "30/06/2012")
    qtbot.keyClick(edit, K.Key_Return)
    assert part.listing.day == dt.date(2012, 6, 30)
    assert set(texts(part, Shown.RAG)) == {""}
    assert counted(qtbot, part).endswith("as at 30/06/2012")
    part.show_year(2012)
    assert part.listing.day == YEAR_END
    assert line(part, "day").text() == "31/03/2013"


def test_another_year_and_all_years(part: RegisterPart, around: Surroundings) -> None:
    of_year = len(part.table.lines.refs)
    part.filters.every_year.click()
    assert len(part.table.lines.refs) > of_year
    part.filters.every_year.click()
    part.show_year(1999)
    assert not part.table.isVisible()
    assert "Tick All years" in part.none.text()
    assert part.begin_button.isHidden()


def test_without_actions_a_plan_is_begun_where_that_leads_somewhere(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with surroundings(tmp_path, sample=False) as made:
        part = RegisterPart(made.context, lambda _: None)
        qtbot.addWidget(part)
        begun: list[bool] = []
        part.plan_wanted.connect(lambda: begun.append(True))
        with qtbot.waitExposed(part):
            part.show()
        assert "No plan has actions yet" in part.none.text()
        part.begin_button.click()
        assert begun == [True]
        part.filters.words.setText("audit")
        assert part.begin_button.isHidden()


def test_the_chosen_action_stays_when_another_window_changes_one(
    part: RegisterPart, qtbot: QtBot, around: Surroundings
) -> None:
    ref = part.table.lines.refs[2]
    part.table.choose(2)
    row = around.row("action", ref)
    around.board.apply(
        "Done",
        [Change("action", ref, {"status": row["status"]}, {"status": Status.COMPLETE.value})],
    )
    part.refresh(frozenset({("action", ref)}))
    here = part.table.current()
    assert here is not None
    assert (here.ref, here.status) == (ref, "Complete")
    assert part.status()[0] == f"{ref} · 3 of {len(part.table.lines.refs)}"


def test_going_to_an_action_clears_the_filters_that_hide_it(part: RegisterPart) -> None:
    hidden = part.table.lines.refs[5]
    part.filters.show_filter(Filter(holding="nothing is called so"))
    assert "No action fits" in part.none.text()
    assert part.go_to(hidden, None)
    here = part.table.current()
    assert here is not None
    assert here.ref == hidden
    assert not part.go_to("AN-9999", None)


def test_a_filter_is_saved_shown_again_renamed_and_deleted(
    part: RegisterPart, qtbot: QtBot, around: Surroundings
) -> None:
    wanted = Filter(due=Due.OVERDUE, rag=Rag.GREEN.value)
    part.filters.show_filter(wanted)
    name(qtbot, part.saved.save_as(), "Green and late")
    assert [one.name for one in part.saved.kept] == ["Green and late"]
    part.filters.clear()
    (entry,) = [a for a in part.saved.menu.actions() if a.text() == "Green and late"]
    entry.trigger()
    assert part.filters.wanted == wanted
    assert line(part, "due").text() == "Overdue"
    assert line(part, "rag").text() == "Green"
    part.filters.ask(rag=None)
    part.saved.save_again(part.saved.kept[0])
    assert part.saved.kept[0].wanted == Filter(due=Due.OVERDUE)
    name(qtbot, part.saved.rename(part.saved.kept[0]), "Late")
    assert [one.name for one in part.saved.kept] == ["Late"]
    part.saved.delete(part.saved.kept[0])
    assert not part.saved.kept
    assert around.said[-1] == "Filter 'Late' deleted. Ctrl+Z brings it back."
    around.board.undo()
    part.refresh(frozenset({("saved_filter", "SF-0001")}))
    assert [one.name for one in part.saved.kept] == ["Late"]


def test_a_filter_needs_a_name_of_its_own(part: RegisterPart, qtbot: QtBot) -> None:
    name(qtbot, part.saved.save_as(), "Late")
    dialog = part.saved.save_as()
    dialog.line.setText(" late ")
    dialog.take_button.click()
    assert dialog.isVisible()
    assert "of this name" in dialog.reason.text()
    dialog.line.setText("Later")
    assert dialog.reason.isHidden()
    dialog.take_button.click()
    assert [one.name for one in part.saved.kept] == ["Late", "Later"]


def name(qtbot: QtBot, dialog: NameDialog, words: str) -> None:
    """Give a filter its name."""
    dialog.line.setText(words)
    qtbot.keyClick(dialog.line, K.Key_Return)


def test_the_whole_action_and_everybody_are_told_and_spoken(
    part: RegisterPart, around: Surroundings
) -> None:
    around.board.apply(
        "Long",
        [
            create(
                "action",
                "AN-9001",
                plan="PL-0001",
                number="9.9",
                recommendation="A recommendation.",
                what="Write it down:\n- here\n- there",
                who="Everybody\nand others",
                when_text="Ongoing",
                status="open",
                position=10**6,
            )
        ],
    )
    part.refresh(frozenset({("action", "AN-9001")}))
    assert part.go_to("AN-9001", None)
    index = part.table.currentIndex()
    at = {column: index.siblingAtColumn(column) for column in Shown}
    assert at[Shown.ACTION].data() == "Write it down"
    told = str(at[Shown.ACTION].data(Qt.ItemDataRole.ToolTipRole))
    assert told == "A recommendation.\n\nWrite it down:\n- here\n- there"
    assert at[Shown.WHO].data() == "Everybody; and others"
    assert at[Shown.DUE].data() == "Ongoing"
    spoken = str(at[Shown.PLAN].data(Qt.ItemDataRole.AccessibleTextRole))
    assert spoken == "9.9, Write it down, Business plan, due Ongoing, Open"
