"""The standing of actions as at a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mscb_desktop.plans.model import Action, Deadline, Party, Rag, Status, Update
from mscb_desktop.plans.rules.progress import Direction, Register, Standing, as_at

JULY, OCTOBER, JANUARY = dt.date(2012, 7, 2), dt.date(2012, 10, 8), dt.date(2013, 1, 14)
YEAR_END = dt.date(2013, 3, 31)
ACTION = Action("AC-1", "PL-1", what="Refresh the audits")
RED, AMBER, GREEN, NOT_RATED = Rag


def said(rag: Rag | None, dated: dt.date, narrative: str | None = None, ref: str = "") -> Update:
    return Update(ref or f"PU-{dated}", "AC-1", dated, rag, narrative)


def due(
    last: dt.date | None, since: dt.date | None = None, first: dt.date | None = None
) -> Deadline:
    return Deadline("as typed", first or last, last, since)


UPDATES = [
    said(AMBER, JANUARY, "One is missing"),
    said(GREEN, JULY, "Forms sent"),
    said(AMBER, OCTOBER, "Thirteen returned"),
]


@pytest.mark.parametrize(
    ("day", "rag", "narrative", "direction", "age"),
    [
        (dt.date(2012, 7, 1), None, None, None, None),
        (JULY, GREEN, "Forms sent", None, 0),
        (dt.date(2012, 10, 7), GREEN, "Forms sent", None, 97),
        (OCTOBER, AMBER, "Thirteen returned", Direction.WORSE, 0),
        (YEAR_END, AMBER, "One is missing", Direction.SAME, 76),
    ],
)
def test_the_newest_update_of_the_day_is_the_progress(
    day: dt.date, rag: Rag | None, narrative: str | None, direction: Direction | None, age: int
) -> None:
    standing = as_at(ACTION, UPDATES, day)
    assert (standing.rag, standing.narrative) == (rag, narrative)
    assert (standing.direction, standing.age) == (direction, age)


@pytest.mark.parametrize(
    ("ratings", "direction"),
    [
        ([RED, AMBER], Direction.BETTER),
        ([RED, GREEN], Direction.BETTER),
        ([GREEN, AMBER], Direction.WORSE),
        ([GREEN, GREEN], Direction.SAME),
        ([RED, NOT_RATED, GREEN], Direction.BETTER),
        ([RED, None, AMBER], Direction.BETTER),
        ([NOT_RATED, GREEN], None),
        ([GREEN, NOT_RATED], None),
        ([RED, AMBER, None], None),
        ([], None),
    ],
)
def test_the_direction_is_between_the_two_newest_ratings(
    ratings: list[Rag | None], direction: Direction | None
) -> None:
    updates = [said(rag, JULY + dt.timedelta(days=n)) for n, rag in enumerate(ratings)]
    assert as_at(ACTION, updates, YEAR_END).direction is direction


def test_an_update_that_does_not_rate_leaves_no_older_rating() -> None:
    noted = [*UPDATES, said(None, YEAR_END, "Waiting")]
    assert as_at(ACTION, noted, YEAR_END).rag is None
    assert as_at(ACTION, [said(NOT_RATED, JULY)], YEAR_END).rag is NOT_RATED


def test_of_two_updates_of_a_day_the_later_entered_counts() -> None:
    two = [said(GREEN, JULY, ref="PU-10000"), said(RED, JULY, ref="PU-9999")]
    assert as_at(ACTION, two, JULY).rag is GREEN


MOVED = replace(
    ACTION,
    deadlines=(due(OCTOBER), due(JANUARY, since=OCTOBER), due(YEAR_END, since=JANUARY)),
)


@pytest.mark.parametrize(
    ("day", "last", "slippage"),
    [
        (JULY, OCTOBER, 0),
        (OCTOBER, JANUARY, 98),
        (dt.date(2013, 1, 13), JANUARY, 98),
        (JANUARY, YEAR_END, 174),
    ],
)
def test_a_deadline_holds_from_its_day_on(day: dt.date, last: dt.date, slippage: int) -> None:
    standing = as_at(MOVED, [], day)
    assert (standing.due, standing.slippage) == (last, slippage)


@pytest.mark.parametrize(
    ("deadlines", "last", "slippage"),
    [
        ((), None, None),
        ((due(None),), None, None),
        ((due(None), due(OCTOBER, since=JULY)), OCTOBER, 0),
        ((due(OCTOBER), due(None, since=JULY)), None, None),
        ((due(JANUARY), due(OCTOBER, since=JULY)), OCTOBER, -98),
        ((due(OCTOBER, first=JULY),), OCTOBER, 0),
    ],
)
def test_slippage_runs_from_the_first_last_date(
    deadlines: tuple[Deadline, ...], last: dt.date | None, slippage: int | None
) -> None:
    standing = as_at(replace(ACTION, deadlines=deadlines), [], YEAR_END)
    assert (standing.due, standing.slippage) == (last, slippage)


@pytest.mark.parametrize(
    ("status", "on", "day", "then", "overdue"),
    [
        (Status.OPEN, None, JANUARY, Status.OPEN, False),
        (Status.OPEN, None, JANUARY + dt.timedelta(days=1), Status.OPEN, True),
        (Status.COMPLETE, YEAR_END, dt.date(2013, 3, 30), Status.OPEN, True),
        (Status.COMPLETE, YEAR_END, YEAR_END, Status.COMPLETE, False),
        (Status.DROPPED, OCTOBER, YEAR_END, Status.DROPPED, False),
        (Status.COMPLETE, None, JULY, Status.COMPLETE, False),
    ],
)
def test_what_is_open_after_its_last_date_is_overdue(
    status: Status, on: dt.date | None, day: dt.date, then: Status, overdue: bool
) -> None:
    action = replace(ACTION, status=status, status_on=on, deadlines=(due(JANUARY, first=JULY),))
    standing = as_at(action, [], day)
    assert (standing.status, standing.overdue) == (then, overdue)
    assert standing.days_late == ((day - JANUARY).days if overdue else 0)


FIVE = Action(
    "AC-5",
    "PL-1",
    number="5 and 14",
    what="Talk to parents",
    evidence="Survey",
    parties=(Party(agency="AG-1", lead=True, name="Council"),),
    deadlines=(due(OCTOBER),),
)
FOURTEEN = Action("AC-14", "PL-2", same_as="AC-5", number="14", what="See 5", evidence="Own words")


def test_an_alias_shows_the_words_and_the_progress_of_its_target() -> None:
    register = Register([FIVE, FOURTEEN], [Update("PU-1", "AC-5", JULY, AMBER, "Begun")])
    shown = register.shown("AC-14")
    assert (shown.ref, shown.plan, shown.number) == ("AC-14", "PL-2", "14")
    assert (shown.what, shown.parties) == ("Talk to parents", FIVE.parties)
    assert shown.evidence == "Own words"
    assert register.standing("AC-14", YEAR_END) == register.standing("AC-5", YEAR_END)
    assert register.standing("AC-14", YEAR_END).overdue
    assert [update.ref for update in register.updates("AC-14", YEAR_END)] == ["PU-1"]
    assert register.updates("AC-14", dt.date(2012, 7, 1)) == []


def test_an_alias_keeps_the_words_that_it_has_for_who() -> None:
    own = replace(FOURTEEN, who="Team managers")
    shown = Register([FIVE, own], []).shown("AC-14")
    assert (shown.who, shown.parties) == ("Team managers", ())


@pytest.mark.parametrize(
    ("same_as", "target"),
    [
        ({"a": "b", "b": "c"}, {"a": "c", "b": "c", "c": "c"}),
        ({"a": "a"}, {"a": "a"}),
        ({"a": "b", "b": "a"}, {"a": "a", "b": "b"}),
        ({"a": "b", "b": "c", "c": "b"}, {"a": "a", "b": "b", "c": "c"}),
        ({"a": "gone"}, {"a": "a"}),
        ({"a": "b", "b": "gone"}, {"a": "b"}),
    ],
)
def test_aliases_of_aliases_and_circles(same_as: dict[str, str], target: dict[str, str]) -> None:
    register = Register([Action(ref, "PL-1", same_as=same_as.get(ref)) for ref in "abc"], [])
    assert {ref: register.target(ref).ref for ref in target} == target


def point(ref: str, *deadlines: Deadline, status: Status = Status.OPEN, of: str = "AC-1") -> Action:
    on = JULY if status is not Status.OPEN else None
    number = int(ref[-1])
    return Action(
        ref, "PL-1", part_of=of, deadlines=deadlines, status=status, status_on=on, position=number
    )


def standing_with(*points: Action, parent: Action = ACTION) -> Standing:
    return Register([parent, *reversed(points)], []).standing(parent.ref, YEAR_END)


def test_an_action_is_due_with_the_last_of_its_points() -> None:
    standing = standing_with(point("AC-2", due(JULY)), point("AC-3", due(JANUARY)), point("AC-4"))
    assert (standing.due, standing.overdue) == (JANUARY, True)


def test_a_point_that_moves_moves_the_whole() -> None:
    later = point("AC-2", due(JULY), due(YEAR_END, since=JULY))
    standing = standing_with(later, point("AC-3", due(OCTOBER)))
    assert (standing.due, standing.slippage) == (YEAR_END, (YEAR_END - OCTOBER).days)
    assert not standing.overdue


def test_a_dropped_point_is_not_waited_for() -> None:
    dropped = point("AC-2", due(YEAR_END), status=Status.DROPPED)
    assert standing_with(dropped, point("AC-3", due(JULY))).due == JULY


def test_its_own_deadline_counts_where_it_is_the_later() -> None:
    parent = replace(ACTION, deadlines=(due(JANUARY),))
    assert standing_with(point("AC-2", due(JULY)), parent=parent).due == JANUARY
    assert standing_with(point("AC-2", due(YEAR_END)), parent=parent).due == YEAR_END


def test_points_show_in_their_order_and_at_an_alias_too() -> None:
    alias = Action("AC-9", "PL-2", same_as="AC-1")
    register = Register([alias, point("AC-3"), point("AC-2", due(JULY)), ACTION], [])
    assert [one.ref for one in register.points("AC-9")] == ["AC-2", "AC-3"]
    assert register.standing("AC-9", YEAR_END).due == JULY
    assert [one.ref for one in register.above("AC-2")] == ["AC-1"]


REFS = st.sampled_from([None, *"abcde"])


@given(st.lists(st.tuples(REFS, REFS), min_size=5, max_size=5))
def test_no_tangle_of_aliases_and_points_goes_round_for_ever(
    tangle: list[tuple[str | None, str | None]],
) -> None:
    register = Register(
        [
            Action(ref, "PL-1", same_as=same, part_of=part, deadlines=(due(JULY),))
            for ref, (same, part) in zip("abcde", tangle, strict=True)
        ],
        [],
    )
    for ref in "abcde":
        assert register.target(register.target(ref).ref).ref == register.target(ref).ref
        assert register.shown(ref).ref == ref
        assert ref not in [one.ref for one in register.above(ref)]
        assert register.standing(ref, YEAR_END).due == JULY


def test_an_action_that_a_later_plan_goes_on_with_is_overdue_there() -> None:
    due = dt.date(2013, 3, 31)
    action = Action("AN-1", "PL-1", deadlines=(Deadline("March 2013", due, due),))
    carried = replace(action, carried_on=dt.date(2013, 4, 1))
    assert as_at(action, (), dt.date(2013, 4, 1)).overdue
    assert not as_at(carried, (), dt.date(2013, 4, 1)).overdue
    late = replace(carried, carried_on=dt.date(2013, 9, 1))
    assert as_at(late, (), dt.date(2013, 8, 31)).overdue


def test_points_of_an_action_that_is_carried_go_with_it() -> None:
    due = dt.date(2012, 6, 30)
    top = Action("AN-1", "PL-1", carried_on=dt.date(2013, 4, 1))
    point = Action("AN-2", "PL-1", part_of="AN-1", deadlines=(Deadline("June 2012", due, due),))
    register = Register([top, point], [])
    assert register.standing("AN-2", dt.date(2013, 3, 31)).overdue
    assert not register.standing("AN-2", dt.date(2013, 4, 1)).overdue
