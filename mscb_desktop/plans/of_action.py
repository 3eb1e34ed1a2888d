"""What stands beside a plan for one of its actions: progress, deadlines, who, what it serves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sqlalchemy import Connection

from db.queries import plans as queries
from db.queries.plans import LinkRow, PartyRow
from db.records.plans import Shows, Status
from mscb_desktop.plans.book import Book, leads_first
from mscb_desktop.plans.model import Action, Deadline, Link, Party, Update
from mscb_desktop.plans.rules.doubt import short
from mscb_desktop.plans.rules.numbering import bare
from mscb_desktop.plans.rules.progress import Standing
from mscb_desktop.plans.rules.titles import first_line
from mscb_desktop.plans.when import in_words, read_when
from mscb_desktop.plans.words import late, slipped
from mscb_desktop.values import show_date


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another action that this one leads to: its reference, and its number and plan in words."""

    ref: str
    words: str


@dataclass(frozen=True, slots=True)
class Due:
    """The deadline in words: as written, what was read from it, how late, how it came about.

    `text` is '' where nothing is written, and `read` what is said then. `of_points` says where
    its points have another last date than itself.
    """

    text: str
    read: str
    late: str
    slipped: str
    of_points: str = ""
    earlier: tuple[str, ...] = ()
    """The deadlines before, the newest first: 'March 2013 · due 31/03/2013 · until 04/02/2013'."""


@dataclass(frozen=True, slots=True)
class Doer:
    """An agency, post or group that does the action; `ref` is '' where it is another action's."""

    ref: str
    to: str
    name: str
    lead: bool


@dataclass(frozen=True, slots=True)
class Served:
    """An objective or section that the action serves.

    `to` is what it is linked to, None where it is only printed; `printed` as the plan prints it,
    '' where it prints as the objective itself.
    """

    ref: str
    words: str
    to: str | None
    printed: str


@dataclass(frozen=True, slots=True)
class OfAction:
    """An action as at a day, as it shows at its place."""

    ref: str
    plan: str
    target: str
    """The action that it stands for: mostly itself."""
    name: str
    """What it is called beside the plan: 'Action 1', 'Objective 2.1'."""
    same_as: Elsewhere | None
    has_rag: bool
    """Whether its plan shows ratings."""
    has_links: bool
    """Whether its plan shows the objectives that its actions serve."""
    updates: Sequence[Update]
    """What was said up to the day, the newest first."""
    standing: Standing
    due: Due
    status: Status
    status_on: dt.date | None
    """Status and its day as they are stored, whatever the day."""
    who: str
    """The words that print for who does it, '' where the names do."""
    doers: Sequence[Doer]
    is_served: bool
    """Whether other actions serve it: it is an objective itself."""
    serves: str
    """The title of the business plan that its plan serves, '' for none."""
    serving: Sequence[Served]
    carried_from: Elsewhere | None
    carried_to: Sequence[Elsewhere]

    def update_on(self, day: dt.date) -> Update | None:
        """Give what was said on a day."""
        return next((update for update in self.updates if update.dated == day), None)


def of_action(connection: Connection, ref: str, day: dt.date) -> OfAction | None:
    """Read what stands beside an action as at a day; None where it is not there."""
    stored = queries.actions_by_ref(connection, [ref]).get(ref)
    if stored is None:
        return None
    book = Book(connection, day, [stored.plan], about=ref)
    own, target = book.register.actions[ref], book.register.target(ref)
    shown, row = book.shown(ref), book.plans[own.plan]
    parties = queries.parties(connection, actions=[ref])
    links = queries.links(connection, actions=[ref])
    earlier = book.register.actions.get(own.carried_from or "")
    later = [one for one in book.register.actions.values() if one.carried_from == ref]
    return OfAction(
        ref=ref,
        plan=own.plan,
        target=target.ref,
        name=_called(book, own),
        same_as=None if target is own else Elsewhere(target.ref, _number(target)),
        has_rag=book.has_rag(own.plan),
        has_links=any(column.shows is Shows.LINKS for column in book.columns_of(own.plan)),
        updates=tuple(reversed(book.updates(ref))),
        standing=book.standing(ref),
        due=_due(book, target),
        status=shown.status,
        status_on=shown.status_on,
        who=" ".join((shown.who or "").split()),
        doers=_doers(own, shown, parties),
        is_served=book.kinds[row.plan_kind].has_objectives and own.part_of is None,
        serves=book.title(row.objectives_of) if row.objectives_of else "",
        serving=tuple(_served(book, own, links)),
        carried_from=_elsewhere(book, earlier) if earlier else None,
        carried_to=[_elsewhere(book, one) for one in later],
    )


