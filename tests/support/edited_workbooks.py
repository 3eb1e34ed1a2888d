"""A board's export edited by hand, by another program, and read back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from db.board import Board
from mscb_desktop.exchange.export import export_board
from mscb_desktop.exchange.model import ImportPlan
from mscb_desktop.exchange.planning import plan_import
from mscb_desktop.exchange.workbook import read_workbook
from tests.support.boards import NOON


class Exchange:
    """Takes a board's workbook out, lets it be edited, and plans what it changes."""

    def __init__(self, board: Board, folder: Path) -> None:
        self.board = board
        self.path = folder / "data.xlsx"

    def write(self) -> Path:
        """Export the board."""
        with self.board.reading() as connection:
            export_board(connection, self.path, now=NOON)
        return self.path

    def plan(self) -> ImportPlan:
        """Plan what the workbook, as it lies there, does to the board."""
        with self.board.reading() as connection:
            return plan_import(connection, read_workbook(self.path), self.path.name)

    def edited(self, edit: Callable[[openpyxl.Workbook], object]) -> ImportPlan:
        """Export, edit and save by openpyxl, and plan."""
        book = openpyxl.load_workbook(self.write())
        edit(book)
        book.save(self.path)
        return self.plan()

    def cells(self, sheet: str, edits: Mapping[tuple[int, str], object]) -> ImportPlan:
        """Put values into cells of the export, by row number and heading, and plan."""

        def edit(book: openpyxl.Workbook) -> None:
            for (row, heading), value in edits.items():
                book[sheet].cell(row, column_of(book[sheet], heading)).value = value  # type: ignore[assignment]

        return self.edited(edit)

    def added(self, sheet: str, *rows: Mapping[str, object]) -> ImportPlan:
        """Add rows below the last one, by heading, and plan."""

        def edit(book: openpyxl.Workbook) -> None:
            for row in rows:
                add_row(book[sheet], row)

        return self.edited(edit)


def column_of(sheet: Worksheet, heading: str) -> int:
    """Give the column of a heading in the first row, counted from 1."""
    heads = [cell.value for cell in sheet[1]]
    return heads.index(heading) + 1


def add_row(sheet: Worksheet, row: Mapping[str, object], at: int | None = None) -> None:
    """Put a new row below the last one, or in at a row number."""
    if at is None:
        at = sheet.max_row + 1
        while at > 2 and all(cell.value is None for cell in sheet[at - 1]):
            at -= 1
    else:
        sheet.insert_rows(at)
    for heading, value in row.items():
        sheet.cell(at, column_of(sheet, heading)).value = value  # type: ignore[assignment]
