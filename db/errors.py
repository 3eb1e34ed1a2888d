"""Errors of files and machines, in words for the person who meets them."""


class BoardError(Exception):
    """A board file cannot be opened, made or written; the words say what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
