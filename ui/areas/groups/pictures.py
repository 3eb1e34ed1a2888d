"""The states of the groups' page that are worth a picture."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from mscb_desktop.groups.reading import Missing
from ui.areas.groups.head import DETAILS, MEMBERS

if TYPE_CHECKING:
    from ui.areas.groups.page import GroupsPage

_UNKNOWN = ("Head Teacher, Hill Primary School", "Named GP", "Housing Needs Manager")


def states(page: GroupsPage) -> Sequence[tuple[str, Callable[[], object]]]:
    """Give each state as (name, call that brings it about)."""
    members = page.members

    def leaving() -> None:
        grid = members.grid
        if grid is not None:
            grid.select_cell(min(2, grid.sheet_model.rowCount() - 1), 0)
            members.ask_leaving()

    def missing() -> None:
        members.ask_missing([Missing("post", name) for name in _UNKNOWN], lambda _: None)

    def again() -> None:
        page.open_part(MEMBERS)
        page.show_year(page.day.year - (page.day.month < 4))

    return [
        ("found", lambda: members.find_box.setText("head")),
        ("members", members.find_box.clear),
        ("all-columns", lambda: members.all_columns.setChecked(True)),
        ("leaving", leaving),
        ("missing", missing),
        ("earlier", lambda: page.choose_day(dt.date(2012, 9, 1))),
        ("details", lambda: page.open_part(DETAILS)),
        ("new", page.add),
        ("again", again),
    ]
