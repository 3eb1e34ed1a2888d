"""Give a board the standard kinds of plan that it does not have."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from mscb_desktop.plans.beginning.kinds import plan_standard_kinds
from ui.context import Context


def add_standard(context: Context, page: QWidget) -> None:
    """Add the standard kinds that are missing, and say which."""
    plan = plan_standard_kinds(context.board)
    if not plan.changes:
        context.say("All standard kinds of plan are there already.")
    elif context.apply(plan):
        context.say(f"{plan.what}.")
