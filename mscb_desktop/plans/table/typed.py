"""Completes what was typed into a plan's rows by all that follows from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping

from sqlalchemy import Connection

from db.board import Board
from db.changes import Values
from db.fields import Value
from db.records.plans import Status
from mscb_desktop.plans.book import Book
from mscb_desktop.plans.changing.same_as import say_the_same
from mscb_desktop.plans.table.beside import VIRTUAL, set_links, set_updates, set_who
from mscb_desktop.plans.table.new_rows import set_out
from mscb_desktop.plans.table.typed_rows import TypedRows
from mscb_desktop.sheet.planning import Typed


def complete_typed(
    connection: Connection,
    board: Board,
    book: Book,
    plan: str,
    stored: Mapping[str, Values],
    typed: Typed,
    refs_of_new: Callable[[Typed, Iterable[str]], Mapping[str, str]],
    *,
    numbers: bool,
) -> None:
    """Turn what an action itself does not hold into changes beside it, all in one change.

    With `numbers` a row that is typed by hand gets the next number of its section.
    """
    known = {action.ref for action in book.actions(plan)}
    there = {
        ref: values for ref, values in typed.existing.items() if ref in stored and ref in known
    }
    new = {ref: values for ref, values in typed.new.items() if _filled(values)}
    rows = TypedRows(connection, board, book, plan, typed, there, new, refs_of_new(typed, new))
    set_out(rows, numbers=numbers)
    for ref, values in there.items():
        _give_its_day(values, stored[ref], book.day)
    for values in new.values():
        values["status"] = values.get("status") or Status.OPEN
        _give_its_day(values, {}, book.day)
    say_the_same(rows)
    set_who(rows)
    set_links(rows)
    set_updates(rows)
    for values in (*typed.existing.values(), *typed.new.values()):
        for name in VIRTUAL:
            values.pop(name, None)  # of rows that were deleted meanwhile, or stay empty
    rows.making.finish(board, typed)


def _give_its_day(values: dict[str, Value], stored: Values, day: dt.date) -> None:
    """Give a status that is typed the day of the page, where it has none by then."""
    now = values.get("status")
    if now is None:
        return
    since = stored.get("status_on")
    if now == Status.OPEN:
        values["status_on"] = None
    elif now != stored.get("status") or (isinstance(since, dt.date) and since > day):
        values["status_on"] = day


def _filled(values: Mapping[str, Value]) -> bool:
    return any(value is not None for value in values.values())
