"""Passwords in the workstation's store: kept where it lets us, never a failure."""

from __future__ import annotations

from pathlib import Path

import keyring
from keyring.backends.fail import Keyring as NoStore

from mscb_desktop import credentials
from tests.support.password_store import store

BOARD = Path("/boards/eastbrook.mscb")


def test_a_password_is_kept_for_its_board_alone() -> None:
    with store():
        assert credentials.is_there()
        assert credentials.recall(BOARD) is None
        assert credentials.remember(BOARD, "correct horse")
        assert credentials.recall(BOARD) == "correct horse"
        assert credentials.recall(BOARD.with_name("another.mscb")) is None
        credentials.forget(BOARD)
        credentials.forget(BOARD)
        assert credentials.recall(BOARD) is None


def test_a_locked_store_remembers_nothing_and_does_not_fail() -> None:
    with store() as made:
        made.locked = True
        assert not credentials.remember(BOARD, "correct horse")
        assert credentials.recall(BOARD) is None
        credentials.forget(BOARD)


def test_a_computer_without_a_store_is_known() -> None:
    with store():
        keyring.set_keyring(NoStore())
        assert not credentials.is_there()
        assert not credentials.remember(BOARD, "correct horse")
