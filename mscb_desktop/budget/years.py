"""Financial years: started from nothing or from the year before, closed, opened again."""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from sqlalchemy import Connection

from db.board import Board
from db.changes import Change, Plan, Problem, create
from db.fields import Value
from db.queries import budget as queries
from db.queries.budget import YearRow
from db.records.budget import LineKind, Side
from mscb_desktop.budget.statement import SUMMED, Statement, StatementRow, statement
from mscb_desktop.values import year_label, year_start

STEP = 1 << 20
"""How far apart the positions of a new year's rows stand: room for a thousand lines between."""

_SKELETON = (
    (Side.EXPENDITURE, LineKind.SUBTOTAL, "Subtotal"),
    (Side.EXPENDITURE, LineKind.TOTAL, "Total expenditure"),
    (Side.INCOME, LineKind.SUBTOTAL, "Subtotal"),
    (Side.INCOME, LineKind.BROUGHT_FORWARD, "Surplus brought forward"),
    (Side.INCOME, LineKind.TOTAL, "Total income"),
)
_MOST_PERCENT = 1000


class Amounts(StrEnum):
    """What the lines of a copied year are set to."""

    KEEP = "keep"
    PERCENT = "percent"
    EMPTY = "empty"


def list_years(connection: Connection) -> list[YearRow]:
    """List the board's financial years, the earliest first."""
    return queries.years(connection)


def is_projection(year: YearRow, today: dt.date) -> bool:
    """Tell whether the year has not begun on this day, so that its budget is a projection."""
    return today < year_start(year.start_year)


def year_statement(connection: Connection, year: YearRow) -> Statement:
    """Read and compute the statement of one year."""
    return statement(year, queries.year_lines(connection, year.ref))


def has_budget(connection: Connection, year: YearRow) -> bool:
    """Tell whether anything stands in a year's budget: one begun for a plan alone has nothing."""
    return bool(queries.year_lines(connection, year.ref))


def years_there(years: list[YearRow]) -> str:
    """Name the years of a board in a sentence's words: '2012-13 and 2013-14'."""
    labels = [year_label(year.start_year) for year in years]
    return " and ".join(filter(None, (", ".join(labels[:-1]), *labels[-1:])))


def plan_new_year(board: Board, start_year: int) -> Plan:
    """Plan an empty year: only the rows that every statement ends with."""
    what = f"Started {year_label(start_year)}"
    with board.reading() as connection:
        problem = _there_already(connection, start_year)
        bare = queries.year_starting(connection, start_year)
    if problem is not None:
        return Plan(what, problems=(problem,))
    return Plan(what, _year_changes(board, start_year, bare, _skeleton()))


def plan_next_year(
    board: Board,
    from_year_ref: str,
    amounts: Amounts = Amounts.KEEP,
    *,
    percent: Decimal = Decimal(0),
    comments: bool = False,
) -> Plan:
    """Plan the year after, with the lines of this one and its balance brought forward.

    Lines keep their order, agencies and codes; adjustments, actuals, forecasts, postings and
    printed figures stay behind. With PERCENT the amounts of both sides rise (or fall) by
    `percent` and are rounded to the penny; the balance brought forward is never changed by it.
    """
    with board.reading() as connection:
        year = queries.year_of_ref(connection, from_year_ref)
        if year is None:
            problem = Problem("The year to copy is no longer there. Choose another.")
            return Plan("Started a year", problems=(problem,))
        start_year = year.start_year + 1
        what = f"Started {year_label(start_year)} from {year_label(year.start_year)}"
        found = _there_already(connection, start_year) or _percent_problem(amounts, percent)
        if found is not None:
            return Plan(what, problems=(found,))
        bare = queries.year_starting(connection, start_year)
        source = year_statement(connection, year)
    rows = [
        _copied(row, amounts, percent, comments)
        for row in source.rows
        if row.line.kind is not LineKind.ADJUSTMENT
    ] or _skeleton()
    _bring_forward(rows, source.under_spend_after)
    return Plan(what, _year_changes(board, start_year, bare, rows))


