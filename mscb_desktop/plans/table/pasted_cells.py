"""The cells of a pasted row of a plan, put where they belong: numbers, ratings, titles."""

from __future__ import annotations

import re
from collections.abc import Mapping

from db.fields import Value
from db.records.plans import RAG_WORDS, Rag, Shows

Cells = Mapping[str, Value]

_WHOLE = r"[0-9]{1,3}[a-z]?"
_DECIMAL = r"[0-9]{1,3}(?:\.[0-9]{1,3})+[a-z]?"
_NUMBER = rf"(?:{_DECIMAL}|{_WHOLE})"
_ONLY_NUMBERS = re.compile(rf"({_NUMBER}(?:\s*(?:,|&|/|and)\s*{_NUMBER})*)[.):]?", re.IGNORECASE)
_LEADING = re.compile(rf"({_DECIMAL}[.):]?|{_WHOLE}[.):])\s+(?=[^\W\d_]|['\u2018\u201c\"(])")
_TITLE = re.compile(r"[0-9]{1,2}[.):]?\s+[^\W\d]\S*.*")
_SERVED = re.compile(r".{0,40}?\bobjectives?\s*:\s*(\S.*)", re.IGNORECASE)
_ARROWS = " \t\u2191\u2193\u2190\u2192="
_RATED = re.compile(
    r"(?:[RAG]\s+)?(red|amber|green|not\s+rated)\b(?P<end>[ \t]*[:;.,\u2013\u2014-]*[ \t]*)",
    re.IGNORECASE,
)
_RATED_BY_LETTER = re.compile(r"([RAG])(?P<end>[ \t]*)(?=\n|\Z)")
"""A letter is a rating only on a line of its own."""
_RATINGS: Mapping[str, Rag] = {
    **{word.casefold(): Rag(rag) for rag, word in RAG_WORDS.items()},
    **{rag[0]: rag for rag in (Rag.RED, Rag.AMBER, Rag.GREEN)},
    **{f"{rag[0]} {rag}": rag for rag in (Rag.RED, Rag.AMBER, Rag.GREEN)},
    "yellow": Rag.AMBER,
    "n/r": Rag.NOT_RATED,
    "0": Rag.NOT_RATED,
}
_TEXTS = (Shows.WHAT, Shows.RECOMMENDATION)
_OF_ONE = (Shows.WHO, Shows.WHEN, Shows.RAG, Shows.STATUS)
"""What an action point has of its own."""
_BULLETS = re.compile(r"(?m)^[ \t]*[\u2022\u25cf\u25aa\u25e6\u2023\u00b7][ \t]*")


def understood(cells: Cells, *, numbered: bool, rated: bool) -> dict[str, Value]:
    """Give a row's cells with number and rating apart from the texts that they stand in.

    `numbered` says that the plan has a column for numbers, `rated` that ratings stand in the
    pasted table's column of progress, which has none of their own.
    """
    found = {key: _bulleted(value) for key, value in cells.items()}
    number = found.get(Shows.NUMBER)
    if isinstance(number, str):
        match = _ONLY_NUMBERS.fullmatch(number)
        if match:
            found[Shows.NUMBER] = match[1]
        elif not found.get(Shows.WHAT):
            # One heading stood above the numbers and the texts: this row has only the text.
            found |= {Shows.NUMBER: None, Shows.WHAT: number}
    if numbered and not found.get(Shows.NUMBER):
        _number_apart(found)
    rag = found.get(Shows.RAG)
    if isinstance(rag, str):
        found[Shows.RAG] = read_rating(rag) or rag
    elif rated:
        _rating_apart(found)
    return found


def read_rating(text: str) -> Rag | None:
    """Read a rating by letter, word or both: 'A', 'amber', 'A Amber ↑'."""
    return _RATINGS.get(" ".join(text.strip(_ARROWS + ".").casefold().split()))


def is_one_text(cells: Cells) -> str | None:
    """Give the one line that is all of a row, where that may head other rows."""
    filled = {key: value for key, value in cells.items() if value is not None}
    if len(filled) != 1:
        return None
    ((key, text),) = filled.items()
    heads = key in (Shows.NUMBER, *_TEXTS) and isinstance(text, str) and "\n" not in text
    return str(text).strip() if heads else None


def is_title(text: str) -> bool:
    """Tell whether a line is a section's: a whole number and a title."""
    return _TITLE.fullmatch(text) is not None and len(text) <= 120


def read_served(text: str) -> str | None:
    """Give what rows below a line serve: 'Business Plan Objective: 2.6 Private fostering'."""
    match = _SERVED.fullmatch(text)
    return match[1] if match else None


def goes_on(cells: Cells) -> bool:
    """Tell whether a row only goes on with the one above, as where a page ended within it.

    Its text begins in the middle of a sentence or with a bullet, or it has none of its own; what
    has its own date or doers is an action point.
    """
    if cells.get(Shows.NUMBER):
        return False
    recommendation, what = cells.get(Shows.RECOMMENDATION), cells.get(Shows.WHAT)
    if isinstance(recommendation, str):
        return recommendation[0] == "(" or recommendation[0].islower()
    if not isinstance(what, str):
        return any(value is not None for value in cells.values())
    return what.startswith("- ") and all(cells.get(key) is None for key in _OF_ONE)


def is_rule(cells: Cells) -> bool:
    """Tell whether a row only draws a line: '-----'."""
    filled = [value for value in cells.values() if value is not None]
    return all(isinstance(value, str) and not value.strip("-_= ") for value in filled)


def joined(above: Cells, below: Cells) -> dict[str, Value]:
    """Put what goes on below a row's texts."""
    found = dict(above)
    for key, value in below.items():
        was = found.get(key)
        if isinstance(was, str) and isinstance(value, str) and key != Shows.RAG:
            found[key] = f"{was}\n{value}"
        elif value is not None and was is None:
            found[key] = value
    return found


def _bulleted(value: Value) -> Value:
    """Give a text its bullets as the board's own are written."""
    return _BULLETS.sub("- ", value) if isinstance(value, str) else value


def _number_apart(found: dict[str, Value]) -> None:
    """Take '1. Refresh' and '2.1 Develop' apart; '10 practices' counts them."""
    for key in _TEXTS:
        text = found.get(key)
        if not isinstance(text, str):
            continue
        only, match = _ONLY_NUMBERS.fullmatch(text), _LEADING.match(text)
        if only is not None:
            found |= {Shows.NUMBER: only[1], key: None}
            return
        if match is not None:
            found |= {Shows.NUMBER: match[1].rstrip(".):"), key: text[match.end() :].strip()}
            return


def _rating_apart(found: dict[str, Value]) -> None:
    """Take 'Amber', on a line of its own or before a sentence, or 'A' on one, out of narrative."""
    text = found.get(Shows.NARRATIVE)
    if not isinstance(text, str):
        return
    match = _RATED.match(text) or _RATED_BY_LETTER.match(text)
    if match is None:
        return
    rest = text[match.end() :]
    apart = not rest or rest[0] == "\n" or (match["end"] and rest[0].isupper())
    if apart:
        rag = _RATINGS[" ".join(match[1].casefold().split())]
        found |= {Shows.RAG: rag, Shows.NARRATIVE: rest.strip() or None}
