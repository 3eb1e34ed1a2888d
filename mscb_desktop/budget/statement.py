"""The budget statement computed: each row's figures, and the results that it is read for.

All amounts are whole pence, and None is blank. Under-spend is positive.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from db.queries.budget import LineRow, YearRow
from db.records.budget import LineKind, Side

SUMMED = {
    Side.EXPENDITURE: frozenset({LineKind.EXPENDITURE}),
    Side.INCOME: frozenset(
        {LineKind.CONTRIBUTION, LineKind.OTHER_INCOME, LineKind.BROUGHT_FORWARD}
    ),
}
"""The kinds of row that the total of a side adds up."""

_SUBTOTALLED = {Side.EXPENDITURE: LineKind.EXPENDITURE, Side.INCOME: LineKind.CONTRIBUTION}


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One row of the statement with its computed figures.

    On the income side `set_amount` is what is expected, `actual` what was received and
    `difference` what is outstanding. An adjustment has only a difference: what it adds.
    `section` numbers the rows between two subtotals of a side, from 0; a subtotal closes its
    section and carries its number.
    """

    line: LineRow
    section: int
    set_amount: int | None = None
    actual: int | None = None
    difference: int | None = None
    committed: int | None = None
    forecast: int | None = None

    @property
    def label(self) -> str:
        """What the row is called: its description, or the name of the agency that pays."""
        return self.line.description or self.line.agency_name or ""

    @property
    def is_summed(self) -> bool:
        """Tell whether the side's total adds this row up."""
        return self.line.kind in SUMMED[self.line.side]

    @property
    def counts(self) -> bool:
        """Tell whether the row is an adjustment that counts towards the balance."""
        return self.line.kind is LineKind.ADJUSTMENT and self.line.counts is not False


@dataclass(frozen=True, slots=True)
class Statement:
    """A year's budget, computed.

    `spent_known` and `received_known` tell whether anything was spent or received yet: only
    then have their sides differences, in which a blank actual counts as nothing.
    """

    year: YearRow
    expenditure: tuple[StatementRow, ...]
    income: tuple[StatementRow, ...]
    spent_known: bool
    received_known: bool
    set_total: int
    actual_total: int | None
    under_spend_before: int | None
    under_spend_after: int | None
    contributions: int
    income_expected: int
    income_received: int | None
    brought_forward: int | None
    expenditure_forecast: int | None
    income_forecast: int | None

    @property
    def rows(self) -> tuple[StatementRow, ...]:
        """Every row: expenditure, then income."""
        return self.expenditure + self.income

    @property
    def has_actuals(self) -> bool:
        """Tell whether anything was spent or received yet."""
        return self.spent_known or self.received_known

    @property
    def balance_forecast(self) -> int | None:
        """The under-spend after adjustments that the forecast leads to; None without one."""
        if self.expenditure_forecast is None:
            return None
        return self.set_total - self.expenditure_forecast + _adjusted(self.expenditure)

    def side(self, side: Side) -> tuple[StatementRow, ...]:
        """Give the rows of one side in order."""
        return self.expenditure if side is Side.EXPENDITURE else self.income

    def row(self, ref: str) -> StatementRow | None:
        """Find a row by its line's reference."""
        return next((row for row in self.rows if row.line.ref == ref), None)

    def of_kind(self, side: Side, kind: LineKind) -> list[StatementRow]:
        """List a side's rows of one kind in order."""
        return [row for row in self.side(side) if row.line.kind is kind]


