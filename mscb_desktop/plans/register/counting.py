"""Counts of the register's actions, the same as those of plans and objectives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from db.queries.register import Tally
from mscb_desktop.plans.model import Rag, Status
from mscb_desktop.plans.rules.rollup import Count


def counted(tallies: Iterable[Tally]) -> Count:
    """Sum up what the board counted; what is dropped counts neither by its RAG nor as overdue."""
    statuses: Counter[Status] = Counter()
    ratings: Counter[Rag | None] = Counter()
    overdue = 0
    for tally in tallies:
        statuses[tally.status] += tally.number
        if tally.status is not Status.DROPPED:
            ratings[tally.rag] += tally.number
            overdue += tally.number * tally.overdue
    return Count(statuses.total(), dict(statuses), dict(ratings), overdue)
