"""`self-test`: try the program out in a temporary folder."""

from __future__ import annotations

import argparse

from mscb_desktop.commands.base import DONE, Command, Doors, no_options, say


def _run(_: argparse.Namespace, doors: Doors) -> int:
    from mscb_desktop.selftest import self_test

    self_test(doors.test_window, say)
    return DONE


COMMAND = Command(
    name="self-test",
    help="try the program out in a temporary folder",
    options=no_options,
    run=_run,
    order=90,
)
