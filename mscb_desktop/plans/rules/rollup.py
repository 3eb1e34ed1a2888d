"""Actions counted by RAG and status: per objective the line of accountability, per plan, overall.

Nothing is counted twice:

- an action that is the same as another is counted as the other, in each plan and under each
  objective that it stands in; over several of them together once;
- points are part of their action and not counted beside it. The action counts as overdue where one
  of its points is, and a point is counted by itself where its action is not among those counted;
- an action without updates of its own is counted with the worst RAG of its points;
- a dropped action is counted as dropped, and neither by its RAG nor as overdue.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from mscb_desktop.plans.model import RATINGS, Action, Rag, Section, Status
from mscb_desktop.plans.rules.numbering import order
from mscb_desktop.plans.rules.progress import Register, Standing


@dataclass(frozen=True, slots=True)
class Count:
    """How many actions there are, and how they stand."""

    total: int
    by_status: Mapping[Status, int]
    by_rag: Mapping[Rag | None, int]
    """Of those not dropped; None counts those that no update speaks of."""
    overdue: int

    @property
    def worst(self) -> Rag | None:
        """The worst RAG of all that are not dropped."""
        return worst(self.by_rag)


@dataclass(frozen=True, slots=True)
class Serving:
    """An action that serves an objective."""

    action: Action
    """As it shows where the link stands."""
    standing: Standing
    by_section: bool
    """Linked to the whole section, not to the objective."""
    rag: Rag | None
    """The RAG by which it is counted: its own, without updates the worst of its points."""
    overdue: bool
    """Whether it or one of its points is."""


@dataclass(frozen=True, slots=True)
class Accountability:
    """An objective, what was said of it, and what is done for it."""

    objective: Action
    standing: Standing
    serving: tuple[Serving, ...]
    count: Count


def worst(ratings: Iterable[Rag | None]) -> Rag | None:
    """Give the worst of some ratings; without any Not rated, where that was said."""
    there = set(ratings)
    said = (rag for rag in (*RATINGS, Rag.NOT_RATED) if rag in there)
    return next(said, None)


class RollUp:
    """The actions of a register as at a day, counted.

    `plans` are those whose actions are taken to serve objectives; without it all of them.
    """

    def __init__(
        self, register: Register, day: dt.date, plans: Collection[str] | None = None
    ) -> None:
        self._register = register
        self._day = day
        self._standings: dict[str, Standing] = {}
        self._of_plan: dict[str, list[str]] = {}
        self._serving: dict[str, list[str]] = {}
        for action in register.actions.values():
            self._of_plan.setdefault(action.plan, []).append(action.ref)
            if plans is None or action.plan in plans:
                for link in action.links:
                    # A link to an objective may name its section too, which adds nothing.
                    to = link.objective or link.section
                    if to is not None:
                        self._serving.setdefault(to, []).append(action.ref)

    def standing(self, ref: str) -> Standing:
        """Give the standing of an action on the day."""
        known = self._standings.get(ref)
        if known is None:
            known = self._standings[ref] = self._register.standing(ref, self._day)
        return known

    def counted(self, refs: Iterable[str]) -> list[Action]:
        """List what is counted of some actions: no alias beside its target, no point of another."""
        return [self._register.actions[ref] for ref in self._kept(refs)]

    def count(self, refs: Iterable[str]) -> Count:
        """Count some actions, each once."""
        statuses: Counter[Status] = Counter()
        ratings: Counter[Rag | None] = Counter()
        overdue = 0
        for action in self.counted(refs):
            standing = self.standing(action.ref)
            statuses[standing.status] += 1
            if standing.status is not Status.DROPPED:
                ratings[self._rag(action, standing)] += 1
                overdue += self._is_overdue(action, standing)
        return Count(statuses.total(), dict(statuses), dict(ratings), overdue)

    def of_plans(self, *plans: str) -> Count:
        """Count the actions of one plan, or of several together."""
        return self.count(ref for plan in plans for ref in self._of_plan.get(plan, ()))

    def of_objective(self, objective: Action) -> Accountability:
        """Give what serves an objective: linked to it, then linked to its section."""
        direct = self._serving.get(objective.ref, [])
        by_section = self._serving.get(objective.section or "", [])
        kept = self._kept([*direct, *by_section])
        itself = set(direct)
        serving = tuple(self._served_by(ref, by_section=ref not in itself) for ref in kept.values())
        return Accountability(objective, self.standing(objective.ref), serving, self.count(kept))

    def of_section(self, section: Section) -> Count:
        """Count what serves a section or one of its objectives, each action once."""
        refs = list(self._serving.get(section.ref, ()))
        for objective in self._of_plan.get(section.plan, ()):
            if self._register.actions[objective].section == section.ref:
                refs += self._serving.get(objective, ())
        return self.count(refs)

    def of_business_plan(self, plan: str) -> list[Accountability]:
        """Give the line of accountability of each objective of a business plan, by number."""
        objectives = [self._register.actions[ref] for ref in self._of_plan.get(plan, ())]
        return [
            self.of_objective(one)
            for one in sorted(objectives, key=lambda one: (order(one.number), one.position))
            if one.part_of is None
        ]

    def _served_by(self, ref: str, *, by_section: bool) -> Serving:
        target, standing = self._register.target(ref), self.standing(ref)
        rag, overdue = self._rag(target, standing), self._is_overdue(target, standing)
        return Serving(self._register.shown(ref), standing, by_section, rag, overdue)

    def _kept(self, refs: Iterable[str]) -> dict[str, str]:
        """Give each action to be counted once, and by which of the references it came."""
        register = self._register
        targets = [(register.target(ref).ref, ref) for ref in refs]
        there = {target for target, _ in targets}
        kept: dict[str, str] = {}
        for target, ref in targets:
            above = [*register.above(ref), *(register.above(target) if ref != target else ())]
            if target not in kept and not any(one.ref in there for one in above):
                kept[target] = ref
        return kept

    def _rag(self, action: Action, standing: Standing) -> Rag | None:
        if standing.update is not None:
            return standing.rag
        points = self._register.waited_for(action.ref, self._day)
        return worst(self.standing(point.ref).rag for point in points)

    def _is_overdue(self, action: Action, standing: Standing) -> bool:
        if standing.status is not Status.OPEN or standing.carried:
            return False
        points = self._register.waited_for(action.ref, self._day)
        return standing.overdue or any(self.standing(point.ref).overdue for point in points)
