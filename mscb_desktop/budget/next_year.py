"""What the next year would look like, before it is started."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from db.records.budget import LineKind
from mscb_desktop.budget.statement import Statement, StatementRow
from mscb_desktop.budget.years import Amounts, raised
from mscb_desktop.values import MINUS, Unreadable, quoted

LEAST_PERCENT, MOST_PERCENT = -100, 1000


@dataclass(frozen=True, slots=True)
class NextYear:
    """The sums of a year that `plan_next_year` would make, in pence.

    `brought_forward` is None where nothing was spent yet, so that no balance is known.
    """

    expenditure: int
    brought_forward: int | None
    income: int

    @property
    def over(self) -> int:
        """What income has more than expenditure; negative where it is not enough."""
        return self.income - self.expenditure


def foresee(statement: Statement, amounts: Amounts, percent: Decimal = Decimal(0)) -> NextYear:
    """Compute the sums of the year after this one."""
    forward = statement.under_spend_after
    income = [row for row in statement.income if row.line.kind is not LineKind.BROUGHT_FORWARD]
    return NextYear(
        _sum(statement.expenditure, amounts, percent),
        forward,
        _sum(income, amounts, percent) + (forward or 0),
    )


def read_percent(typed: str) -> Decimal:
    """Read a percentage: '2.5', '+2.5 %', '-3', '(3)'. Raises Unreadable with the remedy."""
    plain = "".join(typed.replace("%", "").split()).replace(MINUS, "-")
    if plain.startswith("(") and plain.endswith(")"):
        plain = f"-{plain[1:-1]}"
    try:
        found = Decimal(plain)
    except InvalidOperation:
        asked = quoted(typed) if typed.strip() else "Nothing"
        raise Unreadable(f"{asked} is no percentage: type it like 2.5 or -3.") from None
    if not found.is_finite() or not LEAST_PERCENT <= found <= MOST_PERCENT:
        raise Unreadable("The percentage must lie between -100 and 1,000: type it like 2.5 or -3.")
    return found


def _sum(rows: list[StatementRow] | tuple[StatementRow, ...], amounts: Amounts, by: Decimal) -> int:
    if amounts is Amounts.EMPTY:
        return 0
    set_amounts = [row.set_amount for row in rows if row.is_summed and row.set_amount is not None]
    if amounts is Amounts.PERCENT:
        return sum(raised(amount, by) for amount in set_amounts)
    return sum(set_amounts)
