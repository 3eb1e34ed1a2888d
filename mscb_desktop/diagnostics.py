"""A file for whoever mends the program: versions, settings and logs, and nothing of a board."""

from __future__ import annotations

import builtins
import datetime as dt
import io
import platform
import re
import sys
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from db.file.driver import engine_version
from mscb_desktop.boards import SUFFIX
from mscb_desktop.document.files import put_in_place

PROGRAM = "mscb-desktop"
LIBRARIES = (
    *("PySide6_Essentials", "PySide6_Pdf", "SQLAlchemy", "alembic", "sqlcipher3", "reportlab"),
    *("XlsxWriter", "platformdirs", "keyring", "rapidfuzz", "spylls"),
)
LOGS = "*.log*"
"""The names of the log's files, rotated ones among them."""

LEFT_OUT = "[left out: words that could come from a board]"

_CODE = frozenset(
    {
        *("ui", "mscb_desktop", "db", "resources", "shiboken6"),
        *(name.partition("_")[0].lower() for name in LIBRARIES),
    }
)
"""The packages whose files a log may name."""

_KINDS = _CODE | {name.lower() for name in sys.stdlib_module_names}
_FIRST = re.compile(
    r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} (?:DEBUG|INFO|WARNING|ERROR|CRITICAL)) (\S+)"
)
_AFTER = re.compile(r"(after) (\S+)")
_PLACE = re.compile(r"  (\S[^:]*):(\d+) in ([\w<>]+)")
_ABOUT = """\
This file was made by MSCB Desktop on {at:%d/%m/%Y at %H:%M}, for whoever looks after the program.

What is in it
- facts.txt: versions of the program and its parts, the kind of computer and screen, and your
  settings of the window.
- logs: what went wrong in the program: the kind of each fault, when, and where in the program.

What is not in it
- nothing of a board: no record, no name, no figure, no text that anybody typed;
- no name of a person, a computer, a folder or a file: of a board's place only its ending is kept.
  A line of the logs that could hold such words is replaced by '{left_out}'.

You can look at all of it before you send it: every part is plain text.
"""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the window knows: `screen` and `settings` in words, and where boards and logs lie.

    A setting is a number or yes or no; words only where they are the program's own.
    """

    at: dt.datetime
    screen: Mapping[str, str]
    settings: Mapping[str, bool | int | str]
    boards: Sequence[str]
    logs: Path


def save_diagnostics(path: Path, facts: Facts) -> None:
    """Write the file, a zip of plain texts; raises DocumentError with what to do."""
    put_in_place(diagnostics(facts), path)


def diagnostics(facts: Facts) -> bytes:
    """Give the file's content."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("Read me first.txt", _ABOUT.format(at=facts.at, left_out=LEFT_OUT))
        file.writestr("facts.txt", "\n".join(_facts(facts)) + "\n")
        for log in sorted(facts.logs.glob(LOGS)):
            try:
                text = log.read_text(encoding="utf-8", errors="replace")
            except OSError as error:
                text = f"This log could not be read ({error.strerror}).\n"
            else:
                text = "".join(f"{line}\n" for line in harmless(text))
            number = log.name.rpartition(".log")[2]
            file.writestr(f"logs/{PROGRAM}.log{number if number[1:].isdigit() else ''}", text)
    return stream.getvalue()


def harmless(log: str) -> Iterator[str]:
    """Give the lines of a log that the program wrote itself; one remark for each run of others.

    Only kinds of errors and places in the code pass, whatever else was ever logged.
    """
    is_out = False
    for line in log.splitlines():
        kept = _kept(line)
        if kept is not None:
            yield kept
        elif not is_out:
            yield LEFT_OUT
        is_out = kept is None


def _facts(facts: Facts) -> Iterator[str]:
    yield "Versions"
    for name in (PROGRAM, *LIBRARIES):
        yield f"  {name}: {_version(name)}"
    yield f"  Python: {platform.python_version()} ({platform.python_implementation()})"
    yield f"  SQLite: {engine_version()}"
    yield f"  made as: {'a bundle' if getattr(sys, 'frozen', False) else 'Python packages'}"
    yield "Computer"
    yield f"  system: {platform.system()} {platform.release()} ({platform.version()})"
    yield f"  processor: {platform.machine()}"
    yield "Screen"
    yield from (f"  {name}: {value}" for name, value in facts.screen.items())
    yield "Settings"
    yield from (f"  {name}: {value}" for name, value in facts.settings.items())
    yield f"  boards opened before: {len(facts.boards)}"
    yield from (f"    {ending(board)}" for board in facts.boards)


def ending(path: str) -> str:
    """Shorten a board's path to its ending: '….mscb', or '…' for any other."""
    return f"…{SUFFIX}" if path.lower().endswith(SUFFIX) else "…"


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def _kept(line: str) -> str | None:
    for shape in (_FIRST, _AFTER):
        found = shape.fullmatch(line)
        if found:
            return line if _is_kind(found[2]) else None
    place = _PLACE.fullmatch(line)
    return f"  {_in_code(place[1])}:{place[2]} in {place[3]}" if place else None


def _is_kind(name: str) -> bool:
    """Tell whether a word is a kind of error: Python's own, or one of a module that we use."""
    if "." not in name:
        return isinstance(getattr(builtins, name, None), type)
    return name.partition(".")[0].lower() in _KINDS and name.replace(".", "").isidentifier()


def _in_code(path: str) -> str:
    """Give a file of the code from its package on; its name alone where none is known."""
    parts = path.replace("\\", "/").split("/")
    for place, part in enumerate(parts[:-1]):
        if part.lower() in _CODE:
            return "/".join(parts[place:])
    return parts[-1]
