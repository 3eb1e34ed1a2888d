"""What a report is: a name, and a function from the board to a document."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection

from db.queries import budget as queries
from db.queries.board import BoardRow, board_settings
from db.queries.budget import YearRow
from mscb_desktop.budget.years import years_there
from mscb_desktop.document.model import Document
from mscb_desktop.reports.request import Option
from mscb_desktop.reports.request import ReportError as ReportError
from mscb_desktop.reports.request import Request as Request
from mscb_desktop.values import year_label

_NO_SETTINGS = BoardRow("Safeguarding Children Board", "SCB", "Board", None, None)


@dataclass(frozen=True, slots=True)
class Report:
    """One report.

    `build` takes a reading connection and what is asked for, and raises ReportError where the
    board has no such year or record. `choose_year` gives the year that is meant where none was
    named, by what else is asked for; it is None where a report is by no year. `by_day` says that
    it shows things as at a day. `takes` are its further options. `describe` is one sentence for
    the list of reports.
    """

    name: str
    title: str
    describe: str
    build: Callable[[Connection, Request], Document]
    choose_year: Callable[[Connection, Request], int] | None = None
    by_day: bool = False
    takes: tuple[Option[Any], ...] = ()

    @property
    def option_names(self) -> tuple[str, ...]:
        """The names of all that it can be asked for, as the command line takes them."""
        year = ("year",) if self.choose_year is not None or self.by_day else ()
        day = ("as-at",) if self.by_day else ()
        return (*year, *day, *(option.name for option in self.takes))

    @property
    def takes_in_words(self) -> str:
        """Which options it takes, as part of a sentence: 'takes --year and --group'."""
        names = [f"--{name}" for name in self.option_names]
        if len(names) > 1:
            names[-2:] = [f"{names[-2]} and {names[-1]}"]
        return f"takes {', '.join(names) or 'no options'}"

    def check(self, asked: Collection[str]) -> None:
        """Raise ReportError where it does not take what is asked for, or lacks what it needs."""
        for name in asked:
            if name not in self.option_names:
                raise ReportError(f"'{self.name}' takes no --{name}: it {self.takes_in_words}.")
        if self.choose_year is None and {"year", "as-at"} <= set(asked):
            raise ReportError("Give either --year or --as-at: both say as at which day.")
        for option in self.takes:
            if option.required and option.name not in asked:
                raise ReportError(f"'{self.name}' needs --{option.name}: {option.help}.")

    def of(self, connection: Connection, request: Request) -> Document:
        """Build it as asked for, in the year that is meant where none was named.

        Raises ReportError as `check` and `build` do.
        """
        self.check(request.asked)
        if request.year is None and self.choose_year is not None:
            request = replace(request, year=self.choose_year(connection, request))
        return self.build(connection, request)


def settings(connection: Connection) -> BoardRow:
    """Give the board's settings, or plain words for a board without."""
    return board_settings(connection) or _NO_SETTINGS


def year_row(connection: Connection, year: int | None) -> YearRow:
    """Find the year of a report; raises ReportError, which names the years there are."""
    if year is None:
        year = newest_year(connection)
    row = queries.year_starting(connection, year)
    if row is not None:
        return row
    years = queries.years(connection)
    if not years:
        raise ReportError("The board has no financial year yet: start one first.")
    raise ReportError(f"There is no {year_label(year)} in this board. It has {years_there(years)}.")


def newest_year(connection: Connection, _: Request | None = None) -> int:
    """Give the newest year of the board, which is the one projected where one is."""
    years = queries.years(connection)
    if not years:
        raise ReportError("The board has no financial year yet: start one first.")
    return years[-1].start_year


def newest_year_with_actuals(connection: Connection, _: Request | None = None) -> int:
    """Give the newest year in which something was spent or received, or else the newest."""
    begun = queries.start_years_with_actuals(connection)
    return begun[-1] if begun else newest_year(connection)
