"""What serves an objective as a table to read, plan by plan, each row leading to its plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from db.fields import Kind, Value
from db.records.plans import ACTION, STATUS_WORDS, Rag
from mscb_desktop.plans.book import Book
from mscb_desktop.plans.model import Action
from mscb_desktop.plans.rules.line import Loose
from mscb_desktop.plans.rules.owed import number_of, who_in_words
from mscb_desktop.plans.rules.progress import Standing
from mscb_desktop.plans.rules.rollup import Serving
from mscb_desktop.plans.table.columns import RAG
from mscb_desktop.plans.words import DIRECTION, late, rag_words
from mscb_desktop.sheet.model import (
    Column,
    Note,
    Row,
    RowKind,
    Tone,
)
from mscb_desktop.sheet.to_read import SheetToRead
from mscb_desktop.values import show_date

READ_ONLY = "This is read from the plans: Enter opens the action there, to be typed into."
_NUMBER = Column("number", "No.", Kind.CODE, ACTION.fields["number"], 5)
_WHAT = Column("what", "Action", Kind.TEXT, ACTION.fields["what"], 30, stretch=True, least=16)
_WHO = Column("who", "Who", Kind.LONG_TEXT, None, 16, stretch=True, least=10)
_WHEN = Column("when", "When", Kind.TEXT, ACTION.fields["when_text"], 12, least=9)
_RAG = Column("rag", "RAG", Kind.CHOICE, RAG, 16)
_STATUS = Column("status", "Status", Kind.TEXT, ACTION.fields["status"], 10)
_SAID = Column("said", "Link as printed", Kind.TEXT, None, 24, stretch=True, least=14)
_WHY = Column("why", "Which is", Kind.LONG_TEXT, None, 18, least=12)
SERVING = (_NUMBER, _WHAT, _RAG, _WHEN, _WHO, _STATUS)
"""Ratings and dates stand first, where a narrow page still shows them."""
LOOSE = (_NUMBER, _WHAT, _SAID, _WHY, _RAG)


def sheet_of(columns: Sequence[Column] = SERVING, rows: Sequence[Row] = ()) -> SheetToRead:
    """Show plans as headings, their actions below, which open in their plan."""
    return SheetToRead(columns, rows, READ_ONLY)


def serving_sheet(book: Book, serving: Iterable[Serving], section: str) -> SheetToRead:
    """Show what serves an objective; `section` is the number of the objective's section."""
    order = {plan: place for place, plan in enumerate(book.plans)}
    rows: list[Row] = []
    found = sorted(serving, key=lambda one: order.get(one.action.plan, 0))
    for plan, actions in groupby(found, key=lambda one: one.action.plan):
        rows.append(_heading(book, plan))
        for one in actions:
            values, shown, notes = _cells(book, one.action, one.standing, one.rag)
            if one.by_section:
                notes["what"] = Note(f"serves all of section {section}".rstrip())
            if one.overdue and "when" not in notes:
                notes["when"] = Note("a point is late", Tone.BAD)
            rows.append(Row(one.action.ref, RowKind.LINE, values, shown, notes=notes, lines=0))
    return sheet_of(SERVING, rows)


def loose_sheet(book: Book, loose: Iterable[Loose]) -> SheetToRead:
    """Show the links that lead to no objective, those of one action in one row."""
    return sheet_of(LOOSE, list(_loose_rows(book, loose)))


def _loose_rows(book: Book, loose: Iterable[Loose]) -> Iterator[Row]:
    for plan, of_plan in groupby(loose, key=lambda one: one.action.plan):
        yield _heading(book, plan)
        for ref, links in groupby(of_plan, key=lambda one: one.action.ref):
            own = list(links)
            action, standing = book.shown(ref), own[0].standing
            values, shown, notes = _cells(book, action, standing, standing.rag)
            values["said"] = "\n".join(one.said for one in own)
            values["why"] = "\n".join(dict.fromkeys(one.why for one in own))
            kept = {key: note for key, note in notes.items() if key != "when"}
            yield Row(ref, RowKind.LINE, values, shown, notes=kept, lines=0)


def _heading(book: Book, plan: str) -> Row:
    return Row(plan, RowKind.HEADING, {"what": book.title(plan)})


def _cells(
    book: Book, action: Action, standing: Standing, rag: Rag | None
) -> tuple[dict[str, Value], dict[str, str], dict[str, Note]]:
    """Give values, shown texts and notes of an action; of several who do it the first."""
    who, *others = who_in_words(book, action).split("\n")
    values: dict[str, Value] = {
        "number": number_of(book, action) or None,
        "what": action.what or action.recommendation,
        "who": who or None,
        "when": (standing.deadline.text or None) if standing.deadline else None,
        "rag": rag,
        "status": STATUS_WORDS[standing.status],
    }
    notes: dict[str, Note] = {}
    if others:
        notes["who"] = Note("and 1 other" if len(others) == 1 else f"and {len(others):,} others")
    if late(standing):
        notes["when"] = Note(late(standing), Tone.BAD)
    if standing.carried:
        notes["when"] = Note("goes on in a later plan")
    if standing.direction is not None:
        notes["rag"] = Note(DIRECTION[standing.direction])
    if standing.status is action.status and action.status_on is not None:
        notes["status"] = Note(show_date(action.status_on))
    return values, {"rag": rag_words(rag)}, notes
