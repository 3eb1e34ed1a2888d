"""Actions counted once each: per objective, per plan, over several plans."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mscb_desktop.plans.model import Action, Deadline, Link, Rag, Section, Status, Update
from mscb_desktop.plans.rules.progress import Register
from mscb_desktop.plans.rules.rollup import RollUp, worst

JULY, MARCH = dt.date(2012, 7, 31), dt.date(2013, 3, 31)
RED, AMBER, GREEN, NOT_RATED = Rag
LATE = (Deadline("July 2012", JULY, JULY),)

SECTION = Section("SE-2", "BP", "2.", "Challenge & improvement")
OBJECTIVES = [
    Action("OB-10", "BP", section="SE-2", number="2.10", position=3),
    Action("OB-1", "BP", section="SE-2", number="2.1", position=2),
    Action("OB-3", "BP", section="SE-3", number="3.1", position=1),
]


def action(ref: str, plan: str = "QA", to: str | None = None, **said: object) -> Action:
    links = ()
    if to is not None:
        is_section = to.startswith("SE")
        links = (Link(ref, section=to) if is_section else Link(ref, objective=to),)
    return replace(Action(ref, plan, links=links), **said)


def rolled(*actions: Action, plans: set[str] | None = None, **ratings: Rag) -> RollUp:
    updates = [
        Update(f"PU-{ref}", ref.replace("_", "-"), JULY, rag) for ref, rag in ratings.items()
    ]
    return RollUp(Register([*OBJECTIVES, *actions], updates), MARCH, plans)


def serving(roll: RollUp, objective: str) -> list[tuple[str, bool]]:
    found = next(one for one in roll.of_business_plan("BP") if one.objective.ref == objective)
    return [(one.action.ref, one.by_section) for one in found.serving]


def test_actions_serve_their_objective_or_all_of_a_section() -> None:
    roll = rolled(
        action("A", to="SE-2"),
        action("B", "Training", to="OB-1"),
        action("C", to="OB-3"),
        action("D"),
    )
    assert serving(roll, "OB-1") == [("B", False), ("A", True)]
    assert serving(roll, "OB-10") == [("A", True)]
    assert serving(roll, "OB-3") == [("C", False)]


def test_the_line_of_accountability_runs_by_number() -> None:
    assert [one.objective.number for one in rolled().of_business_plan("BP")] == [
        "2.1",
        "2.10",
        "3.1",
    ]


def test_an_action_linked_twice_serves_once() -> None:
    both = (Link("A", objective="OB-1"), Link("A", section="SE-2"), Link("A", objective="OB-1"))
    named = (Link("B", objective="OB-1", section="SE-2"),)
    roll = rolled(action("A", links=both), action("B", links=named))
    assert serving(roll, "OB-1") == [("A", False), ("B", False)]
    assert serving(roll, "OB-10") == [("A", True)]
    assert roll.of_section(SECTION).total == 2


def test_counts_by_rag_and_status() -> None:
    roll = rolled(
        action("A", to="OB-1", deadlines=LATE),
        action("B", to="OB-1", deadlines=LATE, status=Status.COMPLETE, status_on=JULY),
        action("C", to="OB-1"),
        action("D", to="OB-1", deadlines=LATE, status=Status.DROPPED, status_on=JULY),
        action("E", to="OB-1"),
        A=AMBER,
        B=GREEN,
        D=RED,
        E=NOT_RATED,
        OB_1=GREEN,
    )
    found = roll.of_business_plan("BP")[0]
    assert found.standing.rag is GREEN
    assert found.count.total == 5
    assert found.count.by_status == {Status.OPEN: 3, Status.COMPLETE: 1, Status.DROPPED: 1}
    assert found.count.by_rag == {AMBER: 1, GREEN: 1, None: 1, NOT_RATED: 1}
    assert found.count.worst is AMBER
    assert found.count.overdue == 1


@pytest.mark.parametrize(
    ("ratings", "expected"),
    [
        ([GREEN, RED, AMBER], RED),
        ([GREEN, NOT_RATED, AMBER], AMBER),
        ([GREEN, None], GREEN),
        ([None, NOT_RATED], NOT_RATED),
        ([None], None),
        ([], None),
    ],
)
def test_the_worst_is_shown(ratings: list[Rag | None], expected: Rag | None) -> None:
    assert worst(ratings) is expected


def test_an_alias_is_counted_as_its_target_and_once() -> None:
    roll = rolled(
        action("A", to="OB-1"),
        action("B", to="OB-1", same_as="A"),
        action("C", "Training", to="OB-3", same_as="A"),
        A=RED,
    )
    assert serving(roll, "OB-1") == [("A", False)]
    assert serving(roll, "OB-3") == [("C", False)]
    assert [roll.of_plans(*plans).total for plans in (["QA"], ["Training"])] == [1, 1]
    assert roll.of_plans("QA", "Training").total == 1
    assert roll.of_plans("Training").by_rag == {RED: 1}


def test_points_are_counted_with_their_action() -> None:
    roll = rolled(
        action("A", to="OB-1", deadlines=(Deadline("May 2013", None, dt.date(2013, 5, 31)),)),
        action("P", to="OB-1", part_of="A", deadlines=LATE),
        action("Q", part_of="P"),
        action("R", "Training", to="OB-3", part_of="A"),
        P=AMBER,
        Q=GREEN,
    )
    count = roll.of_plans("QA")
    assert (count.total, count.overdue, count.by_rag) == (1, 1, {AMBER: 1})
    assert serving(roll, "OB-1") == [("A", False)]
    assert serving(roll, "OB-3") == [("R", False)]
    assert roll.of_plans("Training").total == 1
    assert roll.of_plans("QA", "Training").total == 1


def test_points_of_what_is_complete_or_dropped_are_not_overdue() -> None:
    done = action("A", status=Status.COMPLETE, status_on=JULY)
    late = action("P", part_of="A", deadlines=LATE)
    assert rolled(done, late).of_plans("QA").overdue == 0
    dropped = replace(late, status=Status.DROPPED, status_on=JULY)
    assert rolled(action("A"), dropped).of_plans("QA").overdue == 0


def test_its_own_update_counts_before_those_of_the_points() -> None:
    points = [action("A"), action("P", part_of="A")]
    assert rolled(*points, A=GREEN, P=RED).of_plans("QA").by_rag == {GREEN: 1}
    assert rolled(*points, A=NOT_RATED, P=RED).of_plans("QA").by_rag == {NOT_RATED: 1}


def test_an_alias_that_is_a_point_belongs_to_its_own_action() -> None:
    roll = rolled(
        action("FOURTEEN"),
        action("P", part_of="FOURTEEN", same_as="FIVE"),
        action("FIVE", "Health"),
    )
    assert [one.ref for one in roll.counted(["FOURTEEN", "P"])] == ["FOURTEEN"]
    assert roll.of_plans("QA", "Health").total == 2


def test_only_the_plans_asked_for_serve() -> None:
    both = [action("A", to="OB-1"), action("B", "Older", to="OB-1")]
    assert serving(rolled(*both, plans={"QA"}), "OB-1") == [("A", False)]


def test_an_empty_plan_counts_nothing() -> None:
    count = rolled().of_plans("QA")
    assert (count.total, count.overdue, count.worst) == (0, 0, None)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["none", "point", "alias"]),
            st.integers(0, 20),
            st.sampled_from(["QA", "Training", "Health"]),
            st.sampled_from([None, "OB-1", "OB-10", "OB-3", "SE-2"]),
        ),
        max_size=12,
    )
)
def test_parts_never_add_up_to_less_than_the_whole(
    lines: list[tuple[str, int, str, str | None]],
) -> None:
    actions = [
        action(
            f"A{place}",
            plan,
            to,
            part_of=f"A{other % place}" if kind == "point" and place else None,
            same_as=f"A{other % place}" if kind == "alias" and place else None,
        )
        for place, (kind, other, plan, to) in enumerate(lines)
    ]
    roll = rolled(*actions)
    plans = ["QA", "Training", "Health"]
    assert roll.of_plans(*plans).total == sum(kind == "none" for kind, *_ in lines[1:]) + bool(
        lines
    )
    assert roll.of_plans(*plans).total <= sum(roll.of_plans(plan).total for plan in plans)
    of_section = [roll.of_objective(one).count.total for one in OBJECTIVES[:2]]
    assert bool(sum(of_section)) <= roll.of_section(SECTION).total <= sum(of_section)
    for objective in roll.of_business_plan("BP"):
        refs = [one.action.ref for one in objective.serving]
        assert len(set(refs)) == len(refs) == objective.count.total


def test_points_in_a_circle_are_each_counted() -> None:
    assert rolled(action("A", part_of="B"), action("B", part_of="A")).of_plans("QA").total == 2
