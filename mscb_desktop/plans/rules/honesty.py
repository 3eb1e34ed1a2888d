"""What plans say that does not go together: lateness and Green, copied words, missing leads, links.

An action that is the same as another is looked at by its number and links alone: the rest is found
at the other. A dropped action is asked for its date and its number alone, and one that a later plan
goes on with neither for lateness nor for lead and date.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from mscb_desktop.plans.model import RATINGS, Action, Plan, Rag, Section, Status, Update
from mscb_desktop.plans.rules.doubt import Doubt, Kind, short
from mscb_desktop.plans.rules.links import Links
from mscb_desktop.plans.rules.numbering import Order, bare, order
from mscb_desktop.plans.rules.progress import Register, Standing, as_at, rated
from mscb_desktop.plans.when import Said, read_when
from mscb_desktop.values import show_date

AMBER_FOR = 3
"""So many updates running with Amber are told."""
COPIED_FROM = 6
"""Narratives of fewer words ('Ongoing', 'To be reviewed') are alike without being copied."""
_WORDS = re.compile(r"\w+")


def doubts(
    register: Register,
    day: dt.date,
    *,
    plans: Iterable[Plan] = (),
    sections: Iterable[Section] = (),
    without_rag: Collection[str] = (),
) -> list[Doubt]:
    """Find what does not go together as at a day, in the order of the register.

    `without_rag` are the kinds of plan that have no place for a rating. Narratives are compared
    among plans of one year.
    """
    seen = _Seen(register, day, {plan.ref: plan for plan in plans}, frozenset(without_rag))
    links = Links(register.actions.values(), seen.plans, sections)
    copied = seen.copied()
    numbers: dict[tuple[str, str | None, Order], Action] = {}
    found: list[Doubt] = []
    for action in register.actions.values():
        status = register.standing(action.ref, day).status
        if register.target(action.ref) is action:
            found += seen.of_action(action)
            if action.ref in copied:
                found.append(copied[action.ref])
        if status is not Status.DROPPED:
            found += links.of_action(action)
        if order(action.number)[1]:
            place = (action.plan, action.part_of, order(action.number))
            first = numbers.setdefault(place, action)
            if first is not action:
                found.append(_same_number(action, first))
    return found


@dataclass(frozen=True, slots=True)
class _Seen:
    """The actions as at a day."""

    register: Register
    day: dt.date
    plans: dict[str, Plan]
    without_rag: frozenset[str]

    def of_action(self, action: Action) -> Iterator[Doubt]:
        """Find what one action says of itself that does not go together."""
        ref, standing = action.ref, self.register.standing(action.ref, self.day)
        if standing.status is not Status.OPEN and action.status_on is None:
            word = standing.status.value
            message = f"It is {word}, but not since when: type the day."
            yield Doubt(Kind.ENDED_ON_NO_DAY, ref, "status_on", message, word)
        if standing.status is Status.DROPPED:
            return
        updates = self.register.updates(ref, self.day)
        if standing.status is Status.OPEN and not standing.carried:
            yield from _while_open(ref, standing, updates)
            yield from self._who_and_when(action, standing)
        yield from self._of_update(action, updates)

    def _who_and_when(self, action: Action, standing: Standing) -> Iterator[Doubt]:
        """Find an open action that nobody leads, or that no day is set for; points have theirs."""
        above = self.register.above(action.ref)
        if not any(_has_lead(one) for one in (action, *above)):
            named = len(action.parties)
            message = (
                f"{named} are named and none of them leads: say who does."
                if named
                else "Nobody is named who leads it."
            )
            yield Doubt(Kind.NO_LEAD, action.ref, "who", message, f"{named} named, no lead")
        if standing.due is None and not any(_last_due(one, self.day) for one in above):
            text = " ".join(standing.deadline.text.split()) if standing.deadline else ""
            said = read_when(text).said
            never = (
                not said.isdisjoint({Said.ONGOING, Said.RECURRING}) and Said.TO_BE_SET not in said
            )
            message = (
                f"{short(text)} names no day: it is never overdue."
                if text
                else "It is not said by when it shall be done."
            )
            kind = Kind.NEVER_DUE if never else Kind.NO_DATE
            yield Doubt(kind, action.ref, "deadline", message, text[:180] or "no deadline")

    def _of_update(self, action: Action, updates: list[Update]) -> Iterator[Doubt]:
        """Find what is missing in the newest update, or was only repeated in it."""
        if not updates:
            return
        newest = updates[-1]
        dated, told = show_date(newest.dated), (newest.narrative or "").strip()
        if newest.rag is not None and newest.rag in RATINGS and not told:
            word = newest.rag.capitalize()
            message = f"Rated {word} on {dated} without a word of what was done."
            yield Doubt(Kind.NO_NARRATIVE, action.ref, "narrative", message, f"{word} on {dated}")
        plan = self.plans.get(action.plan)
        if told and newest.rag is None and not (plan and plan.kind in self.without_rag):
            message = f"The update of {dated} rates nothing: rate it, or say that it is not rated."
            yield Doubt(Kind.NO_RATING, action.ref, "rag", message, f"not rated on {dated}")
        before = next(
            (one for one in reversed(updates[:-1]) if (one.narrative or "").strip()), None
        )
        if before is not None and _say_the_same(newest, before):
            message = (
                f"The update of {dated} repeats that of {show_date(before.dated)} word for word."
            )
            state = f"{dated} as {show_date(before.dated)}"
            yield Doubt(Kind.REPEATED, action.ref, "narrative", message, state)

    def copied(self) -> dict[str, Doubt]:
        """Find the actions whose narrative an earlier one has, by date, then by number."""
        places = {plan: at for at, plan in enumerate(self.plans)}
        same: dict[tuple[str | None, str], list[tuple[Update, Action]]] = {}
        for action in self.register.actions.values():
            if self.register.target(action.ref) is not action:
                continue
            if self.register.standing(action.ref, self.day).status is Status.DROPPED:
                continue
            updates = self.register.updates(action.ref, self.day)
            if updates and (words := _narrative(updates[-1])):
                year = self.plans[action.plan].year if action.plan in self.plans else None
                same.setdefault((year, words), []).append((updates[-1], action))
        found: dict[str, Doubt] = {}
        for lines in same.values():
            lines.sort(
                key=lambda line: (
                    line[0].dated,
                    places.get(line[1].plan, len(places)),
                    order(line[1].number),
                    line[1].position,
                )
            )
            first = lines[0][1]
            for update, action in lines[1:]:
                message = f"It is word for word the narrative of {self._called(first, action)}."
                state = f"{show_date(update.dated)} as {first.ref}"
                found[action.ref] = Doubt(Kind.COPIED, action.ref, "narrative", message, state)
        return found

    def _called(self, action: Action, beside: Action) -> str:
        """Name an action by its number, and by its plan where that is another."""
        name = bare(action.number) or short(action.what or action.ref)
        plan = self.plans.get(action.plan)
        return f"{name} in {plan.name}" if plan and action.plan != beside.plan else name


def _while_open(ref: str, standing: Standing, updates: list[Update]) -> Iterator[Doubt]:
    """Find an overdue action that is Green, and one that stays Amber."""
    if standing.overdue and standing.rag is Rag.GREEN and standing.due and standing.updated:
        due = show_date(standing.due)
        days = f"{standing.days_late} day{'s' if standing.days_late > 1 else ''}"
        message = f"Due {due}, {days} ago, and rated Green on {show_date(standing.updated)}."
        yield Doubt(Kind.OVERDUE_AND_GREEN, ref, "rag", message, f"Green, due {due}")
    if standing.rag is Rag.AMBER:
        running: list[Update] = []
        for update in reversed(rated(updates)):
            if update.rag is not Rag.AMBER:
                break
            running.append(update)
        if len(running) >= AMBER_FOR:
            since = show_date(running[-1].dated)
            message = f"Amber in {len(running)} updates running, the first of them on {since}."
            yield Doubt(Kind.AMBER_STAYS, ref, "rag", message, f"Amber since {since}")


def _same_number(action: Action, first: Action) -> Doubt:
    number = bare(action.number)
    message = f"{number} is also the number of {short(first.what or first.ref)}."
    return Doubt(Kind.SAME_NUMBER, action.ref, "number", message, f"{number[:150]} as {first.ref}")


def _last_due(action: Action, day: dt.date) -> dt.date | None:
    """Give the last date that an action has by itself on a day."""
    return as_at(action, (), day).due


def _has_lead(action: Action) -> bool:
    """Tell whether somebody leads: marked so, alone, or in free words, which cannot be marked."""
    marked = any(party.lead for party in action.parties)
    return marked or len(action.parties) == 1 or bool((action.who or "").strip())


def _say_the_same(newest: Update, before: Update) -> bool:
    """Tell whether two narratives are the same, word for word; few begin with the same word."""
    first, other = (_WORDS.search(one.narrative or "") for one in (newest, before))
    if first is None or other is None or first[0].casefold() != other[0].casefold():
        return False
    words = _narrative(newest)
    return bool(words) and words == _narrative(before)


def _narrative(update: Update) -> str:
    """Give the words of a narrative for comparison; '' for few words."""
    words = _WORDS.findall((update.narrative or "").casefold())
    return " ".join(words) if len(words) >= COPIED_FROM else ""
