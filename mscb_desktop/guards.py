"""The guards of every board: rules over a whole change, asked before anything is written."""

from __future__ import annotations

from db.write import Guard
from mscb_desktop.budget.guard import keep_actuals_within_their_year, keep_closed_years
from mscb_desktop.chains import keep_chains_open
from mscb_desktop.groups.guard import keep_members_right, keep_quorum_seats_right
from mscb_desktop.people.guard import keep_days_in_order

GUARDS: tuple[Guard, ...] = (
    keep_closed_years,
    keep_actuals_within_their_year,
    keep_chains_open,
    keep_days_in_order,
    keep_members_right,
    keep_quorum_seats_right,
)
