"""The SQLite of every board: SQLCipher's build, which is plain SQLite until it is given a key.

One build for all boards means one code path, and the same SQLite on every machine.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3 as sqlite  # the same interface, and described
else:
    from sqlcipher3 import dbapi2 as sqlite

__all__ = ["engine_version", "sqlite"]


def engine_version() -> str:
    """Give the version of the SQLite that the driver carries."""
    return ".".join(str(part) for part in sqlite.sqlite_version_info)
