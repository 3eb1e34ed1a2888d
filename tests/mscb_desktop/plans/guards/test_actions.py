"""What may never stand in a plan: points of points, aliases of aliases, two updates on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.changes import Change, Refused, create
from db.fields import Value
from db.queries import plans as queries
from db.queries import records
from db.records.plans import Shows
from tests.support.few_plans import FewPlans

DAY = dt.date(2013, 3, 31)
_TABLES = {
    "AN": "action",
    "AL": "action_link",
    "AY": "action_party",
    "ED": "earlier_deadline",
    "PC": "plan_column",
    "PK": "plan_kind",
    "PL": "plan",
    "PS": "plan_section",
    "PU": "progress_update",
}


@pytest.fixture
def made(tmp_path: Path) -> Iterator[FewPlans]:
    plans = FewPlans.empty(tmp_path)
    yield plans
    plans.board.close()


def change(ref: str, **values: tuple[Value, Value]) -> Change:
    before = {name: sides[0] for name, sides in values.items()}
    after = {name: sides[1] for name, sides in values.items()}
    return Change(_TABLES[ref[:2]], ref, before, after)


def refused(made: FewPlans, *changes: Change) -> tuple[str | None, str | None, str]:
    """Apply what must be refused for one reason; give where and why."""
    with pytest.raises(Refused) as refusal:
        made.board.apply("Typed", changes)
    (problem,) = refusal.value.problems
    return problem.ref, problem.column, problem.message


def new(made: FewPlans, table: str, **values: Value) -> Change:
    ordered = {} if table in ("progress_update", "earlier_deadline") else {"position": 9}
    (ref,) = made.board.new_refs(table)
    return create(table, ref, **ordered, **values)


# Points and sections


def test_a_point_stands_in_its_actions_plan_one_level_down(made: FewPlans) -> None:
    plan, other = made.plan("Workplan"), made.plan("Another")
    action, elsewhere = made.action(plan, "1"), made.action(other, "1")
    point = made.action(plan, "1.1", part_of=action)
    single = made.action(plan, "2")
    ref, column, words = refused(made, change(single, part_of=(None, elsewhere)))
    assert (ref, column) == (single, "part_of")
    assert words == "This is an action of another plan: a point stands in its action's plan."
    assert refused(made, change(single, part_of=(None, single)))[1] == "part_of"
    words = refused(made, change(single, part_of=(None, point)))[2]
    assert words == "This is itself a point, and points have none: choose the action above it."
    words = refused(made, change(action, part_of=(None, single)))[2]
    assert words == "It has points of its own, and points have none: move those first."
    made.board.apply("Typed", [change(single, part_of=(None, action))])


def test_an_action_moves_to_another_plan_with_its_points(made: FewPlans) -> None:
    plan, other = made.plan("Workplan"), made.plan("Another")
    action = made.action(plan, "1")
    point = made.action(plan, "1.1", part_of=action)
    ref, column, _ = refused(made, change(action, plan=(plan, other)))
    assert (ref, column) == (action, "plan")
    made.board.apply("Moved", [change(one, plan=(plan, other)) for one in (action, point)])


def test_an_action_stands_in_a_section_of_its_plan(made: FewPlans) -> None:
    plan, other = made.plan("Workplan"), made.plan("Another")
    section, elsewhere = made.section(plan, "Governance"), made.section(other, "Governance")
    action = made.action(plan, "1", plan_section=section)
    ref, column, words = refused(made, change(action, plan_section=(section, elsewhere)))
    assert (ref, column) == (action, "plan_section")
    assert words == "This is a section of another plan: choose one of the action's own plan."
    assert refused(made, change(section, plan=(plan, other)))[:2] == (section, "plan")
    moved = [change(section, plan=(plan, other)), change(action, plan=(plan, other))]
    made.board.apply("Moved", moved)


def test_a_whole_pasted_plan_is_judged_as_it_will_stand(made: FewPlans) -> None:
    plan = made.plan("Workplan")
    refs = made.board.new_refs("action", 3)
    rows = [
        create("action", refs[0], plan=plan, status="open", position=1),
        create("action", refs[1], plan=plan, status="open", position=2, part_of=refs[0]),
        create("action", refs[2], plan=plan, status="open", position=3, part_of=refs[1]),
    ]
    assert refused(made, *rows)[:2] == (refs[2], "part_of")
    made.board.apply("Pasted", rows[:2])


# Aliases


def test_an_alias_names_an_action_of_its_plan_that_is_none(made: FewPlans) -> None:
    plan, other = made.plan("Workplan"), made.plan("Another")
    action, elsewhere = made.action(plan, "5"), made.action(other, "5")
    alias = made.action(plan, "8", same_as=action)
    third = made.action(plan, "9")
    assert refused(made, change(third, same_as=(None, third)))[1] == "same_as"
    assert "another plan" in refused(made, change(third, same_as=(None, elsewhere)))[2]
    words = refused(made, change(third, same_as=(None, alias)))[2]
    assert words == "This is itself the same as another action: choose that one."
    words = refused(made, change(action, same_as=(None, third)))[2]
    assert words == "Other actions are the same as this one: let them name another first."


def test_an_alias_has_neither_points_nor_deadline_nor_updates(made: FewPlans) -> None:
    plan = made.plan("Workplan")
    action, alias = made.action(plan, "5"), made.action(plan, "8")
    point = made.action(plan, "8.1", part_of=alias)
    told = made.update(alias, DAY, rag="green")
    with pytest.raises(Refused) as refusal:
        made.board.apply("Typed", [change(alias, same_as=(None, action))])
    assert [problem.message for problem in refusal.value.problems] == [
        "It has points of its own: move those first, or leave it as it is.",
        "It has progress updates, which would no longer show: delete them first, or leave it an "
        "action of its own.",
    ]
    made.board.apply(
        "Moved with the rest",
        [
            change(point, part_of=(alias, action)),
            change(told, action=(alias, action)),
            change(alias, same_as=(None, action)),
        ],
    )
    ref, column, words = refused(made, change(alias, when_text=(None, "May 13")))
    assert (ref, column) == (alias, "when_text")
    assert words.startswith("It shows the deadline of the action that it is the same as")
    words = refused(made, new(made, "progress_update", action=alias, dated=DAY))[2]
    assert (
        words == f"{alias} is the same as {action}, whose progress it shows: type the update there."
    )
    assert refused(made, change(point, part_of=(action, alias)))[1] == "part_of"


def test_an_alias_is_not_the_same_as_its_own_point(made: FewPlans) -> None:
    plan = made.plan("Workplan")
    action = made.action(plan, "5")
    point = made.action(plan, "5.1", part_of=action)
    words = refused(made, change(point, same_as=(None, action)))[2]
    assert words == "An action cannot be the same as a point of its own: choose another, or none."


# Deadlines and updates


def test_the_last_date_is_not_before_the_first(made: FewPlans) -> None:
    action = made.action(made.plan("Workplan"), "1", first_due=DAY, last_due=DAY)
    earlier = DAY - dt.timedelta(days=1)
    assert refused(made, change(action, last_due=(DAY, earlier)))[:2] == (action, "last_due")
    made.board.apply("Typed", [change(action, first_due=(DAY, earlier))])
    was = new(
        made,
        "earlier_deadline",
        action=action,
        when_text="May",
        first_due=DAY,
        last_due=earlier,
        replaced_on=DAY,
    )
    assert refused(made, was)[1] == "last_due"


def test_an_action_has_one_update_a_day(made: FewPlans) -> None:
    plan = made.plan("Workplan")
    action, other = made.action(plan, "1"), made.action(plan, "2")
    first = made.update(action, DAY, rag="green")
    again = new(made, "progress_update", action=action, dated=DAY, narrative="Again")
    assert refused(made, again)[1:] == (
        "dated",
        "There is an update of 31/03/2013 already: change that one, or give this another date.",
    )
    made.update(other, DAY)
    made.update(action, DAY - dt.timedelta(days=1))
    with made.board.reading() as connection:
        values = records.rows_by_ref(connection, "progress_update", [first])[first]
    gone = Change("progress_update", first, values, None)
    made.board.apply("In its place", [gone, again])


# Who


def test_who_is_one_of_agency_post_and_group(made: FewPlans) -> None:
    action = made.action(made.plan("Workplan"), "1")
    agency, post = made.agency("Police"), made.post("Nurse")
    party = made.party(action, agency=agency, lead=True)
    assert refused(made, new(made, "action_party", action=action, lead=True))[1] == "agency"
    assert refused(made, change(party, post=(None, post)))[1] == "post"
    words = refused(made, new(made, "action_party", action=action, agency=agency))[2]
    assert words == "'Police' stands at this action already: change that row instead."
    made.board.apply("Typed", [change(party, agency=(agency, None), post=(None, post))])


# What is served


def test_a_link_leads_to_an_objective_or_to_a_section_of_objectives(made: FewPlans) -> None:
    business = made.plan("Business plan", "Business plan")
    section = made.section(business, "Governance", number="1")
    objective = made.action(business, "1.1", plan_section=section)
    point = made.action(business, "1.1a", part_of=objective)
    workplan = made.plan("Workplan", objectives_of=business)
    part = made.section(workplan, "Part")
    action, other = made.action(workplan, "1"), made.action(workplan, "2")
    for values, column in (
        ({}, "objective"),
        ({"objective": other}, "objective"),
        ({"objective": action}, "objective"),
        ({"objective": point}, "objective"),
        ({"plan_section": part}, "plan_section"),
    ):
        link = new(made, "action_link", action=action, **values)
        assert refused(made, link)[1] == column, values
    made.link(action, objective=objective)
    made.link(action, plan_section=section)
    made.link(action, objective=objective, plan_section=section)
    made.link(action, printed="2.6 No such objective")
    second = made.section(business, "Engagement", number="2")
    both = new(made, "action_link", action=action, objective=objective, plan_section=second)
    assert refused(made, both)[1] == "plan_section"


def test_what_others_serve_stays_an_objective(made: FewPlans) -> None:
    business = made.plan("Business plan", "Business plan")
    objective, next_one = made.action(business, "1.1"), made.action(business, "1.2")
    workplan = made.plan("Workplan", objectives_of=business)
    made.link(made.action(workplan, "1"), objective=objective)
    words = "Other actions serve this objective: it can only stand in a business plan."
    assert refused(made, change(objective, plan=(business, workplan)))[2] == words
    assert refused(made, change(objective, part_of=(None, next_one)))[2] == words
    section = made.section(business, "Engagement", number="2")
    made.link(made.action(workplan, "2"), plan_section=section)
    words = "Other actions serve this section: it can only stand in a business plan."
    moved = change(section, plan=(business, workplan))
    assert refused(made, moved) == (section, "plan", words)
    with made.board.reading() as connection:
        rows = records.rows_by_ref(connection, "plan", [business, workplan])
    kinds = {ref: row["plan_kind"] for ref, row in rows.items()}
    as_workplan = change(business, plan_kind=(kinds[business], kinds[workplan]))
    assert refused(made, as_workplan)[:2] == (business, "plan_kind")
    kind = str(kinds[business])
    assert refused(made, change(kind, has_objectives=(True, None)))[:2] == (kind, "has_objectives")


def test_a_plan_serves_a_business_plan_and_never_itself(made: FewPlans) -> None:
    first = made.plan("Business plan", "Business plan")
    second = made.plan("Next", "Business plan", objectives_of=first, follows=first)
    workplan = made.plan("Workplan")
    assert "no objectives" in refused(made, change(second, objectives_of=(first, workplan)))[2]
    for field in ("objectives_of", "follows"):
        assert refused(made, change(first, **{field: (None, first)}))[1] == field
        assert "that is a circle" in refused(made, change(first, **{field: (None, second)}))[2]


def test_a_kind_of_plan_shows_nothing_twice(made: FewPlans) -> None:
    made.plan("Workplan")
    with made.board.reading() as connection:
        ((kind, columns),) = queries.columns(connection).items()
    column = columns[0]
    assert column.shows is Shows.NUMBER
    values: dict[str, Value] = {"plan_kind": kind, "shows": "number", "heading": "No.", "width": 5}
    words = refused(made, new(made, "plan_column", **values))[2]
    assert words == "This kind of plan has a column for 'Number' already. Choose another."
    assert refused(made, change(columns[1].ref, shows=(columns[1].shows, "number")))[1] == "shows"
    assert refused(made, change(column.ref, width=(column.width, 0)))[1] == "width"
    made.plan("Business plan", "Business plan")


def test_an_action_is_not_carried_from_itself(made: FewPlans) -> None:
    action = made.action(made.plan("Workplan"), "1")
    words = refused(made, change(action, carried_from=(None, action)))[2]
    assert "cannot be carried from itself" in words


@pytest.mark.parametrize("table", ["plan", "action"])
def test_a_plan_is_deleted_with_all_that_leans_on_it(made: FewPlans, table: str) -> None:
    business = made.plan("Business plan", "Business plan")
    objective = made.action(business, "1.1")
    action = made.action(business, "2")
    made.action(business, "2.1", part_of=action)
    made.action(business, "3", same_as=action)
    made.link(action, objective=objective)
    made.update(action, DAY)
    refs = [business] if table == "plan" else [objective, action]
    if table == "action":
        refs.append("AN-0004")
    with made.board.reading() as connection:
        changes = records.deletion(connection, table, refs)
    made.board.apply("Deleted", changes)
    with made.board.reading() as connection:
        assert records.count(connection, "action", {}) == 0
    made.board.undo()
    with made.board.reading() as connection:
        assert records.count(connection, "action", {}) == 4
