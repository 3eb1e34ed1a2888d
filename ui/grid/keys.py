"""Excel's keys: which of them acts, and where those that move go."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent

_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ALT = Qt.KeyboardModifier.AltModifier
_NONE = Qt.KeyboardModifier.NoModifier
_KEY = Qt.Key

ACTS: dict[tuple[Qt.Key, Qt.KeyboardModifier], str] = {
    (_KEY.Key_C, _CTRL): "copy",
    (_KEY.Key_Insert, _CTRL): "copy",
    (_KEY.Key_X, _CTRL): "cut",
    (_KEY.Key_V, _CTRL): "paste",
    (_KEY.Key_Insert, _SHIFT): "paste",
    (_KEY.Key_D, _CTRL): "fill_down",
    (_KEY.Key_A, _CTRL): "select_all",
    (_KEY.Key_Space, _SHIFT): "select_rows",
    (_KEY.Key_Delete, _NONE): "clear",
    (_KEY.Key_Backspace, _NONE): "edit_emptied",
    (_KEY.Key_F2, _NONE): "edit",
    (_KEY.Key_Escape, _NONE): "give_up",
    (_KEY.Key_Plus, _CTRL): "insert_rows",
    (_KEY.Key_Plus, _CTRL | _SHIFT): "insert_rows",
    (_KEY.Key_Equal, _CTRL | _SHIFT): "insert_rows",
    (_KEY.Key_Minus, _CTRL): "delete_rows",
    (_KEY.Key_Minus, _CTRL | _SHIFT): "delete_rows",
    (_KEY.Key_Underscore, _CTRL | _SHIFT): "delete_rows",
    (_KEY.Key_Up, _ALT): "move_up",
    (_KEY.Key_Down, _ALT): "move_down",
    (_KEY.Key_Return, _CTRL): "open_row",
    (_KEY.Key_Enter, _CTRL): "open_row",
    (_KEY.Key_H, _CTRL): "show_history",
    (_KEY.Key_Menu, _NONE): "show_menu",
    (_KEY.Key_F10, _SHIFT): "show_menu",
}
"""The grid's method for each key that is no movement."""

MOVES = frozenset(
    {
        _KEY.Key_Up,
        _KEY.Key_Down,
        _KEY.Key_Left,
        _KEY.Key_Right,
        _KEY.Key_Home,
        _KEY.Key_End,
        _KEY.Key_PageUp,
        _KEY.Key_PageDown,
    }
)


@dataclass(frozen=True, slots=True)
class Extent:
    """The size of a sheet in cells, and of a page in rows."""

    rows: int
    columns: int
    page: int


def pressed(event: QKeyEvent) -> tuple[Qt.Key, Qt.KeyboardModifier]:
    """Give key and modifiers, the number block's keys as the others."""
    combination: QKeyCombination = event.keyCombination()
    modifiers = combination.keyboardModifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return combination.key(), modifiers


def act_of(event: QKeyEvent) -> str | None:
    """Give the name of the grid's method that a key calls."""
    return ACTS.get(pressed(event))


def is_move(event: QKeyEvent) -> bool:
    """Tell whether a key moves the current cell or stretches the selection.

    Ctrl+PgUp and Ctrl+PgDown are the window's: they go to another year.
    """
    key, modifiers = pressed(event)
    if key in (_KEY.Key_PageUp, _KEY.Key_PageDown) and modifiers & _CTRL:
        return False
    return key in MOVES and not modifiers & ~(_CTRL | _SHIFT)


def begins_typing(event: QKeyEvent) -> str | None:
    """Give the letters with which a key begins a cell's new content."""
    _, modifiers = pressed(event)
    text = event.text()
    ctrl, alt = bool(modifiers & _CTRL), bool(modifiers & _ALT)
    # AltGr comes as Ctrl and Alt together on Windows, and types letters such as €.
    if not text or not text.isprintable() or ctrl != alt:
        return None
    return text


def target(event: QKeyEvent, row: int, column: int, extent: Extent) -> tuple[int, int]:
    """Give the cell that a key of MOVES leads to from (row, column)."""
    key, modifiers = pressed(event)
    far = bool(modifiers & _CTRL)
    last_row, last_column = extent.rows - 1, extent.columns - 1
    match key:
        case _KEY.Key_Up:
            row = 0 if far else row - 1
        case _KEY.Key_Down:
            row = last_row if far else row + 1
        case _KEY.Key_Left:
            column = 0 if far else column - 1
        case _KEY.Key_Right:
            column = last_column if far else column + 1
        case _KEY.Key_Home:
            row, column = (0 if far else row), 0
        case _KEY.Key_End:
            row, column = (last_row if far else row), last_column
        case _KEY.Key_PageUp:
            row -= extent.page
        case _KEY.Key_PageDown:
            row += extent.page
    return max(0, min(row, last_row)), max(0, min(column, last_column))
