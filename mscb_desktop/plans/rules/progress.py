"""How far actions have got as at a day: their own, those of their points, those of others."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from mscb_desktop.plans.model import RATINGS, Action, Deadline, Rag, Status, Update


class Direction(StrEnum):
    """How a rating compares with the one before it."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"


@dataclass(frozen=True, slots=True)
class Standing:
    """An action as at a day."""

    day: dt.date
    status: Status
    update: Update | None
    """The newest update of the day: RAG and narrative are what it says, and nothing older."""
    direction: Direction | None
    """None where the newest update rates nothing, or where it is the first that rates."""
    deadline: Deadline | None
    due: dt.date | None
    """The last date of all; of an action with points also of theirs."""
    slippage: int | None
    """Days from the first last date to the present one; None where there is no date."""
    carried: bool = False
    """A later plan goes on with it: what is open of it is overdue there."""

    @property
    def rag(self) -> Rag | None:
        """The present rating; None where there is no update or it does not speak of it."""
        return self.update.rag if self.update else None

    @property
    def narrative(self) -> str | None:
        """What the newest update tells."""
        return self.update.narrative if self.update else None

    @property
    def updated(self) -> dt.date | None:
        """The day of the newest update."""
        return self.update.dated if self.update else None

    @property
    def age(self) -> int | None:
        """The days since the newest update."""
        return (self.day - self.update.dated).days if self.update else None

    @property
    def overdue(self) -> bool:
        """Open, not carried into a later plan, and its last date passed."""
        waiting = self.status is Status.OPEN and not self.carried
        return waiting and self.due is not None and self.due < self.day

    @property
    def days_late(self) -> int:
        """The days by which it is overdue; 0 where it is not."""
        return (self.day - self.due).days if self.overdue and self.due else 0


def as_at(action: Action, updates: Iterable[Update], day: dt.date) -> Standing:
    """Give the standing of one action by itself from all its updates, in any order.

    A status without its date is taken to hold on every day; before its date the action was open.
    """
    held = _held(action, day)
    due = held[-1].last_due if held else None
    first = _first_due(held)
    return Standing(
        day,
        status_on(action, day),
        *_told(in_order(update for update in updates if update.dated <= day)),
        held[-1] if held else None,
        due,
        (due - first).days if due and first else None,
        _carried(action, day),
    )


def status_on(action: Action, day: dt.date) -> Status:
    """Give the status that an action had on a day."""
    later = action.status_on is not None and action.status_on > day
    return Status.OPEN if later else action.status


def in_order(updates: Iterable[Update]) -> list[Update]:
    """Sort updates, the newest last; of one day the one that was entered later."""
    return sorted(updates, key=lambda update: (update.dated, len(update.ref), update.ref))


def rated(updates: Iterable[Update]) -> list[Update]:
    """List the updates that say Red, Amber or Green."""
    return [update for update in updates if update.rag in RATINGS]


