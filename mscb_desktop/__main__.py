"""The one door: the window without a command, the command line with one."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program with these arguments (the process's own by default); give its exit code."""
    arguments = sys.argv[1:] if argv is None else argv
    if not arguments:
        return _run_window(None, False)
    # The window opens at once: nothing of the command line is imported before it.
    from mscb_desktop import cli

    return cli.run(arguments, cli.Doors(_run_window, _test_window))


def _run_window(board: Path | None, sample: bool) -> int:
    from ui.app import run_window

    return run_window(board, sample)


def _test_window(board: Path) -> None:
    from ui.app import self_test_window

    self_test_window(board)


if __name__ == "__main__":
    sys.exit(main())
