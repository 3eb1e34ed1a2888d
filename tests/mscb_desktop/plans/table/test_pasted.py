"""Whole plans pasted from Word and Excel, in the shapes that boards print them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from mscb_desktop.sheet.model import RowKind
from tests.support.workplan import BEFORE, DAY, Workplan

WORKPLAN = """
<p>Quality Assurance Subgroup - Workplan report 2012-13</p>
<table>
 <tr><td>Actions</td><td>Outcomes / Performance Measures</td><td>Who? Responsibilities</td>
  <td>When? Milestones / Deadlines</td><td>MSCB Business Plan Objective</td>
  <td>Progress R/A/G</td></tr>
 <tr><td>1. Refresh audits</td><td>Better quality</td><td>Chair QA Subgroup</td>
  <td>March 2012</td><td><ul><li>2.1 Develop a quality assurance framework</li></ul></td>
  <td><p>Amber</p><p>All but one are there.</p></td></tr>
</table>
<table>
 <tr><td></td><td>Actions</td><td>Outcomes / Performance Measures</td>
  <td>Who? Responsibilities</td><td>When? Milestones / Deadlines</td>
  <td>MSCB Business Plan Objective</td><td>Progress R/A/G</td></tr>
 <tr><td>2.</td><td>Conduct audits &ndash; a minimum of three</td><td>Better quality</td>
  <td>Chair QA Subgroup<br>Metropolitan Police</td><td>Ongoing</td>
  <td>2. Challenge and Improvement</td><td>Green Manager recruited.</td></tr>
 <tr><td>5.</td><td>Keep oversight</td><td></td><td>The chair</td><td>Sept 13</td>
  <td>2.6 Private fostering</td><td></td></tr>
