"""What came of many tries of a fault, and the table that they stand in."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

Say = Callable[[str], object]
"""Takes a line about how far the tries are."""

_EVERY = 20.0
"""Seconds between two lines of progress."""


def quiet(_: str) -> None:
    """Say nothing."""


@dataclass(slots=True)
class Tally:
    """One row of the table.

    `wanted` is how many tries were asked for. `acknowledged` counts the works that had been told
    to be done before the fault. `losses` names what was lost, or told in no plain words;
    `silent` what changed without a word. `outcomes` says how the tries ended, in words.
    """

    what: str
    wanted: int
    tries: int = 0
    acknowledged: int = 0
    losses: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)
    outcomes: Counter[str] = field(default_factory=Counter)

    @property
    def is_clean(self) -> bool:
        """Whether every try was made, and nothing was lost or changed without a word."""
        return self.tries >= self.wanted and not self.losses and not self.silent

    def numbers(self, say: Say) -> Iterator[int]:
        """Count the tries while they are made, and say now and then how far they are."""
        told = time.monotonic()
        for number in range(self.wanted):
            yield number
            self.tries += 1
            if time.monotonic() - told > _EVERY:
                told = time.monotonic()
                say(f"  {self.what}: {self.tries} of {self.wanted}, {len(self.losses)} lost")

    @contextmanager
    def guarded(self, where: str) -> Iterator[None]:
        """Count whatever is raised as a loss: a checker that falls has proved nothing."""
        try:
            yield
        except Exception as error:  # noqa: BLE001 - whatever it is, it is counted
            self.losses.append(f"{where}: {type(error).__name__}: {error}")

    def __add__(self, other: Tally) -> Tally:
        """Join what came of the same fault, tried at the same time."""
        return Tally(
            self.what,
            self.wanted + other.wanted,
            self.tries + other.tries,
            self.acknowledged + other.acknowledged,
            self.losses + other.losses,
            self.silent + other.silent,
            self.outcomes + other.outcomes,
        )

    def cells(self) -> tuple[str, ...]:
        """Give the row's cells."""
        tries = f"{self.tries:,}" if self.tries >= self.wanted else f"{self.tries} of {self.wanted}"
        ends = "; ".join(f"{count:,} {words}" for words, count in self.outcomes.most_common())
        counts = (self.acknowledged, len(self.losses), len(self.silent))
        return (self.what, tries, *(f"{count:,}" for count in counts), ends)


HEADINGS = ("Fault", "Tries", "Told as done before", "Lost", "Changed silently", "How they ended")


def table(tallies: Iterable[Tally]) -> str:
    """Write the table as Markdown."""
    rows = [HEADINGS, ("---", *["---:"] * 4, "---"), *(tally.cells() for tally in tallies)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
