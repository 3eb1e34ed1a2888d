"""History: every change, who made it and when, found again, compared and taken back."""

from ui.areas.find import Area

AREA = Area(
    "history",
    "History",
    "history",
    890,
    "ui.areas.history.page:HistoryPage",
    below_line=True,
    uses_year=False,
)

_OF = "history of "


def of_record(ref: str) -> str:
    """Name the list of a record's changes, as `Context.open_page` takes it for this area.

    A plain reference means the record itself, which is shown elsewhere.
    """
    return _OF + ref


def record_in(name: str) -> str | None:
    """Give the record whose changes are meant; None where `name` is a record itself."""
    return name.removeprefix(_OF) if name.startswith(_OF) else None
