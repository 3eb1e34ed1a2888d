"""The budget's checks: figures of a year that should agree, within it and with the year after.

Each check is a pure function of a statement; each finding names both figures, their difference
and the cell that it leads to.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sqlalchemy import Connection

from db.queries import budget as queries
from db.records.budget import LineKind, Side
from mscb_desktop.budget.statement import Statement, StatementRow, statement
from mscb_desktop.budget.years import is_projection, year_statement
from mscb_desktop.checks import Compared, Finding, find
from mscb_desktop.values import quoted, show_money, year_end, year_label

TABLES = frozenset({"financial_year", "budget_line", "posting", "agency"})
"""What the findings are made of: agencies are named in them."""

_AREA = "budget"
_COLUMN_WORDS = {
    Side.EXPENDITURE: {"set": "set", "actual": "actual", "difference": "under/over"},
    Side.INCOME: {"set": "expected", "actual": "received", "difference": "outstanding"},
}


def check(connection: Connection, today: dt.date, year: int | None) -> list[Finding]:
    """Find what does not agree in the year that begins in `year`, or in every year."""
    years = queries.years(connection)
    wanted = [row for row in years if year is None or row.start_year == year]
    needed = {row.start_year + step for row in wanted for step in (0, 1)}
    lines = queries.lines_by_year(connection) if year is None else {}
    statements = {
        row.start_year: (
            statement(row, lines.get(row.ref, ()))
            if year is None
            else year_statement(connection, row)
        )
        for row in years
        if row.start_year in needed
    }
    return [
        finding
        for row in wanted
        for finding in findings(
            statements[row.start_year], statements.get(row.start_year + 1), today
        )
    ]


def year_findings(connection: Connection, today: dt.date, year: int) -> list[Finding]:
    """Find what does not agree in the statement of a year, accepted findings included."""
    return find(connection, today, year, of=(_AREA,))


def projection_findings(connection: Connection, today: dt.date, year: int) -> list[Finding]:
    """Find what concerns a projection: its own amounts, and what the year before carries."""
    before = year_findings(connection, today, year - 1)
    carried = [finding for finding in before if finding.key.startswith("carried:")]
    own = year_findings(connection, today, year)
    return carried + [finding for finding in own if finding.column == "set"]


def findings(now: Statement, following: Statement | None, today: dt.date) -> list[Finding]:
    """List a year's findings: the cells' from the top, then those of the whole statement."""
    return [
        *posted(now),
        *printed(now),
        *carried_forward(now, following),
        *balanced(now, today),
        *received_less_spent(now),
        *reclaimed(now),
        *counted_twice(now),
    ]


def posted(now: Statement) -> Iterator[Finding]:
    """Compare a typed actual with the postings below its line."""
    for row in now.rows:
        typed = row.line.actual
        if not row.is_summed or not row.line.postings or typed is None or typed == row.actual:
            continue
        income = row.line.side is Side.INCOME
        noun = "payments" if income else "postings"
        yield _finding(
            now,
            f"posted:{row.line.ref}",
            f"{noun.capitalize()} of {_name(row)}",
            f"typed as {'received' if income else 'actual'}",
            typed,
            f"in its {noun}",
            row.actual or 0,
            (row, "actual"),
        )


def printed(now: Statement) -> Iterator[Finding]:
    """Compare each figure as printed with the computed one."""
    for row in now.rows:
        line = row.line
        for column, figure, computed in (
            ("set", line.printed_set, row.set_amount),
            ("actual", line.printed_actual, row.actual),
            ("difference", line.printed_difference, row.difference),
        ):
            if figure is None or figure == (computed or 0) or line.kind is LineKind.HEADING:
                continue
            words = _COLUMN_WORDS[line.side][column]
            yield _finding(
                now,
                f"printed_{column}:{line.ref}",
                f"{_name(row)}, {words}",
                "printed as",
                figure,
                "computed",
                computed or 0,
                (row, column),
            )


def carried_forward(now: Statement, following: Statement | None) -> Iterator[Finding]:
    """Compare the balance that a year carries forward with what the next one brings in."""
    balance = now.under_spend_after
    brought = following.brought_forward if following else None
    if balance is None or brought is None or balance == brought or not _whole_year(now):
        return
    label = year_label(now.year.start_year + 1)
    yield _finding(
        now,
        f"carried:{now.year.ref}",
        f"Balance carried forward to {label}",
        "carried forward",
        balance,
        f"brought forward by {label}",
        brought,
        (_total(now, Side.EXPENDITURE), "difference"),
        f"Carried forward {show_money(balance)}, but {label} brings in {show_money(brought)}: "
        f"{_difference_words(brought - balance)}.",
    )


def balanced(now: Statement, today: dt.date) -> Iterator[Finding]:
    """Compare the income expected with the expenditure set.

    A year that has not begun, or in which nothing was spent or received yet, is a projection
    and must balance; in other years the income above or below is named.
    """
    first, second = now.set_total, now.income_expected
    if first == second or not now.rows:
        return
    label = year_label(now.year.start_year)
    if is_projection(now.year, today) or not now.has_actuals:
        key, title = "balance", f"Projection {label} does not balance"
    else:
        key, title = "allotted", f"Income against set expenditure {label}"
    over = second - first
    remedy = (
        f"{show_money(over)} of income is not allotted."
        if over > 0
        else f"{show_money(-over)} more is set than comes in."
    )
    place = _total(now, Side.INCOME)
    yield _finding(
        now,
        f"{key}:{now.year.ref}",
        title,
        "set expenditure",
        first,
        "income",
        second,
        (place, "set"),
        f"{title}: set expenditure {show_money(first)}, income {show_money(second)}: {remedy}",
    )


def received_less_spent(now: Statement) -> Iterator[Finding]:
    """Compare what is left of the money received with the balance of the statement.

    The adjustments that count are added, but for those whose amount stands in the income too.
    """
    balance = now.under_spend_after
    received, spent = now.income_received, now.actual_total
    if balance is None or received is None or spent is None or not _whole_year(now):
        return
    in_both = {adjustment.line.ref for adjustment, _ in _in_both(now)}
    added = sum(
        row.difference or 0 for row in now.expenditure if row.counts and row.line.ref not in in_both
    )
    left = received - spent + added
    if left == balance:
        return
    yield _finding(
        now,
        f"left:{now.year.ref}",
        "Received less spent",
        "received less spent, with adjustments",
        left,
        "under-spend after adjustments",
        balance,
        (_total(now, Side.EXPENDITURE), "difference"),
        "Received less spent, with the adjustments that are not in the income, leaves "
        f"{show_money(left)}, but the statement carries forward {show_money(balance)}: "
        f"{_difference_words(balance - left)}.",
    )


def reclaimed(now: Statement) -> Iterator[Finding]:
    """Compare what adjustments reclaim with the overspend that they say they reclaim."""
    claims: dict[str, list[StatementRow]] = {}
    for row in now.of_kind(Side.EXPENDITURE, LineKind.ADJUSTMENT):
        if row.line.reclaims and row.difference is not None:
            claims.setdefault(row.line.reclaims, []).append(row)
    for ref, rows in claims.items():
        line = now.row(ref)
        if line is None or line.difference is None:
            continue
        first = sum(row.difference or 0 for row in rows)
        second = max(0, -line.difference)
        if first == second:
            continue
        yield _finding(
            now,
            f"reclaimed:{rows[-1].line.ref}",
            f"Reclaimed for {_name(line)}",
            "reclaimed",
            first,
            "overspent",
            second,
            (rows[-1], "difference"),
            f"{show_money(first)} is reclaimed for {_name(line)}, but its overspend is "
            f"{show_money(second)}: {_difference_words(second - first)}.",
        )


def counted_twice(now: Statement) -> Iterator[Finding]:
    """Find one amount that stands both in other income and in an adjustment that counts."""
    for adjustment, income in _in_both(now):
        amount = adjustment.difference or 0
        yield _finding(
            now,
            f"twice:{adjustment.line.ref}:{income.line.ref}",
            f"{show_money(amount)} in income and in adjustments",
            f"in income, {_name(income)}",
            amount,
            f"in adjustments, {_name(adjustment)}",
            amount,
            (adjustment, "difference"),
            f"{show_money(amount)} stands in the income as {_quoted(income)} and in the "
            f"adjustments as {_quoted(adjustment)}: "
            "if it is the same money, it is counted twice.",
        )


def _in_both(now: Statement) -> list[tuple[StatementRow, StatementRow]]:
    """Pair adjustments that count with other income of the same amount, each row once."""
    income = now.of_kind(Side.INCOME, LineKind.OTHER_INCOME)
    pairs = []
    for adjustment in now.expenditure:
        amount = adjustment.difference
        if not adjustment.counts or not amount:
            continue
        same = [row for row in income if amount in (row.set_amount, row.actual)]
        if same:
            income.remove(same[0])
            pairs.append((adjustment, same[0]))
    return pairs


def _whole_year(now: Statement) -> bool:
    """Tell whether the actuals are counted to the year's end, so that its balance is final."""
    day = now.year.actual_to
    return day is None or day >= year_end(now.year.start_year)


