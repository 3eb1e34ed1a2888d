"""Read what was typed or pasted into a field."""

from __future__ import annotations

import datetime as dt

from db.fields import Choice, Field, Kind, Value
from mscb_desktop.values.dates import check_date, read_date, show_date
from mscb_desktop.values.money import read_money
from mscb_desktop.values.text import read_line, read_long_text
from mscb_desktop.values.unreadable import Unreadable, quoted
from mscb_desktop.values.whole import read_whole

_YES = frozenset({"yes", "y", "true", "1", "x", "✓", "✔", "☒", "☑"})
_NO = frozenset({"no", "n", "false", "0", "✗", "✘", "☐"})


def read_value(field: Field, typed: Value) -> Value:
    """Give the native value that `typed` stands for in `field`.

    Text is read by the field's kind; a native value is taken as it is where the field can hold
    it (an int in a money field is pence). Blank text is None. Raises Unreadable with words for
    the person who typed, and TypeError for a lookup, whose names only a sheet or form can look
    up.
    """
    if field.kind is Kind.LOOKUP:
        raise TypeError(f"{field.name} is a lookup: its record is looked up, not read.")
    if isinstance(typed, dt.datetime):
        typed = typed.date()
    value = _read_text(field, typed) if isinstance(typed, str) else typed
    if type(value) is dt.date:
        check_date(value, show_date(value))
    problem = field.problem(value)
    if problem is not None:
        raise Unreadable(problem)
    return value


def read_yes_no(text: str) -> bool:
    """Read yes or no as people tick it: yes, y, true, 1, x, ✓ or no, n, false, 0."""
    word = text.strip().casefold()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise Unreadable(f"{quoted(text)} is neither yes nor no: type yes or no.")


def read_choice(choices: tuple[Choice, ...], text: str) -> str:
    """Give the stored value of the choice that `text` names.

    Its label or its stored value count, in any case; so does the beginning of exactly one label.
    """
    if not choices:
        raise Unreadable(f"{quoted(text)} cannot be chosen: there is nothing to choose from.")
    names = [(choice.label, choice.value) for choice in choices]
    names += [(choice.value, choice.value) for choice in choices]
    for name, value in names:
        if name == text:
            return value
    wanted = _plain(text)
    alike = {value for name, value in names if _plain(name) == wanted}
    if len(alike) == 1:
        return alike.pop()
    begun = [choice for choice in choices if wanted and _plain(choice.label).startswith(wanted)]
    if len(begun) == 1:
        return begun[0].value
    if begun:
        labels = " or ".join(choice.label for choice in begun)
        raise Unreadable(f"{quoted(text)} could be {labels}: type more of it.")
    labels = ", ".join(choice.label for choice in choices)
    raise Unreadable(f"{quoted(text)} is not one of: {labels}.")


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _read_text(field: Field, typed: str) -> Value:
    if field.kind is Kind.LONG_TEXT:
        return read_long_text(typed)
    text = read_line(typed)
    if text is None:
        return None
    match field.kind:
        case Kind.MONEY:
            return read_money(text)
        case Kind.WHOLE:
            return read_whole(text)
        case Kind.DATE:
            return read_date(text)
        case Kind.YES_NO:
            return read_yes_no(text)
        case Kind.CHOICE:
            return read_choice(field.choices, text)
        case Kind.IMAGE:
            raise Unreadable(f"{field.label} holds a picture, not text: choose a picture file.")
        case _:
            return text
