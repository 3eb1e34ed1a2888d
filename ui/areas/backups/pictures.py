"""States of the backups' page worth a picture."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from db.changes import Change, Plan
from db.queries import records
from ui.context import Context

if TYPE_CHECKING:
    from ui.areas.backups.page import BackupsPage

_WORDS = ("Agreed by the board in May.", "Agreed by the board in June.")


def pictures(page: BackupsPage, context: Context) -> Iterable[tuple[str, Callable[[], object]]]:
    """Give a backup just made, one that differs from the board, and the question before it."""

    def change() -> None:
        with context.board.reading() as connection:
            ((ref, row),) = records.page(connection, "budget_line", {"kind": "expenditure"}, 0, 1)
        before = row["comment"]
        after = next(words for words in _WORDS if words != before)
        changes = (Change("budget_line", ref, {"comment": before}, {"comment": after}),)
        context.apply(Plan(f"{row['description']!s}: Comment typed", changes))

    return [
        ("made", page.back_up),
        ("differs", change),
        ("restore", page.details.ask_restore),
    ]
