"""Passwords of boards in the workstation's own credential store, where the person wants that.

Windows keeps them in its Credential Manager, Linux in the desktop's keyring. Nothing here fails:
a store that is missing or locked remembers nothing.
"""

from __future__ import annotations

from pathlib import Path

_SERVICE = "MSCB Desktop"


def remember(board: Path, password: str) -> bool:
    """Keep a board's password; False where the store refuses."""
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.set_password(_SERVICE, _name(board), password)
    except (KeyringError, OSError):
        return False
    return True


def recall(board: Path) -> str | None:
    """Give a board's password as it was kept, None where it was not."""
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(_SERVICE, _name(board))
    except (KeyringError, OSError):
        return None


def forget(board: Path) -> None:
    """Take a board's password out of the store."""
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.delete_password(_SERVICE, _name(board))
    except (KeyringError, OSError):
        return


def is_there() -> bool:
    """Tell whether this workstation has a store that can be asked."""
    import keyring
    from keyring.backends.fail import Keyring as NoStore

    return not isinstance(keyring.get_keyring(), NoStore)


def _name(board: Path) -> str:
    return str(board.absolute())
