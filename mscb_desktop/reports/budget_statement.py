"""The budget statement of a year: expenditure, income, chart and notes."""

from __future__ import annotations

from sqlalchemy import Connection

from db.queries.budget import YearRow
from db.records.budget import LineKind, Side
from mscb_desktop.budget.checks import year_findings
from mscb_desktop.budget.statement import Statement, StatementRow
from mscb_desktop.budget.years import year_statement
from mscb_desktop.document.model import (
    Block,
    Cell,
    Chart,
    Column,
    Content,
    Difference,
    Document,
    Kind,
    Orientation,
    PageBreak,
    Row,
    RowKind,
    SumOf,
    Table,
    Tone,
)
from mscb_desktop.reports.base import Report, Request, newest_year_with_actuals, settings, year_row
from mscb_desktop.reports.notes import Marks
from mscb_desktop.values import show_date, year_end, year_label

_KINDS = {
    LineKind.HEADING: RowKind.HEADING,
    LineKind.SUBTOTAL: RowKind.SUBTOTAL,
    LineKind.ADJUSTMENT: RowKind.ADJUSTMENT,
    LineKind.TOTAL: RowKind.TOTAL,
}
_COUNTED = "counted"


def build(connection: Connection, request: Request) -> Document:
    """Make the statement of a year, as it stands now."""
    row = year_row(connection, request.year)
    year = row.start_year
    board = settings(connection)
    result = year_statement(connection, row)
    marks = Marks(year_findings(connection, request.now.date(), year))
    expenditure = _side_table(result, Side.EXPENDITURE, marks)
    notes = marks.notes()
    income = _side_table(result, Side.INCOME, marks)
    wide = max(len(expenditure.columns), len(income.columns)) > _MOST_UPRIGHT
    blocks: list[Block] = [expenditure, *notes, *marks.disagreements()]
    # Upright, each side fills its own page; turned, they would leave most of one empty.
    blocks += [
        *([] if wide else [PageBreak()]),
        income,
        *marks.rest(),
        *_chart(result, expenditure),
    ]
    return Document(
        "Budget statement",
        board.name,
        tuple(blocks),
        subtitle=year_label(year),
        short_name=board.short_name,
        draft=bool(marks.open),
        subject=f"Expenditure and income {year_label(year)}",
        orientation=Orientation.LANDSCAPE if wide else Orientation.PORTRAIT,
        logo=board.logo,
    )


_MOST_UPRIGHT = 6
_UNBROKEN = 34
"""Width in characters that descriptions keep before they wrap, so that the page stays short."""


def _side_table(result: Statement, side: Side, marks: Marks) -> Table:
    rows = result.side(side)
    label = year_label(result.year.start_year)
    columns = _columns(result, side)
    keys = [column.key for column in columns]
    sums = SumOf(*dict.fromkeys(group for row in rows if (group := _group(row))))
    return Table(
        side.value,
        f"{'Expenditure' if side is Side.EXPENDITURE else 'Income'} {label}",
        columns,
        tuple(_row(result, row, keys, sums, marks) for row in rows),
        sheet=side.value.capitalize(),
        empty=f"No {side.value} yet.",
    )


def _columns(result: Statement, side: Side) -> tuple[Column, ...]:
    """Give a side's columns; codes and forecast only where a row has any."""
    rows = result.side(side)
    spends = side is Side.EXPENDITURE
    label = year_label(result.year.start_year)
    forecast = result.expenditure_forecast if spends else result.income_forecast
    longest = max((len(row.label) for row in rows), default=0)
    columns = [Column("description", "Description", min_chars=min(longest, _UNBROKEN))]
    if any(row.line.codes for row in rows):
        columns.append(Column("codes", "Codes", Kind.CODE))
    columns += [
        Column("set", f"Set {label} (£)" if spends else "Expected (£)", Kind.MONEY),
        Column("actual", actual_heading(result.year) if spends else "Received (£)", Kind.MONEY),
        Column("difference", "Under / over (£)", Kind.MONEY, negative="overspend")
        if spends
        else Column("difference", "Outstanding (£)", Kind.MONEY, min_chars=15),
    ]
    if forecast is not None:
        columns.append(Column("forecast", "Forecast outturn (£)", Kind.MONEY))
    columns.append(Column("comment", "Comments", Kind.LONG_TEXT))
    return tuple(columns)


def actual_heading(year: YearRow) -> str:
    """Say up to which day a year's actuals are counted, as the heading of their column."""
    if year.actual_to is None or year.actual_to == year_end(year.start_year):
        return "Actual to year end (£)"
    return f"Actual to {show_date(year.actual_to)} (£)"


def _row(result: Statement, row: StatementRow, keys: list[str], sums: SumOf, marks: Marks) -> Row:
    kind = _KINDS.get(row.line.kind, RowKind.LINE)
    if kind is RowKind.HEADING:
        return Row((row.label,), kind)
    contents: dict[str, Content] = {
        "description": row.label or None,
        "codes": row.line.codes,
        "comment": row.line.comment,
    }
    known = result.spent_known if row.line.side is Side.EXPENDITURE else result.received_known
    if kind.is_sum:
        total = _section_sum(row) if kind is RowKind.SUBTOTAL else sums
        figures = {"set": total, "forecast": total}
        if known:
            figures |= {"actual": total, "difference": total}
        contents |= {key: marks.cell(row, key, value) for key, value in figures.items()}
    elif kind is RowKind.ADJUSTMENT:
        contents["difference"] = _adjustment(row, marks)
    else:
        contents["set"] = marks.cell(row, "set", row.set_amount)
        contents["actual"] = marks.cell(row, "actual", row.actual)
        contents["forecast"] = marks.cell(row, "forecast", row.forecast)
        if row.difference is not None:
            contents["difference"] = marks.cell(row, "difference", Difference("set", "actual"))
    return Row(tuple(contents.get(key) for key in keys), kind, row.line.ref, _group(row))


def _adjustment(row: StatementRow, marks: Marks) -> Content:
    if row.counts or row.difference is None:
        return marks.cell(row, "difference", row.difference)
    return Cell(row.difference, Tone.QUIET, word="not counted")


def _group(row: StatementRow) -> str:
    """Name the group in which sums find the row; '' where none adds it up."""
    if row.line.kind is LineKind.ADJUSTMENT:
        return _COUNTED if row.counts else ""
    if row.line.kind in (LineKind.EXPENDITURE, LineKind.CONTRIBUTION):
        return f"section {row.section}"
    return "other" if row.is_summed else ""


def _section_sum(row: StatementRow) -> SumOf:
    return SumOf(f"section {row.section}")


def _chart(result: Statement, table: Table) -> list[Block]:
    if not any(row.kind is RowKind.LINE for row in table.rows):
        return []
    if not result.spent_known:
        return [
            Chart.of(table, "Expenditure: set", "description", ("set",), names=("set",), unit="£")
        ]
    return [
        Chart.of(
            table,
            "Expenditure: set and actual",
            "description",
            ("set", "actual"),
            names=("set", "actual"),
            unit="£",
        )
    ]


REPORT = Report(
    "budget-statement",
    "Budget statement",
    "What was set, spent and received in a year, line by line, with the balance carried forward.",
    build,
    newest_year_with_actuals,
)
