"""What the reports over several plans share: numbers, words, lateness, who does an action."""

from __future__ import annotations

from db.records.plans import STATUS_WORDS
from mscb_desktop.document.model import Below, Cell, Content, Tone
from mscb_desktop.plans.book import Book
from mscb_desktop.plans.model import Action
from mscb_desktop.plans.rules.owed import number_of, who_in_words
from mscb_desktop.plans.rules.progress import Standing
from mscb_desktop.plans.words import late, status_words


def action_text(action: Action) -> str | None:
    """Give what shall be done; where that stands at the points, what they answer."""
    return action.what or action.recommendation


def number_text(book: Book, action: Action) -> str | None:
    """Give an action's number as printed; of a point without one that of its action."""
    return number_of(book, action) or None


def who_text(book: Book, action: Action) -> str | None:
    """Say who does an action, a line each."""
    return who_in_words(book, action) or None


def when_cell(standing: Standing, late_point: bool = False) -> Content:
    """Say by when, as people wrote it, and below it by how much it is late.

    `late_point` says that one of its points is late, whatever its own date is.
    """
    text = (standing.deadline.text or None) if standing.deadline else None
    if standing.overdue:
        return Cell(text, below=(Below(late(standing), Tone.BAD),))
    if late_point:
        return Cell(text, below=(Below("a point is late", Tone.BAD),))
    if standing.carried:
        return Cell(text, below=(Below("goes on in a later plan"),))
    return text


def status_text(action: Action, standing: Standing) -> str:
    """Say the status with its day."""
    since = action.status_on if standing.status is action.status else None
    return status_words(standing, since) or STATUS_WORDS[standing.status]


def numbered(number: str | None, title: str) -> str:
    """Put a number before a title."""
    return f"{(number or '').strip().rstrip('.):')} {title}".strip()
