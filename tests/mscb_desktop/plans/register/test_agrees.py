"""The register's SQL finds, shows and counts what the rules of plans say."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.board import Board
from db.changes import Change, create
from db.fields import Value
from db.queries.register import UNRATED, Filter
from db.records.plans import Due, Rag, Status
from mscb_desktop.guards import GUARDS
from mscb_desktop.plans.book import Book
from mscb_desktop.plans.model import Action, Party
from mscb_desktop.plans.register.listing import Listing
from mscb_desktop.plans.rules.rollup import Count, RollUp
from tests.support.boards import empty_board

DAY = dt.date(2013, 3, 31)
"""The day as at which the register is looked at: the last of 2012-13."""
YEAR = 2012
DAYS = [DAY + dt.timedelta(days) for days in (-400, -100, -1, 0, 1, 20, 60, 400)]
PARTIES: list[dict[str, Value]] = [
    {"agency": "AG-0001"},
    {"agency": "AG-0002"},
    {"agency": "AG-0003"},
    {"post": "PO-0001"},
    {"post": "PO-0002"},
    {"board_group": "GR-0001"},
    {"board_group": "GR-0002"},
]
OBJECTIVES = ["AN-0001", "AN-0002", "AN-0003"]
LINKS: list[dict[str, Value]] = [
    {"objective": "AN-0001"},
    {"plan_section": "PS-1001"},
    {"objective": "AN-0002", "plan_section": "PS-1001"},
]
WORDS = ["Audit files", "audit 50% of forms", "Train staff", "Ask_for training", ""]

days = st.sampled_from(DAYS)
maybe_day = st.none() | days


@st.composite
def boards(draw: st.DrawFn) -> list[Change]:
    """Draw the actions of three plans: points, aliases, deadlines, updates, who, links."""
    made: list[Change] = []
    numbers = {"ED": 0, "PU": 0, "AY": 0, "AL": 0}
    plain: list[tuple[str, str]] = []
    with_points: set[str] = set()
    points: dict[str, list[tuple[str, str]]] = {}

    def ref(prefix: str) -> str:
        numbers[prefix] += 1
        return f"{prefix}-{numbers[prefix]:04}"

    for number in range(draw(st.integers(2, 11))):
        action = f"AN-{number + 4:04}"
        plan = draw(st.sampled_from(["PL-0002", "PL-0002", "PL-0003", "PL-0004"]))
        values: dict[str, Value] = {
            "plan": plan,
            "number": str(number + 4),
            "status": draw(st.sampled_from(Status)).value,
            "status_on": draw(maybe_day),
            "position": draw(st.integers(1, 5)),
            "recommendation": draw(st.sampled_from([*WORDS, None])) or None,
            "plan_section": draw(st.sampled_from([None, f"PS-{plan[-1]}001"])),
            "who": draw(st.sampled_from([None, None, "Everybody"])),
        }
        others = [ref for ref, of in plain if of == plan]
        tops = [ref for ref in others if ref not in {p for own in points.values() for p, _ in own}]
        kind = draw(st.sampled_from(["top", "top", "point", "same", "same point"]))
        if "point" in kind and tops:
            above = draw(st.sampled_from(tops))
            values["part_of"] = above
            points.setdefault(above, []).append((action, plan))
            with_points.add(above)
        # A point is not the same as what it is a point of.
        others = [ref for ref in others if ref != values.get("part_of")]
        is_same = "same" in kind and bool(others)
        if is_same:
            values["same_as"] = draw(st.sampled_from(others))
        else:
            plain.append((action, plan))
            values["what"] = draw(st.sampled_from(WORDS)) or None
            values["last_due"] = draw(maybe_day)
        carried = [ref for ref, of in plain if of == "PL-0002"]
        if plan == "PL-0003" and carried and draw(st.booleans()):
            values["carried_from"] = draw(st.sampled_from(carried))
        made.append(create("action", action, **values))
        for party in draw(st.lists(st.sampled_from(PARTIES), max_size=2, unique_by=str)):
            lead, place = draw(st.booleans()), len(made)
            made.append(
                create("action_party", ref("AY"), action=action, lead=lead, position=place, **party)
            )
        if draw(st.booleans()):
            link = draw(st.sampled_from(LINKS))
            made.append(create("action_link", ref("AL"), action=action, position=1, **link))
        if is_same:
            continue
        for day in draw(st.lists(days, max_size=2, unique=True)):
            made.append(
                create(
                    "earlier_deadline",
                    ref("ED"),
                    action=action,
                    when_text="Then",
                    last_due=draw(maybe_day),
                    replaced_on=day,
                )
            )
        for day in draw(st.lists(days, max_size=3, unique=True)):
            rag = draw(st.none() | st.sampled_from(Rag))
            made.append(
                create(
                    "progress_update",
                    ref("PU"),
                    action=action,
                    dated=day,
                    rag=rag,
                    narrative="Told",
                )
            )
    return made


filters = st.builds(
    Filter,
    holding=st.sampled_from(["", "", "audit", "train 7", "50%", "k_f", "AN-0005"]),
    every_year=st.booleans(),
    plan=st.none() | st.sampled_from(["PL-0002", "PL-0003"]),
    agency=st.none() | st.sampled_from(["AG-0001", "AG-0002", "AG-0003"]),
    post=st.none() | st.sampled_from(["PO-0001", "PO-0002"]),
    board_group=st.none() | st.sampled_from(["GR-0001", "GR-0002"]),
    leads=st.booleans(),
    objective=st.none() | st.sampled_from(["AN-0001", "AN-0002"]),
    rag=st.none() | st.sampled_from([*map(str, Rag), UNRATED]),
    status=st.none() | st.sampled_from(Status),
    due=st.none() | st.sampled_from(Due),
)
"""Filters that ask several things at once."""


def one_thing(wanted: Filter) -> list[Filter]:
    """Give a filter for each thing that it asks, the years aside."""
    asks = ("holding", "plan", "agency", "post", "board_group", "objective", "rag", "status", "due")
    plain = Filter(every_year=wanted.every_year, leads=wanted.leads)
    return [replace(plain, **{name: getattr(wanted, name)}) for name in asks]


def lists() -> list[Change]:
    """Give what the actions belong to and name."""
    made = [
        create("financial_year", f"FY-{start}", start_year=start) for start in (2011, 2012, 2013)
    ]
    made += [
        create("agency", "AG-0002", name="New Trust"),
        create("agency", "AG-0001", name="Old Trust", successor="AG-0002", succeeded_on=DAYS[1]),
        create("agency", "AG-0003", name="Police"),
        create("post", "PO-0001", title="Nurse", agency="AG-0002"),
        create("post", "PO-0002", title="Officer", agency="AG-0003"),
        create("board_group", "GR-0001", name="Board", position=1),
        create("board_group", "GR-0002", name="Audit group", position=2),
        create("plan_kind", "PK-0001", name="Business plan", has_objectives=True, position=1),
        create("plan_kind", "PK-0002", name="Workplan", position=2),
    ]
    for number, (year, group) in enumerate(
        [("FY-2012", None), ("FY-2011", "GR-0001"), ("FY-2012", "GR-0002"), (None, None)], 1
    ):
        serves: dict[str, Value] = {} if number == 1 else {"objectives_of": "PL-0001"}
        made.append(
            create(
                "plan",
                f"PL-{number:04}",
                name=f"Plan {number}",
                plan_kind="PK-0001" if number == 1 else "PK-0002",
                year=year,
                board_group=group,
                position=number,
                **serves,
            )
        )
        made.append(
            create(
                "plan_section", f"PS-{number}001", plan=f"PL-{number:04}", title="Part", position=1
            )
        )
    for number, objective in enumerate(OBJECTIVES, 1):
        made.append(
            create(
                "action",
                objective,
                plan="PL-0001",
                plan_section="PS-1001" if number < 3 else None,
                number=f"1.{number}",
                what="Aim",
                status="open",
                position=number,
            )
        )
    return made


class Expected:
    """What the rules say of a board's actions."""

    def __init__(self, board: Board) -> None:
        with board.reading() as connection:
            self.book = Book(connection, DAY)
        self.rollup = RollUp(self.book.register, DAY)
        self.posts = {"PO-0001": "AG-0002", "PO-0002": "AG-0003"}

    def order(self) -> list[str]:
        """List all actions as the plans print."""
        return [
            action.ref
            for plan in self.book.plans
            for part in self.book.parts(plan)
            for action in part.actions
        ]

    def find(self, wanted: Filter) -> list[str]:
        """List the actions that fit."""
        return [ref for ref in self.order() if all(self._fits(ref, wanted))]

    def count(self, refs: list[str]) -> Count:
        """Count actions."""
        return self.rollup.count(refs)

    def rag(self, ref: str) -> Rag | None:
        """Give the rating by which an action counts."""
        standing = self.rollup.standing(ref)
        if standing.update is not None:
            return standing.rag
        points = self.book.register.waited_for(ref, DAY)
        ratings = {self.rollup.standing(point.ref).rag for point in points}
        return next((rag for rag in Rag if rag in ratings), None)

    def overdue(self, ref: str) -> bool:
        """Tell whether an action, or one of its points, is overdue."""
        return self.count([ref]).overdue == 1

    def _fits(self, ref: str, wanted: Filter) -> list[bool]:
        action = self.book.shown(ref)
        plan = self.book.plans[action.plan]
        standing = self.rollup.standing(ref)
        rag, due, overdue = self.rag(ref), standing.due, self.overdue(ref)
        waiting = standing.status is Status.OPEN and not standing.carried
        of_year = wanted.every_year or plan.year in (None, "FY-2012")
        found = [of_year if wanted.plan is None else action.plan == wanted.plan]
        found += [self._holds(ref, word) for word in wanted.holding.split()]
        found += self._done_by(action, wanted)
        if wanted.objective:
            section = self.book.register.actions[wanted.objective].section
            found.append(
                any(
                    link.objective == wanted.objective
                    or (link.objective is None and section and link.section == section)
                    for link in action.links
                )
            )
        if wanted.rag == UNRATED:
            found.append(rag is None)
        elif wanted.rag == Rag.NOT_RATED:
            found.append(rag in (None, Rag.NOT_RATED))
        elif wanted.rag:
            found.append(rag == wanted.rag)
        if wanted.status:
            found.append(standing.status is wanted.status)
        soon = {Due.WITHIN_30: 30, Due.WITHIN_90: 90}
        if wanted.due is Due.OVERDUE:
            found.append(overdue)
        elif wanted.due in (Due.DATED, Due.NO_DATE):
            found.append((due is not None) is (wanted.due is Due.DATED))
        elif wanted.due:
            last = DAY + dt.timedelta(soon[wanted.due])
            found.append(waiting and due is not None and DAY <= due <= last)
        return found

    def _holds(self, ref: str, word: str) -> bool:
        own, target = self.book.register.actions[ref], self.book.register.target(ref)
        return any(
            word.casefold() in text.casefold()
            for one in (own, target)
            for text in (one.ref, one.number, one.recommendation, one.what, one.who)
            if text
        )

    def _parties(self, action: Action) -> tuple[Party, ...]:
        if not action.parties and not action.who and not action.same_as and action.part_of:
            return self.book.shown(action.part_of).parties
        return action.parties

    def _done_by(self, action: Action, wanted: Filter) -> list[bool]:
        there = self._parties(action)
        alone = len(there) == 1
        parties = [one for one in there if one.lead or alone or not wanted.leads]
        found = []
        # The old trust is the new one by the day.
        trusts = {"AG-0001": "AG-0002"}
        if wanted.agency:
            named = {trusts.get(one.agency or "", one.agency) for one in parties}
            named |= {self.posts[one.post] for one in parties if one.post}
            found.append(trusts.get(wanted.agency, wanted.agency) in named)
        if wanted.post:
            found.append(wanted.post in {one.post for one in parties})
        if wanted.board_group:
            own = self.book.plans[action.plan].board_group == wanted.board_group
            is_its = wanted.board_group in {one.group for one in parties}
            found.append(is_its or (own and not wanted.leads))
        return found


