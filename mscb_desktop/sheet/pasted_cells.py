"""Read a cell of the clipboard as a kind of value."""

from __future__ import annotations

import re
from decimal import Decimal

from db.fields import Field, Kind, Value
from mscb_desktop.sheet.clip import Cell
from mscb_desktop.values import (
    Unreadable,
    date_from_number,
    money_from_number,
    quoted,
    read_line,
    read_long_text,
    read_money,
    read_value,
    whole_from_number,
)

NATIVE_KINDS = frozenset({Kind.MONEY, Kind.WHOLE, Kind.DATE, Kind.YES_NO})
"""Kinds whose values are something else than text."""

_SCIENTIFIC = re.compile(r"-?[0-9](?:\.[0-9]*)?E[+-]?[0-9]+")
_DECIMALS = re.compile(r"\.([0-9]+)")
_FINE_DECIMALS = re.compile(r"(\.[0-9]{2})[0-9]+")
_TOO_NARROW = re.compile("#+")


def read_cell(kind: Kind, cell: Cell) -> Value:
    """Give the native value of a cell in a column of this kind; None where it is blank.

    The exact value counts before the text that shows it rounded or in another country's order,
    where both can be the same figure; a percentage, a date or thousands of pounds is no amount.
    Text kinds take the text, of numbers as shown. Raises Unreadable.
    """
    if cell.blank:
        return None
    if _TOO_NARROW.fullmatch(cell.text.strip()) and not isinstance(cell.value, Decimal):
        raise Unreadable(
            f"{quoted(cell.text)} is what Excel shows where a column is too narrow: "
            "widen the column there and copy again."
        )
    if isinstance(cell.value, Decimal) and kind in NATIVE_KINDS:
        return _read_number(kind, cell.text.strip(), cell.value)
    if isinstance(cell.value, bool) and kind is Kind.YES_NO:
        return cell.value
    if kind in NATIVE_KINDS:
        return read_value(_PLAIN[kind], cell.text)
    text = cell.value if isinstance(cell.value, str) else cell.text
    return read_long_text(text) if kind is Kind.LONG_TEXT else read_line(text)


def _read_number(kind: Kind, text: str, number: Decimal) -> Value:
    """Read a cell whose exact number is known, minding what its text makes of the number."""
    hidden = not text or _TOO_NARROW.fullmatch(text) or _SCIENTIFIC.fullmatch(text)
    amount = None if hidden else _amount(text)
    if kind is Kind.DATE and amount is None:
        return date_from_number(number)
    if kind in (Kind.MONEY, Kind.WHOLE) and (hidden or amount is not None):
        if amount is not None and not _same_figure(text, amount, number):
            raise Unreadable(
                f"{quoted(text)} is shown there for {number}: "
                "show the figure in full in Excel and copy again."
            )
        return money_from_number(number) if kind is Kind.MONEY else whole_from_number(number)
    return read_value(_PLAIN[kind], text)


def _amount(text: str) -> Decimal | None:
    """Read the number that the text shows, None where it shows something else, as '83%'."""
    try:
        return Decimal(read_money(_FINE_DECIMALS.sub(r"\1", text))) / 100
    except Unreadable:
        return None


def _same_figure(text: str, amount: Decimal, number: Decimal) -> bool:
    """Tell whether rounding makes the text of the number; the sign may be shown by a colour."""
    shown = _DECIMALS.search(text)
    places = min(len(shown[1]), 2) if shown else 0
    return abs(abs(amount) - abs(number)) <= Decimal(1).scaleb(-places)


_PLAIN = {kind: Field(kind.name.lower(), kind.value.capitalize(), kind) for kind in NATIVE_KINDS}
