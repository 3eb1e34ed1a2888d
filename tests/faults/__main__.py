"""Try every fault many times, print the table of tries and losses, and keep it in the docs.

`python -m tests.faults [NAME…] [--quick] [--seed N]`; `python3 dev.py faults` sets up and calls it.
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib
import os
import platform
import re
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.faults.tally import Say, Tally, table

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "reliability.md"
BEGIN, END = "<!-- table: python3 dev.py faults -->", "<!-- end of the table -->"
SEED = 2013


@dataclass(frozen=True, slots=True)
class Fault:
    """One kind of fault: 'module:function' of tests.faults, and how often it is tried."""

    where: str
    full: int
    quick: int

    def run(self, count: int, seed: int, say: Say) -> list[Tally]:
        """Try it so often; gives the rows of the table."""
        module, _, name = self.where.partition(":")
        found: list[Tally] = getattr(importlib.import_module(f"tests.faults.{module}"), name)(
            count, seed, say
        )
        return found


FAULTS = {
    "typing": Fault("storing:run", 350, 20),
    "window": Fault("typing_kills:run", 150, 4),
    "import": Fault("exchange:run_import", 200, 10),
    "export": Fault("exchange:run_export", 200, 10),
    "backup": Fault("backup_kills:run", 200, 6),
    "migration": Fault("migration:run", 200, 10),
    "disk": Fault("full_disk:run", 50, 4),
    "flips": Fault("flips:run", 1200, 60),
    "races": Fault("races:run", 100, 6),
    "workbooks": Fault("workbooks:run", 2000, 60),
    "network": Fault("network:run", 1, 1),
}
"""Every fault by the name under which it is asked for. `typing` and `window` are 500 together."""


def main(arguments: Sequence[str]) -> int:
    """Run what was asked for; 1 where anything was lost, silent, or not tried often enough."""
    parser = argparse.ArgumentParser(prog="dev.py faults", description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(FAULTS))
    parser.add_argument("--quick", action="store_true", help="a few tries of each, not kept")
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args(arguments)
    unknown = [name for name in options.names if name not in FAULTS]
    if unknown:
        parser.error(f"there is no {unknown[0]}; there are {', '.join(FAULTS)}")
    names = options.names or list(FAULTS)
    started, tallies = time.monotonic(), []
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        _keep_users_files_out(Path(folder))
        for name in names:
            tallies += _try(name, options.quick, options.seed)
    rows = table(tallies)
    _say(rows)
    for tally in tallies:
        for words in (*tally.losses[:20], *tally.silent[:20]):
            _say(f"{tally.what}: {words}")
    if not options.quick and not options.names:
        keep(PAGE, _head(options.seed, time.monotonic() - started), rows)
        _say(f"Kept in {PAGE.relative_to(ROOT)}.")
    return 0 if all(tally.is_clean for tally in tallies) else 1


def keep(page: Path, head: str, rows: str) -> None:
    """Put a new table in place of the old one, between the marks."""
    text = page.read_text(encoding="utf-8")
    marked = re.compile(f"{re.escape(BEGIN)}.*?{re.escape(END)}", re.DOTALL)
    if marked.search(text) is None:
        raise ValueError(f"{page} has no marks for the table")
    new = f"{BEGIN}\n{head}\n\n{rows}\n{END}"
    page.write_text(marked.sub(lambda _: new, text), encoding="utf-8")


def _try(name: str, quick: bool, seed: int) -> list[Tally]:
    fault = FAULTS[name]
    count = fault.quick if quick else fault.full
    _say(f"{name}: {count} tries, seed {seed}")
    started = time.monotonic()
    found = fault.run(count, seed, _say)
    lost = sum(len(tally.losses) + len(tally.silent) for tally in found)
    _say(f"{name}: {time.monotonic() - started:.0f} s, {lost} lost or silent")
    return found


def _head(seed: int, seconds: float) -> str:
    today = dt.date.today()
    return (
        f"Made on {today.day} {today:%B %Y} by `python3 dev.py faults` (seed {seed}) in "
        f"{seconds / 60:.0f} minutes on {_machine()}."
    )


def _machine() -> str:
    try:
        system = platform.freedesktop_os_release()
        name = f"{system['NAME'].split()[0]} {system.get('VERSION_ID', '')}".strip()
    except (OSError, KeyError):
        name = platform.system()
    return f"{name}, Python {platform.python_version()}, {os.cpu_count()} cores"


def _keep_users_files_out(folder: Path) -> None:
    """Let settings, logs and passwords of the tries lie apart from the user's."""
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "APPDATA", "LOCALAPPDATA"):
        os.environ[name] = str(folder / name.lower())
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
    os.environ["QT_QPA_PLATFORM"] = "offscreen"


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
