"""A key press in the box that finds everything, at 100,000 records.

The floor looks for the same letters in every record's folded names, one after another, as the
plainest program would; it neither ranks nor forgives a slip. An answer is due within 16 ms,
one picture of the screen.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Sequence
from functools import lru_cache

from benchmark import Benchmark, timed

from mscb_desktop.finding import Entry, Index, find

RECORDS = 100_000
WORDS = 30_000
LIMIT = 50
DUE = 0.016
"""Seconds within which a key press is to be answered."""

QUESTIONS = {
    "one letter": ("s",),
    "a word as it is typed": ("m", "me", "mer", "mert", "merto", "merton"),
    "parts of words in any order": ("ton mer", "ing ser", "guard trai"),
    "a reference": ("PO-4711",),
    "misspelt": ("meton", "saferguarding", "healht servise"),
}
_SYLLABLES = re.findall(
    r"\w+",
    "mer ton saf e guard ing lon bor wan dle sut pol ice heal th chil dren fam ily cou rse train "
    "pro bat ion hous school nurs er ser vice com mun ity den tal vol unt ary care adult you "
    "panel rev iew",
)


def benchmarks() -> list[Benchmark]:
    """Give one comparison for each kind of question: the mean of its key presses."""
    return [
        Benchmark(
            f"Finding among 100,000 records: {kind}",
            lambda questions=questions: _ours(questions),  # type: ignore[misc]
            lambda questions=questions: _floor(questions),  # type: ignore[misc]
            limit=0.6,
            goal=0.4,
        )
        for kind, questions in QUESTIONS.items()
    ]


def _ours(questions: Sequence[str]) -> float:
    built()
    took = [timed(lambda text=text: find([built()], text, LIMIT)) for text in questions]  # type: ignore[misc]
    if max(took) > DUE:
        text = questions[took.index(max(took))]
        print(f"  {text!r} took {max(took) * 1000:.1f} ms of 16", file=sys.stderr)
    return sum(took) / len(took)


def _floor(questions: Sequence[str]) -> float:
    took = [timed(lambda text=text: _scan(text.casefold().split())) for text in questions]  # type: ignore[misc]
    return sum(took) / len(took)


def _scan(parts: Sequence[str]) -> list[str]:
    return [name for name in folded() if all(part in name for part in parts)]


@lru_cache(maxsize=1)
def entries() -> list[Entry]:
    """Make postings with names of two to four words and an invoice number of their own."""
    chance = random.Random(2013)
    words = [
        "".join(chance.choice(_SYLLABLES) for _ in range(chance.choice((1, 2, 2, 3, 3))))
        for _ in range(WORDS)
    ]
    return [
        Entry(
            ("posting", f"PO-{number:04d}"),
            " ".join(chance.choice(words) for _ in range(chance.randint(2, 4))).title(),
            (f"INV {chance.randrange(10**6)}",),
            f"PO-{number:04d}",
        )
        for number in range(1, RECORDS + 1)
    ]


@lru_cache(maxsize=1)
def built() -> Index:
    """Fill the index once."""
    index = Index(("posting",))
    for entry in entries():
        index.put(entry)
    find([index], "warmed", LIMIT)
    return index


@lru_cache(maxsize=1)
def folded() -> list[str]:
    """Give each record's names in one text."""
    return [f"{e.name} {e.also[0]} {e.ref}".casefold() for e in entries()]
