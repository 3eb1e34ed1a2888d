"""What F1 lists: the keys of the window, of the areas, of sheets and of the preview."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QKeyCombination
from PySide6.QtGui import QKeySequence

from ui.areas.exchange import EXCHANGE_KEYS
from ui.areas.find import areas
from ui.areas.groups import GROUPS_KEYS
from ui.areas.history import HISTORY_KEYS
from ui.areas.plans import PLANS_KEYS
from ui.dialogs.keys import KeyGroup
from ui.editors.spelling import SPELLING_KEYS
from ui.grid.keys import ACTS
from ui.listing.description import LISTING_KEYS
from ui.preview.keys import PREVIEW_KEYS
from ui.shell.commands import COMMANDS, keys_shown

GRID_WORDS = {
    "edit": "Type on in what the cell holds",
    "edit_emptied": "Empty the cell and type",
    "give_up": "Give up what was typed",
    "clear": "Empty the selected cells",
    "fill_down": "Fill the selection from its first row",
    "copy": "Copy",
    "cut": "Cut",
    "paste": "Paste from Excel, Word or text",
    "select_all": "Select everything",
    "select_rows": "Select whole rows",
    "insert_rows": "Insert rows",
    "delete_rows": "Delete the selected rows",
    "move_up": "Move the selected rows up",
    "move_down": "Move the selected rows down",
    "open_row": "Open what is below the row, such as postings",
    "show_history": "Show all changes of the row",
    "show_menu": "Show what can be done here",
}
"""What each act of the grid's keys does, in the order in which it is listed."""

_GRID_MOVES = (
    ("Enter", "Take the cell and go down"),
    ("Tab, Shift+Tab", "Take the cell and go right or left"),
    ("Arrows, Home, End, PgUp, PgDown", "Move; with Ctrl to the edge, with Shift select"),
)


def key_groups() -> tuple[KeyGroup, ...]:
    """Give all keys by the part of the window in which they work."""
    window = tuple(
        (" or ".join(keys_shown(keys) for keys in command.keys), command.words.removesuffix("…"))
        for command in COMMANDS
        if command.keys
    )
    places = tuple(
        (keys_shown(f"Ctrl+{place}"), area.title) for place, area in enumerate(areas()[:9], 1)
    )
    return (
        KeyGroup("Anywhere", window),
        KeyGroup("Areas", places),
        KeyGroup("In a sheet", _GRID_MOVES + tuple(_grid_acts())),
        KeyGroup("In a long text", SPELLING_KEYS),
        KeyGroup("In a list with details", LISTING_KEYS),
        KeyGroup("In the plans", PLANS_KEYS),
        KeyGroup("In the groups", GROUPS_KEYS),
        KeyGroup("In the history", HISTORY_KEYS),
        KeyGroup("In an import", EXCHANGE_KEYS),
        KeyGroup("In a preview", PREVIEW_KEYS),
    )


def _grid_acts() -> Iterable[tuple[str, str]]:
    for act, words in GRID_WORDS.items():
        shown = [
            QKeySequence(QKeyCombination(modifiers, key)).toString(
                QKeySequence.SequenceFormat.NativeText
            )
            for (key, modifiers), name in ACTS.items()
            if name == act
        ]
        yield " or ".join(shown[:2]), words
