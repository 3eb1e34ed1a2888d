"""What the list of objectives shows, as words and figures without any widget."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from db.records.plans import RAG_WORDS, Rag, Status
from mscb_desktop.plans.model import RATINGS
from mscb_desktop.plans.rules.line import Line
from mscb_desktop.plans.rules.numbering import bare
from mscb_desktop.plans.rules.rollup import Count
from mscb_desktop.plans.rules.titles import first_line
from mscb_desktop.plans.words import rag_words

LOOSE = "loose"
"""Stands for the links to no objective where an objective's reference stands else."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list: a section, an objective, or the links to none.

    `ref` is '' for a section, which cannot be chosen. `counts` are the ratings that occur, the
    worst first, with their numbers. `words` goes on from them, `bad` is what of it is overdue.
    """

    ref: str
    number: str
    title: str
    rag: Rag | None = None
    counts: tuple[tuple[Rag, int], ...] = ()
    words: str = ""
    bad: str = ""

    @property
    def spoken(self) -> str:
        """Say all of it in words."""
        own = f"own rating {rag_words(self.rag)}" if self.rag is not None else ""
        counted = ", ".join(f"{number:,} {RAG_WORDS[rag]}" for rag, number in self.counts)
        name = f"{self.number} {self.title}".strip()
        return ", ".join(filter(None, (name, own, self.words, counted, self.bad)))


def entries(line: Line) -> Iterator[Entry]:
    """Give the list of a business plan as it prints, the links to no objective last."""
    for section in line.sections:
        if section.section is not None:
            row = section.section
            yield Entry("", bare(row.number), row.title, words=_actions(section.count))
        for one in section.objectives:
            yield Entry(
                one.objective.ref,
                bare(one.objective.number),
                first_line(one.objective.what),
                one.standing.rag,
                _counts(one.count),
                _words(one.count),
                f"{one.count.overdue:,} overdue" if one.count.overdue else "",
            )
    if line.loose:
        number = len({one.action.ref for one in line.loose})
        words = "1 action" if number == 1 else f"{number:,} actions"
        yield Entry(LOOSE, "", "Links to no objective", words=words)


def _counts(count: Count) -> tuple[tuple[Rag, int], ...]:
    unrated = count.by_rag.get(None, 0) + count.by_rag.get(Rag.NOT_RATED, 0)
    known = {**{rag: count.by_rag.get(rag, 0) for rag in RATINGS}, Rag.NOT_RATED: unrated}
    return tuple((rag, number) for rag, number in known.items() if number)


def _words(count: Count) -> str:
    """Say how many actions there are, how many ended, and the worst rating."""
    parts = [_actions(count) if count.total else "no action serves it"]
    for status in (Status.COMPLETE, Status.DROPPED):
        if count.by_status.get(status):
            parts.append(f"{count.by_status[status]:,} {status.value}")
    if count.worst is not None:
        parts.append(f"worst {RAG_WORDS[count.worst]}")
    return " · ".join(parts)


def _actions(count: Count) -> str:
    return "1 action" if count.total == 1 else f"{count.total:,} actions"
