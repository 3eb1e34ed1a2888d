"""The window and every command under a watch for connections and look-ups of names.

Two watches: `strace` sees the system calls of the process, of its threads and children, native
code's too; Python's audit hooks see what Python code asks for, before it does.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.faults.tally import Say, Tally

PROGRAM = "mscb_desktop.__main__:main"
WINDOW = "tests.faults.using_window:use"

_ROOT = Path(__file__).resolve().parents[2]
_PATIENCE = 120
_FAMILY = re.compile(r"\b(?:socket|socketpair)\((\w+)|sa_family=(\w+)")
_LOCAL = ("AF_UNIX", "AF_UNSPEC")
_RESOLVERS = re.compile(r'sun_path="[^"]*(?:resolve|avahi|dnsmasq|winbind|sss/)|"[^"]*hosts\\0')
"""Who looks names up for others on this machine: they are asked through local sockets."""
_URING = "io_uring_setup("
"""Another door to the network, past the calls that are watched."""


@dataclass(frozen=True, slots=True)
class Watched:
    """What a run came to: its exit code, what it said, and what either watch saw."""

    code: int
    said: str
    calls: tuple[str, ...]
    events: tuple[str, ...]


@cache
def why_no_strace() -> str:
    """Say why system calls cannot be watched here; '' where they can."""
    if not sys.platform.startswith("linux"):
        return "strace watches Linux alone"
    if shutil.which("strace") is None:
        return "strace is not installed: 'python3 dev.py faults' installs it on Debian"
    tried = subprocess.run(["strace", "-f", "true"], capture_output=True, check=False)
    return "" if tried.returncode == 0 else "this system lets no process be traced"


def watch(what: str, *arguments: object, environ: dict[str, str] | None = None) -> Watched:
    """Run 'module:function' in a process of its own under both watches, or the one there is."""
    with tempfile.TemporaryDirectory() as folder:
        log, trace = Path(folder) / "events", Path(folder) / "calls"
        watcher = [] if why_no_strace() else _strace(trace)
        listening = ["-m", "tests.faults.listening", str(log)]
        done = subprocess.run(
            [*watcher, sys.executable, *listening, what, *map(str, arguments)],
            cwd=_ROOT, env={**_surroundings(Path(folder)), **(environ or {})},
            stdin=subprocess.DEVNULL, capture_output=True, text=True,
            timeout=_PATIENCE, check=False,
        )  # fmt: skip
        events = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
        lines = trace.read_text(errors="replace").splitlines() if trace.exists() else []
    calls = [line for line in lines if reaches_out(line)]
    return Watched(done.returncode, done.stdout + done.stderr, tuple(calls), tuple(events))


def _strace(trace: Path) -> list[str]:
    return ["strace", "-f", "--seccomp-bpf", "-s", "200", "-o", str(trace),
            "-e", "trace=%network,io_uring_setup"]  # fmt: skip


def _surroundings(folder: Path) -> dict[str, str]:
    """Keep the user's own files and desktop out of it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DBUS_")}
    homes = {f"XDG_{name}_HOME": str(folder / name) for name in ("CONFIG", "DATA", "STATE")}
    return {**kept, **homes, "HOME": str(folder), "QT_QPA_PLATFORM": "offscreen"}


def reaches_out(line: str) -> bool:
    """Tell whether a system call, as strace writes it, has to do with a network or a name."""
    families = [one or other for one, other in _FAMILY.findall(line)]
    if any(family not in _LOCAL for family in families):
        return True
    return _URING in line or bool(_RESOLVERS.search(line))


def runs(folder: Path) -> dict[str, list[Sequence[object]]]:
    """Give what to type for every command, by its name, in an order in which each finds its files.

    All of it happens in `folder`.
    """
    board, other, data = folder / "b.mscb", folder / "c.mscb", folder / "data.xlsx"
    at, to = ("--board", board), ("--to", folder)
    reports = [
        ("report", name, *at, *needed, "--output", folder / f"{name}.{kind}")
        for name, needed in _reports()
        for kind in ("pdf", "xlsx")
    ]
    return {
        "new": [("new", board, "--sample"), ("new", other, "--name", "A Board")],
        "check": [("check", *at)],
        "reports": [("reports",)],
        "report": list(reports),
        "export": [("export", *at, "--output", data)],
        "import": [("import", *at, data, "--preview"), ("import", *at, data)],
        "backup": [("backup", *at, *to)],
        "backups": [("backups", *at, *to)],
        "restore": [("restore", *at, other, "--preview"), ("restore", *at, other)],
        "recover": [("recover", *at, other, "--preview"), ("recover", *at, other)],
        "self-test": [("self-test",)],
    }  # fmt: skip


def _reports() -> list[tuple[str, tuple[str, ...]]]:
    """List the reports, each with the options that it cannot do without: the first plan."""
    from mscb_desktop.reports import reports

    needed = {"plan": "PL-0001"}
    return [
        (
            report.name,
            tuple(
                word
                for option in report.takes
                if option.required
                for word in (f"--{option.name}", needed[option.name])
            ),
        )
        for report in reports()
    ]


def type_all(arguments: Sequence[str]) -> int:
    """Type every command in this one process, in a folder; give the worst exit code."""
    from mscb_desktop.__main__ import main

    todo = [typed for some in runs(Path(arguments[0])).values() for typed in some]
    return max(main([str(word) for word in typed]) for typed in todo)


def run(count: int, seed: int, say: Say) -> list[Tally]:
    """Watch the window and every command once; neither `count` nor `seed` has a part in it."""
    del count, seed
    with tempfile.TemporaryDirectory() as folder:
        todo: list[tuple[str, Sequence[object]]] = [
            (PROGRAM, typed) for some in runs(Path(folder)).values() for typed in some
        ]
        todo.append((WINDOW, (folder,)))
        tally = Tally("The window and every command under a network watch", len(todo))
        for number in tally.numbers(say):
            what, typed = todo[number]
            with tally.guarded(" ".join(map(str, typed))):
                seen = watch(what, *typed)
                tally.losses += [f"{typed[0]}: {line}" for line in (*seen.calls, *seen.events)]
                tally.losses += [f"{typed[0]}: {seen.said[-300:]}"] if seen.code > 1 else []
    how = why_no_strace() or "by system calls and by Python's own hooks"
    tally.outcomes[f"watched {how}"] = tally.tries
    return [tally]
