"""A damaged board's file, copied, its frame mended so that SQLite reads on in the copy.

What every board's file has alike is put back: the header, the description of the tables, the
checksums of the log. What people typed is not touched; nothing is written to the damaged file.
"""

from __future__ import annotations

import shutil
import struct
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from db.errors import BoardError
from db.file import log
from db.file.connection import APPLICATION_ID, Access, access_to, unlock
from db.file.driver import sqlite
from db.file.password import is_protected
from db.file.raw import UNREADABLE, letters
from db.migrate import make_empty
from db.schema import NEWEST

_PAGE = 4096
_MAGIC = b"SQLite format 3\x00"

_Row = tuple[Any, ...]


def mended_copy(damaged: Path, folder: Path, password: str | None = None) -> tuple[Path, Access]:
    """Copy a damaged board into `folder` and mend the copy's frame; give it and its access.

    Raises BoardError where not even the list of its tables can be read, or where it is of another
    version; PasswordNeeded where a password is missing or wrong, or its place is damaged.
    """
    copy = folder / "damaged.mscb"
    shutil.copyfile(damaged, copy)
    of_log = log.log_of(damaged)
    if of_log.exists() and of_log.stat().st_size:
        shutil.copyfile(of_log, log.log_of(copy))
        log.mend(log.log_of(copy))
    if not is_protected(copy):
        _mend_header(copy)
    access = access_to(copy, password)
    try:
        _mend_description(copy, access, folder)
    except UNREADABLE as error:
        raise BoardError(
            f"Nothing can be read of {damaged.name}: the list of its tables is damaged. Put back "
            "a backup."
        ) from error
    return copy, access


def _mend_header(copy: Path) -> None:
    data = bytearray(copy.read_bytes())
    data += bytes(-len(data) % _PAGE)
    if not data:
        raise BoardError("The file is empty. Put back a backup.")
    version = struct.unpack(">I", data[60:64])[0]
    if not 1 <= version < NEWEST:
        version = NEWEST
    data[:16] = _MAGIC
    data[16:24] = struct.pack(">H6B", _PAGE, 2, 2, 0, 64, 32, 32)
    data[28:32] = struct.pack(">I", len(data) // _PAGE)
    data[44:48] = struct.pack(">I", 4)
    data[52:60] = struct.pack(">2I", 0, 1)
    data[60:92] = struct.pack(">3I20x", version, 0, APPLICATION_ID)
    data[92:96] = data[24:28]
    copy.write_bytes(data)


def _mend_description(copy: Path, access: Access, folder: Path) -> None:
    """Write the description of each table as this program's boards have it; pages stay."""
    expected = _expected(folder)
    raw = sqlite.connect(copy, isolation_level=None)
    try:
        raw.text_factory = letters
        if access.key is not None:
            unlock(raw, access.key)
        raw.execute("PRAGMA writable_schema=ON")
        with suppress(sqlite.Error, UnicodeDecodeError):  # told once; then SQLite reads on
            raw.execute("SELECT count(*) FROM sqlite_master")
        version = raw.execute("PRAGMA user_version").fetchone()[0]
        if version != NEWEST:
            raise BoardError(
                "The file is of an older version and cannot be read while it is damaged. Put back "
                "a backup."
            )
        found = raw.execute("SELECT rowid, type, name, tbl_name, sql FROM sqlite_master").fetchall()
        for rowid, row in _wrong(found, expected):
            raw.execute(
                "UPDATE sqlite_master SET type = ?, name = ?, tbl_name = ?, sql = ? "
                "WHERE rowid = ?",
                (*row, rowid),
            )
    finally:
        raw.close()


def _expected(folder: Path) -> list[_Row]:
    empty = folder / "empty.mscb"
    make_empty(empty)
    raw = sqlite.connect(empty)
    rows: list[_Row] = raw.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
    raw.close()
    empty.unlink()
    return rows


def _wrong(found: Sequence[_Row], expected: Sequence[_Row]) -> list[tuple[int, _Row]]:
    """Pair each description that is not as expected with the one that it was."""
    odd = [row for row in found if row[1:] not in expected]
    there = [row[1:] for row in found]
    missing = [row for row in expected if row not in there]
    pairs = []
    for row in odd:
        best = max(missing, key=lambda other: _alike(row[1:], other), default=None)
        if best is not None:
            missing.remove(best)
            pairs.append((row[0], best))
    return pairs


def _alike(row: _Row, other: _Row) -> int:
    """Count what two descriptions have in common; whole cells count most."""
    same = sum(1000 for one, two in zip(row, other, strict=True) if one == two)
    words = zip(str(row[3]), str(other[3]), strict=False)
    return same + sum(one == two for one, two in words)
