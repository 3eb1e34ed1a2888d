"""The postings of a line as a sheet: what was committed and paid, or invoiced and received."""

from __future__ import annotations

from sqlalchemy import Connection

from db.board import Board
from db.queries import records
from db.queries.postings import posting_sums
from db.records.budget import PostingState, Side
from mscb_desktop import lookups
from mscb_desktop.sheet.table import TableSheet
from mscb_desktop.values import show_money

_WIDTHS = {"dated": 12, "party": 0, "invoice": 18, "amount": 14, "state": 12, "comment": 0}


def posting_sheet(board: Board, line: str, side: Side, closed: str | None = None) -> TableSheet:
    """Make the sheet of one line's postings; what is typed is paid unless said otherwise."""
    with board.reading() as connection:
        title = line_title(connection, line)
    return TableSheet(
        board,
        "posting",
        _WIDTHS,
        title=title,
        within={"line": line},
        defaults={"state": PostingState.PAID},
        closed=closed,
    )


def line_title(connection: Connection, line: str) -> str:
    """Give what a line is called: its description, or its agency's name."""
    values = records.rows_by_ref(connection, "budget_line", [line]).get(line, {})
    agency = values.get("agency")
    name = lookups.label(connection, "agency", str(agency) if agency else None)
    return str(values.get("description") or name or line)


def postings_in_words(connection: Connection, line: str) -> str:
    """Say what a line's postings come to: '3 postings · paid 2,406.00 · committed 100.00'."""
    count, paid, committed = posting_sums(connection, line)
    if not count:
        return "Nothing yet. Type a date, a supplier and an amount into the empty line."
    words = "1 posting" if count == 1 else f"{count:,} postings"
    also = f" · committed {show_money(committed)}" if committed else ""
    return f"{words} · paid {show_money(paid)}{also}"
