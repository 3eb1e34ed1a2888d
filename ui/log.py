"""The log: what went wrong in the program, without anything that a person typed."""

from __future__ import annotations

import logging
import sys
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from platformdirs import user_log_path

_NAME = "mscb_desktop"
_LARGEST = 1_000_000
_FILES = 5


def log_folder() -> Path:
    """Give the folder for logs that the system names for this user."""
    return user_log_path("MSCB Desktop", appauthor=False)


def start_log(folder: Path) -> logging.Logger:
    """Begin to write into `folder`: five files of a megabyte at most, the oldest dropped."""
    logger = logging.getLogger(_NAME)
    stop_log()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(
            folder / "mscb-desktop.log",
            maxBytes=_LARGEST,
            backupCount=_FILES - 1,
            encoding="utf-8",
            delay=True,
        )
    except OSError:
        handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    return logger


def stop_log() -> None:
    """Close the log's file."""
    logger = logging.getLogger(_NAME)
    for handler in tuple(logger.handlers):
        logger.removeHandler(handler)
        handler.close()


def log_fault(text: str) -> None:
    """Write one fault of the program."""
    logging.getLogger(_NAME).error("%s", text)


def described(
    kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
) -> str:
    """Say what failed and where: kinds of error and places in the code.

    The error's own words are left out, since they can quote what a person typed.
    """
    lines = [_called(kind)]
    for frame in reversed(traceback.extract_tb(trace)):
        place = "/".join(Path(frame.filename).parts[-3:])
        lines.append(f"  {place}:{frame.lineno} in {frame.name}")
    before = error and (error.__cause__ or (None if _hidden(error) else error.__context__))
    if before:
        lines.append("after " + described(type(before), before, before.__traceback__))
    return "\n".join(lines)


def _hidden(error: BaseException) -> bool:
    return error.__suppress_context__


def _called(kind: type[BaseException]) -> str:
    return kind.__name__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__name__}"
