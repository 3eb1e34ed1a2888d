"""Kinds of value in a table, and the words and figures that paper and screen show for them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

MINUS = "\N{MINUS SIGN}"


class Kind(StrEnum):
    """What a column holds: decides alignment, text on paper and the cell type in Excel."""

    TEXT = "text"
    LONG_TEXT = "long text"
    CODE = "code"
    """Text that looks like a figure and stays text: '1.10', 'CE03/CA53'."""
    MONEY = "money"
    """A whole number of pence."""
    WHOLE = "whole number"
    DECIMAL = "decimal"
    PERCENT = "percentage"
    """A ratio: 0.25 prints as 25.0%."""
    DATE = "date"
    CHIP = "chip"

    @property
    def is_figure(self) -> bool:
        """Tell whether values can be added and stand at the right."""
        return self in _FIGURES

    @property
    def wraps(self) -> bool:
        """Tell whether a value is prose that may break between words."""
        return self in (Kind.TEXT, Kind.LONG_TEXT)


_FIGURES = frozenset((Kind.MONEY, Kind.WHOLE, Kind.DECIMAL, Kind.PERCENT))


class Missing(StrEnum):
    """Why there is no figure; neither zero nor blank, and each prints its own words."""

    NOT_APPLICABLE = "not applicable"
    NOT_SUPPLIED = "not supplied"
    SUPPRESSED = "suppressed"


class Shade(StrEnum):
    """Colour of a chip."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    GREY = "grey"


@dataclass(frozen=True, slots=True)
class Chip:
    """A rating shown by letter and word on a colour, so that it reads without the colour."""

    letter: str
    word: str
    shade: Shade

    def __str__(self) -> str:
        """Give letter and word, as a workbook's cell holds them."""
        return f"{self.letter} {self.word}".strip()


Value = str | int | float | Decimal | dt.date | Missing | Chip | None
"""A cell's native value: pence for money, a ratio for percentages, None for blank."""


def decimals_of(kind: Kind, decimals: int | None = None) -> int:
    """Give the number of decimal places printed for a kind of figure."""
    if decimals is not None:
        return decimals
    return {Kind.WHOLE: 0, Kind.PERCENT: 1}.get(kind, 2)


def money_text(pence: int) -> str:
    """Give pence as pounds: '1,234.00', '−4,581.00', '0.00'."""
    pounds, rest = divmod(abs(pence), 100)
    return f"{MINUS if pence < 0 else ''}{pounds:,}.{rest:02d}"


def value_text(value: Value, kind: Kind, decimals: int | None = None) -> str:
    """Give a value as it is printed in a column of this kind; '' for a blank.

    Text stays as it is in every column, so 'Data not supplied' can stand among figures.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, dt.date):
        return f"{value.day:02d}/{value.month:02d}/{value.year:04d}"
    if isinstance(value, Chip):
        return str(value)
    if kind is Kind.MONEY:
        return money_text(_whole(value))
    if not kind.is_figure:
        return str(value)
    return _number_text(value, kind, decimals_of(kind, decimals))


def _number_text(value: int | float | Decimal, kind: Kind, places: int) -> str:
    exact = exact_number(value)
    if kind is Kind.PERCENT:
        exact *= 100
    rounded = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    sign = MINUS if rounded < 0 else ""
    return f"{sign}{abs(rounded):,.{places}f}{'%' if kind is Kind.PERCENT else ''}"


def exact_number(value: int | float | Decimal) -> Decimal:
    """Give the decimal number that a person reads in `value` (0.1 is a tenth)."""
    return value if isinstance(value, Decimal) else Decimal(str(value))


def _whole(value: int | float | Decimal) -> int:
    if isinstance(value, int):
        return value
    raise TypeError(f"money is whole pence, not {value!r}")
