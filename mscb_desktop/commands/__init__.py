"""The commands of the command line, one module each; every module that holds a COMMAND is found."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from mscb_desktop.commands.base import Command


@cache
def commands() -> tuple[Command, ...]:
    """List the commands in the order in which help names them."""
    found = []
    for module in pkgutil.iter_modules(__path__):
        command = getattr(importlib.import_module(f"{__name__}.{module.name}"), "COMMAND", None)
        if isinstance(command, Command):
            found.append(command)
    return tuple(sorted(found, key=lambda command: (command.order, command.name)))
