"""The answer to a value that cannot be read."""

from __future__ import annotations

from db.fields import is_control

_LONGEST_SHOWN = 40


class Unreadable(ValueError):  # noqa: N818 - an answer to the person who typed, not a fault
    """A value cannot be read; `message` names it, the reason and the remedy in plain words."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def quoted(text: str) -> str:
    """Give `text` in quotation marks for a message: on one line, cut where it is long."""
    line = " ".join(text.split())
    line = "".join("?" if is_control(letter) else letter for letter in line)
    if len(line) > _LONGEST_SHOWN:
        line = line[: _LONGEST_SHOWN - 1].rstrip() + "…"
    return f"'{line}'"
