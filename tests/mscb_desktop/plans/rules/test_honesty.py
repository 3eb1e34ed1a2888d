"""What plans say that does not go together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mscb_desktop.plans.model import (
    Action,
    Deadline,
    Link,
    Party,
    Plan,
    Rag,
    Section,
    Status,
    Update,
)
from mscb_desktop.plans.rules.doubt import TITLES, Doubt, Kind
from mscb_desktop.plans.rules.honesty import doubts
from mscb_desktop.plans.rules.progress import Register

JULY, OCTOBER, JANUARY = dt.date(2012, 7, 2), dt.date(2012, 10, 8), dt.date(2013, 1, 14)
DAY = dt.date(2013, 3, 31)
RED, AMBER, GREEN, NOT_RATED = Rag
LONG = "The lay member is appointed and partners come to meetings."

PLANS = [
    Plan("BP", "Business plan 2012-13", "business_plan", year="FY-1", objectives_of=None),
    Plan("QA", "Quality Assurance 2012-13", "workplan", year="FY-1", objectives_of="BP"),
    Plan("IN", "Inspection plan", "inspection", year="FY-1", objectives_of="BP"),
    Plan("OLD", "Quality Assurance 2011-12", "workplan", year="FY-0", objectives_of="BP-0"),
    Plan("CSE", "Strategy plan", "strategy", year="FY-1"),
]
LEAD = (Party(agency="AG-1", lead=True, name="Council"), Party(agency="AG-2", name="Police"))
LATER = (Deadline("Sept 2013", None, dt.date(2013, 9, 30)),)
LATE = (Deadline("July 2012", None, dt.date(2012, 7, 31)),)
FINE = Action("AC-1", "QA", number="1.", what="Refresh the audits", parties=LEAD, deadlines=LATER)
OBJECTIVES = [
    replace(FINE, ref=f"OB-{number}", plan="BP", number=number, what=what)
    for number, what in (
        ("2.1", "Develop a quality assurance framework"),
        ("2.4", "Maintain and develop multi agency awareness of private fostering issues"),
        ("4.1", "Improve young people's participation in safeguarding activity"),
        ("4.2", "Refresh MSCB communications:\n- Review of communications strategy"),
    )
]
OLD_OBJECTIVE = replace(OBJECTIVES[0], ref="OB-OLD", plan="BP-0")
SECTIONS = [
    Section("SE-2", "BP", "2.", "Challenge & improvement"),
    Section("SE-4", "BP", "4.", "Engagement"),
    Section("SE-OLD", "BP-0", "2.", "Challenge & improvement"),
]


def update(
    rag: Rag | None, narrative: str | None = None, dated: dt.date = JANUARY, of: str = "AC-1"
) -> Update:
    return Update(f"PU-{of}-{dated}", of, dated, rag, narrative)


def found(
    actions: Iterable[Action], updates: Iterable[Update] = (), day: dt.date = DAY
) -> list[Doubt]:
    register = Register([*OBJECTIVES, OLD_OBJECTIVE, *actions], updates)
    return doubts(register, day, plans=PLANS, sections=SECTIONS, without_rag={"inspection"})


def only(found: list[Doubt]) -> Doubt:
    (doubt,) = found
    return doubt


def kinds(found: list[Doubt]) -> list[tuple[Kind, str]]:
    return [(doubt.kind, doubt.action) for doubt in found]


def test_a_plan_in_order_raises_no_doubt() -> None:
    assert found([FINE], [update(GREEN, LONG)]) == []
    assert found([FINE]) == []


def test_overdue_and_green() -> None:
    late = replace(FINE, deadlines=LATE)
    doubt = only(found([late], [update(GREEN, "Done")]))
    assert (doubt.kind, doubt.field, doubt.state) == (
        Kind.OVERDUE_AND_GREEN, "rag", "Green, due 31/07/2012",
    )  # fmt: skip
    assert doubt.message == "Due 31/07/2012, 243 days ago, and rated Green on 14/01/2013."
    assert found([late], [update(AMBER, "Begun")]) == []
    assert found([late], [update(GREEN, "Done")], day=JULY) == []
    done = replace(late, status=Status.COMPLETE, status_on=JANUARY)
    assert found([done], [update(GREEN, "Done")]) == []


def test_an_action_whose_last_point_is_late_is_overdue_and_green() -> None:
    whole = replace(FINE, deadlines=())
    point = replace(FINE, ref="AC-2", part_of="AC-1", number=None, deadlines=LATE)
    assert kinds(found([whole, point], [update(GREEN, "Done")])) == [
        (Kind.OVERDUE_AND_GREEN, "AC-1")
    ]


@pytest.mark.parametrize(
    ("ratings", "told"),
    [
        ([AMBER, AMBER, AMBER], True),
        ([GREEN, AMBER, AMBER, AMBER], True),
        ([AMBER, AMBER, NOT_RATED, AMBER], True),
        ([AMBER, AMBER], False),
        ([AMBER, AMBER, GREEN, AMBER], False),
        ([AMBER, AMBER, AMBER, GREEN], False),
        ([AMBER, AMBER, AMBER, NOT_RATED], False),
    ],
)
def test_amber_for_three_updates(ratings: list[Rag], told: bool) -> None:
    updates = [
        update(rag, f"Word {place}", JULY + dt.timedelta(days=place))
        for place, rag in enumerate(ratings)
    ]
    assert kinds(found([FINE], updates)) == ([(Kind.AMBER_STAYS, "AC-1")] if told else [])


def test_amber_says_since_when_and_is_accepted_for_it() -> None:
    days = [JULY, OCTOBER, JANUARY, DAY]
    updates = [update(AMBER, str(day), day) for day in days]
    three, four = only(found([FINE], updates[:3])), only(found([FINE], updates))
    assert four.message == "Amber in 4 updates running, the first of them on 02/07/2012."
    assert three.state == four.state == "Amber since 02/07/2012"


@pytest.mark.parametrize(
    ("status", "on", "told"),
    [
        (Status.COMPLETE, None, True),
        (Status.DROPPED, None, True),
        (Status.COMPLETE, JULY, False),
        (Status.OPEN, None, False),
    ],
)
def test_complete_without_a_date(status: Status, on: dt.date | None, told: bool) -> None:
    there = found([replace(FINE, status=status, status_on=on)])
    assert kinds(there) == ([(Kind.ENDED_ON_NO_DAY, "AC-1")] if told else [])


def test_a_narrative_of_another_line_is_told_at_the_later_one() -> None:
    two = replace(FINE, ref="AC-2", number="2.")
    pasted = f"-  {LONG.upper()}\n"
    doubt = only(found([two, FINE], [update(GREEN, LONG), update(GREEN, pasted, of="AC-2")]))
    assert (doubt.kind, doubt.action, doubt.field) == (Kind.COPIED, "AC-2", "narrative")
    assert doubt.message == "It is word for word the narrative of 1."
    assert doubt.state == "14/01/2013 as AC-1"
    doubt = only(found([FINE, two], [update(GREEN, LONG), update(GREEN, LONG, JULY, "AC-2")]))
    assert (doubt.action, doubt.message) == ("AC-1", "It is word for word the narrative of 2.")


def test_a_narrative_of_another_plan_names_it() -> None:
    other = replace(FINE, ref="AC-2", plan="CSE", number="1.1")
    doubt = only(found([FINE, other], [update(GREEN, LONG), update(GREEN, LONG, of="AC-2")]))
    assert doubt.message == "It is word for word the narrative of 1 in Quality Assurance 2012-13."


@pytest.mark.parametrize("words", ["Ongoing", "Complete", "To be reviewed", "No change since May."])
def test_short_narratives_are_not_copied(words: str) -> None:
    two = replace(FINE, ref="AC-2", number="2")
    updates = [
        update(GREEN, words, JULY), update(GREEN, words), update(GREEN, words, of="AC-2"),
    ]  # fmt: skip
    assert found([FINE, two], updates) == []


def test_narratives_are_compared_within_a_year_and_with_the_newest_only() -> None:
    older = replace(FINE, ref="AC-2", plan="OLD")
    assert found([FINE, older], [update(GREEN, LONG), update(GREEN, LONG, of="AC-2")]) == []
    two = replace(FINE, ref="AC-2", number="2")
    passed = [update(GREEN, LONG, JULY), update(GREEN, "Else"), update(GREEN, LONG, of="AC-2")]
    assert found([FINE, two], passed) == []


def test_a_narrative_of_the_last_update() -> None:
    doubt = only(found([FINE], [update(AMBER, LONG, OCTOBER), update(GREEN, LONG + " ")]))
    assert (doubt.kind, doubt.state) == (Kind.REPEATED, "14/01/2013 as 08/10/2012")
    assert doubt.message == "The update of 14/01/2013 repeats that of 08/10/2012 word for word."
    between = [update(AMBER, LONG, JULY), update(AMBER, "Else", OCTOBER), update(AMBER, LONG)]
    assert Kind.REPEATED not in [doubt.kind for doubt in found([FINE], between)]


@pytest.mark.parametrize(
    ("who", "parties", "message"),
    [
        (None, (), "Nobody is named who leads it."),
        (" ", (), "Nobody is named who leads it."),
        (
            None,
            (Party(agency="AG-1"), Party(post="PT-1")),
            "2 are named and none of them leads: say who does.",
        ),
        (None, (Party(agency="AG-1"),), None),
        (None, LEAD, None),
        ("Chair of the subgroup", (), None),
    ],
)
def test_no_lead(who: str | None, parties: tuple[Party, ...], message: str | None) -> None:
    there = found([replace(FINE, who=who, parties=parties)])
    assert [doubt.message for doubt in there] == ([message] if message else [])
    assert all(doubt.kind is Kind.NO_LEAD and doubt.field == "who" for doubt in there)


def test_points_have_the_lead_and_the_date_of_their_action() -> None:
    point = Action("AC-2", "QA", part_of="AC-1", what="Send letters")
    assert found([FINE, point]) == []
    alone = replace(FINE, parties=(), deadlines=())
    assert kinds(found([alone, point])) == [
        (Kind.NO_LEAD, "AC-1"), (Kind.NO_DATE, "AC-1"), (Kind.NO_LEAD, "AC-2"),
        (Kind.NO_DATE, "AC-2"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (None, Kind.NO_DATE),
        ("TBC", Kind.NO_DATE),
        ("2013", Kind.NO_DATE),
        ("Ongoing, end date TBC", Kind.NO_DATE),
        ("Ongoing", Kind.NEVER_DUE),
        ("Six monthly", Kind.NEVER_DUE),
    ],
)
def test_no_date(text: str | None, kind: Kind) -> None:
    deadlines = (Deadline(text),) if text else ()
    doubt = only(found([replace(FINE, deadlines=deadlines)]))
    assert (doubt.kind, doubt.field) == (kind, "deadline")
    assert doubt.state == (text or "no deadline")
    assert (text or "It is not said") in doubt.message


def test_what_is_done_needs_neither_lead_nor_date() -> None:
    done = replace(FINE, parties=(), deadlines=(), status=Status.COMPLETE, status_on=JULY)
    assert found([done]) == []
    assert Kind.NO_LEAD in [doubt.kind for doubt in found([done], day=dt.date(2012, 7, 1))]


@pytest.mark.parametrize(
    ("rag", "narrative", "kind"),
    [
        (AMBER, None, Kind.NO_NARRATIVE),
        (GREEN, " \n", Kind.NO_NARRATIVE),
        (NOT_RATED, None, None),
        (None, "Begun", Kind.NO_RATING),
        (NOT_RATED, "Begun", None),
        (None, None, None),
        (RED, "Begun", None),
    ],
)
def test_ratings_and_narratives_belong_together(
    rag: Rag | None, narrative: str | None, kind: Kind | None
) -> None:
    there = found([FINE], [update(rag, narrative)])
    assert [doubt.kind for doubt in there] == ([kind] if kind else [])


def test_plans_without_a_place_for_ratings_are_not_asked_for_them() -> None:
    assert found([replace(FINE, plan="IN")], [update(None, "Begun")]) == []


def linked(printed: str | None, to: str | None = None) -> Action:
    section = to if to and to.startswith("SE") else None
    return replace(FINE, links=(Link("AC-1", None if section else to, section, printed),))


def test_a_link_to_a_number_that_is_not_there() -> None:
    doubt = only(found([linked("2.6 Improve multi agency response to private fostering")]))
    assert (doubt.kind, doubt.field) == (Kind.NO_OBJECTIVE, "links")
    assert doubt.message == (
        "'2.6 Improve multi agency response to private fostering': Business plan 2012-13 has no "
        "objective or section 2.6. It seems to mean 2.4, 'Maintain and develop multi agency "
        "awareness of private …'."
    )


def test_a_title_of_another_number_says_which_it_seems_to_mean() -> None:
    doubt = only(found([linked("4.1 Refresh MSCB communications", "OB-4.1")]))
    assert doubt.kind is Kind.OTHER_TITLE
    assert doubt.message == (
        "'4.1 Refresh MSCB communications' is linked to 4.1, 'Improve young people's "
        "participation in safeguarding …'. It seems to mean 4.2, 'Refresh MSCB communications'."
    )
    assert doubt.key == "other_title:AC-1:4.1 Refresh MSCB communications"


@pytest.mark.parametrize(
    ("printed", "to", "kind"),
    [
        ("4.2 Refresh communications", "OB-4.2", None),
        ("4.1 Refresh MSCB communications", "OB-4.2", None),
        ("2. Challenge and Improvement", "SE-2", None),
        ("2.1", "OB-2.1", None),
        (None, "OB-2.1", None),
        (None, None, None),
        ("2.4", "OB-2.1", Kind.OTHER_TITLE),
        ("2. Engagement", "SE-2", Kind.OTHER_TITLE),
        ("2.1 Develop a quality assurance framework", "OB-OLD", Kind.NO_OBJECTIVE),
        ("2. Challenge and Improvement", "SE-OLD", Kind.NO_OBJECTIVE),
        (None, "OB-OLD", Kind.NO_OBJECTIVE),
        ("9", None, Kind.NO_OBJECTIVE),
        ("Bake bread", None, Kind.NO_OBJECTIVE),
        ("2.1 QA framework", None, Kind.NOT_LINKED),
        ("Refresh communications", None, Kind.NOT_LINKED),
    ],
)
def test_links(printed: str | None, to: str | None, kind: Kind | None) -> None:
    there = found([linked(printed, to)])
    assert [doubt.kind for doubt in there] == ([kind] if kind else [])


def test_a_plan_that_serves_no_business_plan() -> None:
    doubt = only(found([replace(linked("2.1 Develop"), plan="CSE")]))
    assert doubt.kind is Kind.NOT_LINKED
    assert "does not say which business plan" in doubt.message
    assert found([replace(linked("2.1 Develop", "OB-2.1"), plan="CSE")]) == []


def test_a_point_of_an_objective_is_no_objective() -> None:
    point = replace(FINE, ref="OB-P", plan="BP", part_of="OB-2.1", number="2.6")
    assert kinds(found([point, linked("2.6 Refresh the audits")])) == [(Kind.NO_OBJECTIVE, "AC-1")]


def test_two_wrong_links_are_two_doubts() -> None:
    wrong = replace(FINE, links=(Link("AC-1", printed="8.1 One"), Link("AC-1", printed="8.2 Two")))
    assert len({doubt.key for doubt in found([wrong])}) == 2


@pytest.mark.parametrize(
    ("number", "told"), [("1", True), ("1)", True), ("1.0", False), ("1a", False), (None, False)]
)
def test_a_number_used_twice_in_a_plan(number: str | None, told: bool) -> None:
    there = found([FINE, replace(FINE, ref="AC-2", number=number, what="Else")])
    assert kinds(there) == ([(Kind.SAME_NUMBER, "AC-2")] if told else [])
    assert all(d.message == "1 is also the number of 'Refresh the audits'." for d in there)


def test_numbers_begin_anew_in_each_plan_and_among_the_points_of_each_action() -> None:
    point = replace(FINE, ref="AC-3", part_of="AC-1", number="1")
    again = [replace(FINE, ref="AC-2", plan="CSE"), point, replace(point, ref="AC-4")]
    assert kinds(found([FINE, *again])) == [(Kind.SAME_NUMBER, "AC-4")]


def test_an_alias_is_asked_for_its_number_and_links_alone() -> None:
    alias = replace(linked("2.6 Nothing"), ref="AC-2", same_as="AC-1", parties=(), deadlines=())
    late = replace(FINE, deadlines=LATE)
    assert kinds(found([late, alias], [update(GREEN, LONG)])) == [
        (Kind.OVERDUE_AND_GREEN, "AC-1"), (Kind.NO_OBJECTIVE, "AC-2"), (Kind.SAME_NUMBER, "AC-2"),
    ]  # fmt: skip


def test_what_is_dropped_is_left_alone() -> None:
    dropped = replace(
        linked("2.6 Nothing"), parties=(), deadlines=(), status=Status.DROPPED, status_on=JULY
    )
    updates = [update(AMBER, LONG, OCTOBER), update(None, LONG)]
    assert found([dropped], updates) == []


WORDS = st.text(max_size=400)


@given(WORDS, WORDS, WORDS, WORDS)
def test_states_and_keys_fit_where_they_are_kept(a: str, b: str, c: str, d: str) -> None:
    one = replace(linked(a), number=b, what=c, parties=(), deadlines=(Deadline(d),))
    two = replace(one, ref="AC-2", links=(Link("AC-2", "OB-2.1", None, c),))
    for doubt in found([one, two], [update(GREEN, a), update(None, a, of="AC-2")]):
        assert 0 < len(doubt.state) <= 200
        assert len(doubt.key) <= 100
        assert TITLES[doubt.kind]
        assert doubt.message.endswith(".")
