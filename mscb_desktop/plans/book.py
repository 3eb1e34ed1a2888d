"""Plans as on a day: their actions with names, links and progress, as pages and papers show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Connection

from db.queries import plans as queries
from db.queries.plans import (
    ActionRow,
    ColumnRow,
    DeadlineRow,
    KindRow,
    PlanRow,
    SectionRow,
)
from db.records.plans import Shows
from mscb_desktop.plans.called import Names
from mscb_desktop.plans.model import Action, Deadline, Link, Party, Plan, Section, Update
from mscb_desktop.plans.rules.numbering import Objectives, bare, read_link
from mscb_desktop.plans.rules.progress import Register, Standing
from mscb_desktop.plans.rules.titles import first_line
from mscb_desktop.values import year_label, year_start

OF_PLANS = frozenset(
    {
        "plan_kind",
        "plan_column",
        "plan",
        "plan_section",
        "action",
        "action_party",
        "action_link",
        "earlier_deadline",
        "progress_update",
        "financial_year",
    }
)
"""The kinds of record that plans are made of."""
TABLES = OF_PLANS | {"agency", "post", "board_group"}
"""Those and the kinds that they name: all that a book is read from."""


@dataclass(frozen=True, slots=True)
class Part:
    """A section of a plan with its actions in order, points behind the action they are part of.

    `section` is None for the actions above all sections.
    """

    section: SectionRow | None
    actions: tuple[Action, ...]


class Book:
    """The plans of a board as on a day.

    With `only` the actions of these plans are read, and the objectives that they serve; all of
    them without. With `about` only this action of them, and what it stands for, serves, is a
    point of and goes on with. The list of plans and kinds is always whole.
    """

    def __init__(
        self,
        connection: Connection,
        day: dt.date,
        only: Sequence[str] | None = None,
        *,
        about: str | None = None,
    ) -> None:
        self.day = day
        self.kinds: Mapping[str, KindRow] = {row.ref: row for row in queries.kinds(connection)}
        self.columns: Mapping[str, Sequence[ColumnRow]] = queries.columns(connection)
        self.plans: Mapping[str, PlanRow] = {row.ref: row for row in queries.plans(connection)}
        wanted = None if only is None else sorted(self._with_served(only))
        self.sections: Mapping[str, SectionRow] = {
            row.ref: row for row in queries.sections(connection, wanted)
        }
        if about is None:
            rows, refs = queries.actions(connection, wanted), None
        else:
            rows = queries.around(connection, about)
            refs = [row.ref for row in rows]
        party_rows = queries.parties(connection, wanted, refs)
        names = Names(day)
        names.learn(connection, party_rows)
        parties: dict[str, list[Party]] = {}
        for party in party_rows:
            parties.setdefault(party.action, []).append(
                Party(
                    party.agency,
                    party.post,
                    party.board_group,
                    bool(party.lead),
                    names.of(party.agency, party.post, party.board_group),
                )
            )
        links: dict[str, list[Link]] = {}
        for link in queries.links(connection, wanted, refs):
            links.setdefault(link.action, []).append(
                Link(link.action, link.objective, link.plan_section, link.printed)
            )
        replaced: dict[str, list[DeadlineRow]] = {}
        for deadline in queries.deadlines(connection, wanted, refs):
            replaced.setdefault(deadline.action, []).append(deadline)
        updates = [
            Update(row.ref, row.action, row.dated, row.rag, row.narrative, row.told_by)
            for row in queries.updates(connection, wanted, refs)
        ]
        carried = queries.carried_into(connection, refs)
        self.register = Register(
            (
                _action(
                    row,
                    carried.get(row.ref),
                    tuple(parties.get(row.ref, ())),
                    tuple(links.get(row.ref, ())),
                    replaced.get(row.ref, ()),
                )
                for row in rows
            ),
            updates,
        )
        self._of_plan: dict[str, list[Action]] = {}
        for action in self.register.actions.values():
            self._of_plan.setdefault(action.plan, []).append(action)

    # Plans

    def title(self, plan: str) -> str:
        """Give a plan's name with its year: 'Quality Assurance Subgroup workplan 2012-13'."""
        row = self.plans[plan]
        year = "" if row.start_year is None else year_label(row.start_year)
        return row.name if not year or year in row.name else f"{row.name} {year}"

    def columns_of(self, plan: str) -> Sequence[ColumnRow]:
        """Give the columns of a plan from left to right, as its kind has them."""
        return self.columns.get(self.plans[plan].plan_kind, ())

    def has_rag(self, plan: str) -> bool:
        """Tell whether a plan has a column for ratings."""
        return any(column.shows is Shows.RAG for column in self.columns_of(plan))

    @cached_property
    def without_rag(self) -> frozenset[str]:
        """The kinds of plan that have no place for a rating."""
        rated = {
            kind
            for kind, columns in self.columns.items()
            if any(column.shows is Shows.RAG for column in columns)
        }
        return frozenset(self.kinds.keys() - rated)

    @cached_property
    def model_plans(self) -> Mapping[str, Plan]:
        """The plans as the rules see them, in their order."""
        return {
            row.ref: Plan(
                row.ref, row.name, row.plan_kind, row.board_group, row.year, row.objectives_of
            )
            for row in self.plans.values()
        }

    @cached_property
    def model_sections(self) -> Sequence[Section]:
        """The sections as the rules see them."""
        return [Section(row.ref, row.plan, row.number, row.title) for row in self.sections.values()]

    def actions(self, plan: str) -> Sequence[Action]:
        """List a plan's actions by their positions, points among them."""
        return self._of_plan.get(plan, ())

    def parts(self, plan: str) -> Iterator[Part]:
        """Part a plan as it prints: what has no section first, empty sections too."""
        own = self.actions(plan)
        there = {action.ref for action in own}
        points: dict[str, list[Action]] = {}
        by_section: dict[str | None, list[Action]] = {None: []}
        sections = [row for row in self.sections.values() if row.plan == plan]
        for section in sections:
            by_section[section.ref] = []
        for action in own:
            if action.part_of in there:
                points.setdefault(action.part_of or "", []).append(action)
            else:
                by_section[action.section if action.section in by_section else None].append(action)
        for row in (None, *sections):
            actions = by_section[row.ref if row else None]
            if row is not None or actions:
                yield Part(row, tuple(one for top in actions for one in _behind(top, points)))

    def objectives(self, plan: str) -> Objectives:
        """Give the objectives and sections of a business plan, to be found by number and title."""
        known = self._objectives.get(plan)
        if known is None:
            own = [action for action in self.actions(plan) if action.part_of is None]
            sections = [section for section in self.model_sections if section.plan == plan]
            known = self._objectives[plan] = Objectives(own, sections)
        return known

    # Actions

    def shown(self, ref: str) -> Action:
        """Give an action as it shows; see `Register.shown`."""
        return self.register.shown(ref)

    def standing(self, ref: str) -> Standing:
        """Give the standing of an action on the day."""
        known = self._standings.get(ref)
        if known is None:
            known = self._standings[ref] = self.register.standing(ref, self.day)
        return known

    def updates(self, ref: str) -> Sequence[Update]:
        """List the updates that show at an action on the day, the newest last."""
        return self.register.updates(ref, self.day)

    def who(self, ref: str) -> str:
        """Say who does an action: the words that were printed, else the names, who leads first."""
        action = self.shown(ref)
        return action.who or "\n".join(party.name for party in leads_first(action.parties))

    def link_texts(self, ref: str) -> list[str]:
        """Give what an action serves, each as printed or as 'number title' of what it links to."""
        action = self.register.actions[ref]
        return [text for link in action.links if (text := self.link_text(action.plan, link))]

    def link_text(self, plan: str, link: Link) -> str:
        """Give the words of a link of a plan's action; '' for one that says nothing."""
        if link.printed:
            return " ".join(link.printed.split())
        meant = self._meant(link)
        return f"{meant[0]} {meant[1]}".strip()

    def link_number(self, link: Link) -> str:
        """Give the number of what a link leads to, or as it is printed; '' where it has none."""
        number = self._meant(link)[0]
        if number or not link.printed:
            return number
        return read_link(link.printed).number

    def _meant(self, link: Link) -> tuple[str, str]:
        if link.objective in self.register.actions:
            there = self.register.actions[str(link.objective)]
            return bare(there.number), first_line(there.what)
        if link.section in self.sections:
            section = self.sections[str(link.section)]
            return bare(section.number), section.title
        return "", ""

    def _with_served(self, only: Sequence[str]) -> set[str]:
        served = (self.plans[plan].objectives_of for plan in only if plan in self.plans)
        return {*only, *filter(None, served)}

    @cached_property
    def _objectives(self) -> dict[str, Objectives]:
        return {}

    @cached_property
    def _standings(self) -> dict[str, Standing]:
        return {}


