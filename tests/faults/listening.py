"""Run a part of the program with Python's own word of every connection written to a file.

`python -m tests.faults.listening LOG MODULE:FUNCTION ARGUMENT…` calls the function with the
arguments and ends with the code that it gives.
"""

from __future__ import annotations

import importlib
import os
import socket
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

_TOLD = (
    "socket.", "ssl.", "urllib.", "http.", "ftplib.", "smtplib.", "imaplib.", "poplib.",
    "telnetlib.", "nntplib.", "webbrowser.",
)  # fmt: skip
_HARMLESS = ("socket.gethostname",)


def listen(log: str) -> None:
    """Write each event of this process that has to do with a network into a file."""
    to = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def hear(event: str, arguments: tuple[Any, ...]) -> None:
        if event.startswith(_TOLD) and event not in _HARMLESS and not _is_local(arguments):
            os.write(to, f"{event} {arguments[1:]!r}\n".encode("utf-8", "replace"))

    sys.addaudithook(hear)


def _is_local(arguments: tuple[Any, ...]) -> bool:
    """Tell whether an event is about a socket between processes of this machine."""
    first = arguments[0] if arguments else None
    return isinstance(first, socket.socket) and first.family == getattr(socket, "AF_UNIX", None)


def main(arguments: Sequence[str]) -> int:
    """Listen, and call what was asked for."""
    log, what, *rest = arguments
    listen(log)
    module, _, name = what.partition(":")
    code: int = getattr(importlib.import_module(module), name)(rest)
    if "PySide6.QtNetwork" in sys.modules:
        with Path(log).open("a", encoding="utf-8") as file:
            file.write("PySide6.QtNetwork was imported\n")
    return code


if __name__ == "__main__":
    done = main(sys.argv[1:])
    sys.stdout.flush()
    os._exit(done)  # Qt's widgets are freed in no order at Python's own end
