"""The reports, one module each; every module that describes one as REPORT is found.

`made` gives the document of one, as the window and the command line ask for it.
"""

from __future__ import annotations

import datetime as dt
import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from db.queries import records
from mscb_desktop.reports.base import Report, ReportError, Request
from mscb_desktop.reports.request import Of, Option

if TYPE_CHECKING:
    from db.board import Board
    from mscb_desktop.document.model import Document


@cache
def reports() -> tuple[Report, ...]:
    """List the reports in the order of their names."""
    found = []
    for module in pkgutil.iter_modules(__path__):
        contents = importlib.import_module(f"{__name__}.{module.name}")
        report = getattr(contents, "REPORT", None)
        if isinstance(report, Report):
            found.append(report)
    return tuple(sorted(found, key=lambda report: report.name))


@cache
def options_of_all() -> Mapping[str, tuple[Option[Any], tuple[str, ...]]]:
    """Give the options of all reports by their names, each with the reports that take it."""
    found: dict[str, tuple[Option[Any], tuple[str, ...]]] = {}
    for report in reports():
        for option in report.takes:
            first, names = found.get(option.name, (option, ()))
            found[option.name] = (first, (*names, report.name))
    return found


def find_report(part: str) -> Report:
    """Find a report by its name or any part of it that no other has; raises ReportError."""
    wanted = part.strip().casefold()
    for report in reports():
        if report.name == wanted:
            return report
    matching = [report for report in reports() if wanted and wanted in report.name]
    if len(matching) == 1:
        return matching[0]
    if matching:
        names = " or ".join(report.name for report in matching)
        raise ReportError(f"'{part}' could be {names}: type more of the name.")
    names = ", ".join(report.name for report in reports())
    raise ReportError(f"There is no report '{part}'. There are: {names}.")


def made(
    board: Board,
    name: str,
    *,
    year: int | None = None,
    as_at: dt.date | None = None,
    of: Mapping[str, Any] | None = None,
) -> Document:
    """Make a report now; `of` gives what its options ask for: {"group": "GR-0002"}.

    Raises ReportError where the report does not take that, or the board has no such record.
    """
    report = find_report(name)
    request = Request(board.clock(), year, as_at, of or {})
    with board.reading() as connection:
        return report.of(connection, request)


def first_needed(connection: Connection, report: Report) -> dict[str, str] | None:
    """Give a record for each option that a report cannot do without: the first there is.

    For whoever shows every report once. None where the board has no such record.
    """
    needed = [option for option in report.takes if option.required and isinstance(option, Of)]
    found = {option.name: records.page(connection, option.table, {}, 0, 1) for option in needed}
    return {name: rows[0][0] for name, rows in found.items()} if all(found.values()) else None