def _total(now: Statement, side: Side) -> StatementRow | None:
    """Give the row that a finding on a whole side leads to: its total, or else its last row."""
    rows = now.of_kind(side, LineKind.TOTAL) or list(now.side(side)) or list(now.rows)
    return rows[-1] if rows else None


def _name(row: StatementRow) -> str:
    if row.label:
        return row.label
    return f"the {row.line.kind.replace('_', ' ')} without a description"


def _quoted(row: StatementRow) -> str:
    return quoted(_name(row))


def _finding(
    now: Statement,
    key: str,
    title: str,
    first_words: str,
    first: int,
    second_words: str,
    second: int,
    place: tuple[StatementRow | None, str],
    message: str | None = None,
) -> Finding:
    row, column = place
    compared = Compared(first_words, first, second_words, second)
    if message is None:
        message = (
            f"{title}: {first_words} {show_money(first)}, {second_words} {show_money(second)}: "
            f"{_difference_words(compared.difference)}."
        )
    return Finding(
        key=key,
        title=title,
        message=message,
        area=_AREA,
        ref=row.line.ref if row else now.year.ref,
        column=column,
        year=now.year.start_year,
        year_ref=now.year.ref,
        state=compared.state,
        compared=compared,
    )


def _difference_words(difference: int) -> str:
    return f"{show_money(abs(difference))} {'more' if difference > 0 else 'less'}"