class Register:
    """Actions with their updates, where one may be the same as another or part of another.

    An action that is the same as another shows the other's words, deadlines and progress; its
    number, place and links are its own. One that leads in a circle, or to an action that is not
    here, stands for itself. An action with points is due with the last date of all that are not
    dropped.
    """

    def __init__(self, actions: Iterable[Action], updates: Iterable[Update]) -> None:
        self.actions = {action.ref: action for action in actions}
        self._updates: dict[str, list[Update]] = {}
        for update in in_order(updates):
            self._updates.setdefault(update.action, []).append(update)
        self._points: dict[str, list[Action]] = {}
        for action in self.actions.values():
            if action.part_of is not None:
                self._points.setdefault(action.part_of, []).append(action)
        self._standings: dict[tuple[str, dt.date], Standing] = {}

    def target(self, ref: str) -> Action:
        """Give the action that this one stands for: mostly itself."""
        action = self.actions[ref]
        if action.same_as is None:
            return action
        return _last(action, lambda one: self.actions.get(one.same_as or "")) or action

    def shown(self, ref: str) -> Action:
        """Give an action as it shows: one that is the same as another with the other's words.

        What it has of its own beside them (who, outcomes, evidence and so on) stays.
        """
        own, target = self.actions[ref], self.target(ref)
        if own is target:
            return own
        return dataclasses.replace(
            own,
            what=target.what,
            deadlines=target.deadlines,
            status=target.status,
            status_on=target.status_on,
            outcomes=own.outcomes or target.outcomes,
            measures=own.measures or target.measures,
            monitoring=own.monitoring or target.monitoring,
            evidence=own.evidence or target.evidence,
            who=own.who or (None if own.parties else target.who),
            parties=own.parties or (() if own.who else target.parties),
        )

    def points(self, ref: str) -> Sequence[Action]:
        """Give the points of an action, or of the one that it stands for, in their order."""
        points = self._points.get(ref) or self._points.get(self.target(ref).ref, [])
        return sorted(points, key=lambda point: point.position)

    def above(self, ref: str) -> list[Action]:
        """List the action that this is a point of, what that is a point of, and so on.

        Aliases are followed. Of a circle nothing is above anything.
        """
        action, itself = self.actions[ref], {ref, self.target(ref).ref}
        found: dict[str, Action] = {}
        while action.part_of in self.actions:
            action = self.target(action.part_of)
            if action.ref in itself:
                return []
            if action.ref in found:
                break
            found[action.ref] = action
        return list(found.values())

    def updates(self, ref: str, day: dt.date) -> list[Update]:
        """List the updates that show at an action on a day, the newest last."""
        known = self._updates.get(self.target(ref).ref, [])
        return [update for update in known if update.dated <= day]

    def standing(self, ref: str, day: dt.date) -> Standing:
        """Give the standing that shows at an action on a day."""
        known = self._standings.get((ref, day))
        if known is None:
            known = self._standings[ref, day] = self._standing(ref, day)
        return known

    def _standing(self, ref: str, day: dt.date) -> Standing:
        target = self.target(ref)
        own = as_at(target, self._updates.get(target.ref, ()), day)
        if target.part_of and any(_carried(one, day) for one in self.above(target.ref)):
            own = dataclasses.replace(own, carried=True)
        if not self._points.get(target.ref) and not self._points.get(ref):
            return own
        held = [_held(one, day) for one in (target, *self.waited_for(ref, day))]
        due = max((one[-1].last_due for one in held if one and one[-1].last_due), default=None)
        first = max(filter(None, map(_first_due, held)), default=None)
        slippage = (due - first).days if due and first else None
        return dataclasses.replace(own, due=due, slippage=slippage)

    def waited_for(self, ref: str, day: dt.date) -> list[Action]:
        """List the points of an action and theirs, each once, without those dropped by a day."""
        found: dict[str, Action] = {}
        seen = {self.target(ref).ref}
        waiting = list(self.points(ref))
        while waiting:
            target = self.target(waiting.pop().ref)
            if target.ref not in seen and status_on(target, day) is not Status.DROPPED:
                seen.add(target.ref)
                found[target.ref] = target
                waiting.extend(self.points(target.ref))
        return list(found.values())


def _carried(action: Action, day: dt.date) -> bool:
    return action.carried_on is not None and action.carried_on <= day


def _held(action: Action, day: dt.date) -> list[Deadline]:
    """List the deadlines up to the one that held on a day."""
    return [one for one in action.deadlines if one.since is None or one.since <= day]


def _first_due(held: Iterable[Deadline]) -> dt.date | None:
    """Give the last date of the first deadline that had any: 'TBC' is nothing to slip from."""
    return next((one.last_due for one in held if one.last_due is not None), None)


def _told(updates: Sequence[Update]) -> tuple[Update | None, Direction | None]:
    """Give the newest update, and how its rating compares with the one before."""
    newest = updates[-1] if updates else None
    ratings = [RATINGS.index(update.rag) for update in updates if update.rag in RATINGS]
    if newest is None or newest.rag not in RATINGS or len(ratings) < 2:
        return newest, None
    before, now = ratings[-2:]
    if now == before:
        return newest, Direction.SAME
    return newest, Direction.BETTER if now > before else Direction.WORSE


def _last(first: Action, following: Callable[[Action], Action | None]) -> Action | None:
    """Follow actions to the last one; None where they run in a circle."""
    seen = {first.ref}
    action = first
    while (after := following(action)) is not None:
        if after.ref in seen:
            return None
        seen.add(after.ref)
        action = after
    return action
