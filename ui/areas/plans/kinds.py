"""The kinds of plan: which columns each has, in which order and how wide."""

from ui.listing.description import ListAct, Listing, Panel

KINDS = Listing(
    "plan_kind",
    {"name": 0, "has_objectives": 12},
    {"Kind of plan": ("name", "has_objectives")},
    "Workplans, action plans, recommendations belong here, each with the columns that it has.",
    panels=(Panel("Columns", "ui.panels.plan_columns:PlanColumns"),),
    acts=(
        ListAct(
            "Add the standard kinds", "list-details", "ui.areas.plans.standard_kinds:add_standard"
        ),
    ),
)
