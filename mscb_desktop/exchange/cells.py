"""One cell of a workbook read as the value of a field."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from db.fields import LONGEST_TEXT, Field, Kind, Value
from mscb_desktop.exchange.extras import ExtrasIn
from mscb_desktop.exchange.workbook import CellFault, CellValue
from mscb_desktop.values import (
    Unreadable,
    money_from_number,
    quoted,
    read_value,
    read_year,
    show_date,
    whole_from_number,
)

TEXT_KINDS = frozenset({Kind.TEXT, Kind.CODE, Kind.LONG_TEXT})
_LARGEST_SURE = 10**15
"""From here on Excel keeps no more than the first fifteen digits of a number."""


def is_blank(raw: CellValue) -> bool:
    """Tell whether nothing stands in a cell, or only spaces."""
    return raw is None or (isinstance(raw, str) and not raw.strip())


def as_typed(raw: CellValue) -> str:
    """Give what stands in a cell as text for a message."""
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, CellFault):
        return raw.stored
    if isinstance(raw, dt.datetime):
        return f"{show_date(raw.date())} {raw:%H:%M}"
    if isinstance(raw, dt.date):
        return show_date(raw)
    return f"{Decimal(str(raw)):f}" if isinstance(raw, float) else str(raw)


def unchanged(field: Field) -> Callable[[Any, Any], bool]:
    """Give a quick test whether a cell holds a stored value just as an export writes it.

    False where it may still be the same, typed in another way. Links are not known here.
    """
    match field.kind:
        case Kind.MONEY:
            return lambda raw, pence: type(raw) in (int, float) and raw == pence / 100
        case Kind.YES_NO:
            return lambda raw, yes: raw == ("Yes" if yes else "No")
        case Kind.CHOICE:
            words = {choice.value: choice.label for choice in field.choices}
            return lambda raw, value: raw == words.get(value)
        case Kind.IMAGE:
            return lambda raw, content: False
        case _:
            return lambda raw, value: type(raw) is type(value) and bool(raw == value)


def read_raw(field: Field, raw: CellValue, extras: ExtrasIn) -> Value:
    """Give the value that a cell stands for in `field`, which is no link; None where it is blank.

    Whether the field can be blank is not asked here. Raises Unreadable.
    """
    if raw is None or is_blank(raw):
        return None
    if isinstance(raw, str) and field.kind in TEXT_KINDS and _is_plain(raw, field):
        return raw
    if isinstance(raw, CellFault):
        raise Unreadable(raw.reason)
    if isinstance(raw, str):
        return _read_text(field, raw, extras)
    if isinstance(raw, bool):
        if field.kind is Kind.YES_NO:
            return raw
        raise Unreadable(f"Excel holds yes or no here ({as_typed(raw)}): {_remedy(field)}")
    if isinstance(raw, (dt.date, dt.datetime)):
        if field.kind is Kind.DATE:
            return read_value(field, raw)
        raise Unreadable(f"Excel made a date of this ({as_typed(raw)}): {_remedy(field)}")
    return read_value(field, _read_number(field, raw))


def _is_plain(text: str, field: Field) -> bool:
    """Tell at once of most texts that the field takes them as they are."""
    return (
        text.isascii()
        and text.isprintable()
        and text[0] != " " != text[-1]
        and len(text) <= (field.length or LONGEST_TEXT)
    )


def _read_text(field: Field, text: str, extras: ExtrasIn) -> Value:
    if field.kind is Kind.IMAGE:
        return extras.picture(text)
    if field.name == "start_year":
        return read_year(text)
    if field.kind in TEXT_KINDS:
        text = extras.text(text)
    return read_value(field, text)


def _read_number(field: Field, number: int | float) -> Value:
    """Read a number as Excel holds it, which for codes and dates may not be what was typed."""
    match field.kind:
        case Kind.MONEY:
            return money_from_number(number)
        case Kind.WHOLE:
            return whole_from_number(number)
        case Kind.YES_NO if number in (0, 1):
            return bool(number)
        case Kind.DATE:
            # Six and eight digits are a date that was typed without strokes, never a day number.
            if isinstance(number, int) and len(str(number)) in (6, 8) and number >= 110_000:
                return str(number)
            raise Unreadable(
                f"Excel holds the number {number} here, not a date: give the cell a date format "
                "in Excel, or type the day like 12/03/2013."
            )
        case Kind.CODE | Kind.TEXT | Kind.LONG_TEXT:
            if abs(number) >= _LARGEST_SURE:
                raise Unreadable(
                    f"Excel keeps only 15 digits of a number, so {as_typed(number)} may not be "
                    f"what was typed: {_remedy(field)}"
                )
            if field.kind is Kind.CODE and isinstance(number, float):
                raise Unreadable(
                    f"Excel holds the number {number} here, so a nought at its end would be lost "
                    f"(1.10 becomes 1.1): {_remedy(field)}"
                )
            return as_typed(number)
        case Kind.IMAGE:
            raise Unreadable(f"{quoted(str(number))} is the name of no picture: empty the cell.")
        case _:
            return str(number)


def _remedy(field: Field) -> str:
    if field.kind in TEXT_KINDS:
        return "format the cell as Text in Excel and type it again."
    return f"type what belongs under '{field.label}' again."