def on_a_board(changes: list[Change], look: Callable[[Board], None]) -> None:
    """Look at a board with these actions."""
    with tempfile.TemporaryDirectory() as folder:
        board = empty_board(Path(folder), GUARDS)
        board.apply("Lists", lists())
        board.apply("Actions", changes)
        look(board)
        board.close()


def compare(board: Board, wanted: Filter) -> None:
    """Ask for a filter, and for each thing that it asks, of the board and of the rules."""
    expected, listing = Expected(board), Listing(board, DAY, YEAR)
    for each in (Filter(every_year=True), wanted, *one_thing(wanted)):
        refs = expected.find(each)
        assert listing.find(each) == refs, each
        assert listing.count(each) == expected.count(refs), each


@settings(max_examples=50)
@given(boards(), filters)
def test_finds_and_counts_what_the_rules_say(changes: list[Change], wanted: Filter) -> None:
    on_a_board(changes, lambda board: compare(board, wanted))


def action(number: int, plan: str = "PL-0002", **values: Value) -> Change:
    """Make an open action of a plan."""
    known: dict[str, Value] = {"status": "open", "what": None if "same_as" in values else "Do it"}
    known |= {"number": str(number), "position": number, **values}
    return create("action", f"AN-{number:04}", plan=plan, **known)


