"""The guards of financial years: a closed one stays as it is, and its actuals end within it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from db.changes import Change, Problem
from db.queries import budget as queries
from mscb_desktop.values import show_date, year_end, year_label, year_of, year_start

_GUARDED = frozenset({"financial_year", "budget_line", "posting", "acceptance"})


def keep_closed_years(connection: Connection, changes: Sequence[Change]) -> list[Problem]:
    """Refuse changes to a closed year: its lines, postings, accepted findings and dates.

    Opening it again is allowed, also together with what is changed then, as in an import; closing
    and opening are the only changes of a year's own row that are. A line's agency follows when two
    agencies become one, or two again.
    """
    guarded = [change for change in changes if change.table in _GUARDED]
    if not guarded:
        return []
    opened = {
        change.ref
        for change in guarded
        if change.table == "financial_year" and change.after and "closed" in change.after
        if change.after["closed"] is False  # said, not left blank as in an older workbook
    }
    years = queries.closed_years(connection)
    closed = {ref: start for ref, start in years.items() if ref not in opened}
    if not closed:
        return []
    from mscb_desktop.merged import merged_pairs, only_moves  # rarely needed, and late

    merges = merged_pairs(connection, changes)
    if merges:
        # Two records become one, which changes no figure of any year.
        guarded = [change for change in guarded if not only_moves(change, merges)]
    owners = _Owners(connection, guarded)
    problems = []
    for change in guarded:
        for year in owners.years_of(change):
            if year in closed:
                words = f"{year_label(closed[year])} is closed: open it again to change it."
                problems.append(Problem(words, change.table, change.ref))
                break
    return problems


def keep_actuals_within_their_year(
    connection: Connection, changes: Sequence[Change]
) -> list[Problem]:
    """Refuse a day up to which actuals are counted that lies outside its year."""
    problems = []
    for change in changes:
        until = (change.after or {}).get("actual_to")
        if change.table != "financial_year" or not isinstance(until, dt.date):
            continue
        year = queries.year_of_ref(connection, change.ref)
        if year is not None and year_of(until) != year.start_year:
            first, last = year_start(year.start_year), year_end(year.start_year)
            words = (
                f"{show_date(until)} is not in {year_label(year.start_year)}: type a day from "
                f"{show_date(first)} to {show_date(last)}, or empty the field for the year's end."
            )
            problems.append(Problem(words, change.table, change.ref, "actual_to"))
    return problems


class _Owners:
    """Finds the years that changes belong to, from their values or else from the board."""

    def __init__(self, connection: Connection, changes: Iterable[Change]) -> None:
        by_table: dict[str, list[Change]] = {}
        for change in changes:
            by_table.setdefault(change.table, []).append(change)
        self._line_of = queries.owners(
            connection, "posting", "line", _refs(by_table.get("posting", ()))
        )
        self._moved: dict[str, set[str]] = {}
        for change in by_table.get("budget_line", ()):
            self._moved.setdefault(change.ref, set()).update(_named(change, "year"))
        lines = _refs(by_table.get("budget_line", ())) | set(self._line_of.values())
        for change in by_table.get("posting", ()):
            lines |= _named(change, "line")
        self._year_of = queries.owners(connection, "budget_line", "year", lines)
        self._year_of_acceptance = queries.owners(
            connection, "acceptance", "year", _refs(by_table.get("acceptance", ()))
        )

    def years_of(self, change: Change) -> set[str]:
        """Give the references of all years that the change reads from or writes to."""
        if change.table == "financial_year":
            return set() if _only_opens_or_closes(change) else {change.ref}
        if change.table == "acceptance":
            return _named(change, "year") | _known(self._year_of_acceptance, change.ref)
        if change.table == "budget_line":
            return self._years_of_line(change.ref)
        lines = _named(change, "line") | _known(self._line_of, change.ref)
        return set().union(*(self._years_of_line(line) for line in lines))

    def _years_of_line(self, line: str) -> set[str]:
        return self._moved.get(line, set()) | _known(self._year_of, line)


def _only_opens_or_closes(change: Change) -> bool:
    return (
        change.before is not None
        and change.after is not None
        and set(change.before) | set(change.after) <= {"closed"}
    )


def _refs(changes: Iterable[Change]) -> set[str]:
    return {change.ref for change in changes}


def _named(change: Change, column: str) -> set[str]:
    sides = (change.before or {}, change.after or {})
    return {str(side[column]) for side in sides if side.get(column) is not None}


def _known(owners: dict[str, str], ref: str) -> set[str]:
    return {owners[ref]} if ref in owners else set()
