"""Text and names as workbooks accept them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from db.fields import LONGEST_TEXT, is_control
from mscb_desktop.document.errors import DocumentError

_NOT_IN_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
LONGEST_NAME = 31


def clean(text: str, where: Callable[[], str]) -> str:
    """Give text as a cell holds it: line ends as '\\n', no control characters.

    Raises DocumentError where Excel would cut it.
    """
    if len(text) * 2 > LONGEST_TEXT:
        _refuse_long(text, where)
    if text.isascii() and text.isprintable():
        return text
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ")
    return "".join(
        "\ufffd" if "\ud800" <= letter <= "\udfff" else letter
        for letter in plain
        if letter == "\n" or not is_control(letter) or "\ud800" <= letter <= "\udfff"
    )


def one_line(text: str) -> str:
    """Give text for a heading or a property, which holds no line breaks."""
    return " ".join(clean(text, lambda: "a heading").split())


def _refuse_long(text: str, where: Callable[[], str]) -> None:
    length = len(text) + sum(letter > "\uffff" for letter in text)
    if length > LONGEST_TEXT:
        raise DocumentError(
            f"The text in {where()} has {length:,} characters, and Excel holds "
            f"{LONGEST_TEXT:,} in one cell: shorten it, or save the document as PDF."
        )


class Names:
    """Gives each thing of a workbook a name that is valid and not yet taken."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = {name.casefold() for name in taken}

    def sheet(self, wish: str) -> str:
        """Give a sheet's name: at most 31 characters, none that Excel refuses."""
        plain = " ".join(_NOT_IN_NAME.sub("-", one_line(wish)).split()).strip("' ") or "Sheet"
        if plain.casefold() == "history":
            plain = "History sheet"
        return self._free(plain, " ")

    def table(self, wish: str) -> str:
        """Give the name of a table object: letters, digits and underscores."""
        plain = "Table_" + re.sub(r"\W+", "_", wish, flags=re.ASCII).strip("_")
        return self._free(plain, "_", longest=200)

    def heading(self, wish: str) -> str:
        """Give a column heading that differs from the others of its table."""
        return self._free(one_line(wish) or "Column", " ", longest=250)

    def _free(self, wish: str, gap: str, longest: int = LONGEST_NAME) -> str:
        name, number = _cut(wish, longest), 1
        while name.casefold() in self._taken:
            number += 1
            end = f"{gap}{number}"
            name = _cut(wish, longest - len(end)) + end
        self._taken.add(name.casefold())
        return name


def _cut(text: str, longest: int) -> str:
    """Cut to a number of UTF-16 units, as Excel counts."""
    while len(text.encode("utf-16-le")) // 2 > longest:
        text = text[:-1] if len(text) <= longest + 8 else text[:longest]
    return text.rstrip(" '")


def quoted(sheet: str) -> str:
    """Give a sheet's name as formulas write it."""
    return "'" + sheet.replace("'", "''") + "'"
