"""The main window: boards are opened, shown and left in its frame."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication

from ui.areas.find import areas
from ui.settings import Settings
from ui.shell.frame import Frame
from ui.shell.helping import show_fault
from ui.theme import Look, use_look

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

    from db.board import Board
    from db.errors import BoardError
    from ui.editors.spelling import Spelling
    from ui.shell.session import Session
    from ui.shell.start_page import StartPage

WORDS = "my-words.txt"
"""The file of the person's own words, beside the copies of the samples."""


class MainWindow(Frame):
    """The frame with at most one board open in it, and with commands.

    The user's copies of the samples, and their own words, are kept in `sample_folder`.
    """

    def __init__(
        self,
        settings: Settings,
        store: Callable[[Settings], object],
        clock: Callable[[], dt.datetime],
        sample_folder: Path,
    ) -> None:
        super().__init__(settings, store)
        self.clock = clock
        self.session: Session | None = None
        self.places_told: set[str] = set()
        """Paths of boards of which was told in this run that they lie where they are not safe."""
        self._sample_folder = sample_folder
        self._is_whole = self._may_close = self._is_closing = False

    def complete(self) -> None:
        """Add what is not seen at first: actions with their keys, menu, messages, start page.

        Whatever opens or shows something does it first; a second time it does nothing.
        """
        if self._is_whole:
            return
        from PySide6.QtWidgets import QMenu

        from ui.shell.acts import Acts
        from ui.shell.commands import make_actions
        from ui.shell.dropping import BOARDS, FileDrops
        from ui.shell.message_strip import MessageStrip
        from ui.shell.task_strip import TaskStrip

        self._is_whole = True
        self._acts = Acts(self)
        self.actions_by_name = make_actions(self, self._acts.by_name())
        self.menu = QMenu(self)
        self.menu.setAccessibleName("Menu")
        self.message = MessageStrip()
        self.insert_message(self.message)
        self.task_strip = TaskStrip()
        self.status.insert(self.task_strip)
        FileDrops(self, BOARDS, lambda path: self.when_left(lambda: self.open_board(path)))
        self._connect()
        self._acts.show_look()
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
            pages = self.session.pages
            self.session.close()  # goes back from a preview to the pages
            self.stack.removeWidget(pages)
            self.session = None
            self.message.hide()

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

    def open_area(self, key: str) -> None:
        """Go to an area's page."""
        self.with_board(lambda session: session.open_page(key, None, None))

    def forget_board(self, path: str) -> None:
        """Take a board off the list of those opened before; its file stays as it is."""
        place = self.start_page.recent.place_of(path)
        self.remember(self.settings.without_board(path))
        self.start_page.show_boards(self.settings.boards)
        self.start_page.take_keyboard(place)

    def with_board(self, act: Callable[[Session], object]) -> None:
        """Do `act` with the session of the open board, if there is one."""
        if self.session is not None:
            act(self.session)

    # Leaving

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
        self.remember_place()

    # Look, settings, faults

    def set_look(self, look: Look) -> None:
        """Take on a theme and a text size, and remember them."""
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        use_look(application, look)
        self.navigation.measure()
        self.remember(self.settings._replace(dark=look.dark, text_size=look.text_size))
        self._acts.show_look()

    def show_fault(self, details: str) -> QDialog:
        """Say that the program failed, and what was kept."""
        return show_fault(self, details)

    def show_refusal(self, why: str) -> None:
        """Say above the page why the board's file could not be read or written."""
        self.complete()
        self.message.show_message((why,))

    def switch_spelling(self) -> None:
        """Turn the checking of spelling on or off, and remember it."""
        on = not self.settings.check_spelling
        self.remember(self.settings._replace(check_spelling=on))
        self.spelling.set_on(on)
        self._acts.show_look()

    # Inside

    def _show_session(self, session: Session) -> None:
        self.session = session
        self.stack.addWidget(session.pages)
        self.stack.setCurrentWidget(session.pages)
        self._enable(True)
        session.begin(self.settings.area, self.settings.year)

    def _connect(self) -> None:
        from PySide6.QtGui import QKeySequence, QShortcut

        undo, redo = self.actions_by_name["undo"], self.actions_by_name["redo"]
        self.top_bar.connect_to(undo, redo, self.actions_by_name["find"], self.menu)
        self.top_bar.menu_button.clicked.connect(self.actions_by_name["open_menu"].trigger)
        self.navigation.chosen.connect(self.open_area)
        self.top_bar.year_chosen.connect(lambda year: self.with_board(lambda s: s.set_year(year)))
        for place, area in enumerate(areas()[:9], 1):
            jump = QShortcut(QKeySequence(f"Ctrl+{place}"), self)
            jump.activated.connect(lambda key=area.key: self.open_area(key))

    def _enable(self, is_open: bool) -> None:
        self.navigation.show_areas(is_open)
        self.top_bar.year_button.setEnabled(is_open)
        self._acts.enable(is_open)

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
