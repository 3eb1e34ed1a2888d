"""A damaged board: what is wrong, reading what is left, and bringing it back."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from db.damage.told import in_words
from db.errors import BoardError, Damaged, PasswordNeeded
from db.file.connection import access_to
from db.file.password import is_protected
from mscb_desktop import damaged
from ui.dialogs.damage import DamageDialog
from ui.dialogs.password import PasswordDialog
from ui.shell.board_file import in_background, replace_file
from ui.tasks import Progress

if TYPE_CHECKING:
    from db.backups.restore import Restored
    from db.damage.told import Damage
    from ui.shell.window import MainWindow


def tell_damage(window: MainWindow, path: Path, damages: Sequence[Damage]) -> None:
    """Close a board that is not whole, so that nothing is built on it, and offer what helps."""
    session = window.session
    if session is None or session.desk.board.path != path:
        return
    window.take_what_is_typed()
    window.close_board()
    show_damage(window, path, damages)


def show_damage(window: MainWindow, path: Path, damages: Sequence[Damage]) -> None:
    """Name what is damaged and offer to read it, or to bring it back from a backup."""
    _Helper(window, path, damages).begin()


@dataclass(frozen=True, slots=True)
class _Found:
    """The backup that helps, None for none, and in words what it would bring.

    `alone` says that no later change can be brought back with it.
    """

    backup: Path | None
    brings: str
    alone: bool = False


class _Helper:
    """Leads through what can be done with one damaged board."""

    def __init__(self, window: MainWindow, path: Path, damages: Sequence[Damage]) -> None:
        self._window = window
        self._path = path
        self._damages = damages
        self._password: str | None = None

    def begin(self) -> None:
        """Ask for the board's password where it has one, then look for what helps."""
        self._show_start()
        if not is_protected(self._path):
            self._look()
            return

        def open_it(password: str, _: bool) -> str | None:
            try:
                access_to(self._path, password)
            except Damaged:
                pass  # what this is all about
            except BoardError as error:
                return error.message
            self._password = password
            self._look()
            return None

        PasswordDialog(self._path.name, open_it, self._window).open()

    def _show_start(self, why: str = "") -> None:
        """Show the start page, with the way back to what helps."""
        words = why or (
            f"{self._path.name} is damaged. It is left as it is. {in_words(self._damages)}"
        )
        self._window.show_no_board(words, ("What helps…", self.begin))

    def _look(self) -> None:
        path, password = self._path, self._password
        folder = self._window.settings.backup_folder

        def job(_: Progress) -> _Found:
            from mscb_desktop.backing_up.when import default_folder

            backups = Path(folder) if folder else default_folder()
            return _what_helps(path, backups, password)

        in_background(
            self._window, f"Looking what helps {path.name}", job, self._offer, self._show_start
        )

    def _offer(self, found: _Found) -> None:
        self._show_start()
        backup = found.backup
        DamageDialog(
            self._path.name,
            tuple(damage.message for damage in self._damages),
            found.brings,
            read=self._read,
            bring_back=None
            if backup is None
            else partial(self._bring_back, backup, alone=found.alone),
            go_on=self._go_on,
            parent=self._window,
        ).open()

    def _read(self) -> None:
        """Open a copy of what can be read."""
        window, path, password = self._window, self._path, self._password
        place = tempfile.TemporaryDirectory(prefix="mscb-read-", ignore_cleanup_errors=True)

        def job(progress: Progress) -> damaged.Readable:
            return damaged.open_readable(
                path, Path(place.name), password=password, clock=window.clock, progress=progress
            )

        def done(readable: damaged.Readable) -> None:
            window.show_copy(readable.board, at_end=place.cleanup)
            lost = tuple(damage.message for damage in readable.lost)
            words = (_sentence(damaged.READ_ONLY), *lost)
            window.message.show_message(words, "warning", self.begin, "What helps…")

        def failed(why: str) -> None:
            place.cleanup()
            self._show_start(why)

        in_background(window, f"Reading what is left of {path.name}", job, done, failed)

    def _bring_back(self, backup: Path, *, alone: bool) -> None:
        path, password, clock = self._path, self._password, self._window.clock

        def job(progress: Progress) -> Restored:
            if alone:
                return damaged.put_back(
                    path, backup, password=password, clock=clock, progress=progress
                )
            return damaged.bring_back(
                path, backup, password=password, clock=clock, progress=progress
            )[0]

        replace_file(self._window, path, f"Bringing {path.name} back", job)

    def _go_on(self) -> None:
        path, password, clock = self._path, self._password, self._window.clock

        def job(progress: Progress) -> Restored:
            return damaged.go_on_with_copy(path, password=password, clock=clock, progress=progress)[
                0
            ]

        replace_file(self._window, path, "Putting what could be read in its place", job)


def _what_helps(path: Path, backups: Path, password: str | None) -> _Found:
    newest = damaged.newest_good_backup(path, backups, password)
    if newest is None:
        return _Found(None, "There is no backup of it that is whole.")
    try:
        plan = damaged.plan(path, newest.path, password)
    except PasswordNeeded:
        raise
    except BoardError as error:
        problem = error.message
    else:
        if not plan.problem:
            return _Found(newest.path, plan.words())
        problem = plan.problem
    words = f"{problem} The backup of {newest.at:%d/%m/%Y %H:%M} can be put in its place."
    return _Found(newest.path, words, alone=True)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
