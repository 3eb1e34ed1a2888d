"""What records are called in a workbook, and how a link to one is written into a cell."""

from __future__ import annotations

import re

_REFERENCE = re.compile(r"([A-Za-z]+)-([0-9]{1,12})(?![0-9A-Za-z])")
BETWEEN = " \t\n,;:·-\u2013\u2014"
"""Letters that people put between a reference and a name."""


def link_text(ref: str, name: str) -> str:
    """Write a link as people read it: 'AG-0001 LB Merton'."""
    return f"{ref} {name}" if name and name != ref else ref


def part_link(text: str, prefix: str) -> tuple[str | None, str]:
    """Part the text of a link into the reference and the name, both as typed.

    The reference is None where the text does not begin with one of this prefix.
    """
    plain = text.strip()
    match = _REFERENCE.match(plain)
    if match is None or match[1].upper() != prefix:
        return None, plain
    return match[0].upper(), plain[match.end() :].strip()


def number_of(ref: str, prefix: str) -> int | None:
    """Give the number in a reference as the program writes it, None where it is another text."""
    match = _REFERENCE.fullmatch(ref)
    if match is None or match[1] != prefix or ref != f"{prefix}-{int(match[2]):04d}":
        return None
    return int(match[2])


def plain(text: str) -> str:
    """Reduce a name to what counts when names are compared: not case, spaces, or '&' for 'and'."""
    return " ".join(text.replace("&", " and ").split()).casefold()
