"""The main window, painted before a board is opened and with nothing but Qt imported."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.areas.find import areas
from ui.settings import Settings
from ui.shell.helping import save_diagnostics, show_about, show_fault, show_keys, show_log
from ui.shell.navigation import Navigation
from ui.shell.stack import Stack
from ui.shell.status_bar import StatusBar
from ui.shell.top_bar import TopBar
from ui.theme import SIZES, Look, set_icon, use_look
from ui.theme.numbers import NO_FOCUS

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

    from db.board import Board
    from db.errors import BoardError
    from ui.editors.spelling import Spelling
    from ui.shell.session import Session
    from ui.shell.start_page import StartPage

WORDS = "my-words.txt"
"""The file of the person's own words, beside the copies of the samples."""

_OF_BOARDS = (
    "choose_year", "year_before", "year_after", "import_excel", "export_excel", "back_up",
    "open_settings", "set_password",
)  # fmt: skip
"""The commands that need an open board, undo and redo apart."""

SIZE = (1440, 900)
"""Width and height in pixels before the user chooses others."""


class MainWindow(QMainWindow):
    """The frame of everything: areas, year, undo and redo, messages, status, one page.

    `store` is given the settings whenever they change. The user's copy of the sample is kept in
    `sample_folder`.
    """

    painted = Signal()
    """The window stands on the screen for the first time: what takes time may begin."""

    def __init__(
        self,
        settings: Settings,
        store: Callable[[Settings], object],
        clock: Callable[[], dt.datetime],
        sample_folder: Path,
    ) -> None:
        super().__init__()
        self.settings = settings
        self.clock = clock
        self.session: Session | None = None
        self.places_told: set[str] = set()
        """Paths of boards of which was told in this run that they lie where they are not safe."""
        self._store = store
        self._sample_folder = sample_folder
        self._is_painted = self._is_whole = self._may_close = self._is_closing = False
        self.setWindowTitle("MSCB Desktop")
        self.navigation = Navigation(areas())
        self.top_bar = TopBar()
        self.stack = Stack()
        self.status = StatusBar()
        self._lay_out()
        self.resize(*SIZE)
        if settings.geometry:
            self.restoreGeometry(QByteArray.fromBase64(settings.geometry.encode()))

    def complete(self) -> None:
        """Add what is not seen at first: actions with their keys, menu, messages, start page.

        Whatever opens or shows something does it first; a second time it does nothing.
        """
        if self._is_whole:
            return
        from PySide6.QtWidgets import QMenu

        from ui.shell.commands import make_actions
        from ui.shell.dropping import BOARDS, FileDrops
        from ui.shell.message_strip import MessageStrip
        from ui.shell.task_strip import TaskStrip

        self._is_whole = True
        self.actions_by_name = make_actions(self, self._acts())
        self.menu = QMenu(self)
        self.menu.setAccessibleName("Menu")
        self.message = MessageStrip()
        self._right.insertWidget(2, self.message)
        self.task_strip = TaskStrip()
        self.status.insert(self.task_strip)
        FileDrops(self, BOARDS, lambda path: self.when_left(lambda: self.open_board(path)))
        self._connect()
        self._show_look()
        self._enable(False)

    # Boards

    def open_board(self, path: Path, *, read_only: str | None = None) -> bool:
        """Open a board in place of the one that is open; show why, and what helps, where not."""
        refused = self.try_open(path, None, read_only)
        if refused is None:
            return True
        from ui.shell.opening import tell_refused

        tell_refused(self, path, refused, read_only)
        return self.session is not None  # the computer's store may know the password

    def try_open(
        self, path: Path, password: str | None, read_only: str | None
    ) -> BoardError | None:
        """Open a board in place of the one that is open; give why it cannot be."""
        # What takes long to import is no part of the first paint.
        from db.errors import BoardError
        from ui.shell.opening import open_session

        self.complete()
        self.close_board()
        try:
            opened = open_session(self, path, password, read_only)
        except BoardError as error:
            return error
        self._show_session(opened)
        return None

    def show_copy(self, board: Board, at_end: Callable[[], object]) -> None:
        """Show an open board whose file is taken away `at_end`, and which nobody remembers."""
        from ui.shell.opening import session_on

        self.close_board()
        self._show_session(session_on(self, board, at_end))

    def show_no_board(
        self, why: str = "", remedy: tuple[str, Callable[[], object]] | None = None
    ) -> None:
        """Show the start page, with what went wrong where something did, and what helps."""
        self.complete()
        self._enable(False)
        self.navigation.show_board("MSCB Desktop", "No board is open")
        self.navigation.show_counts({})
        self.status.show_nothing()
        self.top_bar.show_years((), 0, "No year")
        page = self.start_page
        page.problem.show_words(why, remedy)
        page.show_boards(self.settings.boards)
        self.stack.setCurrentWidget(page)
        page.take_keyboard()

    def close_board(self) -> None:
        """Close the open board, if any, and show nothing in its place yet."""
        if self.session is not None:
            self.remember(self.session.remembered(self.settings))
            self.stack.removeWidget(self.session.pages)
            self.session.close()
            self.session = None
            self.message.hide()

    def expect_board(self, path: Path) -> None:
        """Look like the board at `path` while it is being opened."""
        names = self.settings.names_of(path) or (path.stem, "")
        self.navigation.show_board(*names)
        self.navigation.show_area(self.settings.area)
        if self.settings.year:
            label = f"{self.settings.year}-{(self.settings.year + 1) % 100:02}"
            self.top_bar.show_years((), 0, label)
        self.status.say("Opening…")

    def ask_open_board(self) -> None:
        """Let the user choose a board's file."""
        from ui.shell.opening import ask_for_board

        ask_for_board(self, lambda path: self.when_left(lambda: self.open_board(path)))

    def ask_new_board(self) -> None:
        """Let the user make a board."""
        from ui.shell.opening import ask_for_new_board

        ask_for_new_board(self)

    def open_sample(self, name: str = "merton") -> None:
        """Open the user's own copy of a sample, made where there is none yet."""
        from ui.shell.opening import sample_path

        def open_it() -> None:
            made = sample_path(self._sample_folder, name, self.clock)
            if isinstance(made, str):
                self.close_board()
                self.show_no_board(made)
            else:
                self.open_board(made)

        self.when_left(open_it)

    def when_stored(self, act: Callable[[], object]) -> None:
        """Do `act`; ask first where something typed is neither stored nor kept as a draft."""
        cells = self._lost()
        if not cells:
            act()
            return
        from ui.dialogs.unstored import UnstoredDialog

        UnstoredDialog(cells, act, self).open()

    def when_left(self, act: Callable[[], object]) -> None:
        """Do `act`, which leaves the open board, once it is backed up where due and all stored."""
        if self.session is None:
            act()
            return
        self._lost()  # what is typed is in the backup too
        self.session.file.back_up_before(lambda: self.when_stored(act))

    def take_what_is_typed(self) -> None:
        """Let an open editor hand over what was typed, as it does when it loses the keyboard."""
        focused = QApplication.focusWidget()
        if focused is not None:
            focused.clearFocus()

    # Look, settings, faults

    def set_look(self, look: Look) -> None:
        """Take on a theme and a text size, and remember them."""
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        use_look(application, look)
        self.navigation.measure()
        self.remember(self.settings._replace(dark=look.dark, text_size=look.text_size))
        self._show_look()

    def remember(self, settings: Settings) -> None:
        """Keep the settings for the next run."""
        if settings != self.settings:
            self.settings = settings
            self._store(settings)

    def show_fault(self, details: str) -> QDialog:
        """Say that the program failed, and what was kept."""
        return show_fault(self, details)

    def forget_board(self, path: str) -> None:
        """Take a board off the list of those opened before; its file stays as it is."""
        place = self.start_page.recent.place_of(path)
        self.remember(self.settings.without_board(path))
        self.start_page.show_boards(self.settings.boards)
        self.start_page.take_keyboard(place)

    def show_refusal(self, why: str) -> None:
        """Say above the page why the board's file could not be read or written."""
        self.complete()
        self.message.show_message((why,))

    def switch_spelling(self) -> None:
        """Turn the checking of spelling on or off, and remember it."""
        on = not self.settings.check_spelling
        self.remember(self.settings._replace(check_spelling=on))
        self.spelling.set_on(on)
        self._show_look()

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint; tell of the first time once it is on the screen."""
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self.painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close the board and remember the window's place, once nothing would be lost."""
        event.ignore()
        if not self._may_close:
            self._is_closing = True  # Qt takes no second close while it asks about the first
            self.when_left(self._close_now)
            self._is_closing = False
        if self._may_close:
            self.end()
            event.accept()

    def end(self) -> None:
        """Close the board and remember the window's place."""
        self.close_board()
        if "spelling" in vars(self):
            self.spelling.stop()
        if "start_page" in vars(self):
            self.start_page.recent.stop()
        geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        self.remember(self.settings._replace(geometry=geometry))

    # Inside

    def _lost(self) -> int:
        """Count the texts that are not stored, where they cannot be kept as drafts either."""
        self.take_what_is_typed()
        if self.session is None or self.session.unstored.keep():
            return 0
        return self.session.pages.unstored()

    def _close_now(self) -> None:
        self._may_close = True
        if not self._is_closing:
            self.close()

    def _show_session(self, session: Session) -> None:
        self.session = session
        self.stack.addWidget(session.pages)
        self.stack.setCurrentWidget(session.pages)
        self._enable(True)
        session.begin(self.settings.area, self.settings.year)

    def _lay_out(self) -> None:
        self._right = right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        for part in (self.top_bar, _line()):
            right.addWidget(part)
        # A page that needs more room than the screen has is scrolled, and never widens the window.
        holder = QScrollArea()
        holder.setProperty("focusPolicy", NO_FOCUS)
        holder.setWidgetResizable(True)
        holder.setFrameShape(QFrame.Shape.NoFrame)
        holder.setWidget(self.stack)
        right.addWidget(holder, 1)
        for part in (_line(), self.status):
            right.addWidget(part)
        centre = QWidget()
        layout = QHBoxLayout(centre)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.navigation)
        layout.addLayout(right, 1)
        self.setCentralWidget(centre)

    def _connect(self) -> None:
        from PySide6.QtGui import QKeySequence, QShortcut

        undo, redo = self.actions_by_name["undo"], self.actions_by_name["redo"]
        self.top_bar.connect_to(undo, redo, self.actions_by_name["find"], self.menu)
        self.top_bar.menu_button.clicked.connect(self._open_menu)
        self.navigation.chosen.connect(self.open_area)
        self.top_bar.year_chosen.connect(lambda year: self._ask(lambda s: s.set_year(year)))
        for place, area in enumerate(areas()[:9], 1):
            jump = QShortcut(QKeySequence(f"Ctrl+{place}"), self)
            jump.activated.connect(lambda key=area.key: self.open_area(key))

    def open_area(self, key: str) -> None:
        """Go to an area's page."""
        self._ask(lambda session: session.open_page(key, None, None))

    def _ask(self, act: Callable[[Session], object]) -> None:
        if self.session is not None:
            act(self.session)

    def _acts(self) -> dict[str, Callable[[], object]]:
        return {
            "undo": lambda: self._ask(lambda session: session.undo()),
            "redo": lambda: self._ask(lambda session: session.redo()),
            "find": self._find,
            "choose_year": lambda: self.top_bar.open_years(),
            "year_before": lambda: self.top_bar.step_year(-1),
            "year_after": lambda: self.top_bar.step_year(1),
            "next_part": self._go_round,
            "open_menu": self._open_menu,
            "new_board": self.ask_new_board,
            "open_board": self.ask_open_board,
            "open_sample": self.open_sample,
            "open_eastbrook": lambda: self.open_sample("eastbrook"),
            "import_excel": lambda: self._exchange("import"),
            "export_excel": lambda: self._exchange("export"),
            "back_up": lambda: self._ask(lambda session: session.file.back_up_now()),
            "open_settings": lambda: self.open_area("settings"),
            "set_password": self._set_password,
            "dark_theme": lambda: self.set_look(
                Look(not self.settings.dark, self.settings.text_size)
            ),
            "larger_text": lambda: self._step_text(1),
            "smaller_text": lambda: self._step_text(-1),
            "check_spelling": self.switch_spelling,
            "show_keys": lambda: show_keys(self),
            "show_log": show_log,
            "save_diagnostics": lambda: save_diagnostics(self),
            "show_about": lambda: show_about(self),
            "close_window": self.close,
        }

    def _enable(self, is_open: bool) -> None:
        self.navigation.show_areas(is_open)
        self.top_bar.year_button.setEnabled(is_open)
        for name in _OF_BOARDS:
            self.actions_by_name[name].setEnabled(is_open)
        for name in ("undo", "redo"):
            self.actions_by_name[name].setEnabled(False)

    def _show_look(self) -> None:
        theme = self.actions_by_name["dark_theme"]
        theme.setText("Light theme" if self.settings.dark else "Dark theme")
        set_icon(theme, "sun" if self.settings.dark else "moon")
        spelling = self.actions_by_name["check_spelling"]
        spelling.setCheckable(True)
        spelling.setChecked(self.settings.check_spelling)
        set_icon(spelling, "square-check" if self.settings.check_spelling else "square")
        size = self.settings.text_size
        self.actions_by_name["larger_text"].setEnabled(size < SIZES[-1])
        self.actions_by_name["smaller_text"].setEnabled(size > SIZES[0])

    def _step_text(self, step: int) -> None:
        sizes = sorted({*SIZES, self.settings.text_size})
        at = sizes.index(self.settings.text_size) + step
        if 0 <= at < len(sizes):
            self.set_look(Look(self.settings.dark, sizes[at]))
            self.status.say(f"Text size {sizes[at]} %")

    def _go_round(self) -> None:
        focused = QApplication.focusWidget()
        if focused is not None and self.navigation.isAncestorOf(focused):
            self.top_bar.year_button.setFocus()
        elif self.session is not None and (focused is None or self.top_bar.isAncestorOf(focused)):
            self.session.focus_page()
        else:
            self.navigation.focus_open_area()

    @cached_property
    def spelling(self) -> Spelling:
        """What checks the spelling of long texts, made when one is first shown."""
        from ui.editors.spelling import Spelling

        made = Spelling(self._sample_folder / WORDS, self, on=self.settings.check_spelling)
        made.said.connect(self.status.say)
        return made

    @cached_property
    def start_page(self) -> StartPage:
        """The page that stands while no board is open, made when it is first shown."""
        from ui.shell.start_page import StartPage

        page = StartPage()
        page.new_wanted.connect(self.ask_new_board)
        page.open_wanted.connect(self.ask_open_board)
        page.sample_wanted.connect(self.open_sample)
        page.unwanted.connect(self.forget_board)
        page.chosen.connect(lambda path: self.open_board(Path(path)))
        self.stack.addWidget(page)
        return page

    def _open_menu(self) -> None:
        from ui.shell.commands import fill_menu

        if self.menu.isEmpty():
            fill_menu(self.menu, self.actions_by_name)
        self.top_bar.open_menu()

    def _exchange(self, way: str) -> None:
        self._ask(lambda session: session.open_page("exchange", way, None))

    def _set_password(self) -> None:
        from ui.shell.protection import ask_new_password

        self.when_stored(lambda: ask_new_password(self))

    def _find(self) -> None:
        from ui.shell.finding import open_find_box

        open_find_box(self)


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("kind", "line")
    line.setFixedHeight(1)
    return line
