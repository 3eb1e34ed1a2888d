"""Plans of every kind, the register of all their actions, and the line of accountability."""

from ui.areas.find import Area

AREA = Area(
    "plans",
    "Plans & actions",
    "list-check",
    20,
    "ui.areas.plans.page:PlansPage",
)
