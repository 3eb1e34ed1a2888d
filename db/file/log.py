"""SQLite's write-ahead log, looked at before SQLite does: it drops a damaged tail without a word.

A process that is killed leaves its last changes in the log. The next opening reads the log up to
the first frame whose checksum does not agree; what was committed behind it would be gone, and the
next change would write over it. Format: 'The SQLite database file format', section 4.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_MAGIC = 0x377F0682
_HEADER, _FRAME = 32, 24
_LOOKS = 3


@dataclass(frozen=True, slots=True)
class _Frame:
    """One page of the log; `is_mine` where its salts are this log's, by one of the two."""

    at: int
    commits: bool
    is_mine: bool
    is_valid: bool


def log_of(board: Path) -> Path:
    """Give where SQLite keeps a board's log while the board is open."""
    return board.with_name(f"{board.name}-wal")


def is_cut_short(board: Path) -> bool:
    """Tell whether changes that were stored lie behind damage in the log.

    A transaction that was never finished is none: a process was killed while it wrote its last
    frame, or the disk was full. Another process may be writing: what looks damaged is looked at
    again.
    """
    return all(_hides_commits(board) for _ in range(_LOOKS))


def mend(log: Path) -> None:
    """Give every frame of this log the checksum of what it holds, damage and all.

    Only for a copy: SQLite then reads the whole log, and the seals tell what is wrong in it.
    """
    data = bytearray(log.read_bytes())
    if len(data) < _HEADER + _FRAME:
        return
    salts = _mend_header(data)
    order = _order(data)
    sums = struct.unpack(">2I", data[24:32])
    size = _page_size(data)
    for frame in _frames(data):
        if not frame.is_mine:
            break
        start = frame.at
        data[start + 8 : start + 16] = salts
        sums = _checksum(data[start : start + 8], order, sums)
        sums = _checksum(data[start + _FRAME : start + _FRAME + size], order, sums)
        data[start + 16 : start + 24] = struct.pack(">2I", *sums)
    log.write_bytes(data)


def _mend_header(data: bytearray) -> bytes:
    """Bring a damaged header back from the frames behind it; give the salts."""
    if not _is_header_valid(data):
        data[:8] = struct.pack(">2I", _MAGIC | (data[3] & 1), 3_007_000)
        data[8:12] = struct.pack(">I", 4096)
        data[16:24] = data[_HEADER + 8 : _HEADER + 16]
        data[24:32] = struct.pack(">2I", *_checksum(data[:24], _order(data), (0, 0)))
    return bytes(data[16:24])


def _hides_commits(board: Path) -> bool:
    try:
        data = log_of(board).read_bytes()
    except FileNotFoundError:
        return False
    if not data:
        return False
    if len(data) < _HEADER or not _is_header_valid(data):
        return True
    behind, size = False, _FRAME + _page_size(data)
    for frame in _frames(data):
        behind |= not frame.is_valid
        if behind and frame.is_mine and frame.commits:
            is_complete = frame.at + size <= len(data)
            return is_complete or (frame.at - _HEADER) // size < _committed_frames(board, data)
    return False


def _committed_frames(board: Path, data: bytes) -> int:
    """Read from the index that SQLite keeps beside the log how many of its frames are committed.

    0 where there is none, or it is of another round. Format: 'WAL-mode file format', section 2.
    """
    try:
        with board.with_name(f"{board.name}-shm").open("rb") as index:
            head = index.read(48)
    except OSError:
        return 0
    if len(head) < 48 or head[32:40] != data[16:24]:
        return 0
    return int(struct.unpack("=I", head[16:20])[0])


def _frames(data: bytes | bytearray) -> Iterator[_Frame]:
    """Give the frames in order; from the first one that is not valid on, none is."""
    order, size = _order(data), _page_size(data)
    salts = (data[16:20], data[20:24])
    sums = struct.unpack(">2I", data[24:32])
    valid = True
    for at in range(_HEADER, len(data) - _FRAME + 1, _FRAME + size):
        head, page = data[at : at + _FRAME], data[at + _FRAME : at + _FRAME + size]
        is_mine = head[8:12] == salts[0] or head[12:16] == salts[1]
        commits = head[4:8] != b"\0\0\0\0"
        if valid:
            kept = struct.unpack(">2I", head[16:24])
            whole = len(page) == size and (head[8:12], head[12:16]) == salts
            now = _checksum(page, order, _checksum(head[:8], order, sums)) if whole else None
            valid = now == kept
            if not valid and is_mine and not commits and len(page) == size:
                commits = _committed(head, page, order, sums)
            sums = kept
        yield _Frame(at, commits, is_mine, valid)


def _committed(
    head: bytes | bytearray, page: bytes | bytearray, order: str, sums: tuple[int, ...]
) -> bool:
    """Tell whether a frame agrees once a bit of its size is set: it ended a transaction then."""
    kept = struct.unpack(">2I", head[16:24])
    return any(
        _checksum(page, order, _checksum(head[:4] + struct.pack(">I", 1 << bit), order, sums))
        == kept
        for bit in range(32)
    )


def _is_header_valid(data: bytes | bytearray) -> bool:
    magic, version, size = struct.unpack(">3I", data[:12])
    return (
        magic in (_MAGIC, _MAGIC + 1)
        and version == 3_007_000
        and 512 <= size <= 65_536
        and _checksum(data[:24], _order(data), (0, 0)) == struct.unpack(">2I", data[24:32])
    )


def _page_size(data: bytes | bytearray) -> int:
    return int(struct.unpack(">I", data[8:12])[0])


def _order(data: bytes | bytearray) -> str:
    return ">" if data[3] & 1 else "<"


def _checksum(data: bytes | bytearray, order: str, sums: tuple[int, ...]) -> tuple[int, int]:
    first, second = sums
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for one, other in zip(words[::2], words[1::2], strict=True):
        first = (first + one + second) & 0xFFFFFFFF
        second = (second + other + first) & 0xFFFFFFFF
    return first, second
