"""A board of 10,000 postings into a workbook and back, against the bare libraries."""

from __future__ import annotations

import atexit
import datetime as dt
import shutil
import tempfile
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
from benchmark import Benchmark, timed
from xlsxwriter.workbook import Workbook

from db.board import Board
from db.changes import Change, create
from db.file.driver import sqlite
from mscb_desktop.exchange.applying import apply_import
from mscb_desktop.exchange.export import export_board, write_board
from mscb_desktop.exchange.model import RowState
from mscb_desktop.exchange.planning import plan_import
from mscb_desktop.exchange.workbook import read_workbook
from mscb_desktop.guards import GUARDS

ROWS = 10_000
NOW = dt.datetime(2026, 11, 24, 16, 30)
SUPPLIERS = ("Room hire", "Caterers & Co", "Trainer", "Łódź print", "Stationers", "Chair")


@lru_cache(maxsize=1)
def folder() -> Path:
    """Make a folder that goes when the process ends."""
    path = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, path, ignore_errors=True)
    return path


def new_board(name: str) -> Board:
    """Make an empty board file."""
    path = folder() / name
    path.unlink(missing_ok=True)
    return Board.create(path, clock=lambda: NOW, who="Bench", guards=GUARDS)


@lru_cache(maxsize=1)
def full_board() -> Board:
    """Fill a board with a year of 100 lines and 10,000 postings."""
    board = new_board("full.mscb")
    changes: list[Change] = [create("financial_year", "FY-0001", start_year=2012)]
    changes += [
        create(
            "budget_line", f"BL-{n:04}", year="FY-0001", side="expenditure", kind="expenditure",
            description=f"Line {n}", codes=f"CE{n:02}", set_amount=n * 1000, position=n * 1024,
        )
        for n in range(1, 101)
    ]  # fmt: skip
    changes += [
        create(
            "posting", f"PO-{n:04}", line=f"BL-{n % 100 + 1:04}", position=n * 1024,
            dated=dt.date(2012, 4, 1) + dt.timedelta(n % 365), party=SUPPLIERS[n % 6],
            invoice=f"{n:06}", amount=n * 137 % 999_983, state="paid" if n % 3 else "committed",
            comment=f"Order {n % 371}" if n % 2 else None,
        )
        for n in range(1, ROWS + 1)
    ]  # fmt: skip
    board.apply("Filled", changes)
    return board


@lru_cache(maxsize=1)
def full_workbook() -> Path:
    """Export the full board."""
    path = folder() / "full.xlsx"
    with full_board().reading() as connection:
        export_board(connection, path, now=NOW)
    return path


def our_export() -> float:
    """Write every record as a workbook."""
    board = full_board()

    def write() -> None:
        with board.reading() as connection:
            write_board(connection, BytesIO(), now=NOW)

    return timed(write)


@lru_cache(maxsize=1)
def exported_cells() -> list[tuple[str, list[list[Any]]]]:
    """Give all cells of our workbook, blanks of its tables included."""
    book = openpyxl.load_workbook(full_workbook())
    return [
        (sheet.title, [[cell.value for cell in row] for row in sheet.iter_rows()])
        for sheet in book.worksheets
    ]


def bare_export() -> float:
    """Write the same cells by bare XlsxWriter, as tables, with a format for each kind of value."""
    sheets = exported_cells()

    def write() -> None:
        workbook = Workbook(BytesIO(), {"in_memory": True})
        number = workbook.add_format({"num_format": "#,##0.00"})
        date = workbook.add_format({"num_format": "dd/mm/yyyy"})
        text = workbook.add_format({"num_format": "@", "text_wrap": True})
        for name, rows in sheets:
            sheet = workbook.add_worksheet(name)
            for at_row, row in enumerate(rows):
                for at, value in enumerate(row):
                    if value is None:
                        sheet.write_blank(at_row, at, None, text)
                    elif isinstance(value, str):
                        sheet.write_string(at_row, at, value, text)
                    elif isinstance(value, dt.datetime):
                        sheet.write_datetime(at_row, at, value, date)
                    else:
                        sheet.write_number(at_row, at, value, number)
            if rows[0][0] == "Reference":
                heads = [{"header": head} for head in rows[0]]
                last = max(len(rows) - 1, 1)
                sheet.add_table(0, 0, last, len(heads) - 1, {"columns": heads})
        workbook.close()

    return timed(write)


def our_import() -> float:
    """Read the workbook into an empty board: plan, a page of preview, apply with history."""
    path, board = full_workbook(), new_board("import.mscb")

    def work() -> None:
        with board.reading() as connection:
            plan = plan_import(connection, read_workbook(path), path.name)
        assert plan.count({RowState.CREATE}) == ROWS + 101
        assert len(plan.page(5_000, 200)) == 200
        assert apply_import(board, plan).entry is not None

    taken = timed(work)
    board.close()
    return taken


def bare_import() -> float:
    """Read the workbook by openpyxl and put the rows into one table without history or checks."""
    source, path = full_workbook(), folder() / "bare.sqlite"
    path.unlink(missing_ok=True)
    connection = sqlite.connect(path)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    widths = {name: len(rows[0]) for name, rows in exported_cells()}
    for number, width in enumerate(widths.values()):
        names = ", ".join(f"c{at}" for at in range(width))
        connection.execute(f"CREATE TABLE t{number} ({names}, PRIMARY KEY (c0))")
    connection.execute(f"CREATE INDEX by_line ON t{len(widths) - 2} (c1)")

    def work() -> None:
        book = openpyxl.load_workbook(source, read_only=True)
        for number, sheet in enumerate(book.worksheets):
            if sheet.title in ("Read me", "Columns"):
                continue
            marks = ", ".join("?" * widths[sheet.title])
            rows = sheet.iter_rows(min_row=2, values_only=True)
            connection.executemany(f"INSERT INTO t{number} VALUES ({marks})", rows)
        connection.commit()

    taken = timed(work)
    connection.close()
    return taken


def benchmarks() -> list[Benchmark]:
    """Give the two comparisons."""
    return [
        Benchmark(
            "10,000 rows imported with preview, against openpyxl and raw SQLite",
            our_import, bare_import, 2.0,
        ),
        Benchmark(
            "10,000 rows exported, against bare XlsxWriter", our_export, bare_export, 1.3
        ),
    ]  # fmt: skip
