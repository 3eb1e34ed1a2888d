"""Whole numbers as people write them."""

from __future__ import annotations

import re
from decimal import Decimal

from mscb_desktop.values.unreadable import Unreadable, quoted

_WHOLE = re.compile(r"-?(?:[0-9]{1,15}|[0-9]{1,3}(?:,[0-9]{3}){1,4})(?:\.0*)?")


def read_whole(text: str) -> int:
    """Read '12', '-3' or '1,200'; decimals are refused unless they are zeros."""
    plain = text.strip().replace("\u2212", "-")
    if not _WHOLE.fullmatch(plain):
        raise Unreadable(f"{quoted(text)} is not a whole number: type digits only, such as 12.")
    return int(plain.partition(".")[0].replace(",", ""))


def whole_from_number(number: Decimal | float | int) -> int:
    """Give the int that `number` stands for; raise Unreadable where it has decimals."""
    exact = Decimal(str(number))
    if not exact.is_finite() or abs(exact) >= 10**15 or exact != exact.to_integral_value():
        raise Unreadable(f"{number} is not a whole number: type digits only, such as 12.")
    return int(exact)


def show_whole(number: int) -> str:
    """Show '12' or '−3'. Thousands are not parted, since years are whole numbers too."""
    return f"{number}".replace("-", "\u2212")