def told(number: int, rag: Rag) -> Change:
    """Rate an action on the day before."""
    return create(
        "progress_update",
        f"PU-{number:04}",
        action=f"AN-{number:04}",
        dated=DAYS[2],
        rag=rag.value,
        narrative="Told",
    )


PAST, COMING = DAYS[1], DAYS[6]
RARE: dict[str, list[Change]] = {
    "a late point of an action that a later plan goes on with": [
        action(4, last_due=COMING),
        action(5, part_of="AN-0004", last_due=PAST),
        action(6, "PL-0003", carried_from="AN-0004"),
    ],
    "what is the same as a point, beside the action of that point": [
        action(4),
        action(5, part_of="AN-0004", last_due=PAST),
        action(6, same_as="AN-0005"),
        told(5, Rag.RED),
    ],
    "a point that is the same as an action with a later point": [
        action(4, last_due=PAST),
        action(5, part_of="AN-0004", last_due=COMING),
        action(6),
        action(7, part_of="AN-0006", same_as="AN-0004"),
        told(5, Rag.AMBER),
    ],
    "points rated where their action is not, and one of them dropped": [
        action(4),
        action(5, part_of="AN-0004"),
        action(6, part_of="AN-0004", status="dropped"),
        told(5, Rag.GREEN),
        told(6, Rag.RED),
    ],
    "the same action twice, once in the filter": [
        action(4, last_due=PAST),
        action(5, same_as="AN-0004", recommendation="Audit files"),
        told(4, Rag.RED),
    ],
}


