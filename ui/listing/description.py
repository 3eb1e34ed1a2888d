"""How a list with its form is described; an area holds it, so that nothing heavy is imported."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, Protocol

LISTING_KEYS = (
    ("Ctrl+F", "Find in the list"),
    ("Alt+1, Alt+2 …", "Show the record's details, or what else belongs to it"),
    ("Alt+Down", "While a name is typed: choose what is there already"),
    ("Ctrl+Tab", "Show the other list, as posts beside people"),
    ("Ctrl+H", "Show all changes of the record"),
)
"""What F1 lists, as (keys, what they do)."""


class Panel(NamedTuple):
    """What stands beside a record's form under a tab of its own: who holds a post, its groups.

    `widget` is 'module:Class', imported when a record is first shown; the class is called with
    the window's Context and gives a QWidget that is a PanelWidget.
    """

    title: str
    widget: str


class ListAct(NamedTuple):
    """A button above the list.

    `opens` is 'module:function', imported when it is pressed and called with the window's Context
    and the page. It gives a dialog to open, or does what it does and gives None. A dialog with a
    sheet whose drafts are kept under `sheet` is opened to show them.
    """

    title: str
    icon: str
    opens: str
    sheet: str = ""


class Listing(NamedTuple):
    """A list to find and type into, and the form of the record that is chosen.

    `columns` are the fields in the list with their least widths in characters (0 takes the room
    that is left); `groups` the form's headings with their fields. `belongs` is one sentence on
    what belongs into the list while it is empty.
    """

    table: str
    columns: Mapping[str, int]
    groups: Mapping[str, tuple[str, ...]]
    belongs: str
    panels: tuple[Panel, ...] = ()
    acts: tuple[ListAct, ...] = ()


class PanelWidget(Protocol):
    """What a listing needs of a panel, which is a QWidget.

    A panel may have more: `counted`, a signal with the number to show in its tab; `unstored()`,
    the number of cells typed into and not taken, and `problems_changed`, a signal after which
    that is asked again; `of_sheet(place)`, which names the record whose sheet here keeps its
    drafts under a name; `leads_to(ref)`, which names the record under which another is shown
    here, and then `go_to(ref, column)` as pages have.
    """

    def show_record(self, ref: str) -> None:
        """Show what belongs to this record."""

    def refresh(self, touched: frozenset[tuple[str, str]]) -> None:
        """Ask again for what is shown where rows (table, reference) that it shows changed."""
