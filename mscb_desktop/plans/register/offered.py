"""What the register's filters offer: those who do an action, objectives, plans, and choices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from db.board import Board
from db.fields import Choice
from db.queries import finding, groups, records
from db.queries import plans as plan_queries
from db.queries import register as queries
from db.records.plans import SAVED_FILTER
from mscb_desktop.plans.register.listing import Listing
from mscb_desktop.plans.rules.titles import first_line
from mscb_desktop.sheet.model import Suggestion

LONGEST = 90
"""Letters of an objective that are shown."""


class Offered:
    """What can be looked for in a listing; `name` is a field of the filter."""

    def __init__(self, board: Board, listing: Listing) -> None:
        self._board = board
        self.listing = listing

    def for_field(self, name: str, text: str, *, every_year: bool = False) -> Sequence[Suggestion]:
        """Offer what holds the words of a text, by name; what begins with it first."""
        words, wanted = text.casefold().split(), text.strip().casefold()
        found = [
            each
            for each in self._all(name, every_year=every_year)
            if all(word in f"{each.label} {each.detail}".casefold() for word in words)
        ]
        if not wanted:
            return found
        return sorted(found, key=lambda each: not each.label.casefold().startswith(wanted))

    def name(self, name: str, value: object) -> str:
        """Say what a filter asks for; '' for nothing."""
        field = SAVED_FILTER.fields[name]
        if value is None:
            return ""
        if field.choices:
            return field.choice_label(str(value))
        if name == "plan":
            plans = {plan.ref: plan for plan in self.listing.plans()}
            return self.listing.plan_name(plans[str(value)]) if value in plans else str(value)
        if name == "objective":
            return self._objective_name(str(value))
        with self._board.reading() as connection:
            target = str(field.target)
            return records.names(connection, target, [str(value)]).get(str(value), str(value))

    def _all(self, name: str, *, every_year: bool) -> Iterable[Suggestion]:
        choices = SAVED_FILTER.fields[name].choices
        if choices:
            return map(_choice, choices)
        if name == "plan":
            return self._plans(every_year=every_year)
        if name == "objective":
            return self._objectives(every_year=every_year)
        return self._doing(name)

    def _plans(self, *, every_year: bool) -> Iterable[Suggestion]:
        for plan in self.listing.plans():
            if every_year or plan.start_year in (None, self.listing.year):
                yield Suggestion(plan.ref, self.listing.plan_name(plan))

    def _objectives(self, *, every_year: bool) -> Iterable[Suggestion]:
        with self._board.reading() as connection:
            kinds = {kind.ref for kind in plan_queries.kinds(connection) if kind.has_objectives}
            plans = {
                plan.ref: plan
                for plan in self.listing.plans()
                if plan.plan_kind in kinds
                and (every_year or plan.start_year in (None, self.listing.year))
            }
            found = plan_queries.actions(connection, list(plans))
        # Plan by plan in their order; the actions come by the references of the plans.
        for plan in plans.values():
            name = self.listing.plan_name(plan)
            detail = name if name != plan.name or len(plans) > 1 else ""
            for action in found:
                if action.plan == plan.ref and action.part_of is None:
                    yield Suggestion(action.ref, _called(action.number, action.what), detail)

    def _objective_name(self, ref: str) -> str:
        with self._board.reading() as connection:
            row = records.rows_by_ref(connection, "action", [ref]).get(ref)
        if row is None:
            return ref
        number, what = row["number"], row["what"]
        return _called(str(number or ""), str(what or ""))

    def _doing(self, name: str) -> Iterable[Suggestion]:
        """Offer the agencies, posts or groups that have to do with an action, or have a plan.

        Each is offered with the other names by which people look for it.
        """
        with self._board.reading() as connection:
            refs = queries.doing(connection, name)
            if name == "agency":
                posts = groups.posts(connection, sorted(queries.doing(connection, "post")))
                refs |= {post.agency for post in posts.values() if post.agency}
            elif name == "board_group":
                refs |= {plan.board_group for plan in self.listing.plans() if plan.board_group}
            found = finding.names_of(connection, name, sorted(refs))
        for called in sorted(found, key=lambda each: each.name.casefold()):
            yield Suggestion(called.ref, called.name, ", ".join(dict.fromkeys(called.also)))


def _choice(choice: Choice) -> Suggestion:
    return Suggestion(choice.value, choice.label)


def _called(number: str | None, what: str | None) -> str:
    whole = f"{(number or '').rstrip('.')} {first_line(what)}".strip()
    return whole if len(whole) <= LONGEST else whole[: LONGEST - 1].rstrip() + "\u2026"
