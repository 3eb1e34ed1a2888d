"""Folders with little room, each for the one process that makes it: what is written there fails.

`Disk` is a file system of its own in memory, which gives what a full disk gives (ENOSPC). `Limit`
lets no file grow beyond a size (EFBIG), for systems where nothing can be mounted.
"""

from __future__ import annotations

import ctypes
import os
import sys
from functools import cache
from pathlib import Path
from typing import Protocol

from tests.faults import children

_NEWNS, _NEWUSER = 0x00020000, 0x10000000
_REMOUNT, _REC, _PRIVATE = 32, 16384, 1 << 18
_WIDE = 256 * 1024 * 1024


class Room(Protocol):
    """A folder whose room can be taken away and given back."""

    folder: Path

    def shrink(self, spare: int) -> None:
        """Leave room for so many bytes more, and no others."""

    def free(self) -> None:
        """Give the room back, as a person does who deletes something."""


class Disk:
    """A file system in memory over `folder`, seen by this process alone and gone with it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._unshare()
        self._mount(b"none", b"/", None, _REC | _PRIVATE, None)
        self._mount(b"tmpfs", bytes(folder), b"tmpfs", 0, f"size={_WIDE}".encode())

    def shrink(self, spare: int) -> None:
        now = os.statvfs(self.folder)
        used = (now.f_blocks - now.f_bfree) * now.f_frsize
        self._resize(used + spare)

    def free(self) -> None:
        self._resize(_WIDE)

    def _resize(self, size: int) -> None:
        self._mount(b"tmpfs", bytes(self.folder), b"tmpfs", _REMOUNT, f"size={size}".encode())

    def _unshare(self) -> None:
        """Take mounts of one's own; who is not root takes users of one's own with them."""
        user, group = os.geteuid(), os.getegid()
        if user == 0:
            self._must(self._libc.unshare(_NEWNS))
            return
        self._must(self._libc.unshare(_NEWUSER | _NEWNS))
        for name, words in (
            ("setgroups", "deny"),
            ("uid_map", f"0 {user} 1"),
            ("gid_map", f"0 {group} 1"),
        ):
            Path("/proc/self", name).write_text(words)

    def _mount(
        self, what: bytes, where: bytes, kind: bytes | None, flags: int, data: bytes | None
    ) -> None:
        self._must(self._libc.mount(what, where, kind, flags, data))

    def _must(self, code: int) -> None:
        if code:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number))


class Limit:
    """A folder in which no file of this process grows beyond a size."""

    def __init__(self, folder: Path) -> None:
        import resource

        self.folder = folder
        self._resource = resource
        self._most = resource.getrlimit(resource.RLIMIT_FSIZE)[1]

    def shrink(self, spare: int) -> None:
        self._resource.setrlimit(self._resource.RLIMIT_FSIZE, (spare, self._most))

    def free(self) -> None:
        self._resource.setrlimit(self._resource.RLIMIT_FSIZE, (self._most, self._most))


@cache
def why_no_disk() -> str:
    """Say why this system lets no disk be made; '' where it does."""
    if not sys.platform.startswith("linux"):
        return "only Linux makes a disk in memory for one process"
    return children.run(_try_disk).fell.strip().rpartition("\n")[2]


def _try_disk(_: children.Tell) -> None:
    Disk(Path("/tmp"))
