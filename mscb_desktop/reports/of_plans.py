"""What the reports over several plans share: numbers, words, lateness, who does an action."""

from __future__ import annotations

from collections.abc import Collection

from db.records.plans import STATUS_WORDS, Shows
from mscb_desktop.document.model import Below, Cell, Content, Tone
from mscb_desktop.plans.book import Book
from mscb_desktop.plans.model import Action
from mscb_desktop.plans.rules.beneath import ended_on, under_when
from mscb_desktop.plans.rules.owed import number_of, who_in_words
from mscb_desktop.plans.rules.progress import Standing
from mscb_desktop.plans.words import status_words


def action_text(action: Action) -> str | None:
    """Give what shall be done; where that stands at the points, what they answer."""
    return action.what or action.recommendation


def number_text(book: Book, action: Action) -> str | None:
    """Give an action's number as printed; of a point without one that of its action."""
    return number_of(book, action) or None


def who_text(book: Book, action: Action) -> str | None:
    """Say who does an action, a line each."""
    return who_in_words(book, action) or None


def when_cell(book: Book, action: Action, *, late_point: bool = False) -> Content:
    """Say by when, as people wrote it, and below it by how much it is late or was moved.

    `late_point` says that one of its points is late, whatever its own date is. A column beside
    it shows the status.
    """
    standing = book.standing(action.ref)
    text = (standing.deadline.text or None) if standing.deadline else None
    below = below_when(book, action, [Shows.STATUS])
    if late_point and not standing.overdue:
        below.append(Below("a point is late", Tone.BAD))
    return Cell(text, below=tuple(below)) if below else text


def below_when(
    book: Book, action: Action, shown: Collection[Shows], *, points_too: bool = True
) -> list[Below]:
    """Give the small words under a deadline; `points_too` also those that points repeat."""
    return [
        Below(small.text, Tone.BAD if small.is_late else Tone.QUIET)
        for small in under_when(book, action, shown)
        if points_too or not small.of_points
    ]


def status_text(action: Action, standing: Standing) -> str:
    """Say the status with its day."""
    since = action.status_on if ended_on(action, standing) is not None else None
    return status_words(standing, since) or STATUS_WORDS[standing.status]


def numbered(number: str | None, title: str) -> str:
    """Put a number before a title."""
    return f"{(number or '').strip().rstrip('.):')} {title}".strip()
