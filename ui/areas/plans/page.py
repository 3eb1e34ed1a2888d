"""The page of plans: plans, the register of all their actions, the line of accountability."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from db.records.plans import PLAN_COLUMN, PLAN_KIND
from mscb_desktop.drafts import NEW
from ui.areas.plans.part import PlansPart
from ui.context import Context
from ui.tabs import Tabs

PLANS, KINDS = 0, 3
"""The places of the tabs that hold records: the others show them again."""
_OF_KINDS = frozenset({PLAN_KIND.prefix, PLAN_KIND.name, PLAN_COLUMN.prefix, PLAN_COLUMN.name})


class PlansPage(Tabs):
    """Tabs; an action chosen in any of them opens in its plan."""

    def __init__(self, context: Context) -> None:
        self._context = context
        super().__init__(
            "Plans & actions",
            {
                "Plans": partial(PlansPart, context),
                "All actions": self._register,
                "Line of accountability": self._line,
                "Kinds of plan": self._kinds,
            },
        )

    @property
    def plans(self) -> PlansPart:
        """The tab of plans."""
        part: PlansPart = self.page_at(PLANS)
        return part

    def may_hold(self, what: str) -> Iterable[int]:
        """Ask the tab of plans, or that of their kinds."""
        if what.startswith(NEW):
            return PLANS, KINDS
        return (KINDS,) if what in _OF_KINDS else (PLANS,)

    def open_action(self, ref: str) -> None:
        """Show an action, or an objective, in its plan."""
        self._context.open_page("plans", ref, None)

    def begin(self) -> None:
        """Ask for a new plan."""
        self.show_page(PLANS)
        self.plans.begin()

    def _register(self) -> Any:
        part = _imported("ui.areas.plans.register.part:RegisterPart")(
            self._context, self.open_action
        )
        part.plan_wanted.connect(self.begin)
        return _framed(part)

    def _line(self) -> Any:
        part = _imported("ui.areas.plans.line.part:LinePart")(self._context, self.open_action)
        part.plan_wanted.connect(self.begin)
        return _framed(part)

    def _kinds(self) -> Any:
        from ui.areas.plans import kinds
        from ui.listing.page import ListingPage

        return ListingPage(self._context, kinds.KINDS, titled=False)


def _imported(place: str) -> Callable[..., Any]:
    module, name = place.split(":")
    found: Callable[..., Any] = getattr(importlib.import_module(module), name)
    return found


def _framed(part: Any) -> Any:
    """Give a part the margins of a page."""
    from ui.theme import scaled

    part.setContentsMargins(scaled(20), scaled(10), scaled(20), scaled(12))
    return part
