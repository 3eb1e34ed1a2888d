"""What a report is: a name, and a function from the board to a document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection

from db.queries import budget as queries
from db.queries.board import BoardRow, board_settings
from db.queries.budget import YearRow
from mscb_desktop.budget.years import years_there
from mscb_desktop.document.model import Document
from mscb_desktop.values import year_label

_NO_SETTINGS = BoardRow("Safeguarding Children Board", "SCB", "Board", None, None)


class ReportError(Exception):
    """A report cannot be made; the message says in plain words what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, slots=True)
class Report:
    """One report.

    `build` takes a reading connection, the year that it is about and the time, and raises
    ReportError where the board has no such year. `choose_year` gives the year that is meant
    where none was named. `describe` is one sentence for the list of reports.
    """

    name: str
    title: str
    describe: str
    build: Callable[[Connection, int, dt.datetime], Document]
    choose_year: Callable[[Connection], int]
    by_year: bool = True


def settings(connection: Connection) -> BoardRow:
    """Give the board's settings, or plain words for a board without."""
    return board_settings(connection) or _NO_SETTINGS


def year_row(connection: Connection, year: int) -> YearRow:
    """Find the year of a report; raises ReportError, which names the years there are."""
    row = queries.year_starting(connection, year)
    if row is not None:
        return row
    years = queries.years(connection)
    if not years:
        raise ReportError("The board has no financial year yet: start one first.")
    raise ReportError(f"There is no {year_label(year)} in this board. It has {years_there(years)}.")


def newest_year(connection: Connection) -> int:
    """Give the newest year of the board, which is the one projected where one is."""
    years = queries.years(connection)
    if not years:
        raise ReportError("The board has no financial year yet: start one first.")
    return years[-1].start_year


def newest_year_with_actuals(connection: Connection) -> int:
    """Give the newest year in which something was spent or received, or else the newest."""
    begun = queries.start_years_with_actuals(connection)
    return begun[-1] if begun else newest_year(connection)
