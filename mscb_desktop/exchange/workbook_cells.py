"""The cells of one sheet, from its XML to native values."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from mscb_desktop.exchange.workbook_parts import (
    LONGEST_RAW,
    Held,
    Shape,
    plain_text,
)
from mscb_desktop.exchange.workbook_xml import Attributes, ElementCount, damaged, read_part
from mscb_desktop.exchange.workbook_zip import Package

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_LARGEST_EXACT = 2**53
_LONGEST_FORMULA = 60


@dataclass(frozen=True, slots=True)
class CellFault:
    """A cell that is filled, but holds no value that could be taken.

    `stored` is what the file holds ('=A1+1', '#REF!', '-5'); `reason` says why, and what to do.
    """

    stored: str
    reason: str


CellValue = str | int | float | bool | dt.datetime | dt.date | CellFault | None
Row = tuple[CellValue, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What cells refer to: shared texts, number formats, the first day of dates."""

    texts: Sequence[str]
    shapes: Sequence[Shape] | None
    from_1904: bool


def read_cells(
    package: Package, name: str, part: str, known: Known, count: ElementCount, held: Held
) -> list[tuple[int, Row]]:
    """Read a sheet's rows that hold anything, each with its number and up to its last filled cell.

    Raises WorkbookRefused where the sheet is not as Excel could have written it.
    """
    cells = _Cells(name, known, held)
    read_part(
        package.chunks(part),
        root="worksheet",
        starts={
            "sheetData": cells.begin_data,
            "row": cells.begin_row,
            "c": cells.begin_cell,
            "f": cells.begin_formula,
            "rPh": cells.begin_reading,
        },
        ends={
            "v": cells.value,
            "t": cells.piece,
            "f": cells.formula,
            "rPh": cells.end_reading,
            "c": cells.end_cell,
            "row": cells.end_row,
            "sheetData": cells.end_data,
        },
        longest=LONGEST_RAW,
        place=cells.place,
        count=count,
    )
    return cells.rows


