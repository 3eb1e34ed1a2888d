"""Amounts of money as people write them; inside they are whole pence."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Decimal

from mscb_desktop.values.unreadable import Unreadable, quoted

MINUS = "\u2212"
"""The minus of print, shown before negative amounts on screen and paper."""

_SPACES = dict.fromkeys(map(ord, "\t\u00a0\u2007\u2009\u202f"), " ")
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")
_AMOUNT = re.compile(
    r"(?P<pounds>[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+)?"
    r"(?:\.(?P<pence>[0-9]*))?"
)
_CONTINENTAL = re.compile(r"[0-9]{1,3}(?:[. ][0-9]{3})+,[0-9]{1,2}|[0-9]+,[0-9]{1,2}")
_SHORT = re.compile(r"[0-9.,]+ ?(?:k|m|bn|mio|million|thousand)", re.IGNORECASE)
_MOST_DIGITS = 13
_TOLERANCE = Decimal("0.0001")


def read_money(text: str) -> int:
    """Read an amount of pounds into pence.

    Taken: '4581', '4,581.00', '4 581.00', '4581.5', '.50', with '£' before or behind the sign,
    and as negative '-4,581', '−4,581', '4,581-', '(4,581.00)' and '£(4,581)'. A dash alone is
    zero, as Excel's accounting format prints it, and so is 'nil'. Never guessed: 'CR' and 'DR',
    '12k', other currencies, continental commas, digits other than 0 to 9.
    """
    plain = text.translate(_SPACES).translate(_DASHES).strip()
    if plain.casefold() == "nil":
        return 0
    sign, amount = _part_sign(plain)
    if sign and not amount and plain.replace("£", "").strip() == "-":
        return 0
    match = _AMOUNT.fullmatch(amount)
    if match is None or not (match["pounds"] or match["pence"]):
        raise Unreadable(_reason(text, amount))
    pounds = re.sub("[, ]", "", match["pounds"] or "0").lstrip("0")
    pence = match["pence"] or ""
    if pence[2:].strip("0"):
        raise Unreadable(
            f"{quoted(text)} has more than two digits after the point: "
            "type pounds and pence, such as 1,234.56."
        )
    if len(pounds) > _MOST_DIGITS:
        raise Unreadable(f"{quoted(text)} is larger than any budget: check the figure.")
    total = int(pounds or "0") * 100 + int((pence[:2] + "00")[:2])
    return -total if sign else total


def money_from_number(number: Decimal | float | int) -> int:
    """Give the pence of an exact number of pounds, as a workbook or clipboard holds it.

    What a float adds in rounding (0.1 + 0.2) is forgiven; parts of a penny raise Unreadable.
    """
    pounds = Decimal(str(number))
    if not pounds.is_finite():
        raise Unreadable(f"{quoted(str(number))} is not an amount of money: type digits.")
    if abs(pounds) >= 10**_MOST_DIGITS:
        raise Unreadable(f"{quoted(str(number))} is larger than any budget: check the figure.")
    exact = pounds * 100
    pence = exact.to_integral_value(ROUND_HALF_EVEN)
    if abs(exact - pence) > _TOLERANCE:
        raise Unreadable(
            f"{number} is not a whole number of pence: round it to pence, such as "
            f"{show_money(int(pence))}."
        )
    return int(pence)


def show_money(pence: int, symbol: bool = False) -> str:
    """Show pence as '1,234.00', '−4,581.00', or with the symbol '£1,234.00', '−£4,581.00'."""
    pounds, rest = divmod(abs(pence), 100)
    return f"{MINUS if pence < 0 else ''}{'£' if symbol else ''}{pounds:,}.{rest:02}"


def _part_sign(plain: str) -> tuple[bool, str]:
    """Part '-', brackets and one '£' from the digits; what cannot be parted stays with them."""
    negative = False
    rest, pound_seen = _without_pound(plain)
    if rest.startswith("(") and rest.endswith(")"):
        negative, rest = True, rest[1:-1].strip()
    elif rest.startswith("-"):
        negative, rest = True, rest[1:].strip()
    elif rest.endswith("-"):
        negative, rest = True, rest[:-1].strip()
    if not pound_seen:
        rest, _ = _without_pound(rest)
    return negative, rest


def _without_pound(text: str) -> tuple[str, bool]:
    if text.startswith("£"):
        return text[1:].strip(), True
    return text, False


def _reason(text: str, amount: str) -> str:
    """Say why `amount`, the part of `text` without its sign, is no amount, and the remedy."""
    if _CONTINENTAL.fullmatch(amount):
        whole, _, rest = amount.rpartition(",")
        digits = re.sub("[. ]", "", whole)[:_MOST_DIGITS]
        return (
            f"{quoted(text)} has its comma where the point belongs: "
            f"type {int(digits):,}.{rest} if that is meant."
        )
    if _SHORT.fullmatch(amount):
        return f"{quoted(text)} is shortened: type the amount in full, such as 12,000.00."
    if any(letter in amount for letter in "€$¥"):
        return f"{quoted(text)} is not in pounds: type the amount in pounds, such as 4,581.00."
    if re.fullmatch(r"[0-9 ,.]*[0-9][0-9 ,.]*", amount):
        return (
            f"{quoted(text)} has a comma, space or point in an odd place: "
            "type the amount like 1,234.56."
        )
    if any(letter.isdigit() and not letter.isascii() for letter in amount):
        return f"{quoted(text)} has digits other than 0 to 9: type the amount like 4,581.00."
    return f"{quoted(text)} is not an amount of money: type digits, such as 4,581.00."
