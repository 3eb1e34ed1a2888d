"""What fits into no cell, pictures and the longest texts: kept in pieces on a sheet of its own.

The cell itself then holds the name of the pieces, such as 'Picture 1'.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Sequence

from db.fields import LONGEST_TEXT
from mscb_desktop.values import Unreadable, quoted
from mscb_desktop.values.picture import check_picture

HEADINGS = ("Name", "Part", "Content")
ARROW = "\u2192"
"""How the name of a long text's pieces begins."""
_PIECE = LONGEST_TEXT - LONGEST_TEXT % 4 - 4
"""Characters of one piece of base64."""
_TEXT_PIECE = LONGEST_TEXT // 2
"""Characters of one piece of text, of which Excel may count each twice."""
_LONG_TEXT = re.compile(rf"{ARROW} Long text [0-9]+")


class ExtrasOut:
    """Gathers what fits into no cell while a workbook is written."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, int, str]] = []
        self._pictures = self._texts = 0

    def picture(self, content: bytes) -> str:
        """Keep a picture; give what its cell holds."""
        self._pictures += 1
        name = f"Picture {self._pictures}"
        self._keep(name, base64.b64encode(content).decode("ascii"), _PIECE)
        return name

    def text(self, text: str) -> str:
        """Give what the cell of a text holds: the text, or the name of its pieces.

        Excel counts some letters twice, and a text may read like such a name itself.
        """
        units = len(text) + sum(letter > "\uffff" for letter in text)
        if units <= LONGEST_TEXT and not _LONG_TEXT.fullmatch(text):
            return text
        self._texts += 1
        name = f"{ARROW} Long text {self._texts}"
        self._keep(name, text, _TEXT_PIECE)
        return name

    def _keep(self, name: str, content: str, size: int) -> None:
        starts = range(0, len(content), size)
        self.rows += [(name, n, content[at : at + size]) for n, at in enumerate(starts, 1)]


class ExtrasIn:
    """What the pieces of a workbook say, by the name that stands in the cell."""

    def __init__(self, rows: Iterable[Sequence[object]] = ()) -> None:
        self._pieces: dict[str, dict[int, str]] = {}
        for row in rows:
            name, part, content = (*row, None, None, None)[:3]
            if isinstance(name, str) and isinstance(part, int) and content is not None:
                self._pieces.setdefault(name.strip(), {})[part] = str(content)

    def picture(self, name: str) -> bytes:
        """Give the picture that a cell names; raises Unreadable."""
        try:
            content = base64.b64decode(self._whole(name), validate=True)
            check_picture(name.strip(), len(content), content)
            return content
        except (binascii.Error, ValueError) as error:
            if isinstance(error, Unreadable):
                raise
            raise Unreadable(
                f"{quoted(name)} is no longer whole: take the sheet with the pictures from a "
                "fresh export, or choose the picture in the program."
            ) from error

    def text(self, text: str) -> str:
        """Give the text that a cell stands for, most often its own; raises Unreadable."""
        return self._whole(text) if _LONG_TEXT.fullmatch(text) else text

    def _whole(self, name: str) -> str:
        pieces = self._pieces.get(name.strip(), {})
        if not pieces or sorted(pieces) != list(range(1, len(pieces) + 1)):
            raise Unreadable(
                f"{quoted(name)} is not whole in this workbook: leave the cell and the sheet with "
                "pictures and long texts as the program wrote them, or empty the cell."
            )
        return "".join(pieces[part] for part in sorted(pieces))
