"""The menu of a long text: better words for a wrong one, and what every text offers."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QFont, QKeySequence
from PySide6.QtWidgets import QMenu, QPlainTextEdit

from ui.editors.checked_text import CheckedText, Spot
from ui.editors.spelling import Spelling
from ui.theme import set_icon

_LOOKING = "Looking for better words…"
_NONE = "No better word is known"


def make_text_menu(
    edit: QPlainTextEdit,
    position: int,
    spelling: Spelling | None,
    checked: CheckedText | None,
) -> QMenu:
    """Make the menu for the word at a position; words looked up in the background come later."""
    menu = QMenu(edit)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if spelling is not None and checked is not None:
        spot, word = checked.wrong_at(position), checked.word_at(position)
        if spot is not None:
            _offer(menu, checked, spelling, spot)
        elif word is not None and spelling.is_own(word.word):
            _add(menu, "Remove from my words", "trash", lambda: spelling.remove(word.word))
            menu.addSeparator()
    _add_standard(menu, edit)
    return menu


def _offer(menu: QMenu, checked: CheckedText, spelling: Spelling, spot: Spot) -> None:
    waiting = QAction(_LOOKING, menu)
    waiting.setEnabled(False)
    menu.addAction(waiting)
    menu.addSeparator()
    _add(menu, "Add to my words", "plus", lambda: spelling.add(spot.word))
    _add(menu, "Ignore here", "eye-off", lambda: checked.ignore(spot))
    menu.addSeparator()
    is_open = True

    def closed() -> None:
        nonlocal is_open
        is_open = False

    menu.destroyed.connect(closed)

    def show(found: list[str]) -> None:
        if not is_open:
            return
        for word in found:
            better = QAction(word.replace("&", "&&"), menu)
            font = QFont(menu.font())
            font.setWeight(QFont.Weight.DemiBold)
            better.setFont(font)
            better.triggered.connect(lambda _=False, word=word: checked.replace(spot, word))
            menu.insertAction(waiting, better)
        if found:
            menu.removeAction(waiting)
            menu.setActiveAction(menu.actions()[0])
        else:
            waiting.setText(_NONE)

    spelling.suggest(spot.word, show)


def _add_standard(menu: QMenu, edit: QPlainTextEdit) -> None:
    document, typable = edit.document(), not edit.isReadOnly()
    selected = edit.textCursor().hasSelection()
    undo, redo = document.isUndoAvailable(), document.isRedoAvailable()
    for words, icon, keys, act, possible in (
        ("Undo", "arrow-back-up", "Ctrl+Z", edit.undo, typable and undo),
        ("Redo", "arrow-forward-up", "Ctrl+Y", edit.redo, typable and redo),
        ("Cut", "scissors", "Ctrl+X", edit.cut, typable and selected),
        ("Copy", "copy", "Ctrl+C", edit.copy, selected),
        ("Paste", "clipboard", "Ctrl+V", edit.paste, typable and edit.canPaste()),
        ("Select all", "select-all", "Ctrl+A", edit.selectAll, not document.isEmpty()),
    ):
        if words in ("Cut", "Select all"):
            menu.addSeparator()
        action = _add(menu, words, icon, act)
        # Shown beside the words only: the edit reads the keys itself.
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.setShortcutVisibleInContextMenu(True)
        action.setEnabled(possible)


def _add(menu: QMenu, words: str, icon: str, act: Callable[[], object]) -> QAction:
    action = QAction(words, menu)
    set_icon(action, icon)
    action.triggered.connect(lambda: act())
    menu.addAction(action)
    return action
