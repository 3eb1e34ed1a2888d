"""What can go wrong when a document is written."""

from __future__ import annotations

from pathlib import Path


class DocumentError(Exception):
    """A document cannot be made or stored; the message says in plain words what to do.

    `suggested` is a path that is free to write to, where another name would help.
    """

    def __init__(self, message: str, suggested: Path | None = None) -> None:
        super().__init__(message)
        self.suggested = suggested


class Cancelled(Exception):  # noqa: N818 - asked for, not an error
    """Raised by a progress callback to stop the writing; nothing is left behind."""
