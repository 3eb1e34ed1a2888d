"""The columns of the budget's sheets, as the board's printed pages order them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from db.fields import Kind
from db.queries.budget import YearRow
from db.records import RECORDS
from db.records.budget import Side
from mscb_desktop.sheet.model import Column
from mscb_desktop.values import show_date, year_end, year_label

_FIELDS = RECORDS["budget_line"].fields


class Layout(StrEnum):
    """A page of the budget."""

    EXPENDITURE = "expenditure"
    INCOME = "income"
    PROJECTION = "projection"

    @property
    def heading(self) -> str:
        """The page's name."""
        return self.value.capitalize()

    @property
    def sides(self) -> tuple[Side, ...]:
        """The sides of the budget that the page holds, from above."""
        if self is Layout.PROJECTION:
            return (Side.EXPENDITURE, Side.INCOME)
        return (Side(self.value),)

    def columns(
        self, start_year: int, year: YearRow | None, left_out: frozenset[str] = frozenset()
    ) -> tuple[Column, ...]:
        """Give the page's columns for the year that begins in `start_year`.

        `left_out` names those of the `extras` that are not shown.
        """
        made = _Columns(year_label(start_year), actual_to(year))
        if self is Layout.EXPENDITURE:
            columns = made.expenditure()
        else:
            columns = made.income() if self is Layout.INCOME else made.projection()
        return tuple(column for column in columns if column.key not in left_out)

    @property
    def extras(self) -> frozenset[str]:
        """The columns that stay away from a statement in which no row uses them."""
        if self is Layout.PROJECTION:
            return frozenset()
        return frozenset({"codes", "forecast"})


def actual_to(year: YearRow | None) -> str:
    """Say up to when actuals are counted: 'year end', or the day."""
    if year is None or year.actual_to in (None, year_end(year.start_year)):
        return "year end"
    assert year.actual_to is not None
    return show_date(year.actual_to)


@dataclass(frozen=True, slots=True)
class _Columns:
    label: str
    until: str

    def expenditure(self) -> tuple[Column, ...]:
        return (
            self._text("description", "Description", 30, ("expenditure", "ex description")),
            self._money(
                "set",
                f"Set {self.label} (£)",
                ("set annual expenditure", "set", "budget", "annual budget"),
            ),
            self._money(
                "actual",
                f"Actual to {self.until} (£)",
                ("actual to year end", "actual", "spent", "actual to date"),
            ),
            self._money(
                "difference",
                "Under / over (£)",
                ("under/over spend", "underspend", "variance", "under over", "difference"),
            ),
            self._text("comment", "Comments", 22, ("comment", "notes")),
            self._money("forecast", "Forecast (£)", ("forecast outturn", "outturn")),
            self._codes(("code", "ex code", "ledger code")),
        )

    def income(self) -> tuple[Column, ...]:
        return (
            self._text(
                "description",
                "Contribution",
                30,
                ("annual contributions", "contributions", "description", "income", "agency"),
            ),
            self._money(
                "set",
                f"Expected {self.label} (£)",
                ("income projected", "projected", "expected", "set", "budget", "amount"),
            ),
            self._money("actual", "Received (£)", ("received", "actual")),
            self._money("difference", "Outstanding (£)", ("outstanding", "difference")),
            self._text("comment", "Comments", 18, ("comment", "notes")),
            Column("agency", "Agency", Kind.LOOKUP, _FIELDS["agency"], 22, False, ("payer",)),
            self._codes(("code", "ledger code")),
        )

    def projection(self) -> tuple[Column, ...]:
        return (
            Column(
                "codes",
                "Code",
                Kind.CODE,
                _FIELDS["codes"],
                24,
                False,
                ("ex code", "codes", "ledger code"),
            ),
            self._text("description", "Description", 34, ("ex description",)),
            self._money("set", f"Budget {self.label} (£)", ("budget", "amount", "set")),
            self._text("comment", "Comments", 20, ("comment", "notes")),
        )

    def _text(self, key: str, heading: str, width: int, names: Sequence[str]) -> Column:
        field = _FIELDS[key]
        return Column(key, heading, field.kind, field, width, True, tuple(names))

    def _money(self, key: str, heading: str, names: Sequence[str]) -> Column:
        stored = {"set": "set_amount", "difference": "printed_difference"}.get(key, key)
        width = 17 if key == "difference" else 13
        return Column(key, heading, Kind.MONEY, _FIELDS[stored], width, False, tuple(names))

    def _codes(self, names: Sequence[str]) -> Column:
        return Column("codes", "Codes", Kind.CODE, _FIELDS["codes"], 10, False, tuple(names))
