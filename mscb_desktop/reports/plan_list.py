"""The actions of plans as one list to sort and filter, for a workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from db.records.plans import PLAN_COLUMN, STATUS_WORDS, Shows
from mscb_desktop.document.model import Column, Content, Kind, Row, Table
from mscb_desktop.plans.book import Book
from mscb_desktop.plans.model import Action
from mscb_desktop.plans.rules.beneath import ended_on, same_as
from mscb_desktop.plans.rules.progress import Standing
from mscb_desktop.plans.words import DIRECTION_WORDS
from mscb_desktop.reports.plan_tables import (
    EMPTY,
    columns_of,
    kind_of,
    texts,
)
from mscb_desktop.reports.rag import rag_chip

_LABELS = {choice.value: choice.label for choice in PLAN_COLUMN.fields["shows"].choices}


@dataclass(frozen=True, slots=True)
class _Line:
    """An action with what its cells are made of."""

    book: Book
    own: Action
    action: Action
    standing: Standing
    section: str | None
    point_of: str | None


Cells = Callable[[_Line], Content]


def plan_list(book: Book, plans: Sequence[str], title: str) -> Table:
    """Give every action of some plans on a row of its own, with dates as dates.

    Columns have the headings of the plans' kind, and plain ones where kinds differ.
    """
    lines = [line for plan in plans for line in _lines(book, plan)]
    columns = list(_columns(book, plans, lines))
    return Table(
        "actions",
        title,
        tuple(column for column, _ in columns),
        tuple(Row(tuple(cells(line) for _, cells in columns), key=line.own.ref) for line in lines),
        sheet="Actions",
        empty=EMPTY,
    )


def _lines(book: Book, plan: str) -> Iterator[_Line]:
    for part in book.parts(plan):
        section = part.section
        name = " ".join(filter(None, (section.number, section.title))) if section else None
        there = {action.ref: action for action in part.actions}
        for own in part.actions:
            above = there.get(own.part_of or "")
            point_of = (above.number or above.ref) if above is not None else None
            standing = book.standing(own.ref)
            yield _Line(book, own, book.shown(own.ref), standing, name, point_of)


def _columns(
    book: Book, plans: Sequence[str], lines: Sequence[_Line]
) -> Iterator[tuple[Column, Cells]]:
    if len(plans) != 1:
        yield Column("plan", "Plan"), lambda line: line.book.title(line.own.plan)
    if any(line.section for line in lines):
        yield Column("section", "Section"), lambda line: line.section
    if any(line.point_of for line in lines):
        yield Column("point_of", "Point of", Kind.CODE), lambda line: line.point_of
    for shows, heading in _shown(book, plans, lines):
        yield from _of(shows, heading, lines)
    yield Column("ref", "Reference", Kind.CODE), lambda line: line.own.ref


def _shown(book: Book, plans: Sequence[str], lines: Sequence[_Line]) -> Iterator[tuple[Shows, str]]:
    """Give what the columns show: that of the plans' kind, status always, a rating if there is."""
    headings: dict[Shows, set[str]] = {}
    for plan in plans:
        for row in columns_of(book, plan):
            headings.setdefault(row.shows, set()).add(row.heading)
    one_kind = len({book.plans[plan].plan_kind for plan in plans}) == 1
    order = list(headings) if one_kind else [shows for shows in Shows if shows in headings]
    rated = any(line.standing.rag for line in lines)
    for shows, wanted in ((Shows.STATUS, True), (Shows.RAG, rated)):
        if wanted and shows not in order:
            behind = order.index(Shows.WHEN) + 1 if Shows.WHEN in order else len(order)
            order.insert(behind + (shows is Shows.RAG), shows)
    for shows in order:
        said = headings.get(shows, set())
        yield shows, said.pop() if len(said) == 1 else _LABELS[shows]


def _of(shows: Shows, heading: str, lines: Sequence[_Line]) -> Iterator[tuple[Column, Cells]]:
    """Give the column that shows something, and those with what is read or known beside it."""
    column = Column(shows, heading, kind_of(shows))
    match shows:
        case Shows.RAG:
            yield column, lambda line: rag_chip(line.standing.rag)
            yield Column("direction", "Direction"), _direction
        case Shows.STATUS:
            yield Column(shows, heading), lambda line: STATUS_WORDS[line.standing.status]
            yield Column("status_on", "Complete or dropped on", Kind.DATE), _status_on
        case Shows.WHEN:
            yield column, lambda line: texts(line.book, line.own)[shows]
            yield Column("first_due", "First due", Kind.DATE), _first_due
            yield Column("last_due", "Last due", Kind.DATE), lambda line: line.standing.due
            yield (
                Column("late", "Days late", Kind.WHOLE),
                lambda line: line.standing.days_late or None,
            )
            yield (
                Column("moved", "Moved by days", Kind.WHOLE),
                lambda line: line.standing.slippage or None,
            )
        case Shows.NARRATIVE:
            yield column, lambda line: texts(line.book, line.own)[shows]
            yield Column("updated", "As told on", Kind.DATE), lambda line: line.standing.updated
        case Shows.WHAT:
            yield column, lambda line: texts(line.book, line.own)[shows]
            if any(line.own is not line.action for line in lines):
                yield (
                    Column("same_as", "Same as"),
                    lambda line: same_as(line.book.register, line.own) or None,
                )
        case _:
            yield column, lambda line: texts(line.book, line.own)[shows]


def _first_due(line: _Line) -> Content:
    return line.standing.deadline.first_due if line.standing.deadline else None


def _direction(line: _Line) -> Content:
    direction = line.standing.direction
    return DIRECTION_WORDS[direction] if direction is not None else None


def _status_on(line: _Line) -> Content:
    return line.action.status_on if ended_on(line.action, line.standing) else None
