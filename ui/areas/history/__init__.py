"""History: every change, who made it and when, found again, compared and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.areas.find import Area

if TYPE_CHECKING:
    from ui.context import Context

AREA = Area(
    "history",
    "History",
    "history",
    890,
    "ui.areas.history.page:HistoryPage",
    below_line=True,
    uses_year=False,
)

HISTORY_KEYS = (
    ("Ctrl+F", "Find in what was done"),
    ("Enter", "Go to the record that was changed"),
    ("Alt+T", "Take back the chosen change"),
    ("Alt+G", "Go to the record"),
    ("Esc", "Show all changes again"),
)
"""What F1 lists, as (keys, what they do)."""

_OF = "history of "


def of_record(ref: str) -> str:
    """Name the list of a record's changes, as `Context.open_page` takes it for this area.

    A plain reference means the record itself, which is shown elsewhere.
    """
    return _OF + ref


def record_in(name: str) -> str | None:
    """Give the record whose changes are meant; None where `name` is a record itself."""
    return name.removeprefix(_OF) if name.startswith(_OF) else None


def show_history(context: Context, ref: str) -> None:
    """Open the history at all changes of a record."""
    context.open_page(AREA.key, of_record(ref), None)
