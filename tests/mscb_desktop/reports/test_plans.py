"""Workplans, business plans and action plans, read back from paper and workbook."""

from __future__ import annotations

import datetime as dt
import io
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest

from db.changes import Change
from db.queries import records
from db.records.plans import Shows
from mscb_desktop.document.excel import write_xlsx
from mscb_desktop.document.model import (
    Cell,
    Chip,
    Document,
    Heading,
    Paragraph,
    RowKind,
    Shade,
    Table,
    Tone,
)
from mscb_desktop.document.pdf.writer import write_pdf
from mscb_desktop.reports import made
from mscb_desktop.reports.base import ReportError
from tests.mscb_desktop.reports.conftest import Listed, Printed
from tests.support.boards import NOON
from tests.support.few_plans import FewPlans

LAST = dt.date(2013, 3, 31)
MAY = dt.date(2012, 5, 31)


class Paper(FewPlans):
    """A board with a business plan and a workplan of 2012-13, and what is printed of them."""

    def __init__(self, board: Any) -> None:
        super().__init__(board)
        self.y12, self.y13 = self.year(2012), self.year(2013)
        self.group_ref = self.group("Training Subgroup")
        self.business = self.plan("Business plan", "Business plan", year=self.y12)
        self.governance = self.section(self.business, "Governance", number="1")
        self.improvement = self.section(self.business, "Improvement", number="2")
        self.objective = self.action(
            self.business,
            "2.1",
            plan_section=self.improvement,
            what="Develop a framework:\n- audits",
        )
        self.work = self.plan(
            "Training Subgroup workplan",
            year=self.y12,
            board_group=self.group_ref,
            objectives_of=self.business,
        )
        self.first = self.action(self.work, "1", what="Refresh the audits", when_text="March 2012")

    def retype(self, action: str, **values: Any) -> None:
        """Change what stands at an action."""
        with self.board.reading() as connection:
            stored = records.rows_by_ref(connection, "action", [action])[action]
        before = {name: stored[name] for name in values}
        self.board.apply("Retyped", [Change("action", action, before, values)])

    def document(self, name: str, **asked: Any) -> Document:
        """Make a report; what is no year and no day is one of its options."""
        when = {key: asked.pop(key) for key in ("year", "as_at") if key in asked}
        return made(self.board, name, of=asked, **when)

    def table(self, plan: str | None = None, **asked: Any) -> Table:
        """Give the table of a plan on paper."""
        (table,) = self.document("action-plan", plan=plan or self.work, **asked).tables()
        return table


@pytest.fixture
def paper(tmp_path: Path) -> Iterator[Paper]:
    made_here = Paper.empty(tmp_path)
    assert isinstance(made_here, Paper)
    yield made_here
    made_here.board.close()


def cell(table: Table, ref: str, shows: Shows) -> Cell:
    (row,) = [row for row in table.rows if row.key == ref]
    content = row.cells[table.column_at(shows)]
    return content if isinstance(content, Cell) else Cell(content)


def below(table: Table, ref: str, shows: Shows) -> list[str]:
    return [words.text for words in cell(table, ref, shows).below]


def test_a_plan_prints_in_the_columns_of_its_kind_empty_ones_too(paper: Paper) -> None:
    table = paper.table()
    assert [column.heading for column in table.columns] == [
        "No.", "Actions", "Outcomes / performance measures", "Who? Responsibilities",
        "When? Milestones / deadlines", "Business plan objective", "R/A/G", "Progress",
    ]  # fmt: skip
    assert [column.portion for column in table.columns] == [5, 26, 21, 18, 14, 21, 9, 30]
    inspection = paper.table(paper.plan("Inspection", "Inspection action plan"))
    assert "Accountable agency, lead and partners" in [c.heading for c in inspection.columns]
    assert inspection.rows == ()


def test_sections_run_across_and_empty_ones_stay(paper: Paper, printed: Printed) -> None:
    table = paper.table(paper.business)
    assert [(row.kind, row.cells[0]) for row in table.rows] == [
        (RowKind.HEADING, "1 Governance"),
        (RowKind.HEADING, "2 Improvement"),
        (RowKind.LINE, "2.1"),
    ]
    page = printed(paper.document("business-plan", year=2012))
    assert "1 Governance 2 Improvement 2.1 Develop a framework: • audits" in page


