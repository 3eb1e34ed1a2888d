"""The budget projection of a year: what is set, what is expected, and whether they balance."""

from __future__ import annotations

from sqlalchemy import Connection

from db.records.budget import LineKind, Side
from mscb_desktop.budget.checks import projection_findings
from mscb_desktop.budget.statement import Statement, StatementRow
from mscb_desktop.budget.years import year_statement
from mscb_desktop.document.model import (
    Block,
    Column,
    Content,
    Document,
    Formula,
    Kind,
    Paragraph,
    Row,
    RowKind,
    SumOf,
    Table,
    Value,
)
from mscb_desktop.reports.base import Report, Request, newest_year, settings, year_row
from mscb_desktop.reports.notes import Marks
from mscb_desktop.values import show_money, year_label

_KINDS = {
    LineKind.HEADING: RowKind.HEADING,
    LineKind.SUBTOTAL: RowKind.SUBTOTAL,
    LineKind.TOTAL: RowKind.TOTAL,
}


def build(connection: Connection, request: Request) -> Document:
    """Make the projection of a year."""
    row = year_row(connection, request.year)
    year = row.start_year
    board = settings(connection)
    result = year_statement(connection, row)
    marks = Marks(projection_findings(connection, request.now.date(), year))
    label = year_label(year)
    blocks: list[Block] = [_table(result, marks), Paragraph(_balance_words(result))]
    blocks += [*marks.rest(), *marks.disagreements()]
    return Document(
        "Budget projection",
        board.name,
        tuple(blocks),
        subtitle=label,
        short_name=board.short_name,
        draft=bool(marks.open),
        subject=f"Expenditure and income projected for {label}",
        logo=board.logo,
    )


def _table(result: Statement, marks: Marks) -> Table:
    label = year_label(result.year.start_year)
    shown = [row for row in result.rows if row.line.kind is not LineKind.ADJUSTMENT]
    columns = [
        Column("description", "Description"),
        Column("set", f"Budget {label} (£)", Kind.MONEY, min_chars=18),
    ]
    if any(row.line.codes for row in shown):
        columns.insert(0, Column("codes", "Code", Kind.CODE))
    if any(row.line.comment for row in shown):
        columns.append(Column("comment", "Comments", Kind.LONG_TEXT))
    keys = [column.key for column in columns]
    return Table(
        "projection",
        f"Expenditure and income projected for {label}",
        tuple(columns),
        tuple(_row(result, row, keys, marks) for row in shown),
        sheet="Projection",
        empty="No budget yet.",
    )


def _row(result: Statement, row: StatementRow, keys: list[str], marks: Marks) -> Row:
    kind = _KINDS.get(row.line.kind, RowKind.LINE)
    if kind is RowKind.HEADING:
        return Row((row.label,), kind)
    amount: Value | Formula = row.set_amount
    if kind is RowKind.SUBTOTAL:
        amount = SumOf(_group(row.line.side, row.section, "lines"))
    elif kind is RowKind.TOTAL:
        groups = (_row_group(r) for r in result.side(row.line.side) if r.is_summed)
        amount = SumOf(*dict.fromkeys(groups))
    contents: dict[str, Content] = {
        "codes": row.line.codes,
        "description": row.label or None,
        "set": marks.cell(row, "set", amount),
        "comment": row.line.comment,
    }
    group = _row_group(row) if row.is_summed else ""
    return Row(tuple(contents.get(key) for key in keys), kind, row.line.ref, group)


def _row_group(row: StatementRow) -> str:
    lines = row.line.kind in (LineKind.EXPENDITURE, LineKind.CONTRIBUTION)
    return _group(row.line.side, row.section, "lines" if lines else "other")


def _group(side: Side, section: int, kind: str) -> str:
    return f"{side.value} {kind} {section}"


def _balance_words(result: Statement) -> str:
    over = result.income_expected - result.set_total
    if over == 0:
        return f"Income and expenditure balance at {show_money(result.set_total)}."
    if over > 0:
        return f"Income exceeds set expenditure by {show_money(over)}: not yet allotted."
    return f"Set expenditure exceeds income by {show_money(-over)}."


REPORT = Report(
    "budget-projection",
    "Budget projection",
    "What is set and expected for a year, line by line with its codes, and whether it balances.",
    build,
    newest_year,
)
