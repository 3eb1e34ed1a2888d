"""The open board as the window works with it; no widget here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from db.board import Board
from db.changes import Entry, Plan, Problem, Refused
from db.errors import BoardError
from db.queries.board import board_settings
from mscb_desktop.boards import open_board
from mscb_desktop.budget.years import list_years, plan_new_year, year_statement
from mscb_desktop.sheet.model import SheetPlan
from mscb_desktop.values import year_label, year_of


class Desk(QObject):
    """Applies, undoes and redoes on one board, and tells what came of it."""

    stored = Signal(object)
    """Carries the Entry of each change, undo or redo."""
    refused = Signal(object)
    """Carries the tuple of Problems for which something was not written."""
    failed = Signal(str)
    """The file could not be written: why, and what to do."""

    def __init__(self, board: Board, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.board = board
        self.is_writing = False
        """Whether what is told now was changed from here, and not by others meanwhile."""
        board.on_change(self.stored.emit)

    @classmethod
    def opened(
        cls,
        path: Path,
        clock: Callable[[], dt.datetime],
        *,
        password: str | None = None,
        read_only: str | None = None,
    ) -> Desk:
        """Open the board at `path` as the one that writes it, or to read; raises BoardError."""
        sole = read_only is None
        return cls(open_board(path, clock=clock, password=password, sole=sole, read_only=read_only))

    def apply(self, plan: Plan | SheetPlan) -> bool:
        """Write a plan; False where nothing of it was written, with the reason told.

        What a plain plan could not take is told also where the rest was written; a sheet's
        grid shows such cells itself.
        """
        if plan.problems and (isinstance(plan, Plan) or not plan.changes):
            self.refused.emit(tuple(plan.problems))
        if not plan.changes:
            return not plan.problems
        try:
            of = plan.of if isinstance(plan, Plan) else None
            self.is_writing = True
            self.board.apply(plan.what, plan.changes, of=of)
        except Refused as refusal:
            self.refused.emit(refusal.problems)
            return False
        except BoardError as error:
            self.failed.emit(error.message)
            return False
        finally:
            self.is_writing = False
        return True

    def undo(self) -> Entry | None:
        """Take back the newest change; None where there is none or it was refused."""
        return self._replay(self.board.undo)

    def redo(self) -> Entry | None:
        """Do again what was taken back last."""
        return self._replay(self.board.redo)

    def start_year(self, start_year: int) -> bool:
        """Add an empty financial year."""
        return self.apply(plan_new_year(self.board, start_year))

    def names(self) -> tuple[str, str]:
        """Give the board's short name and its name as printed."""
        with self.board.reading() as connection:
            row = board_settings(connection)
        return (row.short_name, row.name) if row else (self.board.path.stem, "")

    def years(self) -> Sequence[tuple[int, str, bool]]:
        """List the years as (start year, label, closed), the earliest first."""
        with self.board.reading() as connection:
            rows = list_years(connection)
        return [(row.start_year, year_label(row.start_year), bool(row.closed)) for row in rows]

    def usual_year(self) -> int:
        """Give the year to open with: today's, else the latest that has actuals, else the last."""
        this = year_of(self.board.clock().date())
        with self.board.reading() as connection:
            rows = list_years(connection)
            if not rows or any(row.start_year == this for row in rows):
                return this
            for row in reversed(rows):
                if year_statement(connection, row).has_actuals:
                    return row.start_year
        return rows[-1].start_year

    def close(self) -> None:
        """Close the board's file."""
        self.board.close()

    def _replay(self, act: Callable[[], Entry | None]) -> Entry | None:
        self.is_writing = True
        try:
            return act()
        except Refused as refusal:
            problems = (Problem("This can no longer be taken back or done again."),)
            self.refused.emit(problems + refusal.problems)
        except BoardError as error:
            self.failed.emit(error.message)
        finally:
            self.is_writing = False
        return None