</table>
"""


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Workplan]:
    made = Workplan.begun(tmp_path)
    yield made
    made.board.close()


def test_a_workplan_from_word_comes_whole_in_one_change(work: Workplan) -> None:
    paste = work.taken(work.paste(html=WORKPLAN))
    assert paste.problems == ()
    assert work.column("number") == ["1", "2", "5"]
    assert work.column("what") == [
        "Refresh audits",
        "Conduct audits – a minimum of three",
        "Keep oversight",
    ]
    assert work.column("rag") == ["amber", "green", None]
    assert work.column("narrative") == ["All but one are there.", "Manager recruited.", None]
    first, second, third = (row.ref for row in work.rows(RowKind.LINE))
    assert work.links(first) == [(work.framework, None)]
    assert work.links(second) == [(work.challenge, None)]
    assert work.links(third) == [(None, "2.6 Private fostering")]
    assert work.parties(second) == [(work.chair, True), (work.police, False)]
    assert work.column("who")[2] == "The chair"
    assert work.stored("action", third)["last_due"] == dt.date(2013, 9, 30)
    assert work.said(first) == [(DAY, "amber", "All but one are there.")]
    work.board.undo()
    assert work.rows(RowKind.LINE) == []


def test_the_same_workplan_once_more_changes_what_differs(work: Workplan) -> None:
    work.taken(work.paste(html=WORKPLAN))
    again = work.paste(html=WORKPLAN)
    assert (again.plan.changes, again.problems) == ((), ())
    changed = work.paste(html=WORKPLAN.replace("Sept 13", "Dec 13").replace("Amber", "Green"))
    work.taken(changed)
    assert work.column("when") == ["March 2012", "Ongoing", "Dec 13"]
    assert work.column("rag") == ["green", "green", None]
    assert len(work.rows(RowKind.LINE)) == 3


def test_another_plan_of_the_same_numbers_writes_over_no_action(work: Workplan) -> None:
    work.taken(work.paste(html=WORKPLAN))
    work.taken(work.paste("No.\tActions\tWhen?\n1\tRecruit a lay member\tJuly 2013\n"))
    assert work.column("number") == ["1", "2", "5", "1"]
    assert work.column("what")[0] == "Refresh audits"


def test_what_a_pasted_plan_leaves_blank_stays(work: Workplan) -> None:
    work.taken(work.paste(html=WORKPLAN))
    work.taken(work.paste("No.\tActions\tR/A/G\tProgress\n1\tRefresh audits\t\t\n2\t\tA\t\n"))
    assert work.column("rag") == ["amber", "amber", None]
    assert work.column("narrative")[0] == "All but one are there."


STRATEGY = """1 Promotion Strategy
Action\tLead Officer/Agency\tTimescale\tRAG\tComments
1.1 Raise awareness\t(Metropolitan Police) (Hill Trust)\tSept'2013\t\t
1.2 Map prevalence\tMissing persons officer\tDec'2013\tA\tBegun
2 Prevention Strategy
Action\tLead Officer/Agency\tTimescale\tRAG\tComments
2.1 Consult young people\tMPS\tJune'2013\tG Green\t
"""


def test_numbered_titles_become_sections_that_come_with_their_actions(work: Workplan) -> None:
    work.sheet = work.shown(work.plan("Strategy", "Strategy action plan", year=work.of_year))
    paste = work.taken(work.paste(STRATEGY))
    assert paste.problems == ()
    shown = [(row.kind, row.values["number"], row.values["what"]) for row in work.rows()]
    assert [row for row in shown if row[0] is not RowKind.NEW] == [
        (RowKind.HEADING, "1", "Promotion Strategy"),
        (RowKind.LINE, "1.1", "Raise awareness"),
        (RowKind.LINE, "1.2", "Map prevalence"),
        (RowKind.HEADING, "2", "Prevention Strategy"),
        (RowKind.LINE, "2.1", "Consult young people"),
    ]
    first = work.rows(RowKind.LINE)[0].ref
    assert work.parties(first) == [(work.police, True), (work.trust, False)]
    assert work.column("rag") == [None, "amber", "green"]
    again = work.paste(STRATEGY)
    assert again.plan.changes == ()


BUSINESS = """
<table>
 <tr><td colspan=2 rowspan=2>Objectives</td><td rowspan=2>Outcomes</td>
  <td rowspan=2>Performance Measurement / Metrics</td><td colspan=2>Resources</td>
  <td rowspan=2>Progress 2012-13 R/A/G</td></tr>
 <tr><td>Who? (Workplans)</td><td>When?</td></tr>
 <tr><td colspan=7>1. Governance</td></tr>
 <tr><td>1.1</td><td><p>Keep membership under review:</p><ul><li>Lay members</li></ul></td>
  <td>Review completed</td><td>Attendance</td><td>Training Subgroup</td><td>Dec 2013</td>
  <td><p>Green</p><ul><li>Lay member appointed</li></ul></td></tr>
 <tr><td colspan=7>3. Workforce development / Training</td></tr>
 <tr><td></td><td>Improve the training offer</td><td>Better practice</td><td></td>
  <td>MSCB Trainer</td><td>January 2013. Achieved for 2013/14</td><td>Green</td></tr>
</table>
"""


def test_a_business_plan_with_shared_headings_meets_its_objectives(work: Workplan) -> None:
    work.sheet = work.shown(work.business)
    paste = work.taken(work.paste(html=BUSINESS, at=f"new:{work.governance}"))
    assert paste.problems == ()
    headings = [row.values["what"] for row in work.rows(RowKind.HEADING)]
    assert headings == [
        "Governance",
        "Challenge and improvement",
        "Workforce development / Training",
    ]
    assert work.column("number") == ["1.1", "2.1", "2.3", None]
    row = work.row(work.membership)
    assert row.values["what"] == "Keep membership under review:\n- Lay members"
    assert row.values["measures"] == "Attendance"
    assert row.values["when"] == "Dec 2013"
    assert (row.values["rag"], row.values["narrative"]) == ("green", "- Lay member appointed")
    assert work.parties(work.membership) == [(work.subgroup, True)]


INSPECTION = """
<table>
 <tr><td>No.</td><td>Areas for improvement identified in the report</td><td>Action</td>
  <td>Accountable Agency, lead &amp; key partners*</td><td>By when</td>
  <td>Evidence/ Reporting (inc progress to date)</td><td>Monitoring mechanisms [&dagger;]</td>
  <td>August 2012</td></tr>
 <tr><td rowspan=2>1.</td><td rowspan=2>Tell referrers the outcome.</td><td>Write to them</td>
  <td>Hill Trust</td><td>April 2012</td><td></td><td>DMT</td><td>Sent.</td></tr>
 <tr><td>Sample the records</td><td>Metropolitan Police</td><td>May 2012</td><td></td><td></td>
  <td></td></tr>
 <tr><td></td><td></td><td></td><td></td><td></td><td>Letters</td><td>SEG</td>
  <td>Sampled.</td></tr>
 <tr><td>5 and 14</td><td>Listen to parents.</td><td><ul><li>Survey</li></ul></td>
  <td></td><td>TBC</td><td></td><td></td><td></td></tr>
 <tr><td>14.</td><td>Listen to parents of looked after children.</td>
  <td>See action point 5</td><td></td><td></td><td></td><td></td><td></td></tr>
 <tr><td>15.</td><td>Keep chronologies.</td><td>See action point 16</td><td></td><td></td>
  <td></td><td></td><td></td></tr>
 <tr><td>16.</td><td>Record well.</td><td>Train staff</td><td></td><td></td><td></td><td></td>
  <td></td></tr>
