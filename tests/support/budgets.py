"""Budgets made by hypothesis, and plain ways to write and read lines in tests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import strategies as st

from db.board import Board
from db.changes import Change, create
from db.queries.budget import LineRow, YearRow
from db.records.budget import LineKind, Side

YEAR = YearRow("FY-0001", 2012)
_AMOUNTS = st.none() | st.just(0) | st.integers(-9_999_999_99, 9_999_999_99)
_TEXTS = st.none() | st.sampled_from(
    ["Room hire", "=1+1", "Łódź & <b>Conférence</b>", "1.10", "Catering - Training/ Meetings"]
)
_POSTINGS = st.lists(
    st.tuples(st.sampled_from(["paid", "committed"]), st.integers(-99_999_99, 99_999_99)),
    max_size=3,
)
_KINDS = {
    Side.EXPENDITURE: [
        LineKind.EXPENDITURE,
        LineKind.EXPENDITURE,
        LineKind.EXPENDITURE,
        LineKind.SUBTOTAL,
        LineKind.ADJUSTMENT,
        LineKind.HEADING,
        LineKind.TOTAL,
    ],
    Side.INCOME: [
        LineKind.CONTRIBUTION,
        LineKind.CONTRIBUTION,
        LineKind.CONTRIBUTION,
        LineKind.SUBTOTAL,
        LineKind.OTHER_INCOME,
        LineKind.BROUGHT_FORWARD,
        LineKind.TOTAL,
    ],
}


def line(number: int, kind: LineKind, side: Side = Side.EXPENDITURE, **values: object) -> LineRow:
    """Make a line of the statement in place `number`."""
    made = LineRow(f"BL-{number:04d}", number * 1024, side, kind)
    return replace(made, **values)  # type: ignore[arg-type]


@st.composite
def budgets(draw: st.DrawFn) -> list[LineRow]:
    """Draw the rows of one year, in order: any mix of kinds, blanks, postings and totals."""
    rows: list[LineRow] = []
    blank = draw(st.booleans())
    for side, kinds in _KINDS.items():
        chosen = draw(st.lists(st.sampled_from(kinds), max_size=8))
        for kind in [*chosen, LineKind.TOTAL]:
            rows.append(_drawn_line(draw, len(rows) + 1, side, kind, blank))
    return rows


def _drawn_line(draw: st.DrawFn, number: int, side: Side, kind: LineKind, blank: bool) -> LineRow:
    text = draw(_TEXTS)
    if kind is LineKind.ADJUSTMENT:
        counts = draw(st.sampled_from([None, True, False]))
        return line(number, kind, side, description=text, adjusts_by=draw(_AMOUNTS), counts=counts)
    if kind in (LineKind.HEADING, LineKind.SUBTOTAL, LineKind.TOTAL):
        return line(number, kind, side, description=text)
    postings = [] if blank else draw(_POSTINGS)
    return line(
        number,
        kind,
        side,
        description=text,
        set_amount=draw(_AMOUNTS),
        actual=None if blank else draw(_AMOUNTS),
        forecast=draw(st.none() | st.none() | st.integers(0, 9_999_999_99)),
        paid=sum(amount for state, amount in postings if state == "paid"),
        committed=sum(amount for state, amount in postings if state == "committed"),
        postings=len(postings),
    )


def stored(lines: Sequence[LineRow], year: YearRow = YEAR) -> list[Change]:
    """Give the changes that put a year and its lines, with two postings a posted line, on file.

    A line with one posting gets one; with more, paid and committed stand in one each.
    """
    changes = [create("financial_year", year.ref, start_year=year.start_year, closed=year.closed)]
    if year.actual_to is not None:
        changes[0] = create(
            "financial_year", year.ref, start_year=year.start_year, actual_to=year.actual_to
        )
    kept = [name for name in LineRow.__slots__ if name not in _COMPUTED]
    for row in lines:
        values = {name: getattr(row, name) for name in kept}
        changes.append(create("budget_line", row.ref, year=year.ref, **values))
        if row.postings:
            for state, amount in (("paid", row.paid), ("committed", row.committed)):
                ref = f"{row.ref.replace('BL', 'PO')}-{state[0]}"
                changes.append(
                    create("posting", ref, line=row.ref, position=1, amount=amount, state=state)
                )
    return changes


_COMPUTED = frozenset({"ref", "agency_name", "paid", "committed", "postings"})


def put(board: Board, lines: Sequence[LineRow], year: YearRow = YEAR) -> None:
    """Store a year's lines on the board, and keep their references from being given again."""
    board.new_refs("financial_year")
    board.new_refs("budget_line", max((int(row.ref[3:]) for row in lines), default=0))
    board.apply("Put", stored(lines, year))


SUMMER = dt.date(2013, 6, 3)
