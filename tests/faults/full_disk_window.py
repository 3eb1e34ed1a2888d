"""A window typed into on a disk without room: what is not stored stays in its cell as a draft."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tests.faults.boards import ask, clock, damages, open_board

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.shell.window import MainWindow

YEAR = 2013
_LINES = 12
_TEXT = "typed without room "


@dataclass(slots=True)
class Typing:
    """What was typed: which texts, what the window said of it, and how to leave it."""

    texts: dict[str, str] = field(default_factory=dict)
    """The comment typed, by the reference of its line."""
    said: list[str] = field(default_factory=list)
    held: set[str] = field(default_factory=set)
    """References whose text stands in its cell though it is not stored."""
    leave: Callable[[], object] = lambda: None


def type_comments(path: Path) -> Typing:
    """Open a window on a board and type a comment into each of its lines."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from tests.faults.steps import play
    from ui.app import make_application, make_window

    application = make_application()
    window = make_window(application, clock, path.with_name("window.json"), path.parent)
    window.show()
    window.activateWindow()
    typing = Typing()
    refused = window.try_open(path, None, None)
    if refused is not None:
        typing.said.append(refused.message)
    else:
        play(application, _type(window, typing))
    return typing


def _type(window: MainWindow, typing: Typing) -> Iterator[int]:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    session = window.session
    assert session is not None
    session.desk.failed.connect(typing.said.append)
    session.set_year(YEAR)
    session.open_page("budget", None, None)
    grid = session.pages.page.grid  # type: ignore[attr-defined]
    yield 20
    refs = [row.ref for _, row in grid.sheet_model.known() if row.ref.startswith("BL-")]
    for number, ref in enumerate(refs[:_LINES]):
        typing.texts[ref] = f"{_TEXT}{number}{' and more of it' * 150 * (number % 2)}"
        assert grid.go_to(ref, "comment")
        if number % 2:
            QApplication.clipboard().setText(typing.texts[ref])
            QTest.keyClick(_focused(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        else:
            for letter in typing.texts[ref]:
                QTest.keyClick(_focused(), letter)
            QTest.keyClick(_focused(), Qt.Key.Key_Return)
        yield 5
    drafts = grid.sheet_model.drafts
    typing.held = {ref for (ref, _), draft in drafts.items() if draft.typed == typing.texts[ref]}
    typing.leave = lambda: _leave(window)


def _focused() -> QWidget:
    from PySide6.QtWidgets import QApplication

    focused: QWidget | None = QApplication.focusWidget()
    assert focused is not None, "nothing has the keyboard"
    return focused


def _leave(window: MainWindow) -> None:
    """Close the window once there is room again, as its own closing does."""
    assert window.session is not None
    assert window.session.unstored.keep(), "the texts cannot be kept as drafts"
    window.end()


def lost(path: Path, typing: Typing) -> list[str]:
    """Leave the window, and name what was typed and is neither stored nor a draft."""
    typing.leave()
    board = open_board(path, sole=True)
    drafts = {draft.ref: draft.typed for draft in board.drafts()}
    board.close()
    stored = dict(ask(path, "SELECT ref, comment FROM budget_line"))
    found = damages(path)
    for ref, text in typing.texts.items():
        is_stored = stored[ref] == text.strip()
        if not is_stored and ref not in typing.held:
            found.append(f"'{text[:30]}' was neither stored nor left in its cell")
        if not is_stored and drafts.get(ref) != text:
            found.append(f"'{text[:30]}' is neither stored nor a draft: {drafts.get(ref)!r}"[:200])
    return found
