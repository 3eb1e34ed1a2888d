"""The plans of a year in a list: what each is, how its actions stand, what is worth a look."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from db.board import Board
from db.fields import Kind, Value
from db.queries import groups as group_queries
from db.queries import plans as queries
from db.queries.register import Filter
from db.records.plans import PLAN, Rag, Status
from mscb_desktop.plans.register.listing import Listing
from mscb_desktop.sheet.model import Column, Note, Row, RowKind, Tone
from mscb_desktop.sheet.to_read import SheetToRead

_COUNTS = {
    Rag.GREEN: Column("green", "Green", Kind.WHOLE, None, 7),
    Rag.AMBER: Column("amber", "Amber", Kind.WHOLE, None, 7),
    Rag.RED: Column("red", "Red", Kind.WHOLE, None, 6),
}
COLUMNS = (
    Column("name", "Plan", Kind.TEXT, PLAN.fields["name"], 34, stretch=True, least=20),
    Column("kind", "Kind", Kind.TEXT, PLAN.fields["plan_kind"], 20, least=12),
    Column("group", "Group", Kind.TEXT, PLAN.fields["board_group"], 26, stretch=True, least=14),
    Column("actions", "Actions", Kind.WHOLE, None, 9),
    *_COUNTS.values(),
    Column("unrated", "Not rated", Kind.WHOLE, None, 10),
    Column("ended", "Ended", Kind.WHOLE, None, 8),
    Column("overdue", "Overdue", Kind.WHOLE, None, 9),
    Column("look", "Worth a look", Kind.WHOLE, None, 12),
)


_WHY = "The figures are counted from the plans: Enter opens the plan, to be typed into."


class PlansSheet(SheetToRead):
    """The plans of the year that begins in `year`, and those of no year, as on a day.

    `to_look_at` counts the findings of each plan, by its reference.
    """

    def __init__(
        self, board: Board, day: dt.date, year: int, to_look_at: Mapping[str, int]
    ) -> None:
        listing = Listing(board, day, year)
        with board.reading() as connection:
            kinds = {kind.ref: kind.name for kind in queries.kinds(connection)}
            groups = {group.ref: group.name for group in group_queries.groups(connection)}
            plans = [plan for plan in queries.plans(connection) if plan.start_year in (None, year)]
        rows = []
        for plan in plans:
            count = listing.count(Filter(plan=plan.ref))
            values: dict[str, Value] = {
                "name": plan.name,
                "kind": kinds.get(plan.plan_kind),
                "group": groups.get(plan.board_group or ""),
                "actions": count.total,
                **{column.key: count.by_rag.get(rag) for rag, column in _COUNTS.items()},
                "unrated": (count.by_rag.get(None, 0) + count.by_rag.get(Rag.NOT_RATED, 0)) or None,
                "ended": sum(count.by_status.get(s, 0) for s in (Status.COMPLETE, Status.DROPPED))
                or None,
                "overdue": count.overdue or None,
                "look": to_look_at.get(plan.ref),
            }
            notes = {"overdue": Note("late", Tone.BAD)} if count.overdue else {}
            rows.append(Row(plan.ref, RowKind.LINE, values, notes=notes, lines=0))
        super().__init__(COLUMNS, rows, _WHY)