class _Cells:
    """Gathers the cells as the tags come; a cell or row out of order is refused, not moved."""

    def __init__(self, sheet: str, known: Known, held: Held) -> None:
        self.rows: list[tuple[int, Row]] = []
        self._sheet, self._known, self._held = sheet, known, held
        self._columns: dict[str, int] = {}
        self._in_data = self._in_row = self._in_cell = False
        self._number = self._column = 0
        self._digits = ""
        self._row: list[CellValue] = []
        self._own_bytes = 0
        self._kind, self._style = "n", ""
        self._stored: str | None = None
        self._formula: str | None = None
        self._pieces: list[str] = []
        self._aside = False

    def place(self) -> str:
        """Name the cell or row that is being read."""
        if self._in_cell:
            return f"the cell {letters_of(self._column)}{self._number} of the sheet '{self._sheet}'"
        if self._in_row:
            return f"row {self._number} of the sheet '{self._sheet}'"
        return f"the sheet '{self._sheet}'"

    def begin_data(self, _: Attributes) -> None:
        self._in_data = True

    def end_data(self, _: str) -> None:
        self._in_data = False

    def begin_row(self, attributes: Attributes) -> None:
        if not self._in_data:
            return
        if self._in_row:
            raise damaged(f"{self.place()} has a row in it")
        digits = attributes.get("r")
        number = self._number + 1 if digits is None else _whole(digits, LAST_ROW)
        if number is None or not self._number < number <= LAST_ROW:
            raise damaged(f"the rows of the sheet '{self._sheet}' do not stand in order")
        self._number, self._digits = number, str(number)
        self._in_row = True
        self._column = self._own_bytes = 0

    def end_row(self, _: str) -> None:
        if not self._in_row:
            return
        self._in_row = False
        if self._row:
            row = tuple(self._row)
            self._row.clear()
            self._held.add(sys.getsizeof(row) + self._own_bytes + 100)
            self.rows.append((self._number, row))

    def begin_cell(self, attributes: Attributes) -> None:
        if not self._in_row:
            if self._in_data:
                raise damaged(f"{self.place()} has cells outside of its rows")
            return
        if self._in_cell:
            raise damaged(f"{self.place()} has a cell in it")
        at = attributes.get("r")
        column = self._column + 1 if at is None else self._column_of(at)
        if not self._column < column <= LAST_COLUMN:
            raise damaged(f"the cells of {self.place()} do not stand in order")
        self._column = column
        self._in_cell = True
        self._kind = attributes.get("t", "n")
        self._style = attributes.get("s", "")
        self._stored = self._formula = None
        self._pieces.clear()

    def _column_of(self, at: str) -> int:
        """Give the column of 'AB12', which must stand in the row that it names."""
        letters = at.rstrip("0123456789")
        if at[len(letters) :] != self._digits:
            raise damaged(f"{self.place()} holds a cell that belongs elsewhere")
        column = self._columns.get(letters)
        if column is None:
            column = self._columns[letters] = column_of(letters)
        return column

    def begin_formula(self, _: Attributes) -> None:
        if self._in_cell:
            self._formula = ""

    def formula(self, text: str) -> None:
        if self._in_cell:
            self._formula = text[:_LONGEST_FORMULA]

    def value(self, text: str) -> None:
        if self._in_cell:
            self._stored = text

    def piece(self, text: str) -> None:
        if self._in_cell and not self._aside:
            self._pieces.append(text)

    def begin_reading(self, _: Attributes) -> None:
        self._aside = True

    def end_reading(self, _: str) -> None:
        self._aside = False

    def end_cell(self, _: str) -> None:
        if not self._in_cell:
            return
        value = self._read()
        self._in_cell = False
        if value is not None and value != "":
            gap = self._column - 1 - len(self._row)
            if gap:
                self._row.extend([None] * gap)
            self._row.append(value)

    def _read(self) -> CellValue:
        kind, stored = self._kind, self._stored
        if kind == "s" and stored:
            index = _whole(stored, len(self._known.texts) - 1)
            if index is None:
                raise damaged(f"{self.place()} names a text that the file does not hold")
            return self._known.texts[index]
        self._own_bytes += 32
        if kind == "inlineStr":
            return self._own(plain_text("".join(self._pieces), self.place()))
        if not stored:
            return self._without_value(stored)
        if kind == "n":
            return self._number_or_date(stored)
        if kind == "str":
            return self._own(plain_text(stored, self.place()))
        if kind == "b":
            if stored not in ("0", "1", "true", "false"):
                raise damaged(f"{self.place()} is neither true nor false")
            return stored in ("1", "true")
        if kind == "e":
            return self._fault(
                stored,
                "Excel shows an error here. Mend the formula in Excel, or type the value, save it "
                "and import it again.",
            )
        if kind == "d":
            return self._written_date(stored)
        raise damaged(f"{self.place()} has a kind of content that is not known")

    def _own(self, text: str) -> str:
        self._own_bytes += sys.getsizeof(text)
        return text

    def _fault(self, stored: str, reason: str) -> CellFault:
        self._own_bytes += 500
        return CellFault(stored[:_LONGEST_FORMULA], reason)

    def _without_value(self, stored: str | None) -> CellValue:
        if self._formula is None or (self._kind == "str" and stored is not None):
            return None
        return self._fault(
            f"={self._formula}",
            "This formula's value was never worked out. Open the workbook in Excel, save it and "
            "import it again, or type the value in place of the formula.",
        )

    def _number_or_date(self, stored: str) -> CellValue:
        try:
            number = float(stored) if "_" not in stored else float("nan")
        except ValueError:
            number = float("nan")
        if not -1e308 < number < 1e308:
            raise damaged(f"{self.place()} holds a number that is none: {stored[:20]}")
        shape = self._shape() if self._style else Shape.NUMBER
        if shape is not Shape.NUMBER:
            return self._date(number, shape)
        number = number if number.is_integer() else float(f"{number:.15g}")
        return int(number) if number.is_integer() and abs(number) < _LARGEST_EXACT else number

    def _shape(self) -> Shape:
        shapes = self._known.shapes
        if shapes is None:
            return Shape.NUMBER
        index = _whole(self._style, len(shapes) - 1)
        if index is None:
            raise damaged(f"{self.place()} names a format that the file does not hold")
        return shapes[index]

    def _date(self, number: float, shape: Shape) -> CellValue:
        """Give the day, or the day and time; a time without a day becomes its text."""
        if shape is Shape.LENGTH_OF_TIME or (0 <= number < 1 and not self._known.from_1904):
            return _clock(number)
        days = number + 1462 if self._known.from_1904 else number
        if not 1 <= days < 2_958_466 or int(days) == 60:
            return self._fault(
                f"{number:.15g}",
                "This is no date: Excel's days begin on 1 January 1900 and end in the year 9999. "
                "Type the date in Excel, save it and import it again.",
            )
        # Excel counts a 29 February 1900 that never was.
        start = dt.datetime(1899, 12, 30) if days > 60 else dt.datetime(1899, 12, 31)
        moment = start + dt.timedelta(seconds=round(days * 86_400))
        return moment if moment.time() != dt.time() else moment.date()

    def _written_date(self, stored: str) -> CellValue:
        try:
            moment = dt.datetime.fromisoformat(stored.removesuffix("Z"))
        except ValueError:
            return self._fault(
                stored,
                "This is no date that exists. Type the date in Excel, save it and import it again.",
            )
        moment = moment.replace(tzinfo=None)
        return moment if moment.time() != dt.time() else moment.date()


def _clock(number: float) -> str:
    seconds = round(abs(number) * 86_400)
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    text = f"{'-' if number < 0 else ''}{hour:02}:{minute:02}"
    return f"{text}:{second:02}" if second else text


def _whole(digits: str, most: int) -> int | None:
    if not (digits.isascii() and digits.isdecimal() and len(digits) < 10):
        return None
    return number if (number := int(digits)) <= most else None


def column_of(letters: str) -> int:
    """Give the number of a column: 1 for A, 28 for AB; 0 for what is none."""
    if not (0 < len(letters) < 4 and letters.isascii() and letters.isalpha()):
        return 0
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return column


def letters_of(column: int) -> str:
    """Give a column's letters: A for 1, AB for 28."""
    letters = ""
    while column:
        column, place = divmod(column - 1, 26)
        letters = chr(65 + place) + letters
    return letters