def statement(year: YearRow, lines: Iterable[LineRow]) -> Statement:
    """Compute a year's statement from its lines, which stand in order within each side."""
    sides: dict[Side, list[LineRow]] = {Side.EXPENDITURE: [], Side.INCOME: []}
    for line in lines:
        sides[line.side].append(line)
    spent, received = (any(map(_has_actual, sides[side])) for side in Side)
    expenditure = _side_rows(Side.EXPENDITURE, sides[Side.EXPENDITURE], spent)
    income = _side_rows(Side.INCOME, sides[Side.INCOME], received)
    out, into = [r for r in expenditure if r.is_summed], [r for r in income if r.is_summed]
    before = _sum(out, _difference) if spent else None
    forward = [row for row in into if row.line.kind is LineKind.BROUGHT_FORWARD]
    return Statement(
        year=year,
        expenditure=expenditure,
        income=income,
        spent_known=spent,
        received_known=received,
        set_total=_sum(out, _set),
        actual_total=_sum(out, _actual) if spent else None,
        under_spend_before=before,
        under_spend_after=None if before is None else before + _adjusted(expenditure),
        contributions=_sum([r for r in into if r.line.kind is LineKind.CONTRIBUTION], _set),
        income_expected=_sum(into, _set),
        income_received=_sum(into, _actual) if received else None,
        brought_forward=(
            _sum(forward, _set) if any(r.set_amount is not None for r in forward) else None
        ),
        expenditure_forecast=_sum(out, _forecast) if _has_forecast(out) else None,
        income_forecast=_sum(into, _forecast) if _has_forecast(into) else None,
    )


def split_codes(codes: str | None) -> tuple[str, ...]:
    """Part the ledger codes of a line ('CE03/CA53' gives 'CE03', 'CA53')."""
    return tuple(code for part in (codes or "").split("/") if (code := part.strip()))


def _side_rows(side: Side, lines: Sequence[LineRow], known: bool) -> tuple[StatementRow, ...]:
    figures = [_line_row(line, known) for line in lines]
    shows_forecast = _has_forecast(row for row in figures if row.is_summed)
    rows: list[StatementRow] = []
    section = 0
    for row in figures:
        kind = row.line.kind
        if kind is LineKind.SUBTOTAL:
            added = [r for r in rows if r.section == section and r.line.kind is _SUBTOTALLED[side]]
            rows.append(_sum_row(row.line, section, added, known, shows_forecast))
            section += 1
        elif kind is LineKind.TOTAL:
            added = [r for r in figures if r.is_summed]
            extra = _adjusted(figures)
            rows.append(_sum_row(row.line, section, added, known, shows_forecast, extra))
        else:
            rows.append(
                StatementRow(
                    row.line,
                    section,
                    row.set_amount,
                    row.actual,
                    row.difference,
                    row.committed,
                    row.forecast if shows_forecast else None,
                )
            )
    return tuple(rows)


def _line_row(line: LineRow, known: bool) -> StatementRow:
    if line.kind is LineKind.ADJUSTMENT:
        return StatementRow(line, 0, difference=line.adjusts_by)
    if line.kind not in SUMMED[line.side]:
        return StatementRow(line, 0)
    actual = line.paid if line.postings else line.actual
    difference = None
    if known and not (line.set_amount is None and actual is None):
        difference = (line.set_amount or 0) - (actual or 0)
    committed = line.committed or None
    forecast = line.forecast
    if forecast is None and not (actual is None and committed is None):
        forecast = (actual or 0) + (committed or 0)
    return StatementRow(line, 0, line.set_amount, actual, difference, committed, forecast)


def _sum_row(
    line: LineRow,
    section: int,
    added: Sequence[StatementRow],
    known: bool,
    shows_forecast: bool,
    extra: int = 0,
) -> StatementRow:
    return StatementRow(
        line,
        section,
        _sum(added, _set),
        _sum(added, _actual) if known else None,
        _sum(added, _difference) + extra if known else None,
        _sum(added, _committed) or None,
        _sum(added, _forecast) if shows_forecast else None,
    )


def _has_actual(line: LineRow) -> bool:
    return line.kind in SUMMED[line.side] and (line.actual is not None or line.postings > 0)


def _has_forecast(rows: Iterable[StatementRow]) -> bool:
    return any(row.line.forecast is not None or row.committed is not None for row in rows)


def _adjusted(rows: Iterable[StatementRow]) -> int:
    return _sum((row for row in rows if row.counts), _difference)


def _sum(rows: Iterable[StatementRow], of: Callable[[StatementRow], int | None]) -> int:
    return sum(of(row) or 0 for row in rows)


def _set(row: StatementRow) -> int | None:
    return row.set_amount


def _actual(row: StatementRow) -> int | None:
    return row.actual


def _difference(row: StatementRow) -> int | None:
    return row.difference


def _committed(row: StatementRow) -> int | None:
    return row.committed


def _forecast(row: StatementRow) -> int | None:
    return row.forecast