</table>
"""


def test_an_inspection_plan_brings_points_and_aliases(work: Workplan) -> None:
    work.sheet = work.shown(work.plan("Inspection", "Inspection action plan", year=work.of_year))
    paste = work.taken(work.paste(html=INSPECTION))
    assert paste.problems == ()
    assert work.column("number") == ["1", None, "5 and 14", "14", "15", "16"]
    refs = [row.ref for row in work.rows(RowKind.LINE)]
    first, point, listen, alias, forward, record = refs
    assert work.stored("action", point)["part_of"] == first
    assert work.parties(point) == [(work.police, True)]
    assert work.stored("action", point)["last_due"] == dt.date(2012, 5, 31)
    assert work.row(point).values["evidence"] == "Letters"
    assert work.said(point) == [(DAY, None, "Sampled.")]
    assert work.stored("action", alias)["same_as"] == listen
    assert work.stored("action", forward)["same_as"] == record
    assert work.row(forward).notes["what"].text == "Train staff"
    again = work.paste(html=INSPECTION)
    assert (again.plan.changes, again.problems) == ((), ())
    before = work.rows()
    work.board.undo()
    assert work.rows(RowKind.LINE) == []
    work.board.redo()
    assert work.rows() == before


def test_a_rating_at_an_alias_is_pasted_to_its_action(work: Workplan) -> None:
    work.taken(
        work.paste(
            "No.\tActions\tWhen?\tR/A/G\tProgress\n"
            "1\tSee action point 2\tMay 2013\tG\tDone\n2\tRefresh\tJune 2013\t\t\n"
        )
    )
    alias, target = (row.ref for row in work.rows(RowKind.LINE))
    assert (work.said(alias), work.said(target)) == ([], [(DAY, "green", "Done")])
    assert work.stored("action", alias)["when_text"] is None


def test_the_deadline_of_an_alias_is_told_as_left_out(work: Workplan) -> None:
    work.action(work.ref, "2", what="Refresh")
    paste = work.paste("No.\tActions\tWhen?\n3\tSee action point 2\tMay 2013\n")
    assert [(p.number, p.heading) for p in paste.problems] == [(2, "When? Milestones / deadlines")]
    assert "left out" in paste.problems[0].message


def test_a_line_that_names_the_objective_holds_for_the_rows_below(work: Workplan) -> None:
    work.taken(
        work.paste(
            "\tActions\tWho? Responsibilities\tProgress R/A/G\n"
            "MSCB Business Plan Objective: 2.3 Improve practice\t\t\t\n"
            "1.\tReview data\tThe chair\tAmber\n"
            "2.\tPublicise\tThe chair\tGreen\n"
        )
    )
    refs = [row.ref for row in work.rows(RowKind.LINE)]
    assert [work.links(ref) for ref in refs] == [[(work.violence, None)]] * 2
    assert work.column("rag") == ["amber", "green"]


def test_a_piece_without_numbers_goes_onto_the_rows_from_its_place(work: Workplan) -> None:
    first = work.action(work.ref, "1", what="Refresh")
    second = work.action(work.ref, "2", what="Audit")
    work.update(second, BEFORE, rag="red")
    work.taken(work.paste("July 2012\nOngoing\nMay 13\n", at=first, column="when"))
    assert work.column("when") == ["July 2012", "Ongoing", "May 13"]
    assert work.column("number") == ["1", "2", None]
    work.taken(work.paste("G\nA\n", at=first, column="rag"))
    assert work.column("rag")[:2] == ["green", "amber"]


def test_cells_that_cannot_be_taken_are_named_and_the_rest_is_stored(work: Workplan) -> None:
    paste = work.paste("No.\tActions\tR/A/G\tCost\n1\tRefresh\tPurple\t£20\n2\tAudit\tRed\t\n")
    work.taken(paste)
    assert work.column("rag") == [None, "red"]
    assert sorted((p.heading or "", p.number) for p in paste.problems) == [
        ("Cost", None),
        ("R/A/G", 2),
    ]


def test_an_action_that_begins_with_a_count_keeps_it(work: Workplan) -> None:
    work.taken(
        work.paste("Actions\tWhen?\n10 practices to be visited\tMay 2013\nAudit\tJuly 2013\n")
    )
    assert work.column("what") == ["10 practices to be visited", "Audit"]
    assert work.column("number") == [None, None]


def test_own_rows_copied_come_back_as_they_were(work: Workplan) -> None:
    work.taken(work.paste(html=WORKPLAN))
    from mscb_desktop.sheet.clipboard import Copied, to_clipboard

    rows = work.rows(RowKind.LINE)
    table = [
        [
            Copied(row.shown.get(c.key) or str(row.values[c.key] or ""), row.values[c.key], c.kind)
            for c in work.sheet.columns
        ]
        for row in rows
    ]
    html, _ = to_clipboard(table)
    work.sheet = work.shown(work.plan("Copy", year=work.of_year, objectives_of=work.business))
    paste = work.taken(work.paste(html=html))
    assert paste.problems == ()
    assert [row.values for row in work.rows(RowKind.LINE)] == [row.values for row in rows]


def test_what_a_page_break_parted_is_joined_again(work: Workplan) -> None:
    work.sheet = work.shown(work.plan("Inspection", "Inspection action plan", year=work.of_year))
    head = "No.\tAreas for improvement\tAction\tBy when\tEvidence / reporting\n"
    work.taken(
        work.paste(
            f"{head}---\t-----\t---\t---\t---\n"
            "3.\tStrengthen oversight\tSupervise\tMay 2012\tMinutes\n"
            f"{head}"
            "\t\t• Shadow others\t\tList\n"
            "4.\tImprove the transition\tReview it\tTBC\t\n"
            "\t(wherever they live) for all.\tAdapt the tool\t\t\n"
        )
    )
    assert work.column("number") == ["3", "4"]
    assert work.column("what") == ["Supervise\n- Shadow others", "Review it\nAdapt the tool"]
    assert (
        work.column("recommendation")[1] == "Improve the transition\n(wherever they live) for all."
    )
    assert work.column("evidence")[0] == "Minutes\nList"


def test_a_month_and_year_heads_progress_beside_other_headings_alone(work: Workplan) -> None:
    work.taken(work.paste("No.\tActions\tAugust 2012\n1\tRefresh\tBegun.\n"))
    assert work.column("narrative") == ["Begun."]
    first = work.rows(RowKind.LINE)[0].ref
    work.taken(work.paste("July 2012\nMay 13\n", at=first, column="when"))
    assert work.column("when") == ["July 2012", "May 13"]


@pytest.mark.parametrize(
    ("cell", "rag", "narrative"),
    [
        ("<p>G</p><p>All done.</p>", "green", "All done."),
        ("<p>A</p>", "amber", None),
        ("<p>A plan is made.</p>", None, "A plan is made."),
        ("<p>Group A</p><p>meets.</p>", None, "Group A\nmeets."),
    ],
)
def test_a_rating_may_be_a_letter_on_a_line_of_its_own(
    work: Workplan, cell: str, rag: str | None, narrative: str | None
) -> None:
    whole = WORKPLAN.replace("<p>Amber</p><p>All but one are there.</p>", cell)
    work.taken(work.paste(html=whole))
    assert work.column("rag")[0] == rag
    assert work.column("narrative")[0] == narrative
