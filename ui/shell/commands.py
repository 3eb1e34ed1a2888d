"""The window's commands: words, icon and keys in one list, for menu, shortcuts and F1."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from ui.theme.icons import set_icon


@dataclass(frozen=True, slots=True)
class Command:
    """One command; `keys` are Qt's portable names of shortcuts, `menu` its section there."""

    name: str
    words: str
    icon: str = ""
    keys: tuple[str, ...] = ()
    menu: int | None = None


COMMANDS = (
    Command("undo", "Undo", "arrow-back-up", ("Ctrl+Z",)),
    Command("redo", "Redo", "arrow-forward-up", ("Ctrl+Y", "Ctrl+Shift+Z")),
    Command("find", "Find a record, page or command", "search", ("Ctrl+K",)),
    Command("choose_year", "Choose the year", "", ("Alt+Y",)),
    Command("year_before", "Year before", "", ("Ctrl+PgUp",)),
    Command("year_after", "Year after", "", ("Ctrl+PgDown",)),
    Command("next_part", "Go round: page, its side, areas, bar on top", "", ("F6",)),
    Command("part_before", "Go round the other way", "", ("Shift+F6",)),
    Command("open_menu", "Menu", "", ("F10",)),
    Command("new_board", "New board…", "file-plus", ("Ctrl+N",), menu=0),
    Command("open_board", "Open a board…", "folder-open", ("Ctrl+O",), menu=0),
    Command("open_sample", "Open the Merton sample", "building-community", menu=0),
    Command("open_eastbrook", "Open the Eastbrook sample", "building-community", menu=0),
    Command("import_excel", "Import from Excel…", "table-import", menu=1),
    Command("export_excel", "Export to Excel…", "table-export", menu=1),
    Command("back_up", "Back up now", "archive", menu=1),
    Command("open_settings", "Board settings", "settings", menu=1),
    Command("set_password", "Password…", "lock", menu=1),
    Command("dark_theme", "Dark theme", "moon", ("Ctrl+Shift+L",), menu=2),
    Command("larger_text", "Larger text", "zoom-in", ("Ctrl+Shift+.", "Ctrl+>"), menu=2),
    Command("smaller_text", "Smaller text", "zoom-out", ("Ctrl+Shift+,", "Ctrl+<"), menu=2),
    Command("check_spelling", "Check spelling", "text-spellcheck", menu=2),
    Command("show_keys", "Keys", "keyboard", ("F1",), menu=3),
    Command("show_log", "Log folder", "folder-open", menu=3),
    Command("save_diagnostics", "Save diagnostics…", "file-zip", menu=3),
    Command("show_about", "About MSCB Desktop", "info-circle", menu=3),
    Command("close_window", "Close", "x", ("Ctrl+Q",), menu=4),
)
"""Every command of the window but those of the areas."""


def make_actions(owner: QWidget, acts: Mapping[str, Callable[[], object]]) -> dict[str, QAction]:
    """Make an action for each command, with its shortcuts in force in the whole window."""
    made = {}
    for command in COMMANDS:
        action = QAction(command.words, owner)
        action.setShortcuts([QKeySequence(keys) for keys in command.keys])
        action.triggered.connect(lambda _=False, name=command.name: acts[name]())
        owner.addAction(action)
        made[command.name] = action
    return made


def fill_menu(menu: QMenu, actions: Mapping[str, QAction]) -> None:
    """Put the menu's commands into it, a line between sections."""
    section = 0
    for command in COMMANDS:
        if command.menu is None:
            continue
        if command.menu != section:
            section = command.menu
            menu.addSeparator()
        action = actions[command.name]
        if action.icon().isNull():
            set_icon(action, command.icon)
        menu.addAction(action)


def keys_shown(keys: str) -> str:
    """Give a shortcut as this system writes it."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
