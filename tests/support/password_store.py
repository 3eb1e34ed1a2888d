"""A credential store of the workstation that forgets all when the test ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import keyring
from keyring.backend import KeyringBackend
from keyring.errors import KeyringError, PasswordDeleteError


class Store(KeyringBackend):
    """Passwords in memory; `locked` refuses them, as a keyring does that nobody opened."""

    priority = 1.0  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.held: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        self._ask()
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._ask()
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._ask()
        if self.held.pop((service, username), None) is None:
            raise PasswordDeleteError("not there")

    def _ask(self) -> None:
        if self.locked:
            raise KeyringError("locked")


@contextmanager
def store() -> Iterator[Store]:
    """Put the store in the place of the workstation's own."""
    before, made = keyring.get_keyring(), Store()
    keyring.set_keyring(made)
    try:
        yield made
    finally:
        keyring.set_keyring(before)