def test_the_day_stands_on_top_and_counts_with_it(paper: Paper) -> None:
    paper.update(paper.first, MAY, rag="green", narrative="Begun.")
    document = paper.document("workplan", year=2012)
    assert document.title == "Training Subgroup workplan 2012-13"
    assert document.subtitle == "as at 31/03/2013 · 1 action · 1 Green · 1 overdue"
    earlier = paper.document("workplan", year=2012, as_at=dt.date(2012, 4, 1))
    assert earlier.subtitle == "as at 01/04/2012 · 1 action · 1 not rated · 1 overdue"
    business = paper.document("business-plan", year=2012)
    assert business.subtitle == "as at 31/03/2013 · 1 objective · 1 not rated"


def test_ratings_narrative_and_deadlines_are_those_of_the_day(paper: Paper) -> None:
    paper.update(paper.first, MAY, rag="red", narrative="Nobody came.")
    paper.update(paper.first, LAST, rag="amber", narrative="Half are done.")
    paper.retype(paper.first, when_text="June 2013")
    paper.add(
        "earlier_deadline",
        action=paper.first,
        when_text="March 2012",
        replaced_on=dt.date(2013, 6, 1),
    )
    before = paper.table(as_at=dt.date(2012, 6, 1))
    assert cell(before, paper.first, Shows.RAG).value == Chip("R", "Red", Shade.RED)
    assert cell(before, paper.first, Shows.NARRATIVE).value == "Nobody came."
    assert cell(before, paper.first, Shows.WHEN).value == "March 2012"
    now = paper.table(as_at=NOON.date())
    assert str(cell(now, paper.first, Shows.RAG).value) == "A Amber"
    assert cell(now, paper.first, Shows.RAG).word == "↑"
    assert cell(now, paper.first, Shows.WHEN).value == "June 2013"
    assert below(now, paper.first, Shows.WHEN) == ["moved by 15 months"]


def test_lateness_stands_in_red_words_under_the_deadline_as_it_was_typed(
    paper: Paper, printed: Printed
) -> None:
    text = "  Sept 12 -\nfirst half;  then  Dec'12 "
    late = paper.action(paper.work, "2", what="Late", when_text=text.strip())
    table = paper.table(as_at=LAST)
    assert cell(table, late, Shows.WHEN).value == text.strip()
    (words,) = cell(table, late, Shows.WHEN).below
    assert (words.text, words.tone) == ("late 3 months", Tone.BAD)
    assert "late 3 months" in printed(paper.document("workplan", year=2012))


def test_what_is_complete_or_dropped_says_so_where_there_is_no_column_for_it(paper: Paper) -> None:
    done = paper.action(
        paper.work, "2", what="Done", when_text="May 2012", status="complete", status_on=MAY
    )
    dropped = paper.action(paper.work, "3", what="Dropped", status="dropped")
    table = paper.table(as_at=LAST)
    assert below(table, done, Shows.WHEN) == ["Complete 31/05/2012"]
    assert below(table, dropped, Shows.WHEN) == ["Dropped"]
    assert below(paper.table(as_at=dt.date(2012, 5, 1)), done, Shows.WHEN) == []
    kind = paper.add("plan_kind", name="With status", position=9_000_000)
    for shows in ("number", "what", "status"):
        paper.placed("plan_column", plan_kind=kind, shows=shows, heading=shows.title(), width=10)
    other = paper.plan("Other", "With status")
    ended = paper.action(other, "1", what="Done", status="complete", status_on=MAY)
    going = paper.action(other, "2", what="Open")
    table = paper.table(other, as_at=LAST)
    assert cell(table, ended, Shows.STATUS).value == "Complete"
    assert below(table, ended, Shows.STATUS) == ["31/05/2012"]
    assert cell(table, going, Shows.STATUS).value == "Open"


