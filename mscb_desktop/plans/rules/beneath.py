"""What stands small under an action's deadline, rating and status, on pages and on paper alike."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from db.records.plans import Shows, Status
from mscb_desktop.plans.book import Book
from mscb_desktop.plans.model import RATINGS, Action
from mscb_desktop.plans.rules.numbering import order, pieces
from mscb_desktop.plans.rules.progress import Register, Standing
from mscb_desktop.plans.words import late, rag_words, slipped, status_words
from mscb_desktop.values import show_date


class Small(NamedTuple):
    """Small words; `of_points` are those that the points of an action say for themselves."""

    text: str
    is_late: bool = False
    of_points: bool = False


def under_when(book: Book, own: Action, shown: Collection[Shows]) -> Iterator[Small]:
    """Say how an action stands to its deadline, and that it ended where no column shows that."""
    action, standing = book.shown(own.ref), book.standing(own.ref)
    last = standing.deadline.last_due if standing.deadline else None
    of_points = standing.due != last
    text = standing.deadline.text if standing.deadline else ""
    if standing.overdue:
        # Beside a date that passed at another time it would look wrongly reckoned.
        points = " with its points" if of_points and text else ""
        yield Small(f"{late(standing)}{points}", is_late=True, of_points=of_points and not text)
    if slipped(standing):
        yield Small(slipped(standing), of_points=of_points and not text)
    if standing.carried and standing.status is Status.OPEN:
        yield Small("goes on in a later plan")
    if Shows.STATUS not in shown and ended_on(action, standing) is not None:
        yield Small(status_words(standing, action.status_on))


def under_rag(book: Book, own: Action) -> str:
    """Say how an action was rated before, where its newest update does not rate it."""
    if book.standing(own.ref).rag is not None:
        return ""
    before = [update for update in book.updates(own.ref) if update.rag in RATINGS]
    return f"was {rag_words(before[-1].rag)} {show_date(before[-1].dated)}" if before else ""


def under_status(book: Book, own: Action) -> str:
    """Say the day since which an action has the status that it shows."""
    action = book.shown(own.ref)
    ended = ended_on(action, book.standing(own.ref))
    return show_date(action.status_on) if ended is not None and action.status_on else ""


def ended_on(action: Action, standing: Standing) -> Status | None:
    """Give the status that the stored day belongs to; None where it was still to come."""
    return action.status if standing.status is action.status is not Status.OPEN else None


def same_as(register: Register, own: Action) -> str:
    """Say which action this one is the same as: 'See action point 5'; '' for none.

    Of '5 and 14' it names 5 at 14, as people do, where no other action is 5.
    """
    target = register.target(own.ref)
    if target is own:
        return ""
    if not target.number:
        return f"See action {target.ref}"
    mine = order(own.number)
    others = [piece for piece in pieces(target.number) if order(piece) != mine]
    if len(others) != 1 or any(
        one.plan == target.plan and one.part_of is None and order(one.number) == order(others[0])
        for one in register.actions.values()
    ):
        return f"See action point {target.number}"
    return f"See action point {others[0]}"
