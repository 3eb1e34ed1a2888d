"""How many actions plans have and how they stand, in words: on pages and on paper alike."""

from __future__ import annotations

import dataclasses

from mscb_desktop.plans.book import Book
from mscb_desktop.plans.rules.rollup import RollUp
from mscb_desktop.plans.words import count_in_words


def plans_in_words(book: Book, *plans: str) -> str:
    """Say how many actions there are and how they stand, rated where there is place for it.

    '12 objectives · 7 Green, 5 Amber · 1 overdue'
    """
    count = RollUp(book.register, book.day).of_plans(*plans)
    if not any(map(book.has_rag, plans)):
        count = dataclasses.replace(count, by_rag={})
    kinds = (book.kinds[book.plans[plan].plan_kind] for plan in plans)
    noun = "objective" if all(kind.has_objectives for kind in kinds) else "action"
    return count_in_words(count, noun)
