"""The budget: financial years, lines of the statement, postings, and accepted findings."""

from enum import StrEnum

from sqlalchemy import Index, UniqueConstraint

from db.records.base import (
    choice,
    date,
    long_text,
    lookup,
    money,
    record,
    text,
    whole,
    yes_no,
)

FINANCIAL_YEAR = record(
    "financial_year",
    whole("start_year", "Begins on 1 April", required=True, unique=True),
    date(
        "actual_to",
        "Actual to",
        help="The day up to which the actuals are counted; empty means the year's end.",
    ),
    yes_no("closed", "Closed", help="A closed year can be read, not changed."),
    prefix="FY",
    title="Financial year",
    plural="Financial years",
    shown_by="start_year",
    known_by=("start_year",),
)


class Side(StrEnum):
    """The two sides of a budget."""

    EXPENDITURE = "expenditure"
    INCOME = "income"


class LineKind(StrEnum):
    """What a row of the budget statement is."""

    HEADING = "heading"
    EXPENDITURE = "expenditure"
    SUBTOTAL = "subtotal"
    ADJUSTMENT = "adjustment"
    CONTRIBUTION = "contribution"
    OTHER_INCOME = "other_income"
    BROUGHT_FORWARD = "brought_forward"
    TOTAL = "total"


BUDGET_LINE = record(
    "budget_line",
    lookup("year", "Financial year", to="financial_year", required=True),
    choice(
        "side",
        "Side",
        {Side.EXPENDITURE: "Expenditure", Side.INCOME: "Income"},
        required=True,
    ),
    choice(
        "kind",
        "Kind of row",
        {
            LineKind.HEADING: "Heading",
            LineKind.EXPENDITURE: "Expenditure",
            LineKind.SUBTOTAL: "Subtotal",
            LineKind.ADJUSTMENT: "Adjustment",
            LineKind.CONTRIBUTION: "Contribution",
            LineKind.OTHER_INCOME: "Other income",
            LineKind.BROUGHT_FORWARD: "Brought forward",
            LineKind.TOTAL: "Total",
        },
        required=True,
    ),
    text("description", "Description"),
    text(
        "codes",
        "Codes",
        length=120,
        code=True,
        help="Ledger codes with a stroke between them: CE03/CA53/CD05.",
    ),
    lookup("agency", "Agency", to="agency", help="Who pays this contribution."),
    money("set_amount", "Set", help="Budgeted for the year; on income, what is expected."),
    money("actual", "Actual", help="Spent or received, where it is typed and not posted."),
    money("forecast", "Forecast outturn", help="What the year is thought to end at."),
    money("adjusts_by", "Adjusts by", help="What an adjustment adds to the under-spend."),
    yes_no("counts", "Counts towards the balance", help="Whether the adjustment is carried."),
    lookup(
        "reclaims",
        "Reclaims the overspend of",
        to="budget_line",
        help="The line whose overspend this adjustment brings back.",
    ),
    long_text("comment", "Comments"),
    money("printed_set", "Set as printed", help="What a printed statement gave."),
    money("printed_actual", "Actual as printed", help="What a printed statement gave."),
    money("printed_difference", "Under/over as printed", help="What a printed statement gave."),
    Index("budget_line_in_order", "year", "side", "position"),
    prefix="BL",
    title="Budget line",
    plural="Budget lines",
    shown_by="description",
    found_by=("description", "codes"),
    ordered=True,
)


class PostingState(StrEnum):
    """How far the money of a posting is."""

    COMMITTED = "committed"
    PAID = "paid"


POSTING = record(
    "posting",
    lookup("line", "Budget line", to="budget_line", required=True, owner=True),
    date("dated", "Date"),
    text("party", "Supplier or payer"),
    text("invoice", "Invoice or reference", length=80, code=True),
    money("amount", "Amount", help="Money paid, received or committed."),
    choice(
        "state",
        "State",
        {PostingState.COMMITTED: "Committed", PostingState.PAID: "Paid"},
        required=True,
        help="Committed: ordered or invoiced. Paid: money has moved.",
    ),
    text("comment", "Comments"),
    Index("posting_sums", "line", "state", "amount"),
    Index("posting_in_order", "line", "position"),
    prefix="PO",
    title="Posting",
    plural="Postings",
    shown_by="party",
    found_by=("party", "invoice"),
    ordered=True,
)

ACCEPTANCE = record(
    "acceptance",
    lookup("year", "Financial year", to="financial_year", required=True),
    text("finding", "Finding", required=True, help="Which check found it, and where."),
    text(
        "figures",
        "Figures accepted",
        length=200,
        required=True,
        help="What was found: where it changes, the finding shows again.",
    ),
    long_text("reason", "Reason", required=True, help="Printed as a note of the statement."),
    UniqueConstraint("year", "finding", name="acceptance_of_finding"),
    prefix="AC",
    title="Accepted finding",
    plural="Accepted findings",
    shown_by="reason",
    known_by=("year", "finding"),
)
