"""Nothing but dialogs and what hangs from a field is ever shown as a window of its own.

A part that is shown before it has its place flashes over the window and takes the keyboard with it.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from db.queries import plans
from tests.ui.shell.conftest import session_of
from ui.areas.find import areas
from ui.shell.window import MainWindow


class Shown(QObject):
    """Remembers what was shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.kinds: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.Show
            and isinstance(watched, QWidget)
            and watched.windowType() == Qt.WindowType.Window
            and not isinstance(watched, MainWindow | QDialog)
        ):
            self.kinds.append(type(watched).__name__)
        return False


@pytest.fixture
def shown(qapp: QApplication) -> Iterator[Shown]:
    watch = Shown()
    qapp.installEventFilter(watch)
    yield watch
    qapp.removeEventFilter(watch)


@pytest.mark.parametrize("area", [area.key for area in areas()])
def test_an_area_shows_no_window_of_its_own(window: MainWindow, shown: Shown, area: str) -> None:
    session = session_of(window)
    session.open_page(area, None, None)
    page = session.pages.page
    for _, bring_about in (getattr(page, "pictures", None) or tuple)():
        bring_about()
        while (dialog := QApplication.activeModalWidget()) is not None:
            dialog.close()
    assert shown.kinds == []


def test_the_keyboard_is_in_a_plan_that_was_opened(window: MainWindow, shown: Shown) -> None:
    session = session_of(window)
    with session.desk.board.reading() as connection:
        ref = plans.plans(connection)[0].ref
    session.open_page("plans", ref, None)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.window() is window
    assert shown.kinds == []
