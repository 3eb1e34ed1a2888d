"""What partners owe: each open action with whom it waits for, held against the rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.board import Board
from db.fields import Value
from db.queries import plans as queries
from mscb_desktop.boards import open_board
from mscb_desktop.plans.book import Book
from mscb_desktop.plans.rules.owed import Owing, Partner, Partners, Waiting, number_of, who_in_words
from mscb_desktop.sample import make_sample
from tests.support.boards import clock
from tests.support.counted_plans import Counted
from tests.support.few_plans import FewPlans

MARCH = dt.date(2013, 3, 31)
JUNE, AUTUMN, MAY = dt.date(2012, 6, 30), dt.date(2012, 9, 30), dt.date(2013, 5, 31)


@pytest.fixture(scope="module")
def eastbrook(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Board]:
    path = tmp_path_factory.mktemp("owed") / "sample.mscb"
    make_sample(path, name="eastbrook", clock=clock, who="Test")
    board = open_board(path, clock=clock, who="Test")
    yield board
    board.close()


@pytest.mark.parametrize("month", range(3, 40, 3))
def test_every_open_action_is_owed_by_all_that_its_rows_name(eastbrook: Board, month: int) -> None:
    day = dt.date(2024 + month // 12, month % 12 + 1, 15)
    rows = Counted(eastbrook)

    def at(agency: str) -> str:
        row = rows.agencies[agency]
        if row["succeeded_on"] and row["succeeded_on"] <= day:
            return at(row["successor"])
        before = [one for one in rows.agencies.values() if one["successor"] == agency]
        early = len(before) == 1 and before[0]["succeeded_on"] > day
        return str(before[0]["ref"]) if early else agency

    expected: set[tuple[str, str, bool, int]] = set()
    found_open = {
        ref
        for ref, row in rows.actions.items()
        if not row["same_as"] and rows.has_begun(ref, day) and rows.waits(ref, day)
    }
    in_points = {rows.actions[ref]["part_of"] for ref in found_open}
    without = {ref for ref in in_points if ref and not rows.actions[ref]["when_text"]}
    for ref in found_open - without:
        row = rows.actions[ref]
        own = [p for p in rows.parties if p["action"] == ref]
        if not own and not row["who"]:
            own = [p for p in rows.parties if p["action"] == row["part_of"]]
        own += [p for p in rows.parties if rows.actions[p["action"]]["same_as"] == ref]
        due = rows.due(ref, day)
        late = (day - due).days if due and due < day else 0
        for party in own:
            agency = party["agency"] or rows.posts.get(party["post"], {}).get("agency")
            partner = at(agency) if agency else party["post"] or party["board_group"]
            expected.add((partner, ref, bool(party["lead"]), late))
    leading = {(partner, ref) for partner, ref, lead, _ in expected if lead}
    expected = {one for one in expected if one[2] or one[:2] not in leading}
    with eastbrook.reading() as connection:
        waiting = Waiting(Book(connection, day), Partners(connection, day))
    found = [
        (owing.partner.ref, duty.action.ref, duty.lead, duty.standing.days_late)
        for owing in waiting.of_all()
        for duty in owing.duties
    ]
    assert len(found) == len(set(found))
    assert set(found) == expected
    for owing in waiting.of_all():
        assert waiting.of(owing.partner) == owing
    assert bool(expected) is (day >= dt.date(2024, 4, 1))


@pytest.fixture
def made(tmp_path: Path) -> Iterator[FewPlans]:
    plans = FewPlans.empty(tmp_path)
    yield plans
    plans.board.close()


@pytest.fixture
def plan(made: FewPlans) -> str:
    return made.plan("Workplan", year=made.year(2012))


def waiting(made: FewPlans, day: dt.date = MARCH) -> Waiting:
    with made.board.reading() as connection:
        return Waiting(Book(connection, day), Partners(connection, day))


def partner(made: FewPlans, kind: str, ref: str, day: dt.date = MARCH) -> Partner:
    with made.board.reading() as connection:
        found: Partner | None = getattr(Partners(connection, day), kind)(ref)
    assert found is not None
    return found


def point(made: FewPlans, of: str, **values: Value) -> str:
    with made.board.reading() as connection:
        plan = queries.actions_by_ref(connection, [of])[of].plan
    return made.placed("action", plan=plan, part_of=of, status="open", **values)


def said(owing: Owing) -> list[tuple[str | None, bool]]:
    return [(duty.action.number, duty.lead) for duty in owing.duties]


def test_overdue_comes_first_then_by_date_then_without(made: FewPlans, plan: str) -> None:
    police = made.agency("Police")
    dates = {"1": None, "2": MAY, "3": JUNE, "4": AUTUMN, "5": None}
    for number, due in dates.items():
        made.party(made.action(plan, number, last_due=due), agency=police, lead=True)
    made.party(made.action(plan, "6", last_due=JUNE), agency=police, lead=False)
    (owing,) = waiting(made).of_all()
    assert said(owing) == [(n, True) for n in ("3", "4", "2", "1", "5")] + [("6", False)]
    assert owing.overdue == 3
    assert [duty.standing.days_late for duty in owing.leads] == [274, 182, 0, 0, 0]


def test_a_successor_owes_what_its_predecessor_and_its_posts_are_named_for(
    made: FewPlans, plan: str
) -> None:
    group = made.agency("Clinical Commissioning Group")
    trust = made.agency("Primary Care Trust", successor=group, succeeded_on=dt.date(2012, 12, 1))
    nurse = made.post("Designated Nurse", trust)
    made.party(made.action(plan, "1"), agency=trust, lead=True)
    made.party(made.action(plan, "2"), post=nurse, lead=True)
    both = made.action(plan, "3")
    made.party(both, agency=trust)
    made.party(both, post=nurse, lead=True)
    (owing,) = waiting(made).of_all()
    assert owing.partner == partner(made, "agency", trust)
    assert owing.partner.name == "Clinical Commissioning Group"
    assert said(owing) == [("1", True), ("2", True), ("3", True)]
    (before,) = waiting(made, AUTUMN).of_all()
    assert before.partner.name == "Primary Care Trust"
    own = waiting(made).of(partner(made, "post", nurse))
    assert own.partner.name == "Designated Nurse, Clinical Commissioning Group"
    assert said(own) == [("2", True), ("3", True)]


def test_a_point_waits_for_its_own_names_or_else_for_its_actions(made: FewPlans, plan: str) -> None:
    police, health = made.agency("Police"), made.agency("Health")
    whole = made.action(plan, "5", recommendation="Children are heard")
    made.party(whole, agency=police, lead=True)
    point(made, whole, what="Ask them", last_due=JUNE)
    own = point(made, whole, what="Write down", last_due=MAY)
    made.party(own, agency=health, lead=True)
    in_words = point(made, whole, what="Tell them", who="Everybody")
    found = waiting(made)
    assert {
        one.partner.name: [duty.action.what for duty in one.duties] for one in found.of_all()
    } == {"Police": ["Ask them"], "Health": ["Write down"]}
    assert [duty.action.ref for duty in found.of_nobody()] == [in_words]
    book = made.book(MARCH)
    assert [number_of(book, one) for one in found.actions] == ["5", "5", "5"]
    assert [who_in_words(book, one) for one in found.actions] == ["Police", "Health", "Everybody"]


def test_an_action_with_a_date_of_its_own_waits_beside_its_points(
    made: FewPlans, plan: str
) -> None:
    whole = made.action(plan, "5", when_text="May 2013", last_due=MAY)
    point(made, whole, what="Ask them", last_due=JUNE)
    assert len(waiting(made).actions) == 2


def test_an_alias_waits_for_those_at_either(made: FewPlans, plan: str) -> None:
    police, health = made.agency("Police"), made.agency("Health")
    first = made.action(plan, "1", what="Share information")
    made.party(first, agency=police, lead=True)
    second = made.action(plan, "2", same_as=first)
    made.party(second, agency=health)
    made.party(second, agency=police)
    found = {one.partner.name: said(one) for one in waiting(made).of_all()}
    assert found == {"Health": [("1", False)], "Police": [("1", True)]}


def test_what_is_done_or_goes_on_elsewhere_or_has_not_begun_is_not_owed(
    made: FewPlans, plan: str
) -> None:
    police = made.agency("Police")
    later = made.plan("Workplan", year=made.year(2013))
    done = made.action(plan, "1", status="complete", status_on=AUTUMN)
    dropped = made.action(plan, "2", status="dropped", status_on=MAY)
    old = made.action(plan, "3")
    new = made.action(later, "1", carried_from=old)
    for action in (done, dropped, old, new):
        made.party(action, agency=police, lead=True)
    found = {
        day: [duty.action.ref for one in waiting(made, day).of_all() for duty in one.duties]
        for day in (JUNE, MARCH, MAY)
    }
    assert found == {JUNE: [done, dropped, old], MARCH: [dropped, old], MAY: [new]}


def test_what_waits_for_nobody_of_the_lists_is_told(made: FewPlans, plan: str) -> None:
    made.action(plan, "1", who="All agencies", last_due=MAY)
    made.action(plan, "2", last_due=JUNE)
    made.party(made.action(plan, "3"), agency=made.agency("Police"))
    assert [duty.action.number for duty in waiting(made).of_nobody()] == ["2", "1"]
