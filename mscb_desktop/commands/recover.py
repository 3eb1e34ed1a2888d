"""`recover`: bring a damaged board back from a backup and the changes since."""

from __future__ import annotations

import argparse
from pathlib import Path

from mscb_desktop.commands.base import DONE, REFUSED, Command, needs_board, say


def _options(parser: argparse.ArgumentParser) -> None:
    needs_board(parser)
    parser.add_argument("backup", type=Path, metavar="BACKUP", help="a good backup of it")
    parser.add_argument(
        "--preview", action="store_true", help="say what would come back, and replace nothing"
    )


def _run(options: argparse.Namespace, _: object) -> int:
    from mscb_desktop import damaged
    from mscb_desktop.commands.opening import with_password

    path: Path = options.file
    backup: Path = options.backup
    if options.preview:
        plan = with_password(path.name, lambda password: damaged.plan(path, backup, password))
        say(plan.words())
        return REFUSED if plan.problem else DONE
    restored, recovery = with_password(
        path.name, lambda password: damaged.bring_back(path, backup, password=password)
    )
    say(recovery.words())
    say(f"{path} is whole.")
    if restored.replaced is not None:
        say(f"The damaged file lies at {restored.replaced}.")
    return DONE


COMMAND = Command(
    name="recover",
    help="bring a damaged board back from a backup and the changes since",
    options=_options,
    run=_run,
    order=74,
)
