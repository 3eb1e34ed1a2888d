"""Open the box that finds everything, and go to what was chosen in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from db.records import RECORDS
from mscb_desktop.finding import Entry, Index
from ui.areas.find import areas
from ui.finding.box import FindBox
from ui.shell.commands import keys_shown

if TYPE_CHECKING:
    from ui.shell.window import MainWindow

COMMAND = "find"
"""The name of the command that opens the box."""


def open_find_box(window: MainWindow) -> FindBox:
    """Open the box; where it is open, take all of its text to be typed over."""
    there = next((box for box in window.findChildren(FindBox) if box.isVisible()), None)
    if there is not None:
        there.line.selectAll()
        return there
    came_from = _store_and_remember()
    keeper = window.session.keeper if window.session is not None else None
    box = FindBox(_pages_and_commands(window), keeper, window)

    def go_back() -> None:
        box.close_up()
        _give_back(window, came_from)

    def choose(entry: Entry) -> None:
        go_back()
        _go_to(window, entry)

    box.given_up.connect(go_back)
    box.chosen.connect(choose)
    box.open()
    return box


def _store_and_remember() -> list[QWidget]:
    """Have an open editor store its text, and give the widgets that may take the keyboard back.

    An editor hands over what was typed when it loses the keyboard, and may be gone then: what
    it lies in comes after it.
    """
    focused = QApplication.focusWidget()
    if focused is None:
        return []
    chain = [focused]
    while (parent := chain[-1].parentWidget()) is not None:
        chain.append(parent)
    focused.clearFocus()
    return chain


def _give_back(window: MainWindow, chain: list[QWidget]) -> None:
    for widget in chain:
        if not isValid(widget) or widget.isWindow():
            continue
        takes_keys = widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        if takes_keys and widget.isVisible() and widget.isEnabled():
            widget.setFocus()
            return
    if window.session is not None:
        window.session.focus_page()


def _pages_and_commands(window: MainWindow) -> Index:
    """Index the areas of the open board, and the commands that can be given now."""
    index = Index(("page", "command"))
    if window.session is not None:
        for place, area in enumerate(areas(), 1):
            keys = keys_shown(f"Ctrl+{place}") if place <= 9 else ""
            index.put(Entry(("page", area.key), area.title, keys=keys))
    for name, action in window.actions_by_name.items():
        if action.isEnabled() and name != COMMAND:
            words = action.text().removesuffix("…")
            keys = keys_shown(action.shortcut().toString())
            index.put(Entry(("command", name), words, keys=keys))
    return index


def _go_to(window: MainWindow, entry: Entry) -> None:
    kind, name = entry.key
    if kind == "command":
        window.actions_by_name[name].trigger()
    elif window.session is None:
        return
    elif kind == "page":
        window.session.open_page(name, None, None)
    else:
        window.session.show_record(name, RECORDS[kind].name_field.name)
