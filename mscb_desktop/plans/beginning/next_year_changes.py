"""The rows of next year's plan, with those that its actions own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from db.board import Board
from db.changes import Change, Plan, Problem, create
from db.fields import Value
from db.queries import records
from mscb_desktop.plans.beginning.new_plan import NewPlan
from mscb_desktop.plans.beginning.next_year import Carried, Choices, NextPlan, Source
from mscb_desktop.plans.model import Deadline
from mscb_desktop.sheet.order import STEP
from mscb_desktop.values import show_date

_AS_IT_WAS = ("recommendation", "what", "outcomes", "measures", "who", "evidence", "monitoring")


def plan_next_plan(board: Board, source: Source, choices: Choices) -> NewPlan:
    """Plan next year's plan, and the year where the board does not have it yet."""
    name = " ".join(choices.name.split())
    what = f"Next year's plan of {source.title}"
    reason = source.why_not(name)
    if reason:
        return NewPlan("", Plan(what, problems=(Problem(reason, "plan", None, "name"),)))
    with board.reading() as connection:
        placed = records.positions(connection, "plan", {})
    changes: list[Change] = []
    year = source.year_ref
    if year is None:
        (year,) = board.new_refs("financial_year")
        changes.append(create("financial_year", year, start_year=source.year, closed=False))
    (ref,) = board.new_refs("plan")
    changes.append(
        create(
            "plan",
            ref,
            name=name,
            plan_kind=source.plan.plan_kind,
            board_group=source.plan.board_group,
            year=year,
            objectives_of=source.serves,
            follows=source.plan.ref,
            position=(placed[-1][1] if placed else 0) + STEP,
        )
    )
    changes += _Rows(board, source, source.foresee(choices), ref).changes()
    return NewPlan(ref, Plan(what, tuple(changes)))


class _Rows:
    """The rows of a new plan; each kind of row takes its references at once."""

    def __init__(self, board: Board, source: Source, found: NextPlan, plan: str) -> None:
        self._board = board
        self._source = source
        self._found = found
        self._plan = plan
        self._sections = self._refs("plan_section", [row.ref for row in found.sections])
        self._actions = self._refs("action", [one.action.ref for one in found.actions])

    def changes(self) -> list[Change]:
        """List the changes that make sections, actions, and what those own."""
        changes = [
            create(
                "plan_section",
                self._sections[row.ref],
                plan=self._plan,
                number=row.number,
                title=row.title,
                position=place * STEP,
            )
            for place, row in enumerate(self._found.sections, 1)
        ]
        # What a row names is made before it: points and aliases may stand above their action.
        leans = [one for one in self._found.actions if one.part_of or one.same_as]
        rests = [one for one in self._found.actions if not one.part_of and not one.same_as]
        places = {one.action.ref: place for place, one in enumerate(self._found.actions, 1)}
        changes += [self._action(one, places[one.action.ref]) for one in (*rests, *leans)]
        for table, rows in (
            ("action_party", self._parties()),
            ("action_link", self._links()),
            ("earlier_deadline", self._earlier()),
        ):
            values = list(rows)
            refs = self._board.new_refs(table, len(values)) if values else []
            changes += [create(table, ref, **row) for ref, row in zip(refs, values, strict=True)]
        return changes

    def _refs(self, table: str, of: Sequence[str]) -> Mapping[str, str]:
        new = self._board.new_refs(table, len(of)) if of else []
        return dict(zip(of, new, strict=True))

    def _action(self, carried: Carried, place: int) -> Change:
        action = carried.action
        now = action.deadlines[-1] if action.deadlines else None
        values: dict[str, Value] = {name: getattr(action, name) for name in _AS_IT_WAS}
        if now is not None and not carried.passed and not carried.same_as:
            values |= {"when_text": now.text or None}
            values |= {"first_due": now.first_due, "last_due": now.last_due}
        return create(
            "action",
            self._actions[action.ref],
            plan=self._plan,
            plan_section=self._sections.get(action.section or ""),
            part_of=self._actions.get(carried.part_of or ""),
            same_as=self._actions.get(carried.same_as or ""),
            carried_from=action.ref,
            number=carried.number,
            status="open",
            position=place * STEP,
            **values,
        )

    def _parties(self) -> Iterator[dict[str, Value]]:
        for carried in self._found.actions:
            for place, party in enumerate(carried.action.parties, 1):
                yield {
                    "action": self._actions[carried.action.ref],
                    "agency": party.agency,
                    "post": party.post,
                    "board_group": party.group,
                    "lead": party.lead or None,
                    "position": place * STEP,
                }

    def _links(self) -> Iterator[dict[str, Value]]:
        for carried in self._found.actions:
            for place, link in enumerate(carried.links, 1):
                yield {
                    "action": self._actions[carried.action.ref],
                    "objective": link.objective,
                    "plan_section": link.section,
                    "printed": link.printed,
                    "position": place * STEP,
                }

    def _earlier(self) -> Iterator[dict[str, Value]]:
        for carried in self._found.actions:
            deadlines = list(carried.action.deadlines)
            since = [one.since for one in deadlines[1:]]
            if carried.passed:
                since.append(self._source.begins)
            for deadline, until in zip(deadlines, since, strict=False):
                if (deadline.text or deadline.last_due) and until is not None:
                    yield {
                        "action": self._actions[carried.action.ref],
                        **_of_deadline(deadline),
                        "replaced_on": until,
                    }


def _of_deadline(deadline: Deadline) -> dict[str, Value]:
    last = show_date(deadline.last_due) if deadline.last_due else ""
    return {
        "when_text": deadline.text or last,
        "first_due": deadline.first_due,
        "last_due": deadline.last_due,
    }
