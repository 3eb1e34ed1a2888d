"""Errors of the program itself, from any thread: into the log and to the window."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog


class ErrorHook(QObject):
    """Catches what nothing else caught: faults of the program, and what a board's file refused.

    `show` is called in the window's thread with the details of a fault, which is logged, and
    gives the dialog that it opened; while that stands, further ones are logged and not shown.
    `tell` is called with the plain words of a BoardError, which is no fault: a full disk, say.
    """

    _happened = Signal(str)
    _refused = Signal(str)

    def __init__(
        self,
        show: Callable[[str], QDialog],
        tell: Callable[[str], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._show = show
        self._showing = False
        self._happened.connect(self._on_happened)
        self._refused.connect(tell)

    def install(self) -> None:
        """Take over Python's hooks for the main thread and the others."""
        sys.excepthook = self.take
        threading.excepthook = self._take_from_thread

    def uninstall(self) -> None:
        """Give Python's own hooks back."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__

    def take(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Log and show an error; Ctrl+C in a console ends the program as everywhere."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        from db.errors import BoardError

        if isinstance(error, BoardError):
            self._refused.emit(error.message)
            return
        # The log is no part of start-up: it is imported when something is to be written.
        from ui.log import described, log_fault

        details = described(kind, error, trace)
        log_fault(details)
        self._happened.emit(details)

    def _take_from_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_type is not SystemExit and args.exc_value is not None:
            self.take(args.exc_type, args.exc_value, args.exc_traceback)

    def _on_happened(self, details: str) -> None:
        if self._showing:
            return
        self._showing = True
        self._show(details).finished.connect(self._on_closed)

    def _on_closed(self) -> None:
        self._showing = False