@pytest.mark.parametrize("changes", RARE.values(), ids=RARE.keys())
def test_agrees_on_what_is_rare(changes: list[Change]) -> None:
    def look(board: Board) -> None:
        for due, rag in zip(Due, [*map(str, Rag), UNRATED], strict=True):
            compare(board, Filter(every_year=True, due=due, rag=rag, holding="audit"))

    on_a_board(changes, look)


@settings(max_examples=40)
@given(boards())
def test_shows_each_action_as_its_plan_does(changes: list[Change]) -> None:
    def look(board: Board) -> None:
        expected, listing = Expected(board), Listing(board, DAY, YEAR)
        book = expected.book
        refs = expected.order()
        lines = listing.lines(refs)
        assert [line.ref for line in lines] == refs
        for line in lines:
            action, standing = book.shown(line.ref), expected.rollup.standing(line.ref)
            assert line.plan == action.plan
            assert line.number == (action.number or "")
            assert line.rag is expected.rag(line.ref)
            assert line.direction is standing.direction
            assert bool(line.late) is expected.overdue(line.ref)
            assert line.of_points is (standing.update is None and line.rag is not None)
            assert line.updated == (f"{standing.updated:%d/%m/%Y}" if standing.updated else "")
            if standing.due:
                assert line.due == f"{standing.due:%d/%m/%Y}"
            else:
                assert line.due == (standing.deadline.text if standing.deadline else "")
            if book.who(line.ref):
                assert line.everybody == book.who(line.ref)

    on_a_board(changes, look)