def test_points_are_joined_to_their_action_and_say_their_own_dates(
    paper: Paper, printed: Printed, listed: Listed
) -> None:
    plan = paper.plan("Inspection", "Inspection action plan", year=paper.y12)
    top = paper.action(plan, "5 and 14", recommendation="Tell those who refer", monitoring="DMT")
    one = paper.action(plan, None, what="Write one letter", part_of=top, when_text="April 2012")
    two = paper.action(plan, None, what="Check monthly", part_of=top, when_text="May 2012")
    after = paper.action(plan, "6", recommendation="Next", what="Act")
    table = paper.table(plan, as_at=LAST)
    assert [(row.key, row.joined) for row in table.rows] == [
        (top, False), (one, True), (two, True), (after, False),
    ]  # fmt: skip
    assert cell(table, one, Shows.WHAT).value == "- Write one letter"
    # Late is what has the date; the action above them has none of its own.
    assert below(table, top, Shows.WHEN) == []
    assert below(table, one, Shows.WHEN) == ["late 11 months"]
    document = paper.document("action-plan", plan=plan, as_at=LAST)
    assert document.subtitle == "as at 31/03/2013 · 2 actions · 1 overdue"
    assert document.key == ()
    page = printed(document)
    for words in (
        "• Write one letter",
        "• Check monthly",
        "May 2012",
        "Tell those who refer",
        "DMT",
    ):
        assert words in page
    rows = listed(document, "Actions")
    assert [(row["Point of"], row["No."], row["Action"]) for row in rows] == [
        (None, "5 and 14", None),
        ("5 and 14", None, "Write one letter"),
        ("5 and 14", None, "Check monthly"),
        (None, "6", "Act"),
    ]


def test_an_alias_shows_the_text_of_the_other_and_changes_with_it(
    paper: Paper, listed: Listed
) -> None:
    paper.update(paper.first, MAY, rag="green", narrative="All but one.")
    alias = paper.action(paper.work, "6", same_as=paper.first)
    table = paper.table(as_at=LAST)
    assert cell(table, alias, Shows.WHAT).value == "Refresh the audits"
    assert below(table, alias, Shows.WHAT) == ["See action point 1"]
    assert str(cell(table, alias, Shows.RAG).value) == "G Green"
    paper.retype(paper.first, what="Refresh all audits")
    document = paper.document("workplan", year=2012)
    assert document.subtitle.startswith("as at 31/03/2013 · 1 action ·")
    last = listed(document, "Actions")[-1]
    assert (last["Actions"], last["Same as"]) == ("Refresh all audits", "See action point 1")
    assert last["Progress"] == "All but one."


def test_an_alias_of_an_action_without_words_prints_as_the_source_does(paper: Paper) -> None:
    plan = paper.plan("Inspection", "Inspection action plan")
    top = paper.action(plan, "5", recommendation="Tell")
    paper.action(plan, None, what="Write", part_of=top)
    alias = paper.action(plan, "14", recommendation="Tell them", same_as=top)
    table = paper.table(plan, as_at=LAST)
    assert cell(table, alias, Shows.WHAT) == Cell("See action point 5")
    assert cell(table, alias, Shows.RECOMMENDATION).value == "Tell them"


def test_who_and_links_are_a_line_each_and_words_as_printed(paper: Paper, listed: Listed) -> None:
    agency, post = paper.agency("Borough Police"), paper.post("Trainer")
    paper.party(paper.first, agency=agency)
    paper.party(paper.first, post=post, lead=True)
    paper.link(paper.first, objective=paper.objective)
    paper.link(paper.first, plan_section=paper.governance, printed="1. Governance & more")
    words = paper.action(paper.work, "2", what="Act", who="DCS\nPartner executive leads")
    paper.party(words, agency=agency)
    table = paper.table(as_at=LAST)
    assert cell(table, paper.first, Shows.WHO).value == "- Trainer\n- Borough Police"
    assert cell(table, words, Shows.WHO).value == "- DCS\n- Partner executive leads"
    assert cell(table, paper.first, Shows.LINKS).value == (
        "- 2.1 Develop a framework\n- 1. Governance & more"
    )
    row = listed(paper.document("workplan", year=2012), "Actions")[0]
    assert row["Who? Responsibilities"] == "Trainer\nBorough Police"
    assert row["Business plan objective"] == "2.1 Develop a framework\n1. Governance & more"


