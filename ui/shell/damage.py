"""A damaged board: what is wrong, reading what is left, and bringing it back."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from db.connection import access_to
from db.errors import BoardError
from db.password import is_protected
from mscb_desktop import damaged
from ui.dialogs.damage import DamageDialog
from ui.dialogs.password import PasswordDialog
from ui.shell.board_file import replace_file
from ui.tasks import Progress

if TYPE_CHECKING:
    from db.damage import Damage
    from db.restore import Restored
    from ui.shell.window import MainWindow


def tell_damage(window: MainWindow, path: Path, damages: Sequence[Damage]) -> None:
    """Close a board that is not whole, so that nothing is built on it, and offer what helps."""
    session = window.session
    if session is None or session.desk.board.path != path:
        return
    folder = session.file.folder()
    window.close_board()
    show_damage(window, path, damages, folder)


def show_damage(window: MainWindow, path: Path, damages: Sequence[Damage], backups: Path) -> None:
    """Name what is damaged and offer to read it, or to bring it back from a backup."""
    words = tuple(damage.message for damage in damages)
    show = partial(_with_password, window, path, partial(_offer, window, path, words, backups))
    window.show_no_board(
        f"{path.name} is damaged. Nothing was changed in it. {words[0]}", ("What helps…", show)
    )
    show()


def _with_password(window: MainWindow, path: Path, then: Callable[[str | None], object]) -> None:
    """Go on with the board's password, asked for where it has one."""
    if not is_protected(path):
        then(None)
        return

    def open_it(password: str, _: bool) -> str | None:
        try:
            access_to(path, password)
        except BoardError as error:
            return error.message
        then(password)
        return None

    PasswordDialog(path.name, open_it, window).open()


def _offer(
    window: MainWindow, path: Path, words: tuple[str, ...], backups: Path, password: str | None
) -> None:
    newest = damaged.newest_good_backup(path, backups, password)
    brings = "There is no backup of it that is whole."
    if newest is not None:
        try:
            brings = damaged.plan(path, newest.path, password).words()
        except BoardError as error:
            newest, brings = None, error.message
    DamageDialog(
        path.name,
        words,
        brings,
        read=partial(_read, window, path, password),
        bring_back=None
        if newest is None
        else partial(_bring_back, window, path, newest.path, password),
        go_on=partial(_go_on, window, path, password),
        parent=window,
    ).open()


def _read(window: MainWindow, path: Path, password: str | None) -> str | None:
    """Open a copy of what can be read; give why not where it cannot be."""
    place = tempfile.TemporaryDirectory(prefix="mscb-read-", ignore_cleanup_errors=True)
    try:
        readable = damaged.open_readable(
            path, Path(place.name), password=password, clock=window.clock
        )
    except BoardError as error:
        place.cleanup()
        return error.message
    window.show_copy(readable.board, at_end=place.cleanup)
    lost = tuple(damage.message for damage in readable.lost)
    window.message.show_message((damaged.READ_ONLY.capitalize(), *lost), "warning")
    return None


def _bring_back(window: MainWindow, path: Path, backup: Path, password: str | None) -> None:
    def job(progress: Progress) -> Restored:
        return damaged.bring_back(
            path, backup, password=password, clock=window.clock, progress=progress
        )[0]

    replace_file(window, path, "Bringing the board back", job)


def _go_on(window: MainWindow, path: Path, password: str | None) -> None:
    def job(_: Progress) -> Restored:
        return damaged.go_on_with_copy(path, password=password, clock=window.clock)[0]

    replace_file(window, path, "Going on with what could be read", job)
