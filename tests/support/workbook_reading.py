"""Read the workbooks named on the command line within 512 MB, and tell what came of each.

The first word is the reader, 'module:function'. A line of JSON is written for each workbook.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from pathlib import Path

ALLOWED = 512 * 1024 * 1024


def _status(key: str) -> int:
    """Give a number of bytes that Linux knows of this process; 0 elsewhere."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(key)), 0)


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    most = _status("VmSize") + ALLOWED
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def main() -> None:
    """Read each workbook; whatever else than a refusal is raised is an outcome, not an end."""
    module, _, name = sys.argv[1].partition(":")
    sys.path.insert(0, str(Path.cwd()))
    read = getattr(importlib.import_module(module), name)
    _limit_memory()
    base = _status("VmRSS")
    for path in map(Path, sys.argv[2:]):
        started = time.perf_counter()
        try:
            read(path)
            outcome, words = "read", ""
        except Exception as error:  # noqa: BLE001 - told as the outcome
            outcome, words = type(error).__name__, str(error)[:1000]
            outcome = "refused" if outcome == "WorkbookRefused" else outcome
        reading = {
            "name": path.name,
            "outcome": outcome,
            "words": words,
            "seconds": time.perf_counter() - started,
            "megabytes": (_status("VmHWM") - base) / 1024 / 1024,
        }
        sys.stdout.write(json.dumps(reading) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
