"""What became of plans between two days: added, completed, rated anew, moved, overdue."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from db.queries.plans import PlanRow
from mscb_desktop.plans.book import Book
from mscb_desktop.plans.model import Action, Deadline, Rag, Status, Update
from mscb_desktop.plans.rules.progress import as_at, status_on
from mscb_desktop.values import year_start


class What(StrEnum):
    """What became of an action, in the order in which it is told."""

    ADDED = "added"
    COMPLETED = "completed"
    DROPPED = "dropped"
    CARRIED = "carried"
    RATED = "rated"
    MOVED = "moved"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that became of an action between two days.

    `before` and `now` are the ratings last given by the first and by the second day; `was` and
    `due` the deadlines that held.
    """

    what: What
    action: Action
    """As it shows."""
    before: Rag | None
    now: Rag | None
    was: Deadline | None
    due: Deadline | None
    on: dt.date | None = None
    """The day on which it happened, where that is known."""
    other: str | None = None
    """The action that it goes on with, or that goes on with it."""

    @property
    def days(self) -> int | None:
        """The days by which the deadline moved; None where one of them has no date."""
        first = self.was.last_due if self.was else None
        last = self.due.last_due if self.due else None
        return (last - first).days if first and last else None


@dataclass(frozen=True, slots=True)
class PlanChanges:
    """What became of one plan; `new` says that it had not begun on the first day."""

    plan: str
    new: bool
    happened: tuple[Happened, ...]

    def of(self, what: What) -> tuple[Happened, ...]:
        """Give what happened of one sort, in the order of print."""
        return tuple(one for one in self.happened if one.what is what)


class Changes:
    """Compares the plans of a book on two days.

    `plans_entered` and `entered` give the days on which plans and actions were typed. An action
    typed after its plan was added on that day; the others are there since the plan's year began,
    or since the first thing that is known of them.
    """

    def __init__(
        self,
        book: Book,
        first: dt.date,
        plans_entered: Mapping[str, dt.date],
        entered: Mapping[str, dt.date],
    ) -> None:
        self._book = book
        self._first, self._last = first, book.day
        self._plans_entered = plans_entered
        self._entered = entered
        self._goes_on: dict[str, str] = {}
        for action in book.register.actions.values():
            if action.carried_from is not None:
                self._goes_on.setdefault(action.carried_from, action.ref)

    def of(self, plans: Sequence[str]) -> list[PlanChanges]:
        """Compare plans; those that had not begun by the second day are left out."""
        found = []
        for ref in plans:
            began = self.began(self._book.plans[ref])
            if began is None or began <= self._last:
                happened = tuple(self._of_plan(ref, began))
                new = began is not None and began > self._first
                found.append(PlanChanges(ref, new, happened))
        return found

    def began(self, plan: PlanRow) -> dt.date | None:
        """Give the first day of a plan: its year's, else the first that is known of it."""
        if plan.start_year is not None:
            return year_start(plan.start_year)
        known = (self._known(action) for action in self._book.actions(plan.ref))
        days = (self._plans_entered.get(plan.ref), *known)
        return min(filter(None, days), default=None)

    def since(self, action: Action, began: dt.date | None) -> dt.date | None:
        """Give the first day of an action of a plan that began on a day; None for always."""
        entered, planned = self._entered.get(action.ref), self._plans_entered.get(action.plan)
        since = began
        if entered is not None and planned is not None and entered > planned:
            since = max(filter(None, (entered, began)))
        known = self._known(action)
        return min(since, known) if since is not None and known is not None else since

    def _known(self, action: Action) -> dt.date | None:
        """Give the first day on which something was said of an action."""
        register = self._book.register
        days = [update.dated for update in register.updates(action.ref, dt.date.max)[:1]]
        days += [one.since for one in action.deadlines if one.since is not None]
        return min((*days, *filter(None, (action.status_on,))), default=None)

    def _of_plan(self, plan: str, began: dt.date | None) -> Iterator[Happened]:
        register = self._book.register
        for action in (one for part in self._book.parts(plan) for one in part.actions):
            since = self.since(action, began)
            alias = register.target(action.ref).ref != action.ref
            if not alias and (since is None or since <= self._last):
                yield from self._of_action(action, since)

    def _of_action(self, action: Action, since: dt.date | None) -> Iterator[Happened]:
        first, last = self._first, self._last
        added = since is not None and since > first

        def told(what: What, on: dt.date | None = None, other: str | None = None) -> Happened:
            return Happened(what, action, before, now, was, due, on, other)

        register = self._book.register
        before = None if added else self._rating(action.ref, first)
        now = self._rating(action.ref, last)
        was, due = as_at(action, (), first).deadline, as_at(action, (), last).deadline
        if added:
            was = None
            yield told(What.ADDED, since, action.carried_from)
        ended, dated = status_on(action, last), action.status_on
        if ended is not Status.OPEN and dated is not None and dated > first:
            yield told(What.COMPLETED if ended is Status.COMPLETE else What.DROPPED, dated)
        waited = register.standing(action.ref, last)
        carried = action.carried_on
        if carried is not None and first < carried <= last and ended is Status.OPEN:
            yield told(What.CARRIED, carried, self._goes_on.get(action.ref))
        if not added and now is not before:
            yield told(What.RATED, self._rated_on(action.ref))
        if not added and (was and was.last_due) != (due and due.last_due):
            yield told(What.MOVED, due.since if due else None)
        late_before = not added and register.standing(action.ref, first).overdue
        if waited.overdue and not late_before and not self._late_by_points(action):
            yield told(What.OVERDUE, waited.due)

    def _late_by_points(self, action: Action) -> bool:
        """Tell whether all dates of an action stand at its points, which are told of themselves."""
        return not action.deadlines and bool(self._book.register.waited_for(action.ref, self._last))

    def _rating(self, ref: str, day: dt.date) -> Rag | None:
        """Give the rating last given by a day: words without one leave it as it was."""
        ratings = self._ratings(ref, day)
        return ratings[-1].rag if ratings else None

    def _rated_on(self, ref: str) -> dt.date | None:
        """Give the day since which an action is rated as it is on the second day."""
        since = None
        for update in reversed(ratings := self._ratings(ref, self._last)):
            if update.rag is not ratings[-1].rag:
                break
            since = update.dated
        return since

    def _ratings(self, ref: str, day: dt.date) -> list[Update]:
        known = self._book.register.updates(ref, day)
        return [update for update in known if update.rag is not None]
