"""A plan as the table that its kind has, on paper, and the actions of plans as a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from db.queries.plans import ColumnRow
from db.records.plans import STATUS_WORDS, Shows
from mscb_desktop.document.model import (
    Below,
    Cell,
    Column,
    Content,
    Kind,
    Row,
    RowKind,
    Table,
)
from mscb_desktop.plans.book import Book
from mscb_desktop.plans.model import Action
from mscb_desktop.plans.rules.beneath import same_as, under_rag, under_status
from mscb_desktop.reports.of_plans import below_when
from mscb_desktop.reports.rag import rag_cell

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


def _cells(book: Book, own: Action, shown: Sequence[Shows]) -> list[Content]:
    action, standing = book.shown(own.ref), book.standing(own.ref)
    said: dict[Shows, Content] = dict(texts(book, own))
    if own.part_of and not own.number and action.what and "\n" not in action.what:
        said[Shows.WHAT] = f"- {action.what.removeprefix('- ')}"
    said[Shows.LINKS] = _listed(book.link_texts(own.ref))
    said[Shows.WHO] = _listed(book.who(own.ref).split("\n"))
    said[Shows.RAG] = rag_cell(standing)
    below: dict[Shows, list[Below]] = {shows: [] for shows in Shows}
    alias = same_as(book.register, own)
    if alias and action.what:
        below[Shows.WHAT].append(Below(alias))
    elif alias:
        said[Shows.WHAT] = alias
    at = Shows.WHEN if Shows.WHEN in shown else Shows.WHAT
    # What is due with its points alone is late where they say so.
    below[at] += below_when(book, own, shown, points_too=False)
    below[Shows.STATUS].append(Below(under_status(book, own)))
    below[Shows.RAG].append(Below(under_rag(book, own)))
    return [_with(said[shows], below[shows]) for shows in shown]


def _with(content: Content, words: Sequence[Below]) -> Content:
    below = [small for small in words if small.text]
    if not below:
        return content
    cell = content if isinstance(content, Cell) else Cell(content)
    return Cell(cell.value, cell.tone, cell.word, below=tuple(below))


def _listed(lines: Sequence[str]) -> str | None:
    """Put several lines as bullets, one as it is: in a narrow column each takes several lines."""
    lines = [line.removeprefix("- ") for line in lines if line.strip()]
    return "\n".join(f"- {line}" for line in lines) if len(lines) > 1 else "".join(lines) or None
