"""Reading an Excel workbook that anybody may have sent: its cells, or a plain refusal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mscb_desktop.exchange.errors import WorkbookRefused
from mscb_desktop.exchange.workbook_cells import (
    CellFault,
    CellValue,
    Known,
    Row,
    letters_of,
    read_cells,
)
from mscb_desktop.exchange.workbook_parts import Held, read_book, read_shapes, read_texts
from mscb_desktop.exchange.workbook_xml import ElementCount
from mscb_desktop.exchange.workbook_zip import Package, Progress

__all__ = [
    "CellFault",
    "CellValue",
    "Row",
    "SheetCells",
    "Workbook",
    "WorkbookRefused",
    "letters_of",
    "read_workbook",
]


@dataclass(frozen=True, slots=True)
class SheetCells:
    """One sheet. `filled` holds the rows that hold anything, each with its number in Excel."""

    name: str
    filled: tuple[tuple[int, Row], ...]

    def rows(self) -> Iterator[Row]:
        """Give every row from the first to the last filled one, each up to its last filled cell.

        Rows without content are `()`: enumerated from 1, the rows have Excel's numbers.
        """
        done = 0
        for number, row in self.filled:
            for _ in range(number - done - 1):
                yield ()
            yield row
            done = number


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets with cells, hidden ones too, in the order of their tabs."""

    sheets: tuple[SheetCells, ...]


def read_workbook(path: Path, *, progress: Progress | None = None) -> Workbook:
    """Read all cells of an Excel workbook (.xlsx).

    A cell is text, number, yes or no, date, date with time, or None. Numbers have Excel's own 15
    digits, whole ones are `int`; a formula gives the value stored with it; a time without a day
    is text. What is filled but has no value (a formula never worked out, an error, a date that
    is none) is a `CellFault`, never blank. Links to other files and programs are not followed.

    Raises WorkbookRefused, whose message names the file, the reason and the remedy, for whatever
    Excel would not have written, and beyond 256 MB unpacked, 2.5 million elements or 192 MB of
    values. `progress(done, total)` counts bytes and may raise to stop.
    """
    try:
        with Package(path, progress) as package:
            return _read(package)
    except WorkbookRefused as refusal:
        raise WorkbookRefused(f"'{path.name}' cannot be read: {refusal.message}") from refusal
    except OSError as error:
        raise WorkbookRefused(_trouble(path, error)) from error


def _read(package: Package) -> Workbook:
    count, held = ElementCount(), Held()
    book = read_book(package, count)
    known = Known(
        read_texts(package, book.texts, count, held) if book.texts else (),
        read_shapes(package, book.styles, count) if book.styles else None,
        book.from_1904,
    )
    return Workbook(
        tuple(
            SheetCells(
                sheet.name, tuple(read_cells(package, sheet.name, sheet.part, known, count, held))
            )
            for sheet in book.sheets
        )
    )


def _trouble(path: Path, error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return f"'{path.name}' is not there: it may have been moved or renamed. Choose it again."
    if isinstance(error, PermissionError):
        return (
            f"'{path.name}' may not be read. If it is open in Excel, close it there; otherwise ask "
            "who keeps the folder, or copy the file to a folder of your own."
        )
    return (
        f"'{path.name}' cannot be read from its drive ({error.strerror or error}). Copy it to "
        "this computer and try again."
    )
