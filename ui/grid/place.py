"""Where a grid stands: its current cell, selection and scroll by reference, not by number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.grid.view import Grid


@dataclass(frozen=True, slots=True)
class Place:
    """The current cell and the corners of the selection, each as (row reference, column)."""

    current: tuple[str, int] | None
    top: str | None
    bottom: str | None
    left: int
    right: int
    scroll: int
    row: int


def remember(grid: Grid) -> Place:
    """Note where the grid stands."""
    model = grid.sheet_model
    index = grid.currentIndex()
    row = grid.current_row()
    top, left, bottom, right = grid.selected_rectangle()
    first = model.row(top) if top >= 0 else None
    last = model.row(bottom) if bottom >= 0 else None
    return Place(
        current=(row.ref, index.column()) if row is not None else None,
        top=first.ref if first else None,
        bottom=last.ref if last else None,
        left=left,
        right=right,
        scroll=grid.verticalScrollBar().value(),
        row=max(0, index.row()),
    )


def restore(grid: Grid, place: Place) -> None:
    """Go back there where its rows still exist; otherwise stay as near as there are rows."""
    if place.current is None:
        return
    model = grid.sheet_model
    ref, column = place.current
    row = grid.current_row()
    if row is None or row.ref != ref or grid.selected_rectangle() != _rectangle(grid, place):
        found = model.place(ref, place.row)
        if found is None:
            found = min(place.row, model.rowCount() - 1)
        if found >= 0:
            grid.select_cell(found, min(column, len(model.columns) - 1))
        rectangle = _rectangle(grid, place)
        if rectangle is not None:
            grid.select_rectangle(*rectangle)
    grid.verticalScrollBar().setValue(place.scroll)


def _rectangle(grid: Grid, place: Place) -> tuple[int, int, int, int] | None:
    if place.top is None or place.bottom is None:
        return None
    top = grid.sheet_model.place(place.top, place.row)
    bottom = grid.sheet_model.place(place.bottom, place.row)
    if top is None or bottom is None:
        return None
    return min(top, bottom), place.left, max(top, bottom), place.right
