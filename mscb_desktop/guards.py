"""The guards of every board: rules over a whole change, asked before anything is written."""

from __future__ import annotations

from db.write import Guard
from mscb_desktop.agencies.guard import keep_successors_apart
from mscb_desktop.budget.guard import keep_actuals_within_their_year, keep_closed_years

GUARDS: tuple[Guard, ...] = (
    keep_closed_years,
    keep_actuals_within_their_year,
    keep_successors_apart,
)
