"""Pictures as files: which ones a board can hold."""

from __future__ import annotations

from mscb_desktop.values.unreadable import Unreadable

MOST_BYTES = 2 * 1024 * 1024
_BEGINNINGS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


def check_picture(name: str, size: int, beginning: bytes) -> None:
    """Raise Unreadable where the file called `name` is too large or begins as no PNG or JPEG."""
    if size > MOST_BYTES:
        raise Unreadable(
            f"'{name}' has {size / 1024 / 1024:.1f} MB and there is room for 2 MB: "
            "save it smaller and choose it again."
        )
    if not beginning.startswith(_BEGINNINGS):
        raise no_picture(name)


def no_picture(name: str) -> Unreadable:
    """Make the answer to a file that is no picture."""
    return Unreadable(f"'{name}' is no PNG or JPEG picture: choose one that is.")
