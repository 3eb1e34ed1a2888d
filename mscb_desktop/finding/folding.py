"""Text as it is compared: letters and digits alone, in one case, without accents."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
_LETTERS = str.maketrans(
    {
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ø": "o",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        # An apostrophe parts no word (Barnardo's); a soft hyphen is not seen.
        **dict.fromkeys("'’‘`´ʼ\u00ad"),
        "&": " and ",
    }
)
"""Letters that no normal form takes apart, and signs that are more or less than a space."""


def fold(text: str) -> str:
    """Give the text in one case, without accents; signs other than letters stay."""
    plain = text.translate(_LETTERS).casefold()
    if plain.isascii():
        return plain
    apart = unicodedata.normalize("NFKD", plain)
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).translate(
        _LETTERS
    )


def words(text: str) -> list[str]:
    """Give the folded words of a text in order."""
    return _WORD.findall(fold(text))