def test_a_rating_that_the_newest_update_does_not_repeat_is_said_to_be_old(paper: Paper) -> None:
    paper.update(paper.first, MAY, rag="red", narrative="Bad.")
    paper.update(paper.first, LAST, narrative="No word on how it goes.")
    table = paper.table(as_at=LAST)
    assert cell(table, paper.first, Shows.RAG).value is None
    assert below(table, paper.first, Shows.RAG) == ["was R Red 31/05/2012"]


def test_the_members_of_the_group_stand_above_its_workplan(paper: Paper, printed: Printed) -> None:
    agency = paper.agency("Borough Police")
    paper.member(paper.group_ref, paper.post("Trainer", agency), office="chair")
    paper.member(paper.group_ref, paper.post("Clerk"), role="minute_taker")
    paper.member(paper.group_ref, paper.person("Lay Member"))
    paper.member(paper.group_ref, paper.post("Gone"), ended=dt.date(2012, 5, 1))
    document = paper.document("workplan", group=paper.group_ref, year=2012)
    heading, members, _ = document.blocks
    assert isinstance(heading, Heading)
    assert isinstance(members, Paragraph)
    assert members.text.splitlines() == [
        "- Trainer, Borough Police (Chair)",
        "- Clerk (Minute taker)",
        "- Lay Member",
    ]
    page = printed(document)
    assert page.index("Trainer, Borough Police (Chair)") < page.index("Refresh the audits")
    assert "Membership" not in printed(paper.document("action-plan", plan=paper.work))


def test_all_groups_have_their_workplans_one_behind_the_other(paper: Paper, listed: Listed) -> None:
    other = paper.group("Quality Subgroup")
    plan = paper.plan("Quality workplan", year=paper.y12, board_group=other)
    paper.action(plan, "1", what="Look at cases")
    paper.plan("Next year's", year=paper.y13, board_group=other)
    paper.plan("Nobody's", year=paper.y12)
    paper.plan("Review", "Recommendations", year=paper.y12, board_group=other)
    document = paper.document("workplan", year=2012)
    assert document.title == "Workplans 2012-13"
    headings = [block.text for block in document.blocks if isinstance(block, Heading)]
    assert headings == ["Training Subgroup workplan 2012-13", "Quality workplan 2012-13"]
    assert document.subtitle.startswith("as at 31/03/2013 · 2 plans · 2 actions")
    stream = io.BytesIO()
    write_pdf(document, stream, now=NOON)
    first, second = (page.extract_text() for page in pypdf.PdfReader(stream).pages)
    assert "Refresh the audits" in first
    assert "Look at cases" in second
    assert "R Red" in first
    assert "R Red" in second
    plans = [row["Plan"] for row in listed(document, "Actions")]
    assert plans == ["Training Subgroup workplan 2012-13", "Quality workplan 2012-13"]


def test_the_year_is_that_of_the_day_or_the_newest_with_a_plan(paper: Paper) -> None:
    assert paper.document("workplan").subtitle.startswith("as at 31/03/2013")
    later = paper.plan("Next year's", year=paper.y13, board_group=paper.group_ref)
    assert paper.document("workplan").title == "Next year's 2013-14"
    assert paper.document("workplan", as_at=MAY).title == "Training Subgroup workplan 2012-13"
    assert paper.document("action-plan", plan=later).subtitle.startswith("as at 03/06/2013")
    assert paper.document("action-plan", plan=paper.work).subtitle.startswith("as at 31/03/2013")
    assert paper.document("action-plan", plan=paper.work, as_at=MAY).subtitle.startswith(
        "as at 31/05/2012"
    )


def test_what_is_not_there_is_refused_in_words(paper: Paper) -> None:
    with pytest.raises(ReportError, match="There is no workplan for 2013-14: there is for 2012-13"):
        paper.document("workplan", year=2013)
    with pytest.raises(ReportError, match="There is no business plan for 2011-12"):
        paper.document("business-plan", year=2011)
    other = paper.group("Panel")
    with pytest.raises(ReportError, match=r"There is no workplan of Panel in this board yet\."):
        paper.document("workplan", group=other)
    review = paper.plan("Review", "Recommendations", board_group=other)
    with pytest.raises(ReportError, match=rf"it has Review \({review}\): print one with action-p"):
        paper.document("workplan", group=other)
    with pytest.raises(ReportError, match="There is no plan PL-0099 in this board"):
        paper.document("action-plan", plan="PL-0099")
    with pytest.raises(ReportError, match="'action-plan' needs --plan: one plan, by name"):
        paper.document("action-plan")


