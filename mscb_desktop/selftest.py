"""The program tried out on itself, from a checkout, an installation or a bundle."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from mscb_desktop.boards import open_board
from mscb_desktop.document.files import write_document
from mscb_desktop.reports import made
from mscb_desktop.sample import make_sample

_YEAR = 2012
_BEGINNINGS = {".pdf": b"%PDF-", ".xlsx": b"PK"}


def self_test(test_window: Callable[[Path], None], say: Callable[[str], None]) -> None:
    """Make a board, a PDF, a workbook and a window in a temporary folder; raise where one fails.

    `say` is told of each step that worked.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="mscb-self-test-") as folder:
        path = Path(folder) / "self-test.mscb"
        make_sample(path)
        say("Made a board with the sample.")
        for suffix in _BEGINNINGS:
            size = _write_report(path, suffix)
            say(f"Wrote its budget statement as {suffix[1:]}: {size:,} bytes.")
        test_window(path)
        say("Opened its window, unseen.")
    say("Everything works.")


def _write_report(path: Path, suffix: str) -> int:
    target = path.with_suffix(suffix)
    board = open_board(path)
    try:
        now = board.clock()
        document = made(board, "budget-statement", year=_YEAR)
    finally:
        board.close()
    write_document(document, target, now=now)
    written = target.read_bytes()
    if not written.startswith(_BEGINNINGS[suffix]):
        raise RuntimeError(f"{target.name} does not begin as a {suffix[1:]} file does")
    return len(written)
