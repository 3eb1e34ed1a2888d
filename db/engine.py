"""Which SQLite keeps the boards."""

from __future__ import annotations

from sqlcipher3 import dbapi2


def engine_version() -> str:
    """Give the version of the SQLite that the driver carries."""
    return ".".join(str(part) for part in dbapi2.sqlite_version_info)
