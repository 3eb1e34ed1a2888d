"""What each command of the window does, and which of them can be given now."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from ui.shell.helping import save_diagnostics, show_about, show_keys, show_log
from ui.theme import SIZES, Look, set_icon

if TYPE_CHECKING:
    from ui.shell.window import MainWindow

_OF_BOARDS = (
    "choose_year", "year_before", "year_after", "import_excel", "export_excel", "back_up",
    "open_settings", "set_password",
)  # fmt: skip
"""The commands that need an open board, undo and redo apart."""


class Acts:
    """The acts behind the window's keys and menu entries, by the names of their commands."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def by_name(self) -> dict[str, Callable[[], object]]:
        """Give the act of every command."""
        window = self._window
        return {
            "undo": lambda: window.with_board(lambda session: session.undo()),
            "redo": lambda: window.with_board(lambda session: session.redo()),
            "find": self._find,
            "choose_year": window.top_bar.open_years,
            "year_before": lambda: window.top_bar.step_year(-1),
            "year_after": lambda: window.top_bar.step_year(1),
            "next_part": lambda: self._go_round(1),
            "part_before": lambda: self._go_round(-1),
            "open_menu": self._open_menu,
            "new_board": window.ask_new_board,
            "open_board": window.ask_open_board,
            "open_sample": window.open_sample,
            "open_eastbrook": lambda: window.open_sample("eastbrook"),
            "import_excel": lambda: self._exchange("import"),
            "export_excel": lambda: self._exchange("export"),
            "back_up": lambda: window.with_board(lambda session: session.file.back_up_now()),
            "open_settings": lambda: window.open_area("settings"),
            "set_password": self._set_password,
            "dark_theme": lambda: window.set_look(
                Look(not window.settings.dark, window.settings.text_size)
            ),
            "larger_text": lambda: self._step_text(1),
            "smaller_text": lambda: self._step_text(-1),
            "check_spelling": window.switch_spelling,
            "show_keys": lambda: show_keys(window),
            "show_log": show_log,
            "save_diagnostics": lambda: save_diagnostics(window),
            "show_about": lambda: show_about(window),
            "close_window": window.close,
        }

    def enable(self, is_open: bool) -> None:
        """Let the commands be given that make sense with a board open, or with none."""
        actions = self._window.actions_by_name
        for name in _OF_BOARDS:
            actions[name].setEnabled(is_open)
        for name in ("undo", "redo"):
            actions[name].setEnabled(False)

    def show_look(self) -> None:
        """Make the commands of theme, text size and spelling say what they would change."""
        actions, settings = self._window.actions_by_name, self._window.settings
        theme = actions["dark_theme"]
        theme.setText("Light theme" if settings.dark else "Dark theme")
        set_icon(theme, "sun" if settings.dark else "moon")
        spelling = actions["check_spelling"]
        spelling.setCheckable(True)
        spelling.setChecked(settings.check_spelling)
        set_icon(spelling, "square-check" if settings.check_spelling else "square")
        actions["larger_text"].setEnabled(settings.text_size < SIZES[-1])
        actions["smaller_text"].setEnabled(settings.text_size > SIZES[0])

    def _step_text(self, step: int) -> None:
        window, settings = self._window, self._window.settings
        sizes = sorted({*SIZES, settings.text_size})
        at = sizes.index(settings.text_size) + step
        if 0 <= at < len(sizes):
            window.set_look(Look(settings.dark, sizes[at]))
            window.status.say(f"Text size {sizes[at]} %")

    def _go_round(self, step: int) -> None:
        window, focused = self._window, QApplication.focusWidget()
        in_areas = focused is not None and window.navigation.isAncestorOf(focused)
        in_bar = focused is not None and window.top_bar.isAncestorOf(focused)
        to_page = focused is None or (in_bar if step > 0 else in_areas)
        if window.session is not None and to_page:
            window.session.focus_page()
        elif in_areas:
            window.top_bar.year_button.setFocus()
        elif in_bar:
            window.navigation.focus_open_area()
        elif window.session is None or not window.session.go_on_page(step):
            away = window.navigation.focus_open_area
            (away if step > 0 else window.top_bar.year_button.setFocus)()

    def _open_menu(self) -> None:
        from ui.shell.commands import fill_menu

        window = self._window
        if window.menu.isEmpty():
            fill_menu(window.menu, window.actions_by_name)
        window.top_bar.open_menu()

    def _exchange(self, way: str) -> None:
        self._window.with_board(lambda session: session.open_page("exchange", way, None))

    def _set_password(self) -> None:
        from ui.shell.protection import ask_new_password

        self._window.when_stored(lambda: ask_new_password(self._window))

    def _find(self) -> None:
        from ui.shell.finding import open_find_box

        open_find_box(self._window)
