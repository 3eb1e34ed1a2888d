"""How ratings, lateness and counts of actions are said, on pages and on paper alike."""

from __future__ import annotations

import datetime as dt

from db.records.plans import RAG_WORDS, STATUS_WORDS, Rag, Status
from mscb_desktop.plans.model import RATINGS
from mscb_desktop.plans.rules.progress import Direction, Standing
from mscb_desktop.plans.rules.rollup import Count

DIRECTION = {Direction.BETTER: "\u2191", Direction.SAME: "=", Direction.WORSE: "\u2193"}
"""Signs beside a rating; `DIRECTION_WORDS` says them."""
DIRECTION_WORDS = {
    Direction.BETTER: "better than before",
    Direction.SAME: "as before",
    Direction.WORSE: "worse than before",
}
MEANINGS = {Rag.RED: "off track", Rag.AMBER: "some concern", Rag.GREEN: "on track"}
"""What the ratings mean."""
KEY = " · ".join(
    f"{RAG_WORDS[rag][0]} {RAG_WORDS[rag]}: {words}" for rag, words in MEANINGS.items()
)
"""What the ratings mean, for the foot of a page."""
_MONTH = 30.4375
"""Days of a month on average."""


def rag_letter(rag: Rag | None) -> str:
    """Give the letter of a rating: R, A, G; '' for none."""
    return RAG_WORDS[rag][0] if rag in RATINGS and rag is not None else ""


def rag_words(rag: Rag | None) -> str:
    """Say a rating by letter and word: 'A Amber', 'Not rated'; '' where nothing was said."""
    if rag is None:
        return ""
    return " ".join(filter(None, (rag_letter(rag), RAG_WORDS[rag])))


def late(standing: Standing) -> str:
    """Say by how much an action is late: 'late 12 days', 'late 12 months'; '' where it is not."""
    return f"late {_length(standing.days_late)}" if standing.days_late else ""


def slipped(standing: Standing) -> str:
    """Say by how much the deadline moved: 'moved by 61 days'; '' where it did not."""
    days = standing.slippage
    if not days:
        return ""
    return f"moved by {_length(days)}" if days > 0 else f"brought forward by {_length(-days)}"


def status_words(standing: Standing, since: dt.date | None) -> str:
    """Say a status with its day: 'Complete 31/03/2013'; '' for what is open."""
    if standing.status is Status.OPEN:
        return ""
    day = f" {since:%d/%m/%Y}" if since is not None else ""
    return STATUS_WORDS[standing.status] + day


def count_in_words(count: Count, noun: str = "action") -> str:
    """Say how many actions there are and how they stand, the ratings from Green to Red.

    '5 actions · 4 Green, 1 Amber · 1 overdue'
    """
    parts = [f"{count.total:,} {noun}{'' if count.total == 1 else 's'}"]
    rated = [
        f"{count.by_rag[rag]:,} {RAG_WORDS[rag]}"
        for rag in reversed(RATINGS)
        if count.by_rag.get(rag)
    ]
    unrated = count.by_rag.get(None, 0) + count.by_rag.get(Rag.NOT_RATED, 0)
    if unrated:
        rated.append(f"{unrated:,} not rated")
    parts.append(", ".join(rated))
    ended = [
        f"{count.by_status[status]:,} {status.value}"
        for status in (Status.COMPLETE, Status.DROPPED)
        if count.by_status.get(status)
    ]
    parts.append(", ".join(ended))
    if count.overdue:
        parts.append(f"{count.overdue:,} overdue")
    return " · ".join(filter(None, parts))


def _length(days: int) -> str:
    """Say a length of time: days up to three months, then whole months."""
    if days < 90:
        return f"{days} day{'' if days == 1 else 's'}"
    return f"{round(days / _MONTH)} months"
