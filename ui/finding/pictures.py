"""The icon of what was found."""

from __future__ import annotations

from mscb_desktop.finding.entries import Key
from ui.areas.find import areas
from ui.shell.commands import COMMANDS

_RECORDS = {
    "agency": "building-community",
    "sector": "users",
    "budget_line": "coin-pound",
    "posting": "receipt-pound",
    "financial_year": "calendar",
    "acceptance": "circle-check",
    "board": "settings",
}
_OTHER, _COMMAND = "file-text", "keyboard"


def picture(key: Key) -> str:
    """Name the icon of an entry: a page's and a command's own, a record's by its kind."""
    kind, name = key
    if kind == "page":
        return next((area.icon for area in areas() if area.key == name), _OTHER)
    if kind == "command":
        own = next((command.icon for command in COMMANDS if command.name == name), "")
        return own or _COMMAND
    return _RECORDS.get(kind, _OTHER)
