"""A plan as the table that its kind has, on paper, and the actions of plans as a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from db.queries.plans import ColumnRow
from db.records.plans import STATUS_WORDS, Shows, Status
from mscb_desktop.document.model import (
    Below,
    Cell,
    Column,
    Content,
    Kind,
    Row,
    RowKind,
    Table,
    Tone,
)
from mscb_desktop.plans.book import Book, leads_first
from mscb_desktop.plans.model import RATINGS, Action
from mscb_desktop.plans.rules.progress import Standing
from mscb_desktop.plans.table.rows import see
from mscb_desktop.plans.words import late, rag_words, slipped, status_words
from mscb_desktop.reports.rag import rag_cell
from mscb_desktop.values import show_date

EMPTY = "No actions yet."
_KINDS = {Shows.NUMBER: Kind.CODE, Shows.RAG: Kind.CHIP}


def columns_of(book: Book, plan: str) -> Sequence[ColumnRow]:
    """Give the columns of a plan; two that show the same stand as one."""
    first = {row.shows: row for row in reversed(book.columns_of(plan))}
    return [row for row in book.columns_of(plan) if first[row.shows] is row]


def plan_table(book: Book, plan: str, *, title: str = "") -> Table:
    """Give a plan as it prints: its kind's columns, sections across, points with their action.

    Without a title further pages name the plan.
    """
    shown = columns_of(book, plan)
    columns = [
        Column(row.shows, row.heading, kind_of(row.shows), portion=max(row.width, 1))
        for row in shown
    ]
    rows: list[Row] = []
    for part in book.parts(plan):
        if part.section is not None:
            heading = " ".join(filter(None, (part.section.number, part.section.title)))
            rows.append(Row((heading,), RowKind.HEADING, key=part.section.ref))
        there: set[str] = set()
        for action in part.actions:
            cells = _cells(book, action, [row.shows for row in shown])
            joined = action.part_of in there
            rows.append(Row(tuple(cells), key=action.ref, joined=joined))
            there.add(action.ref)
    return Table(
        plan,
        title,
        tuple(columns) or (Column(Shows.WHAT, "Actions"),),
        tuple(rows) if columns else (),
        empty=EMPTY,
        continued=book.title(plan),
    )


def kind_of(shows: Shows) -> Kind:
    """Say what a column holds that shows something of an action."""
    return _KINDS.get(shows, Kind.LONG_TEXT)


def texts(book: Book, own: Action) -> Mapping[Shows, str | None]:
    """Give what an action's columns say in words; an alias says what its target does."""
    action, standing = book.shown(own.ref), book.standing(own.ref)
    return {
        Shows.NUMBER: own.number,
        Shows.RECOMMENDATION: own.recommendation,
        Shows.WHAT: action.what,
        Shows.OUTCOMES: action.outcomes,
        Shows.MEASURES: action.measures,
        Shows.WHO: book.who(own.ref) or None,
        Shows.WHEN: (standing.deadline.text or None) if standing.deadline else None,
        Shows.LINKS: "\n".join(book.link_texts(own.ref)) or None,
        Shows.EVIDENCE: action.evidence,
        Shows.MONITORING: action.monitoring,
        Shows.STATUS: STATUS_WORDS[standing.status],
        Shows.NARRATIVE: standing.narrative,
    }


def alias_words(book: Book, own: Action) -> str:
    """Say which action this one is the same as: 'See action point 5'; '' for none."""
    target = book.register.target(own.ref)
    return "" if target is own else see(target)


def ended_on(action: Action, standing: Standing) -> Status | None:
    """Give the status that the stored day belongs to; None where it was still to come."""
    return action.status if standing.status is action.status is not Status.OPEN else None


def _cells(book: Book, own: Action, shown: Sequence[Shows]) -> list[Content]:
    action, standing = book.shown(own.ref), book.standing(own.ref)
    said: dict[Shows, Content] = dict(texts(book, own))
    if own.part_of and not own.number and action.what and "\n" not in action.what:
        said[Shows.WHAT] = f"- {action.what.removeprefix('- ')}"
    said[Shows.LINKS] = _listed(book.link_texts(own.ref))
    if not action.who:
        said[Shows.WHO] = _listed([party.name for party in leads_first(action.parties)])
    said[Shows.RAG] = rag_cell(standing)
    below: dict[Shows, list[Below]] = {shows: [] for shows in Shows}
    alias = alias_words(book, own)
    if alias and action.what:
        below[Shows.WHAT].append(Below(alias))
    elif alias:
        said[Shows.WHAT] = alias
    # What is due with its points alone is late where they say so.
    if said[Shows.WHEN] or not book.register.points(own.ref):
        if standing.overdue:
            below[Shows.WHEN].append(Below(late(standing), Tone.BAD))
        if slipped(standing):
            below[Shows.WHEN].append(Below(slipped(standing)))
    if standing.carried and standing.status is Status.OPEN:
        below[Shows.WHEN].append(Below("goes on in a later plan"))
    ended = ended_on(action, standing)
    if ended is not None:
        if Shows.STATUS in shown and action.status_on is not None:
            below[Shows.STATUS].append(Below(show_date(action.status_on)))
        elif Shows.STATUS not in shown:
            at = Shows.WHEN if Shows.WHEN in shown else Shows.WHAT
            below[at].append(Below(status_words(standing, action.status_on)))
    if standing.rag is None:
        earlier = [one for one in book.updates(own.ref) if one.rag in RATINGS]
        if earlier:
            words = f"was {rag_words(earlier[-1].rag)} {show_date(earlier[-1].dated)}"
            below[Shows.RAG].append(Below(words))
    return [_with(said[shows], below[shows]) for shows in shown]


def _with(content: Content, below: Sequence[Below]) -> Content:
    if not below:
        return content
    cell = content if isinstance(content, Cell) else Cell(content)
    return Cell(cell.value, cell.tone, cell.word, below=tuple(below))


def _listed(lines: Sequence[str]) -> str | None:
    """Put several lines as bullets, one as it is."""
    return "\n".join(f"- {line}" for line in lines) if len(lines) > 1 else "".join(lines) or None
