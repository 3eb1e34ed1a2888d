"""A board with what every page is given, and a memory of what the page asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from db.backups.copies import Backup, list_backups, make_backup
from db.board import Board
from db.changes import Entry, Problem, Values
from db.drafts import KeptDraft
from db.errors import BoardError
from db.queries import records
from db.queries.budget import YearRow, year_starting
from mscb_desktop.boards import create_board, open_board
from mscb_desktop.document.model import Document
from mscb_desktop.places import place_in_words
from tests.support.boards import clock, sample_board
from ui.areas.find import Page
from ui.context import Context
from ui.findings.watch import FindingsWatch
from ui.shell.desk import Desk
from ui.tasks import ImmediateTasks
from ui.theme import Look, use_look


class File(QObject):
    """The services for the board's file; what was asked of them is kept in `asked`."""

    backed_up = Signal()

    def __init__(self, board: Board) -> None:
        super().__init__()
        self._board = board
        self.chosen: Path | None = None
        self.asked: list[object] = []
        self.minutes = 15

    def folder(self) -> Path:
        return self.chosen or self._board.path.parent / "Backups"

    def choose_folder(self, folder: Path | None) -> None:
        self.chosen = folder
        self.backed_up.emit()

    def backups(self) -> list[Backup]:
        return list_backups(self.folder(), self._board.path)

    def is_usual_folder(self) -> bool:
        return self.chosen is None

    def back_up(
        self,
        done: Callable[[Backup], object],
        failed: Callable[[str], object],
        stopped: Callable[[], object],
    ) -> None:
        if self.chosen is None:
            self.folder().mkdir(exist_ok=True)
        try:
            made = make_backup(self._board, self.folder())
        except BoardError as error:
            failed(error.message)
            return
        self.backed_up.emit()
        done(made)

    def restore(self, backup: Path, password: str | None = None) -> None:
        self.asked.append((backup, password))

    def set_password(self) -> None:
        self.asked.append("password")

    def lock_after(self) -> int:
        return self.minutes

    def set_lock_after(self, minutes: int) -> None:
        self.minutes = minutes

    def place_in_words(self) -> str:
        return place_in_words(self._board.path)

    def keep_here(self) -> None:
        self.asked.append("keep here")


@dataclass
class Surroundings:
    """The services of a window without the window."""

    desk: Desk
    year: int = 2012
    said: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    opened: list[tuple[str, str | None, str | None]] = field(default_factory=list)
    shown: list[tuple[str, str | None]] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    previews: list[Callable[[], Document]] = field(default_factory=list)
    drafts: list[KeptDraft] = field(default_factory=list)

    @property
    def board(self) -> Board:
        return self.desk.board

    @cached_property
    def file(self) -> File:
        return File(self.board)

    @cached_property
    def findings(self) -> FindingsWatch:
        return FindingsWatch(self.board, ImmediateTasks())

    @property
    def context(self) -> Context:
        """What a page is made with; each change refreshes the `pages`."""
        return Context(
            board=self.board,
            tasks=ImmediateTasks(),
            apply=self.desk.apply,
            open_page=lambda *where: self.opened.append(where),
            show_record=self.on_show_record,
            preview=self.previews.append,
            say=self.said.append,
            year=lambda: self.year,
            set_year=lambda year: setattr(self, "year", year),
            open_draft=self.drafts.append,
            drop_draft=lambda draft: self.board.change_drafts(draft.place, [], [draft.cell]),
            file=self.file,
            findings=self.findings,
        )

    def row(self, table: str, ref: str) -> Values:
        """Read a whole row; KeyError where it is not there."""
        with self.board.reading() as connection:
            return records.rows_by_ref(connection, table, [ref])[ref]

    def ref_of(self, table: str, name: str) -> str:
        """Find the one record of this name."""
        with self.board.reading() as connection:
            (found,) = records.exactly(connection, table, name)
        return found

    def year_row(self, start: int) -> YearRow | None:
        """Give a financial year."""
        with self.board.reading() as connection:
            return year_starting(connection, start)

    def on_show_record(self, ref: str, column: str | None) -> bool:
        self.shown.append((ref, column))
        return True

    def on_stored(self, entry: Entry) -> None:
        self.findings.touch(entry.touched)
        for page in self.pages:
            page.refresh(entry.touched)

    def on_refused(self, problems: tuple[Problem, ...]) -> None:
        self.refused += [problem.message for problem in problems]


@contextmanager
def surroundings(folder: Path, *, sample: bool = True) -> Iterator[Surroundings]:
    """Open the sample, or an empty board, with everything that a page asks for."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    use_look(application, Look())
    path = folder / "board.mscb"
    if sample:
        board = open_board(sample_board(folder), clock=clock, who="Test")
    else:
        board = create_board(path, name="Eastbrook Safeguarding Partnership", clock=clock)
    made = Surroundings(Desk(board))
    made.desk.stored.connect(made.on_stored)
    made.desk.refused.connect(made.on_refused)
    yield made
    made.findings.stop()
    board.close()
