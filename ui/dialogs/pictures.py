"""The dialogs of a board's file, for pictures of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtWidgets import QWidget

from ui.dialogs.damage import DamageDialog
from ui.dialogs.keep_here import KeepHereDialog
from ui.dialogs.no_backup import NoBackupDialog
from ui.dialogs.password import PasswordDialog, SetPasswordDialog

_NAME = "Merton.mscb"
_FOLDER = Path("/home/jsmith/OneDrive - Merton Council/Safeguarding")


def dialogs(parent: QWidget) -> Iterator[tuple[str, Callable[[], object]]]:
    """Give each dialog as (name, call that opens it)."""
    yield "no-backup", lambda: NoBackupDialog(_NO_BACKUP, _nothing, parent).open()
    yield "damage", lambda: _damage(parent, has_backup=True)
    yield "damage-no-backup", lambda: _damage(parent, has_backup=False)
    yield (
        "keep-here",
        lambda: KeepHereDialog(
            _FOLDER / _NAME,
            "in a folder that is copied elsewhere (OneDrive)",
            Path("/home/jsmith/.local/share/MSCB Desktop/Boards"),
            _nothing,
            _nothing,
            parent,
        ).open(),
    )
    yield "password", lambda: PasswordDialog(_NAME, _wrong, parent, can_remember=True).open()
    yield "password-set", lambda: SetPasswordDialog(_NAME, False, _wrong, parent).open()
    yield "password-change", lambda: SetPasswordDialog(_NAME, True, _wrong, parent).open()


_NO_BACKUP = (
    "No backup of Merton.mscb was made: the folder /media/stick is gone. Put the stick or disk "
    "back in, or choose another folder."
)
_DAMAGES = (
    "Agencies are not as they were written:",
    "Agency AG-0004 'Metropolitan Police': Short name holds 'MPQ'; the history knows 'MPS'.",
)
_BRINGS = (
    "The backup holds the board up to 13/06/2013 17:30. 12 changes since can be brought back "
    "from the damaged file, up to 14/06/2013 11:05."
)


def _damage(parent: QWidget, *, has_backup: bool) -> None:
    DamageDialog(
        _NAME,
        _DAMAGES,
        _BRINGS if has_backup else "There is no backup of it that is whole.",
        read=_nothing,
        bring_back=_nothing if has_backup else None,
        go_on=_nothing,
        parent=parent,
    ).open()


def _nothing(*_: object) -> None:
    return None


def _wrong(*_: object) -> str:
    return "This is not the password."
