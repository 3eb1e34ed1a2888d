"""Links of actions that lead to no objective, or whose title is that of another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from mscb_desktop.plans.model import Action, Link, Plan, Section
from mscb_desktop.plans.rules.doubt import Doubt, Kind, short
from mscb_desktop.plans.rules.numbering import Meant, Objectives, order, read_link

_TOLD = 60
"""Letters of a printed link by which its doubt is known."""

_Problem = tuple[Kind, str, str]


class Links:
    """The links of plans, looked up in the business plans that they serve."""

    def __init__(
        self, actions: Iterable[Action], plans: Mapping[str, Plan], sections: Iterable[Section]
    ) -> None:
        self._plans = plans
        rows: dict[str, tuple[list[Action], list[Section]]] = {
            plan.objectives_of: ([], []) for plan in plans.values() if plan.objectives_of
        }
        for action in actions:
            if action.plan in rows and action.part_of is None:
                rows[action.plan][0].append(action)
        for section in sections:
            if section.plan in rows:
                rows[section.plan][1].append(section)
        self._objectives = {plan: Objectives(*found) for plan, found in rows.items()}
        self._known: dict[tuple[str, str, str], _Problem | None] = {}

    def of_action(self, action: Action) -> Iterator[Doubt]:
        """Find the links of an action that do not lead where they say."""
        plan = self._plans.get(action.plan)
        if plan is None:
            return
        there = plan.objectives_of or ""
        for link in action.links:
            to, printed = _to(link), " ".join((link.printed or "").split())
            if not to and not printed:
                continue
            if (there, to, printed) not in self._known:
                self._known[there, to, printed] = self._problem(there, to, printed)
            problem = self._known[there, to, printed]
            if problem is not None:
                kind, message, state = problem
                yield Doubt(kind, action.ref, "links", message, state, (printed or to)[:_TOLD])

    def _problem(self, there: str, to: str, printed: str) -> _Problem | None:
        """Say what is wrong with a link; '' as `there` where the plan serves no business plan."""
        says, state = short(printed), f"{printed[:120]} -> {to or 'nothing'}"
        if not there:
            if to:
                return None
            message = f"{says}: the plan does not say which business plan it serves."
            return Kind.NOT_LINKED, message, state
        known, name = self._objectives[there], self._name(there)
        found = known.by_ref.get(to) if to else known.find(printed)
        if found is not None and found.ref:
            if not to:
                message = (
                    f"{says}: {name} has {_called(found)}. Choose it, so that it counts there."
                )
                return Kind.NOT_LINKED, message, state
            return self._other_title(known, found, printed)
        number, title = read_link(printed).number, read_link(printed).title
        if to:
            says = says if printed else "The link"
            message = f"{says}: what it is linked to is not in {name}."
        elif number:
            message = f"{says}: {name} has no objective or section {number}."
        else:
            message = f"{says}: {name} has no objective or section with such a title."
        return Kind.NO_OBJECTIVE, message + _seems(known.entitled(title)), state

    def _other_title(self, known: Objectives, found: Meant, printed: str) -> _Problem | None:
        """Say where number and title disagree.

        A title that agrees with what was chosen settles it, whatever number stands before it.
        """
        link = read_link(printed)
        if link.title and not known.disagrees(link.title, found):
            return None
        if not link.title and (not link.number or order(link.number) == order(found.number)):
            return None
        message = f"{short(printed)} is linked to {_called(found)}."
        state = f"{printed[:100]} -> {found.number[:20]} {found.title[:60]}"
        seems = known.entitled(link.title) or (known.find(printed) if not link.title else None)
        return Kind.OTHER_TITLE, message + _seems(seems), state

    def _name(self, plan: str) -> str:
        return self._plans[plan].name if plan in self._plans else "the business plan"


def _to(link: Link) -> str:
    return link.objective or link.section or ""


def _called(found: Meant) -> str:
    return f"{found.number}, {short(found.title)}" if found.number else short(found.title)


def _seems(found: Meant | None) -> str:
    return f" It seems to mean {_called(found)}." if found is not None and found.ref else ""
