"""Text as people type and paste it."""

from __future__ import annotations

import re

from db.fields import is_control
from mscb_desktop.values.unreadable import Unreadable, quoted

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_HARD_SPACES = dict.fromkeys(map(ord, "\u00a0\u2007\u202f"), " ")


def read_line(text: str) -> str | None:
    """Read text that stands on one line; None where it is blank.

    The ends are trimmed, hard spaces become spaces, and a line break or tab with the spaces
    around it becomes one space, so that a heading broken over two lines in Word stays readable.
    All else stays as typed ('1.10', '007'). Control characters raise Unreadable.
    """
    plain = re.sub(r" *[\n\t][\n\t ]*", " ", _tidy(text))
    _refuse_control(plain)
    return plain.strip() or None


def read_long_text(text: str) -> str | None:
    """Read narrative: line ends become a line feed, the ends are trimmed, None where blank."""
    plain = _tidy(text)
    _refuse_control(plain)
    return plain.strip() or None


def _tidy(text: str) -> str:
    return _LINE_ENDS.sub("\n", text).translate(_HARD_SPACES)


def _refuse_control(text: str) -> None:
    for place, letter in enumerate(text, start=1):
        if letter not in "\n\t" and is_control(letter):
            raise Unreadable(
                f"{quoted(text)} has a character at place {place} that cannot be printed "
                f"(code {ord(letter)}): delete it or type the text afresh."
            )
