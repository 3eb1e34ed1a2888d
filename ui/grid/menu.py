"""The grid's context menu: every act with its word, its icon and its key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from ui.theme import set_icon

if TYPE_CHECKING:
    from ui.grid.view import Grid

ENTRIES: tuple[tuple[str, str | None, str, str] | None, ...] = (
    ("edit", "pencil", "Edit cell", "F2"),
    ("open_row", "chevron-right", "Open what is below", "Ctrl+Enter"),
    None,
    ("cut", "scissors", "Cut", "Ctrl+X"),
    ("copy", "copy", "Copy", "Ctrl+C"),
    ("paste", "clipboard", "Paste", "Ctrl+V"),
    ("clear", "eraser", "Empty the cells", "Del"),
    ("fill_down", "arrow-bar-to-down", "Fill down", "Ctrl+D"),
    None,
    ("insert_rows", "row-insert-top", "Insert row", "Ctrl++"),
    ("delete_rows", "row-remove", "Delete row", "Ctrl+-"),
    ("move_up", "arrow-up", "Move row up", "Alt+Up"),
    ("move_down", "arrow-down", "Move row down", "Alt+Down"),
    None,
    ("show_history", "history", "History of this row", "Ctrl+H"),
    None,
    ("select_rows", None, "Select row", "Shift+Space"),
    ("select_all", "select-all", "Select all", "Ctrl+A"),
)
"""(act, icon, words, key); None parts groups."""


def make_menu(grid: Grid) -> QMenu:
    """Make the menu for the present selection; what cannot be done now is greyed."""
    menu = QMenu(grid)
    possible = grid.acts.possible()
    for entry in ENTRIES:
        if entry is None:
            menu.addSeparator()
            continue
        act, icon, words, key = entry
        action = QAction(words, menu)
        action.setObjectName(act)
        # Shown beside the words only: the grid reads the keys itself.
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.setShortcutVisibleInContextMenu(True)
        if icon:
            set_icon(action, icon)
        action.setEnabled(act in possible)
        action.triggered.connect(getattr(grid.acts, act))
        menu.addAction(action)
    return menu
