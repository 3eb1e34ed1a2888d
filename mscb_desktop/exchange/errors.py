"""What can go wrong when data come in or go out."""

from __future__ import annotations


class WorkbookRefused(Exception):  # noqa: N818 - an answer to the person who chose the file
    """A file cannot be read as an Excel workbook; `message` says why and what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
