"""Plans of every kind, the register of all their actions, and the line of accountability."""

from ui.areas.find import Area

AREA = Area(
    "plans",
    "Plans & actions",
    "list-check",
    20,
    "ui.areas.plans.page:PlansPage",
)

PLANS_KEYS = (
    ("R, A, G, 0", "Rate, in the column of ratings or where whole rows are selected"),
    ("F6, Shift+F6", "Tell of the action's progress in the side, and back to the table"),
    ("Shift+Space", "Select whole rows"),
    ("Alt+Up, Alt+Down", "Move actions, or a section, up or down"),
    ("Esc", "Back to the list of plans; in the list of all actions clear the filters"),
    ("Enter", "Open the chosen action in its plan, in the list of all actions"),
    ("Ctrl+Tab", "All actions, the line of accountability, kinds of plan"),
)
"""What F1 lists, as (keys, what they do)."""