def leads_first(parties: Sequence[Party]) -> list[Party]:
    """Put those who lead before the others."""
    return sorted(parties, key=lambda party: not party.lead)


def _action(
    row: ActionRow,
    carried_into: int | None,
    parties: tuple[Party, ...],
    links: tuple[Link, ...],
    replaced: Sequence[DeadlineRow],
) -> Action:
    return Action(
        ref=row.ref,
        plan=row.plan,
        section=row.plan_section,
        part_of=row.part_of,
        same_as=row.same_as,
        carried_from=row.carried_from,
        number=row.number,
        recommendation=row.recommendation,
        what=row.what,
        outcomes=row.outcomes,
        measures=row.measures,
        who=row.who,
        parties=parties,
        deadlines=_deadlines(row, replaced),
        monitoring=row.monitoring,
        evidence=row.evidence,
        status=row.status,
        status_on=row.status_on,
        carried_on=year_start(carried_into) if carried_into is not None else None,
        links=links,
        position=row.position,
    )


def _deadlines(row: ActionRow, replaced: Sequence[DeadlineRow]) -> tuple[Deadline, ...]:
    """Give the deadlines from the first to the present one, each since the one before it went."""
    found: list[Deadline] = []
    since: dt.date | None = None
    for old in replaced:
        found.append(Deadline(old.when_text, old.first_due, old.last_due, since))
        since = old.replaced_on
    if row.when_text or row.last_due or found:
        found.append(Deadline(row.when_text or "", row.first_due, row.last_due, since))
    return tuple(found)


def _behind(action: Action, points: Mapping[str, Sequence[Action]]) -> Iterator[Action]:
    yield action
    for point in points.get(action.ref, ()):
        yield from _behind(point, points)
