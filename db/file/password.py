"""Passwords: the key of a protected board, and putting a password on, changing or taking it off.

A protected board is encrypted by SQLCipher, page by page. Its key is derived from the password as
SQLCipher does it itself, once for all connections, and lives in memory alone.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field
from pathlib import Path

from db.errors import BoardError

_PLAIN = b"SQLite format 3\x00"
_SALT = 16
_ROUNDS = 256_000
_PAGE = 4096
_HEAD = 256 * 1024
"""How far the description of the tables is looked for; it is written first."""

FEWEST_LETTERS = 8


@dataclass(frozen=True, slots=True)
class Key:
    """The key of one board's file; never shown, so that no log can hold it."""

    words: str = field(repr=False)

    def pragma(self, name: str = "key") -> str:
        """Give the statement that hands the key to SQLCipher."""
        return f"PRAGMA {name} = \"x'{self.words}'\""

    def is_of(self, password: str) -> bool:
        """Tell whether the password gives this key; the file, which may be open, is not read."""
        salt = bytes.fromhex(self.words[-2 * _SALT :])
        return derived(password, salt) == self


def is_protected(path: Path) -> bool:
    """Tell whether a file may be a protected board: all of it looks like chance."""
    try:
        with path.open("rb") as file:
            head = file.read(_SALT)
            if head == _PLAIN or describes_tables(path):
                return False
        size = path.stat().st_size
    except OSError:
        return False
    return size >= _PAGE and size % _PAGE == 0 and len(head) == _SALT


def describes_tables(path: Path) -> bool:
    """Tell whether a file holds a board's tables in plain words, whatever its first bytes say."""
    with path.open("rb") as file:
        return b"CREATE TABLE history_entry" in file.read(_HEAD)


def key_of(path: Path, password: str) -> Key:
    """Derive the key that a password gives for a file, by the salt that the file begins with."""
    try:
        with path.open("rb") as file:
            salt = file.read(_SALT)
    except OSError as error:
        raise BoardError(f"{path} cannot be read ({error.strerror}).") from error
    return derived(password, salt)


def new_key(password: str) -> Key:
    """Make the key of a new file, with a salt of its own."""
    return derived(password, os.urandom(_SALT))


def derived(password: str, salt: bytes) -> Key:
    """Derive a key as SQLCipher 4 does: PBKDF2 with SHA-512, in 256,000 rounds."""
    key = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, _ROUNDS, 32)
    return Key(key.hex() + salt.hex())