def plan_close(board: Board, year_ref: str) -> Plan:
    """Plan to close a year, so that it can be read and no longer changed."""
    year = _year(board, year_ref)
    label = year_label(year.start_year)
    if year.closed:
        return Plan(f"Closed {label}", problems=(Problem(f"{label} is closed already."),))
    change = Change("financial_year", year.ref, {"closed": year.closed}, {"closed": True})
    return Plan(f"Closed {label}", (change,))


def plan_reopen(board: Board, year_ref: str, reason: str | None = None) -> Plan:
    """Plan to open a closed year again; the history keeps when, who and the reason."""
    year = _year(board, year_ref)
    label = year_label(year.start_year)
    what = f"Opened {label} again"
    if reason and reason.strip():
        what = f"{what}: {' '.join(reason.split())}"
    if not year.closed:
        return Plan(what, problems=(Problem(f"{label} is open already."),))
    change = Change("financial_year", year.ref, {"closed": True}, {"closed": False})
    return Plan(what, (change,))


def raised(amount: int, percent: Decimal) -> int:
    """Raise an amount of pence by a percentage, rounded to the penny (half a penny up)."""
    exact = amount * (100 + percent) / 100
    return int(exact.quantize(Decimal(1), ROUND_HALF_UP))


def _skeleton() -> list[dict[str, Value]]:
    return [{"side": side, "kind": kind, "description": words} for side, kind, words in _SKELETON]


def _copied(
    row: StatementRow, amounts: Amounts, percent: Decimal, comments: bool
) -> dict[str, Value]:
    line = row.line
    amount = line.set_amount if line.kind in SUMMED[line.side] else None
    if amounts is Amounts.EMPTY:
        amount = None
    elif amounts is Amounts.PERCENT and amount is not None:
        amount = raised(amount, percent)
    return {
        "side": line.side,
        "kind": line.kind,
        "description": line.description,
        "codes": line.codes,
        "agency": line.agency,
        "set_amount": amount,
        "comment": line.comment if comments and line.kind in SUMMED[line.side] else None,
    }


def _bring_forward(rows: list[dict[str, Value]], balance: int | None) -> None:
    """Set the first brought-forward row to the balance and empty the others; add one if need be."""
    forward = [row for row in rows if row["kind"] is LineKind.BROUGHT_FORWARD]
    if not forward and balance is not None:
        forward = [
            {
                "side": Side.INCOME,
                "kind": LineKind.BROUGHT_FORWARD,
                "description": "Surplus brought forward",
            }
        ]
        totals = [
            place
            for place, row in enumerate(rows)
            if row["side"] is Side.INCOME and row["kind"] is LineKind.TOTAL
        ]
        rows.insert(totals[0] if totals else len(rows), forward[0])
    for place, row in enumerate(forward):
        row["set_amount"] = balance if place == 0 else None


def _year_changes(
    board: Board, start_year: int, bare: YearRow | None, rows: list[dict[str, Value]]
) -> tuple[Change, ...]:
    """List the changes that make a year with its lines, or give them to the `bare` one."""
    changes = []
    if bare is not None:
        year_ref = bare.ref
    else:
        (year_ref,) = board.new_refs("financial_year")
        changes.append(create("financial_year", year_ref, start_year=start_year, closed=False))
    refs = board.new_refs("budget_line", len(rows)) if rows else []
    places = dict.fromkeys(Side, 0)
    for ref, row in zip(refs, rows, strict=True):
        side = Side(str(row["side"]))
        places[side] += STEP
        changes.append(create("budget_line", ref, year=year_ref, position=places[side], **row))
    return tuple(changes)


def _there_already(connection: Connection, start_year: int) -> Problem | None:
    there = queries.year_starting(connection, start_year)
    if there is None or not has_budget(connection, there):
        return None
    label = year_label(start_year)
    return Problem(f"{label} is there already: choose it to work on it.")


def _percent_problem(amounts: Amounts, percent: Decimal) -> Problem | None:
    if amounts is not Amounts.PERCENT:
        return None
    if not percent.is_finite() or not -100 <= percent <= _MOST_PERCENT:
        return Problem("The percentage must lie between -100 and 1,000: type it like 2.5 or -3.")
    return None


def _year(board: Board, year_ref: str) -> YearRow:
    with board.reading() as connection:
        year = queries.year_of_ref(connection, year_ref)
    if year is None:
        raise LookupError(f"no financial year {year_ref}")
    return year
