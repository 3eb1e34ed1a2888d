"""What is known of a field, described once beside its column."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

LONGEST_TEXT = 32_767
"""Excel's own limit for the text of one cell, in characters."""

Value = str | int | bool | dt.date | bytes | None
"""What a cell of a board holds. Money is a whole number of pence; blank is None, never ''."""


class Kind(StrEnum):
    """How a field's value is typed, shown, exchanged and printed."""

    TEXT = "text"
    CODE = "code"
    LONG_TEXT = "long text"
    MONEY = "money"
    WHOLE = "whole number"
    DATE = "date"
    CHOICE = "choice"
    LOOKUP = "lookup"
    YES_NO = "yes/no"
    IMAGE = "image"


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that a choice field may hold, and the words that people see for it."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """The facts of one stored column: read by form, grid, Excel exchange, checks and history.

    `length` counts characters and holds for text kinds. `target` names the table that a
    lookup points to. `help` is one sentence for the person who types.
    """

    name: str
    label: str
    kind: Kind
    help: str = ""
    length: int | None = None
    required: bool = False
    choices: tuple[Choice, ...] = ()
    target: str | None = None

    def problem(self, value: Value) -> str | None:
        """Say in plain words why the field cannot hold `value`, with the remedy; None where it can.

        This is the rule of one field. Rules across fields are functions of the board's areas.
        """
        if value is None:
            return f"{self.label} is needed: type something here." if self.required else None
        expected = _PYTHON_TYPES[self.kind]
        if type(value) is not expected and not isinstance(value, expected):
            return f"{self.label} cannot hold {value!r}."
        if isinstance(value, bool) and self.kind is not Kind.YES_NO:
            return f"{self.label} cannot hold {value!r}."
        if isinstance(value, str):
            return self._text_problem(value)
        if isinstance(value, int) and abs(value) > _LARGEST_WHOLE:
            return f"{self.label} is larger than any budget: check the figure."
        return None

    def _text_problem(self, value: str) -> str | None:
        if self.kind is Kind.CHOICE:
            if any(choice.value == value for choice in self.choices):
                return None
            labels = ", ".join(choice.label for choice in self.choices)
            return f"'{value}' is not one of: {labels}."
        if not value.strip():
            return f"{self.label} holds only spaces: empty it or type something."
        longest = self.length or LONGEST_TEXT
        if len(value) > longest:
            return (
                f"{self.label} has {len(value):,} characters and room for {longest:,}: shorten it."
            )
        if value.isascii() and value.isprintable():
            return None  # most texts, and told at once
        allowed = "\n\t" if self.kind is Kind.LONG_TEXT else ""
        if any(is_control(letter) and letter not in allowed for letter in value):
            return f"{self.label} holds a line break or a control character: type it on one line."
        return None

    def choice_label(self, value: Value) -> str:
        """Give the words shown for a choice's stored value ('' where it is none of them)."""
        return next((choice.label for choice in self.choices if choice.value == value), "")


def year_label(start_year: int) -> str:
    """Name the financial year that begins in `start_year`: 2012 gives '2012-13'."""
    return f"{start_year}-{(start_year + 1) % 100:02}"


def is_control(letter: str) -> bool:
    """Tell whether Excel and PDF files refuse this character (tab and line feed included)."""
    code = ord(letter)
    return code < 32 or 0x7F <= code < 0xA0 or 0xD800 <= code <= 0xDFFF or code in (0xFFFE, 0xFFFF)


_LARGEST_WHOLE = 10**13
_PYTHON_TYPES: dict[Kind, type] = {
    Kind.TEXT: str,
    Kind.CODE: str,
    Kind.LONG_TEXT: str,
    Kind.MONEY: int,
    Kind.WHOLE: int,
    Kind.DATE: dt.date,
    Kind.CHOICE: str,
    Kind.LOOKUP: str,
    Kind.YES_NO: bool,
    Kind.IMAGE: bytes,
}