def test_a_narrative_of_three_thousand_words_prints_whole_under_repeated_headings(
    paper: Paper, listed: Listed
) -> None:
    chance = random.Random(5)
    words = [f"w{n:04d}{'x' * chance.randint(0, 9)}" for n in range(3000)]
    lines = [" ".join(words[n : n + 40]) for n in range(0, 3000, 40)]
    narrative = "\n".join(f"- {line}" if n % 3 else line for n, line in enumerate(lines))
    paper.update(paper.first, MAY, rag="amber", narrative=narrative)
    paper.action(paper.work, "2", what="The one behind it")
    document = paper.document("workplan", year=2012)
    stream = io.BytesIO()
    write_pdf(document, stream, now=NOON)
    pages = [page.extract_text() for page in pypdf.PdfReader(stream).pages]
    assert len(pages) > 5
    for number, page in enumerate(pages, 1):
        for heading in ("No.", "Actions", "Business plan objective", "R/A/G", "Progress"):
            assert heading in page, number
        assert "R Red" in page
        assert f"Page {number} of {len(pages)}" in page
    said = [word for page in pages for word in page.split() if re.match(r"w\d{4}x*$", word)]
    assert said == words
    assert "The one behind it" in pages[-1]
    assert all("(continued)" in page for page in pages[1:])
    # The workbook holds it as it was typed.
    assert listed(document, "Actions")[0]["Progress"] == narrative


def test_the_workbook_has_dates_as_dates_and_ratings_in_a_column(
    paper: Paper, listed: Listed
) -> None:
    paper.update(paper.first, MAY, rag="red")
    paper.update(paper.first, LAST, rag="green", narrative="Done.")
    done = paper.action(
        paper.work, "2", what="Act", when_text="April 2012 to May 2012", status="complete",
        status_on=MAY,
    )  # fmt: skip
    first, second = listed(paper.document("workplan", year=2012), "Actions")
    assert list(first) == [
        "No.", "Actions", "Outcomes / performance measures", "Who? Responsibilities",
        "When? Milestones / deadlines", "First due", "Last due", "Days late", "Moved by days",
        "Status", "Complete or dropped on", "Business plan objective", "R/A/G", "Direction",
        "Progress", "As told on", "Reference",
    ]  # fmt: skip
    assert first["Last due"] == dt.datetime(2012, 3, 31)
    assert first["Days late"] == 365
    assert (first["R/A/G"], first["Direction"]) == ("G Green", "better than before")
    assert first["As told on"] == dt.datetime(2013, 3, 31)
    assert second["Last due"] == dt.datetime(2012, 5, 31)
    assert (second["Status"], second["Complete or dropped on"]) == (
        "Complete", dt.datetime(2012, 5, 31),
    )  # fmt: skip
    assert second["R/A/G"] is None
    assert second["Reference"] == done


def test_the_workbooks_list_can_be_filtered_and_chips_have_their_colour(paper: Paper) -> None:
    paper.update(paper.first, MAY, rag="amber")
    paper.action(paper.work, "2", what="Act")
    stream = io.BytesIO()
    write_xlsx(paper.document("workplan", year=2012), stream, now=NOON)
    workbook = openpyxl.load_workbook(stream)
    assert workbook.sheetnames == ["Contents", "Actions"]
    sheet = workbook["Actions"]
    (table,) = sheet.tables.values()
    assert table.autoFilter is not None
    chips = [cell for row in sheet[table.ref] for cell in row if cell.value == "A Amber"]
    assert [cell.fill.start_color.rgb for cell in chips] == ["FFF6C14B"]
    assert str(sheet["A5"].value).startswith("R Red: off track · A Amber: some concern · G Green")


def test_a_plan_whose_kind_has_no_columns_still_prints(paper: Paper, printed: Printed) -> None:
    kind = paper.add("plan_kind", name="Bare", position=9_000_000)
    plan = paper.placed("plan", name="Bare plan", plan_kind=kind)
    paper.action(plan, "1", what="Act")
    assert "Bare plan" in printed(paper.document("action-plan", plan=plan))
