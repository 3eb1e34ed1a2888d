"""A board with far more plans than any has: 20,000 actions and 100,000 updates on them."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from db.board import Board
from db.changes import Change, create
from db.fields import Value
from mscb_desktop.guards import GUARDS
from mscb_desktop.plans.beginning.kinds import plan_kind_for
from mscb_desktop.sheet.order import STEP
from tests.support.boards import empty_board

FIRST_YEAR = 2008
YEARS = 5
"""The plans are spread over this many years, from the first one on."""

_VERBS = ("Refresh", "Audit", "Review", "Publish", "Agree", "Train", "Recruit", "Monitor")
_THINGS = ("referral pathways", "training offers", "case files", "escalation", "thresholds")
_AIMS = ("for every agency", "with schools", "across health", "before inspection", "each term")
_WORDS = ("progress", "made", "agencies", "returned", "forms", "meeting", "agreed", "review")
_RAGS = ("green", "green", "green", "amber", "amber", "red", "not_rated", None)
_PLACES = ("Amber", "Birch", "Cedar", "Dale", "Elm", "Fern", "Grove", "Hazel", "Iris", "Juniper")


@dataclass
class _Made:
    """What is made of one plan after another, by the order in which it can be stored."""

    actions: list[Change] = field(default_factory=list)
    beside: list[Change] = field(default_factory=list)
    rated: list[str] = field(default_factory=list)
    """The actions that take updates: those that are no alias."""


def large_plans(
    folder: Path, *, plans: int = 50, actions: int = 20_000, updates: int = 100_000
) -> Board:
    """Make an open board of this size.

    Of a plan's actions every tenth is a point of the one before, every fiftieth is the same as
    another, every eighth has had an earlier deadline, every fifth is complete. The first plan of
    each year is a business plan, whose objectives the actions of the others serve.
    """
    chance = random.Random(2013)
    board = empty_board(folder, GUARDS, "plans")
    lists = _Lists(board)
    board.apply("Lists", lists.changes)
    of_plans = board.new_refs("plan", plans)
    board.apply("Plans", [_plan(ref, n, of_plans, lists) for n, ref in enumerate(of_plans)])
    each = actions // plans
    refs = board.new_refs("action", plans * each)
    made = _Made()
    sections = iter(board.new_refs("plan_section", plans * 2))
    beside = {
        table: iter(board.new_refs(table, plans * each * 2))
        for table in ("action_party", "action_link", "earlier_deadline")
    }
    for number, plan in enumerate(of_plans):
        own = refs[number * each : (number + 1) * each]
        of_year = refs[number % YEARS * each : (number % YEARS + 1) * each]
        _fill(made, plan, own, (next(sections), next(sections)), number, chance)
        served = [] if number < YEARS else of_year[:20]
        for place, ref in enumerate(own):
            made.beside += _beside(ref, place, lists.who, served, beside, chance)
    board.apply("Actions", made.actions)
    board.apply("Who, deadlines and links", made.beside)
    told = iter(board.new_refs("progress_update", updates))
    board.apply("Updates", list(_updates(told, made.rated, updates, chance)))
    return board


class _Lists:
    """Years, agencies, posts, groups and kinds of plan."""

    def __init__(self, board: Board) -> None:
        self.years = board.new_refs("financial_year", YEARS)
        agencies = board.new_refs("agency", 40)
        posts = board.new_refs("post", 200)
        self.groups = board.new_refs("board_group", 12)
        made = [plan_kind_for(board, name) for name in ("Business plan", "Workplan")]
        self.kinds = [ref for ref, _ in made]
        self.who = [
            *(("agency", ref) for ref in agencies),
            *(("post", ref) for ref in posts),
            *(("board_group", ref) for ref in self.groups),
        ]
        self.changes = [
            *(
                create("financial_year", ref, start_year=FIRST_YEAR + n)
                for n, ref in enumerate(self.years)
            ),
            *(
                create("agency", ref, name=f"{_PLACES[n % 10]} Trust {n // 10 + 1}")
                for n, ref in enumerate(agencies)
            ),
            *(
                create("post", ref, title=f"Service Manager {n + 1}", agency=agencies[n % 40])
                for n, ref in enumerate(posts)
            ),
            *(
                create("board_group", ref, name=f"{_PLACES[n % 10]} Subgroup {n + 1}", position=n)
                for n, ref in enumerate(self.groups)
            ),
            *(change for _, changes in made for change in changes),
        ]


def _plan(ref: str, number: int, plans: Sequence[str], lists: _Lists) -> Change:
    is_business_plan = number < YEARS
    serves: dict[str, Value] = {} if is_business_plan else {"objectives_of": plans[number % YEARS]}
    return create(
        "plan",
        ref,
        name="Business plan" if is_business_plan else f"{_PLACES[number % 10]} workplan {number}",
        plan_kind=lists.kinds[0 if is_business_plan else 1],
        board_group=lists.groups[number % len(lists.groups)],
        year=lists.years[number % YEARS],
        position=(number + 1) * STEP,
        **serves,
    )


def _fill(
    made: _Made,
    plan: str,
    refs: Sequence[str],
    sections: tuple[str, str],
    number: int,
    chance: random.Random,
) -> None:
    """Give a plan its sections and actions."""
    year = FIRST_YEAR + number % YEARS
    for place, section in enumerate(sections, 1):
        title = f"Part {place}"
        made.actions.append(
            create(
                "plan_section", section, plan=plan, number=str(place), title=title, position=place
            )
        )
    for place, ref in enumerate(refs):
        values: dict[str, Value] = {
            "plan": plan,
            "plan_section": sections[place * 2 // len(refs)],
            "number": f"{place + 1}",
            "status": "open",
            "position": (place + 1) * STEP,
        }
        if place % 50 == 49:
            made.actions.append(create("action", ref, same_as=refs[place - 7], **values))
            continue
        made.rated.append(ref)
        if place % 10 == 5:
            values["part_of"] = refs[place - 1]
        if place % 5 == 3:
            values |= {"status": "complete", "status_on": dt.date(year, 11, 30)}
        due = dt.date(year, 4, 1) + dt.timedelta(days=chance.randrange(720))
        if place % 7:
            values |= {"when_text": f"{due:%d/%m/%Y}", "last_due": due}
        else:
            values["when_text"] = "Ongoing"
        words = (chance.choice(_VERBS), chance.choice(_THINGS), chance.choice(_AIMS))
        made.actions.append(
            create(
                "action",
                ref,
                what=f"{' '.join(words)} {place}\n" + _text(chance, 20),
                outcomes=_text(chance, 12),
                measures=_text(chance, 12),
                **values,
            )
        )


def _beside(
    ref: str,
    place: int,
    who: Sequence[tuple[str, str]],
    served: Sequence[str],
    refs: dict[str, Iterator[str]],
    chance: random.Random,
) -> Iterator[Change]:
    """Give an action two parties, an objective that it serves, and to some an earlier deadline."""
    if place % 50 == 49:
        return
    for lead, (kind, party) in zip((True, False), chance.sample(who, 2), strict=True):
        values: dict[str, Value] = {kind: party, "lead": lead, "position": 1 + (not lead)}
        yield create("action_party", next(refs["action_party"]), action=ref, **values)
    if served:
        # What is a point, or the same as another, is no objective.
        objective = served[chance.choice([0, 1, 2, 3, 6, 7, 8, 9])]
        yield create(
            "action_link", next(refs["action_link"]), action=ref, objective=objective, position=1
        )
    if place % 8 == 0:
        yield create(
            "earlier_deadline",
            next(refs["earlier_deadline"]),
            action=ref,
            when_text="June",
            last_due=dt.date(FIRST_YEAR, 6, 30),
            replaced_on=dt.date(FIRST_YEAR + chance.randrange(YEARS), 9, 1),
        )


def _updates(
    refs: Iterator[str], rated: Sequence[str], count: int, chance: random.Random
) -> Iterator[Change]:
    """Spread so many updates over the actions, each on a day of its own."""
    day = dt.date(FIRST_YEAR, 4, 1)
    for number in range(count):
        dated = day + dt.timedelta(days=number // len(rated) * 300 + chance.randrange(300))
        yield create(
            "progress_update",
            next(refs),
            action=rated[number % len(rated)],
            dated=dated,
            rag=chance.choice(_RAGS),
            narrative=_text(chance, 25),
        )


def _text(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(_WORDS, k=words))
