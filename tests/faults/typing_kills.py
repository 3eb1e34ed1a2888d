"""Windows killed while they are typed into: what was stored is stored, what was not is a draft.

`python3 dev.py faults window` kills as many as wanted.
"""

from __future__ import annotations

import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from db.board import Board
from db.changes import create
from db.errors import BoardError
from db.fields import Value
from db.queries import records
from tests.faults.boards import clock, damages, fresh_copy, open_board
from tests.faults.children import Child, Tell
from tests.faults.tally import Say, Tally, quiet

if TYPE_CHECKING:
    from ui.grid import Grid

PROMISE = 2.0
"""Seconds after a key press within which what was typed is kept."""
LONGEST = 5.0
"""Seconds after the first key press within which a window is killed."""

_LANES = 2
_LINES = 40
_YEAR = 2013
_WORDS = ("recruitment", "half a sentence about", "12,450.00", "1,000", "twelve hundred", "Łódź £5")
_COLUMNS = {"set": "set_amount", "comment": "comment"}

Cell = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Seen:
    """What the window held in a cell when it told of it, and whether the cell was left then."""

    cell: Cell
    text: str
    at: float
    left: bool


def run(count: int, seed: int, say: Say) -> list[Tally]:
    """Kill `count` windows, two at a time: most of their time they only wait."""
    shares = [count // _LANES + (lane < count % _LANES) for lane in range(_LANES)]
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(_LANES) as lanes:

        def kill(lane: int) -> Tally:
            own = Path(folder) / str(lane)
            own.mkdir()
            return kill_typing(own, shares[lane], seed + lane, say=say)

        tallies = list(lanes.map(kill, range(_LANES)))
    return [sum(tallies[1:], tallies[0])]


def kill_typing(
    folder: Path,
    count: int,
    seed: int = 2013,
    *,
    earliest: float = 0.0,
    latest: float = LONGEST,
    harm: Callable[[Path], object] | None = None,
    say: Say = quiet,
) -> Tally:
    """Kill windows that are typed into, each on a fresh board; gives what became of the texts.

    The kill comes `earliest` seconds after the first key press at the least, `latest` at the most.
    `harm` is called with the board after each kill: a fault planted there must be counted.
    """
    chance = random.Random(seed)
    tally = Tally("Killed while a window is typed into", count)
    source, path = make_board(folder / "source.mscb"), folder / "board.mscb"
    for number in tally.numbers(say):
        with tally.guarded(f"try {number}"):
            fresh_copy(source, path)
            child = Child(type_for_ever, path, chance.randrange(1 << 30))
            child.begin()
            child.hear()
            after = chance.uniform(earliest, latest)
            killed = time.monotonic() + after
            ended = child.end(after)
            if ended.fell:
                tally.losses.append(f"try {number}: the window fell: {ended.fell}")
                continue
            if harm is not None:
                harm(path)
            _count(tally, path, _last(ended.told), killed, f"try {number}")
    return tally


def make_board(path: Path) -> Path:
    """Make a board with a year of many lines."""
    board = Board.create(path, clock=clock, who="Test")
    year = board.new_refs("financial_year")[0]
    lines = board.new_refs("budget_line", _LINES)
    rows = [
        create(
            "budget_line",
            ref,
            year=year,
            side="expenditure",
            kind="expenditure",
            description=f"Line {number}",
            position=number,
        )
        for number, ref in enumerate(lines, 1)
    ]
    settings = create("board", "BOARD", name="Killed Board", short_name="KB", body_term="Board")
    started = create("financial_year", year, start_year=_YEAR, closed=False)
    board.apply("Begun", [settings, started, *rows])
    board.close()
    return path


def type_for_ever(tell: Tell, path: Path, seed: int) -> None:
    """Type texts into one cell after another, as fast as people and now and then with a pause.

    Tells of each letter once the window has taken it. Some texts are stored, some refused.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from tests.faults.steps import play
    from ui.app import make_application, make_window

    application = make_application()
    window = make_window(application, clock, path.with_name("window.json"), path.parent)
    window.complete()
    window.show()
    window.activateWindow()
    assert window.open_board(path)
    session = window.session
    assert session is not None
    session.set_year(_YEAR)
    session.open_page("budget", None, None)
    typing = _typing(tell, session.pages.page.grid, random.Random(seed))  # type: ignore[attr-defined]
    play(application, typing)


def _typing(tell: Tell, grid: Grid, chance: random.Random) -> Iterator[int]:
    """Press one key after another; gives the milliseconds until the next one."""
    refs = [row.ref for _, row in grid.sheet_model.known() if row.ref.startswith("BL-")]
    cells = [(ref, column) for ref in refs for column in _COLUMNS]
    chance.shuffle(cells)
    while not grid.hasFocus():
        grid.setFocus()
        yield 10
    for cell in cells:
        assert grid.go_to(*cell)
        text = ""
        for letter in chance.choice(_WORDS):
            _press(letter)
            text += letter
            tell(Seen(cell, text, time.monotonic(), left=False))
            yield chance.randrange(5, 50)
        if chance.random() < 0.2:
            yield 2600
        _press("\r")
        tell(Seen(cell, text, time.monotonic(), left=True))


def _press(letter: str) -> None:
    """Press a key on what has the keyboard; QTest's own keys know the letters of ASCII only."""
    from PySide6.QtCore import QEvent, Qt
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication, QWidget

    target: QWidget | None = QApplication.focusWidget()
    assert target is not None
    key = Qt.Key.Key_Return if letter == "\r" else Qt.Key.Key_unknown
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(target, event)


def _last(told: Sequence[Seen]) -> dict[Cell, Seen]:
    return {seen.cell: seen for seen in told}


def _count(tally: Tally, path: Path, last: dict[Cell, Seen], killed: float, where: str) -> None:
    """Compare what the window had told of with what the file holds."""
    try:
        board = open_board(path)
    except BoardError as error:
        tally.losses.append(f"{where}: the board does not open: {error.message}")
        return
    drafts: dict[Cell, Value] = {draft.cell: draft.typed for draft in board.drafts()}
    board.close()
    stored = _stored(path)
    for cell, seen in last.items():
        draft = drafts.get(cell)
        if seen.left and _reads(cell, seen.text) is not None:
            tally.acknowledged += 1
            if stored[cell] != _reads(cell, seen.text):
                tally.losses.append(f"{where}: {seen.text!r} was stored and is not")
            else:
                tally.outcomes["texts stored"] += 1
        elif isinstance(draft, str) and draft.startswith(seen.text):
            tally.outcomes["texts kept as drafts"] += 1
        elif stored[cell] is not None and stored[cell] == _reads(cell, seen.text):
            tally.outcomes["texts stored"] += 1
        elif killed - seen.at > PROMISE:
            held = f"there is {draft!r}"
            tally.losses.append(f"{where}: {seen.text!r}, {killed - seen.at:.1f} s old: {held}")
        else:
            tally.outcomes["texts younger than two seconds"] += 1
    tally.silent += [f"{where}: {words}" for words in damages(path)]


def _stored(path: Path) -> dict[Cell, Value]:
    board = open_board(path)
    with board.reading() as connection:
        found = dict(records.page(connection, "budget_line", {}, 0, _LINES))
    board.close()
    return {
        (ref, column): values[field]
        for ref, values in found.items()
        for column, field in _COLUMNS.items()
    }


def _reads(cell: Cell, text: str) -> Value:
    """Give what a text is stored as in a cell; None where it is refused there."""
    from db.records import RECORDS
    from mscb_desktop.values import Unreadable, read_value

    try:
        return read_value(RECORDS["budget_line"].fields[_COLUMNS[cell[1]]], text)
    except Unreadable:
        return None
