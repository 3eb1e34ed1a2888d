"""The guards of every board: rules over a whole change, asked before anything is written."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from functools import partial

from sqlalchemy import Connection

from db.changes import Change, Problem
from db.write import Guard


def _guard(place: str, *tables: str) -> Guard:
    """Give a guard, 'module:function', that is imported at the first change of these kinds."""
    return partial(_ask, place, frozenset(tables))


def _ask(
    place: str, tables: frozenset[str], connection: Connection, changes: Sequence[Change]
) -> Sequence[Problem]:
    if not any(change.table in tables for change in changes):
        return ()
    module, name = place.split(":")
    guard: Guard = getattr(importlib.import_module(f"mscb_desktop.{module}"), name)
    return guard(connection, changes)


GUARDS: tuple[Guard, ...] = (
    _guard(
        "budget.guard:keep_closed_years", "financial_year", "budget_line", "posting", "acceptance"
    ),
    _guard("budget.guard:keep_actuals_within_their_year", "financial_year"),
    _guard("chains:keep_chains_open", "agency", "board_group", "membership", "plan", "action"),
    _guard("people.guard:keep_days_in_order", "holding", "membership", "board_group"),
    _guard("groups.guard:keep_members_right", "membership"),
    _guard("groups.guard:keep_quorum_seats_right", "quorum_seat"),
    _guard("plans.guards.actions:keep_actions_right", "action"),
    _guard("plans.guards.actions:keep_sections_right", "plan_section"),
    _guard("plans.guards.actions:keep_earlier_deadlines_right", "earlier_deadline"),
    _guard("plans.guards.beside:keep_parties_right", "action_party"),
    _guard("plans.guards.beside:keep_updates_right", "progress_update"),
    _guard("plans.guards.beside:keep_links_right", "action_link", "action", "plan_section"),
    _guard("plans.guards.kinds:keep_plans_right", "plan", "plan_kind"),
    _guard("plans.guards.kinds:keep_columns_right", "plan_column"),
)
