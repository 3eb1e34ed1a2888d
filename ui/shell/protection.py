"""The password of a board in the window: asked for, changed, and asked again after a pause."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from db.errors import BoardError
from db.protect import change_password
from mscb_desktop import credentials
from ui.dialogs.password import PasswordDialog, SetPasswordDialog

if TYPE_CHECKING:
    from ui.shell.window import MainWindow

_INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
    }
)


class IdleLock(QObject):
    """Tells when nobody has touched keyboard or mouse for some minutes.

    It watches every event of the application, so it is there for protected boards alone.
    """

    idle = Signal()

    def __init__(self, minutes: int, parent: QObject) -> None:
        super().__init__(parent)
        self.timer = QTimer(self, singleShot=True, interval=minutes * 60_000)
        self.timer.timeout.connect(self.idle)
        self.timer.start()
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(self)

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        """Begin to count anew whenever somebody does something."""
        if event.type() in _INPUT:
            self.timer.start()
        return False


def ask_password(
    window: MainWindow, path: Path, read_only: str | None, *, why: str = "", ask_store: bool = True
) -> None:
    """Open a protected board with the password that the store keeps or the person types."""
    if ask_store and (kept := credentials.recall(path)) is not None:
        if window.try_open(path, kept, read_only) is None:
            return
        credentials.forget(path)

    def open_it(password: str, remember: bool) -> str | None:
        refused = window.try_open(path, password, read_only)
        if refused is None and remember and not credentials.remember(path, password):
            window.status.say("The password could not be remembered: this computer refused.")
        return refused.message if refused is not None else None

    PasswordDialog(path.name, open_it, window, why=why, can_remember=credentials.is_there()).open()


def lock(window: MainWindow) -> None:
    """Close the open board after a pause and ask for its password, which no store answers."""
    session = window.session
    if session is None:
        return
    board = session.desk.board
    path, read_only = board.path, board.read_only
    minutes = window.settings.lock_after
    window.take_what_is_typed()
    window.close_board()
    window.show_no_board()
    why = f"Nobody touched it for {minutes} minutes. What was typed is kept."
    ask_password(window, path, read_only, why=why, ask_store=False)


def ask_new_password(window: MainWindow) -> None:
    """Set, change or take off the password of the board that is open."""
    session = window.session
    if session is None:
        return
    board = session.desk.board
    path, was_protected = board.path, board.access.key is not None
    remembered = was_protected and credentials.recall(path) is not None

    def change(old: str | None, new: str | None) -> str | None:
        key = board.access.key
        if key is not None and not key.is_of(old or ""):
            return f"This is not the password of {path.name} until now: type it again."
        window.close_board()
        why = None
        try:
            change_password(path, old, new, who=board.who, at=window.clock())
        except BoardError as error:
            why = error.message
        refused = window.try_open(path, old if why else new, None)
        if refused is not None:
            window.show_no_board(refused.message)
            return why
        if why is None:
            if remembered:
                credentials.forget(path)
                if new is not None:
                    credentials.remember(path, new)
            words = "no longer protected" if new is None else "protected by the new password"
            window.status.say(f"{path.name} is {words}.")
        return why

    SetPasswordDialog(path.name, was_protected, change, window).open()
