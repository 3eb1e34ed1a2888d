"""What kind of place a file lies in: SQLite's write-ahead log must never lie on a network."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path, PurePath

_NETWORK_SYSTEMS = {
    *("9p", "afpfs", "afs", "ceph", "cifs", "davfs", "lustre", "ncpfs", "nfs", "nfs4", "smb3"),
    *("smbfs", "vboxsf", "virtiofs"),
    *("fuse.davfs2", "fuse.glusterfs", "fuse.rclone", "fuse.sshfs"),
}
_SYNCED_FOLDERS = ("onedrive", "dropbox", "icloud", "google drive", "googledrive", "box sync")
_SYNCED_BY = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_MOUNTS = Path("/proc/self/mounts")
_DRIVE_REMOTE = 4
_OCTAL = re.compile(r"\\([0-7]{3})")


def on_network(path: Path) -> bool:
    """Tell whether a file lies on another machine's disk; False where that cannot be known."""
    whole = path.absolute()
    if sys.platform == "win32":
        return is_unc(whole) or _drive_kind(whole) == _DRIVE_REMOTE
    try:
        mounts = _MOUNTS.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return mounted_as(whole.resolve(), mounts) in _NETWORK_SYSTEMS


def synced_by(path: Path, environ: Mapping[str, str] = os.environ) -> str:
    """Name the program that copies the folder elsewhere ('OneDrive', 'Dropbox'), '' for none.

    Such a program can copy a file while it is half written, and put an older one in its place.
    """
    whole = path.absolute()
    for name in _SYNCED_BY:
        root = environ.get(name)
        if root and whole.is_relative_to(root):
            return "OneDrive"
    for part in whole.parts[:-1]:
        plain = part.casefold()
        for name in _SYNCED_FOLDERS:
            if plain == name or plain.startswith((f"{name} ", f"{name}-", f"{name}drive")):
                return part
    return ""


def is_unc(path: PurePath) -> bool:
    r"""Tell whether a Windows path names a share of another machine (\\server\share)."""
    return path.drive.startswith("\\\\") and not path.drive.startswith("\\\\?\\")


def mounted_as(path: Path, mounts: str) -> str:
    """Give the kind of file system that a path lies in, by the text of /proc/self/mounts."""
    longest, kind = -1, ""
    for line in mounts.splitlines():
        parts = line.split(" ")
        if len(parts) < 3:
            continue
        point = _OCTAL.sub(lambda found: chr(int(found[1], 8)), parts[1])
        if path.is_relative_to(point) and len(point) >= longest:
            longest, kind = len(point), parts[2]
    return kind


def _drive_kind(path: Path) -> int:
    if sys.platform == "win32":
        import ctypes

        return int(ctypes.windll.kernel32.GetDriveTypeW(path.anchor))
    return 0