def _called(book: Book, action: Action) -> str:
    above = book.register.actions.get(action.part_of or "")
    if above is not None:
        return f"Point of {_number(above)}, {_number(action)}"
    has_objectives = book.kinds[book.plans[action.plan].plan_kind].has_objectives
    return f"{'Objective' if has_objectives else 'Action'} {_number(action)}"


def _number(action: Action) -> str:
    """Give an action's number; where it has none, how it begins."""
    return bare(action.number) or short(
        first_line(action.what) or first_line(action.recommendation)
    )


def _elsewhere(book: Book, action: Action) -> Elsewhere:
    return Elsewhere(action.ref, f"{_number(action)} in {book.title(action.plan)}")


def _due(book: Book, target: Action) -> Due:
    standing, year = book.standing(target.ref), book.plans[target.plan].start_year
    held = [one for one in target.deadlines if one.since is None or one.since <= book.day]
    now = standing.deadline
    own = now.last_due if now else None
    of_points = ""
    if standing.due is not None and standing.due != own:
        of_points = f"The last of its points is due {show_date(standing.due)}"
    earlier = [_earlier(one, after.since, year) for one, after in pairwise(held)]
    return Due(
        " ".join(now.text.split()) if now else "",
        deadline_in_words(now, year) if now else "It is not said by when",
        late(standing),
        slipped(standing),
        of_points,
        tuple(reversed(earlier)),
    )


def deadline_in_words(deadline: Deadline, start_year: int | None) -> str:
    """Tell what was read from a deadline, or which days were set by hand beside its text."""
    read = read_when(deadline.text, year=start_year)
    if (read.first, read.last) == (deadline.first_due, deadline.last_due):
        return in_words(read) or "It is not said by when"
    if deadline.last_due is None:
        return "No deadline, as set by hand"
    first = deadline.first_due
    days = show_date(deadline.last_due)
    if first is not None and first != deadline.last_due:
        days = f"{show_date(first)} to {days}"
    return f"Due {days}, as set by hand"


def _earlier(deadline: Deadline, until: dt.date | None, start_year: int | None) -> str:
    text = " ".join(deadline.text.split())
    parts = [text]
    if deadline.last_due is not None and show_date(deadline.last_due) not in text:
        parts.append(f"due {show_date(deadline.last_due)}")
    if until is not None:
        parts.append(f"until {show_date(until)}")
    return " · ".join(filter(None, parts))


def _doers(own: Action, shown: Action, rows: Sequence[PartyRow]) -> list[Doer]:
    """List who does an action, who leads first; those of another without a row to change."""
    if not own.parties:
        return [
            Doer("", _to(party), party.name, party.lead) for party in leads_first(shown.parties)
        ]
    found = [
        Doer(row.ref, _to(party), party.name, party.lead)
        for row, party in zip(rows, own.parties, strict=True)
    ]
    return sorted(found, key=lambda doer: not doer.lead)


def _to(party: Party) -> str:
    return party.agency or party.post or party.group or ""


def _served(book: Book, action: Action, rows: Sequence[LinkRow]) -> Iterator[Served]:
    for row, link in zip(rows, action.links, strict=True):
        to = link.objective or link.section
        printed = " ".join((link.printed or "").split())
        bare = Link(link.action, link.objective, link.section)
        words = book.link_text(action.plan, bare) or printed
        yield Served(row.ref, words, to, printed if printed != words else "")
