"""What tells right words from wrong ones, and the adapter over the spylls engine."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Protocol

import resources
from mscb_desktop.spelling.personal import PersonalWords

if TYPE_CHECKING:
    from spylls.hunspell import Dictionary

LISTS = ("sector.txt", "places.txt", "office.txt")
"""The lists of words that the general dictionary lacks, in resources/spelling."""

_DICTIONARY = "en_GB"
_POSSESSIVE = "M"
"""The dictionary's flag of words that take 's."""

_MOST = 6
_CLOSE = 0.8
_MOST_HYPHENS = 3
"""The engine's time doubles with each hyphen; more of them are looked at part by part only."""

_HYPHENS = re.compile("[-‐‑]")
_PREFIXES = frozenset(
    {
        *("anti", "bi", "co", "de", "e", "ex", "inter", "intra", "mid", "multi", "non", "pan"),
        *("peri", "post", "pre", "re", "sub", "un"),
    }
)


class Speller(Protocol):
    """What an engine for spelling owes, whichever it is."""

    def wrong(self, word: str) -> bool:
        """Tell whether a word is spelled wrongly."""

    def suggest(self, word: str) -> list[str]:
        """Give better words for a wrong one, the likeliest first."""


class EnglishSpeller:
    """UK English with the sector's words and the person's own; see `load_speller`.

    `wrong` takes some 20 µs for a word met first and 1 µs afterwards, `suggest` 0.1 to 0.3 s.
    Both may be called from any thread.
    """

    def __init__(self, dictionary: Dictionary, personal: PersonalWords) -> None:
        self._dictionary = dictionary
        self._personal = personal
        self._met: dict[str, bool] = {}

    def wrong(self, word: str) -> bool:
        """Tell whether a word is spelled wrongly."""
        plain = _plain(word)
        if self._is_right(plain) or self._is_personal(plain):
            return False
        return "-" not in plain or bool(self._wrong_parts(plain))

    def suggest(self, word: str) -> list[str]:
        """Give up to six better words, with the word's own kind of apostrophe."""
        plain = _plain(word)
        found = self._with_part_mended(plain) or self._offered(plain)
        near = get_close_matches(plain, list(self._personal), n=2, cutoff=_CLOSE)
        apostrophe = "’" if "’" in word else "'"
        return list(dict.fromkeys(each.replace("'", apostrophe) for each in (*near, *found)))[
            :_MOST
        ]

    def _is_right(self, word: str) -> bool:
        right = self._met.get(word)
        if right is None:
            right = word.count("-") <= _MOST_HYPHENS and bool(self._dictionary.lookup(word))
            self._met[word] = right
        return right

    def _is_personal(self, word: str) -> bool:
        base = word.removesuffix("'s")
        forms = (word, base, word[:1].lower() + word[1:], base[:1].lower() + base[1:])
        return any(form in self._personal for form in forms)

    def _wrong_parts(self, word: str) -> list[int]:
        """Give which of a word's parts between hyphens are wrong."""
        parts = word.split("-")
        last = len(parts) - 1
        return [
            place
            for place, part in enumerate(parts)
            if not (len(part) < 2 or part.isupper())
            and not (place < last and part.lower() in _PREFIXES)
            and not (self._is_right(part) or self._is_personal(part))
        ]

    def _offered(self, word: str) -> list[str]:
        if word.count("-") > _MOST_HYPHENS:
            return []
        # The engine offers each split twice, with a space and with a hyphen.
        return [each for each in self._dictionary.suggest(word) if "-" in word or "-" not in each]

    def _with_part_mended(self, word: str) -> list[str]:
        """Give the word with its one wrong part replaced; nothing without hyphens."""
        parts = word.split("-")
        wrong = self._wrong_parts(word)
        if len(parts) < 2 or len(wrong) != 1:
            return []
        place = wrong[0]
        return [
            "-".join((*parts[:place], mended, *parts[place + 1 :]))
            for mended in self._offered(parts[place])
        ]


def load_speller(personal: PersonalWords) -> EnglishSpeller:
    """Load the dictionary and the lists, which takes about 0.4 s and 45 MB."""
    from spylls.hunspell import Dictionary, readers
    from spylls.hunspell.data.dic import Word

    rules: Any = _Lines(f"{_DICTIONARY}.aff")
    stems: Any = _Lines(f"{_DICTIONARY}.dic")
    aff, context = readers.read_aff(rules)
    dic = readers.read_dic(stems, aff=aff, context=context)
    for name in LISTS:
        for word in listed(name):
            captype = aff.casing.guess(word)
            added = Word(word, {_POSSESSIVE}, {}, [], captype)
            dic.append(added, lower=aff.casing.lower(word))
    return EnglishSpeller(Dictionary(aff, dic), personal)


def listed(name: str) -> Iterator[str]:
    """Give the words of one of the lists, without its remarks."""
    for line in resources.read_text("spelling", name).splitlines():
        if line and not line.startswith("#"):
            yield line


class _Lines:
    """A file's lines as spylls reads them; its own reader leaves files open."""

    def __init__(self, name: str) -> None:
        lines = enumerate(resources.read_text("spelling", name).splitlines(), 1)
        self._lines = ((number, line.strip()) for number, line in lines if line.strip())

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> tuple[int, str]:
        return next(self._lines)

    def reset_encoding(self, encoding: str) -> None:
        """Do nothing: the files are UTF-8, which they say themselves."""


def _plain(word: str) -> str:
    """Give a word with plain apostrophes and hyphens, its accents joined to their letters."""
    return _HYPHENS.sub("-", unicodedata.normalize("NFC", word).replace("’", "'"))
