"""A plan as a sheet: shown as it prints, typed into in place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.records.plans import Rag
from mscb_desktop.sheet.model import RowKind, Tone
from tests.support.workplan import BEFORE, DAY, QA, Workplan

NEW = "new:plan"


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Workplan]:
    made = Workplan.begun(tmp_path)
    yield made
    made.board.close()


def test_sections_head_their_actions_and_end_with_an_empty_line(work: Workplan) -> None:
    work.sheet = work.shown(work.business)
    assert [(row.kind, row.values["number"], row.values["what"]) for row in work.rows()] == [
        (RowKind.HEADING, "1", "Governance"),
        (RowKind.LINE, "1.1", "Keep membership under review"),
        (RowKind.NEW, None, None),
        (RowKind.HEADING, "2", "Challenge and improvement"),
        (RowKind.LINE, "2.1", f"{QA}\n- Section 11 audits"),
        (RowKind.LINE, "2.3", "Improve practice"),
        (RowKind.NEW, None, None),
    ]
    assert [column.key for column in work.sheet.columns][:2] == ["number", "what"]


def test_a_row_typed_at_the_end_gets_the_next_number_of_its_section(work: Workplan) -> None:
    work.sheet = work.shown(work.business)
    (made,) = work.do(work.type(f"new:{work.challenge}", what="Address exploitation")).created
    assert work.row(made).values["number"] == "2.4"
    stored = work.stored("action", made)
    assert (stored["plan_section"], stored["status"]) == (work.challenge, "open")
    (own,) = work.do(work.type(f"new:{work.governance}", number="1.9", what="Rename")).created
    assert work.row(own).values["number"] == "1.9"


def test_the_first_numbers_of_plans_and_sections(work: Workplan) -> None:
    (first,) = work.do(work.type(NEW, what="Refresh")).created
    (second,) = work.do(work.type(NEW, what="Audit")).created
    assert [work.row(ref).values["number"] for ref in (first, second)] == ["1", "2"]
    work.sheet = work.shown(work.business)
    (made,) = work.do(work.sheet.add_section("4. Engagement: communication")).created
    (engaged,) = work.do(work.type(f"new:{made}", what="Improve participation")).created
    assert work.row(engaged).values["number"] == "4.1"


def test_a_new_row_takes_who_links_and_rating_in_one_change(work: Workplan) -> None:
    plan = work.do(
        work.type(
            NEW,
            what="Refresh audits",
            who="Chair QA Subgroup\nMPS",
            links="2.1; 1.1",
            rag="a",
            narrative="Begun.",
            when="March 2012",
        )
    )
    (made,) = plan.created
    assert work.parties(made) == [(work.chair, True), (work.police, False)]
    assert work.stored("action", made)["who"] is None
    assert work.links(made) == [(work.framework, None), (work.membership, None)]
    assert work.said(made) == [(DAY, "amber", "Begun.")]
    row = work.row(made)
    assert (row.values["rag"], row.shown["rag"]) == ("amber", "A Amber")
    assert row.values["links"] == "2.1\n1.1"
    assert row.notes["when"].text == "late 12 months"
    assert row.notes["when"].tone is Tone.BAD
    work.board.undo()
    assert [row.kind for row in work.rows()] == [RowKind.NEW]


def test_who_keeps_words_that_say_more_than_the_lists(work: Workplan) -> None:
    made = work.action(work.ref, "1", what="Refresh")
    work.do(work.type(made, who="Metropolitan Police; Everybody else"))
    assert work.parties(made) == [(work.police, True)]
    assert work.row(made).values["who"] == "Metropolitan Police; Everybody else"
    work.do(work.type(made, who="Hill Trust\nMetropolitan Police"))
    assert work.parties(made) == [(work.trust, True), (work.police, False)]
    assert work.stored("action", made)["who"] is None
    work.do(work.type(made, who=""))
    assert (work.parties(made), work.row(made).values["who"]) == ([], None)


def test_who_was_chosen_beside_the_words_stays_with_them(work: Workplan) -> None:
    made = work.action(work.ref, "1", what="Refresh", who="The chair")
    work.party(made, post=work.chair, lead=True)
    work.do(work.type(made, who="The chair\nHill Trust"))
    assert work.parties(made) == [(work.trust, True), (work.chair, True)]
    assert work.stored("action", made)["who"] == "The chair\nHill Trust"
    work.do(work.type(made, who="Hill Trust"))
    assert work.row(made).values["who"] == "Hill Trust"
    assert (work.chair, True) in work.parties(made)


def test_several_leads_stay_while_the_first_is_one_of_them(work: Workplan) -> None:
    made = work.action(work.ref, "1", what="Refresh")
    work.party(made, agency=work.police, lead=True)
    work.party(made, agency=work.trust, lead=True)
    work.do(work.type(made, who="Metropolitan Police\nHill Trust\nTraining Subgroup"))
    assert work.parties(made) == [
        (work.police, True),
        (work.trust, True),
        (work.subgroup, False),
    ]
    work.do(work.type(made, who="Training Subgroup\nMetropolitan Police"))
    assert work.parties(made) == [(work.subgroup, True), (work.police, False)]


def test_typing_what_shows_changes_nothing(work: Workplan) -> None:
    made = work.action(work.ref, "1", what="Refresh")
    work.party(made, agency=work.police, lead=True)
    work.link(made, objective=work.framework)
    work.update(made, BEFORE, rag="green", narrative="On its way.")
    row = work.row(made)
    cells = {key: row.values[key] for key in ("what", "who", "links", "rag", "narrative")}
    assert work.type(made, **cells).changes == ()


def test_links_keep_what_differs_from_the_objective_as_printed(work: Workplan) -> None:
    made = work.action(work.ref, "1", what="Refresh")
    work.do(
        work.type(
            made,
            links=f"2.1 {QA}\n2. Challenge and Improvement\n1.1 Other title\n2.6 Private fostering",
        )
    )
    assert work.links(made) == [
        (work.framework, None),
        (work.challenge, None),
        (work.membership, "1.1 Other title"),
        (None, "2.6 Private fostering"),
    ]
    work.do(work.type(made, links="2.6 Private fostering\n2.3"))
    assert work.links(made) == [(None, "2.6 Private fostering"), (work.violence, None)]


def test_a_link_chosen_by_hand_stays_while_its_line_does(work: Workplan) -> None:
    made = work.action(work.ref, "1", what="Refresh")
    work.link(made, objective=work.violence, printed="2.1 Improve practice")
    work.do(work.type(made, links="2.1 Improve practice; 1.1".replace("; ", "\n")))
    assert work.links(made) == [
        (work.violence, "2.1 Improve practice"),
        (work.membership, None),
    ]


def test_links_show_their_numbers_and_say_the_rest_when_pointed_at(work: Workplan) -> None:
    made = work.action(work.ref, "1", what="Refresh")
    work.do(work.type(made, links="Partnership with parents\n2.1\n2.6 Private fostering"))
    row = work.row(made)
    assert row.values["links"] == "Partnership with parents\n2.1\n2.6"
    assert row.whole["links"] == f"Partnership with parents\n2.1 {QA}\n2.6 Private fostering"
    assert (row.notes["links"].text, row.notes["links"].tone) == ("not found", Tone.WARNING)
    assert work.type(made, links=row.whole["links"]).changes == ()
    work.do(work.type(made, links="2.6\n2.1"))
    assert work.links(made) == [(None, "2.6 Private fostering"), (work.framework, None)]


def test_two_links_of_one_number_are_said_in_full(work: Workplan) -> None:
    made = work.action(work.ref, "1", what="Refresh")
    work.link(made, objective=work.framework)
    work.link(made, printed="2.1 Something else")
    assert work.row(made).values["links"] == f"2.1 {QA}\n2.1 Something else"
    work.do(work.type(made, links="2.1 Something else"))
    assert work.links(made) == [(None, "2.1 Something else")]


def test_without_a_business_plan_links_stay_as_printed(work: Workplan) -> None:
    work.sheet = work.shown(work.plan("Another", year=work.of_year))
    (made,) = work.do(work.type(NEW, what="Refresh", links="2.1; 3.1")).created
    assert work.links(made) == [(None, "2.1"), (None, "3.1")]


def test_a_narrative_is_the_update_of_the_page_s_day(work: Workplan) -> None:
    made = work.action(work.ref, "1", what="Refresh")
    work.update(made, BEFORE, rag="amber", narrative="Begun.")
    work.do(work.type(made, narrative="All but one.", rag="Green"))
    work.do(work.type(made, narrative="All."))
    assert work.said(made) == [(BEFORE, "amber", "Begun."), (DAY, "green", "All.")]
    assert work.row(made).notes["rag"].text == "↑"


def test_what_an_earlier_update_says_is_not_emptied_by_the_cell(work: Workplan) -> None:
    made = work.action(work.ref, "1", what="Refresh")
    work.update(made, BEFORE, rag="amber", narrative="Begun.")
    refused = work.type(made, rag=None)
    assert refused.changes == ()
    assert (refused.problems[0].ref, refused.problems[0].column) == (made, "rag")
    assert "14/01/2013" in refused.problems[0].message
    work.do(work.sheet.rate([made], Rag.RED))
    work.do(work.type(made, rag=None))
    assert work.said(made) == [(BEFORE, "amber", "Begun.")]


def test_an_update_without_rating_shows_the_one_before_in_a_note(work: Workplan) -> None:
    made = work.action(work.ref, "1", what="Refresh")
    work.update(made, BEFORE, rag="amber", narrative="Begun.")
    work.do(work.type(made, narrative="Going on."))
    row = work.row(made)
    assert row.values["rag"] is None
    assert row.notes["rag"].text == "was A Amber 14/01/2013"


def test_rating_several_rows_is_one_change(work: Workplan) -> None:
    refs = [work.action(work.ref, number, what="Refresh") for number in "12"]
    plan = work.do(work.sheet.rate([*refs, NEW], Rag.GREEN))
    assert plan.what == "Workplan 2012-13: 2 actions: G Green on 31/03/2013"
    assert work.column("rag") == ["green", "green"]
    assert work.sheet.rate([NEW], Rag.RED).changes == ()
    assert work.sheet.rate([NEW], Rag.RED).problems


def test_a_status_gets_the_day_of_the_page(work: Workplan) -> None:
    kind = work.add("plan_kind", name="Follow-up", position=99)
    for place, shows in enumerate(("number", "what", "status")):
        heading = shows.capitalize()
        work.placed("plan_column", plan_kind=kind, shows=shows, heading=heading, width=9 + place)
    plan = work.placed("plan", name="Follow-up", plan_kind=kind)
    work.sheet = work.shown(plan)
    made = work.action(plan, "1", what="Refresh")
    work.do(work.type(made, status="Complete"))
    assert work.stored("action", made)["status_on"] == DAY
    assert work.row(made).notes["status"].text == "31/03/2013"
    work.do(work.type(made, status="open"))
    assert work.stored("action", made)["status_on"] is None
    (new,) = work.do(work.type(NEW, what="Drop it", status="dropped")).created
    assert work.stored("action", new)["status_on"] == DAY


def test_see_action_point_5_is_an_alias_that_changes_with_it(work: Workplan) -> None:
    target = work.action(work.ref, "5 and 14", what="Listen to parents", when_text="March 2014")
    alias = work.action(work.ref, "14")
    work.do(work.type(alias, what="See action point 5"))
    assert work.stored("action", alias)["same_as"] == target
    row = work.row(alias)
    assert row.values["what"] == "See action point 5"
    assert row.notes["what"].text == "Listen to parents"
    assert (row.values["when"], "when" in row.stores) == ("March 2014", False)
    work.do(work.type(target, what="Hear parents"))
    assert work.row(alias).notes["what"].text == "Hear parents"
    work.do(work.type(alias, rag="g"))
    assert (work.said(target), work.said(alias)) == ([(DAY, "green", None)], [])
    work.do(work.type(alias, what="Its own words"))
    stored = work.stored("action", alias)
    assert (stored["same_as"], stored["what"]) == (None, "Its own words")


def test_what_shows_at_an_alias_is_typed_again_without_a_change(work: Workplan) -> None:
    work.action(work.ref, "5 and 14", what="Listen")
    alias = work.action(work.ref, "14")
    work.do(work.type(alias, what="See action point 5"))
    assert work.type(alias, what=work.row(alias).values["what"]).changes == ()


def test_an_action_of_which_progress_was_told_becomes_no_alias(work: Workplan) -> None:
    work.action(work.ref, "5", what="Listen")
    told = work.action(work.ref, "14", what="Own")
    work.update(told, BEFORE, rag="red")
    refused = work.type(told, what="See action point 5")
    assert refused.changes == ()
    assert [(p.ref, p.column) for p in refused.problems] == [(told, "what")]


def test_a_number_that_nobody_has_stays_words(work: Workplan) -> None:
    made = work.action(work.ref, "14")
    work.do(work.type(made, what="See action point 55"))
    stored = work.stored("action", made)
    assert (stored["same_as"], stored["what"]) == (None, "See action point 55")


def test_points_stand_behind_their_action_with_their_own_dates(work: Workplan) -> None:
    first = work.action(work.ref, "1", what="Improve monitoring")
    second = work.action(work.ref, "2", what="Recruit")
    (point,) = work.do(work.sheet.add_point(first)).created
    (other,) = work.do(work.sheet.add_point(point)).created
    work.do(work.type(point, what="Write to referrers", when="April 2012"))
    assert [row.ref for row in work.rows(RowKind.LINE)] == [first, point, other, second]
    assert work.stored("action", point)["last_due"] == dt.date(2012, 4, 30)
    assert work.row(first).notes["when"].text == "late 11 months"
    (between,) = work.do(work.sheet.insert(other)).created
    assert [row.ref for row in work.rows(RowKind.LINE)][1:4] == [point, between, other]


def test_actions_move_within_their_section_and_at_its_end_into_the_next(work: Workplan) -> None:
    work.sheet = work.shown(work.business)
    work.do(work.sheet.move([work.violence], -1))
    assert work.column("number") == ["1.1", "2.3", "2.1"]
    work.do(work.sheet.move([work.violence], -1))
    assert work.column("number") == ["1.1", "2.3", "2.1"]
    assert work.stored("action", work.violence)["plan_section"] == work.governance
    work.do(work.sheet.move([work.membership, work.violence], 1))
    assert work.stored("action", work.membership)["plan_section"] == work.challenge
    assert work.column("number") == ["1.1", "2.3", "2.1"]


def test_whole_sections_move_with_their_actions(work: Workplan) -> None:
    work.sheet = work.shown(work.business)
    work.do(work.sheet.move([work.challenge], -1))
    assert work.column("number") == ["2.1", "2.3", "1.1"]


def test_headings_are_typed_in_place(work: Workplan) -> None:
    work.sheet = work.shown(work.business)
    work.do(work.type(work.governance, what="Governance & accountability", number="1."))
    stored = work.stored("plan_section", work.governance)
    assert (stored["title"], stored["number"]) == ("Governance & accountability", "1.")
    refused = work.type(work.governance, what="", outcomes="x")
    assert {problem.column for problem in refused.problems} == {"what", "outcomes"}


def test_a_section_with_actions_is_deleted_only_with_them(work: Workplan) -> None:
    work.sheet = work.shown(work.business)
    refused = work.sheet.delete([work.governance])
    assert (refused.changes, "1 action" in refused.problems[0].message) == ((), True)
    work.do(work.sheet.delete([work.governance, work.membership]))
    assert work.column("number") == ["2.1", "2.3"]
    (empty,) = work.do(work.sheet.add_section("Engagement")).created
    work.do(work.sheet.delete([empty]))
    assert [row.values["what"] for row in work.rows(RowKind.HEADING)] == [
        "Challenge and improvement"
    ]


def test_a_deadline_that_was_held_on_an_earlier_day_is_shown_and_not_typed(work: Workplan) -> None:
    made = work.action(work.ref, "1", what="Refresh", when_text="March 2013")
    work.add(
        "earlier_deadline",
        action=made,
        when_text="June 2012",
        last_due=dt.date(2012, 6, 30),
        replaced_on=dt.date(2012, 7, 2),
    )
    work.sheet = work.shown(work.ref, dt.date(2012, 5, 1))
    row = work.row(made)
    assert (row.values["when"], row.notes["when"].text) == ("June 2012", "now March 2013")
    assert "when" not in row.stores
    work.sheet = work.shown(work.ref)
    assert work.row(made).notes["when"].text == "moved by 9 months"


def test_drafts_know_what_the_cells_hold_beside_the_action(work: Workplan) -> None:
    made = work.action(work.ref, "1", what="Refresh")
    work.party(made, agency=work.police, lead=True)
    work.update(made, DAY, rag="red", narrative="Late.")
    held = work.sheet.drafts.rows([made, work.ref])[made]
    assert (held["parties"], held["rag"], held["narrative"], held["what"]) == (
        "Metropolitan Police",
        "red",
        "Late.",
        "Refresh",
    )
    work.sheet = work.shown(work.business)
    assert work.sheet.drafts.rows([work.governance])[work.governance]["title"] == "Governance"


def test_nothing_is_typed_into_a_plan_that_was_deleted(work: Workplan) -> None:
    with work.board.reading() as connection:
        from db.queries import records

        gone = records.deletion(connection, "plan", [work.ref])
    work.board.apply("Gone", gone)
    assert work.sheet.count() == 0
    assert "deleted meanwhile" in (work.sheet.read_only or "")
    assert work.type(NEW, what="x").changes == ()


NAMES = ("Metropolitan Police", "Hill Trust", "Training Subgroup", "Chair QA Subgroup")
PIECES = st.lists(
    st.one_of(st.sampled_from(NAMES), st.text("abc ,-.", max_size=12)), min_size=1, max_size=5
)


@given(typed=PIECES, between=st.sampled_from(("\n", "; ")))
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_word_of_who_is_lost_and_all_names_are_found(
    work: Workplan, typed: list[str], between: str
) -> None:
    made = work.action(work.ref, "1", what="Refresh")
    text = between.join(typed)
    work.do(work.type(made, who=text))
    named = dict.fromkeys(piece for piece in typed if piece in NAMES)
    found = [
        work.stored(_TABLES[ref[:2]], ref)[_CALLED[ref[:2]]] for ref, _ in work.parties(made) if ref
    ]
    assert found == list(named)
    shown = str(work.row(made).values["who"] or "")
    if all(piece in NAMES or not piece.strip(" -") for piece in typed):
        assert shown.split("\n") == (list(named) or [""])
    else:
        assert shown == text.strip()


_TABLES = {"AG": "agency", "PT": "post", "GR": "board_group"}
_CALLED = {"AG": "name", "PT": "title", "GR": "name"}
