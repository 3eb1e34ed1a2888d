"""What is wrong in a workbook, as a table to copy and as a page to print or save."""

from __future__ import annotations

from collections.abc import Sequence

from db.board import Board
from db.fields import Kind as FieldKind
from mscb_desktop.document.model import Column, Document, Kind, Orientation, Row, Table
from mscb_desktop.exchange.model import WrongCell
from mscb_desktop.reports.base import settings
from mscb_desktop.sheet.clipboard import Copied, to_clipboard

_COLUMNS = (
    Column("sheet", "Sheet", Kind.TEXT, weight=1.0),
    Column("row", "Row", Kind.CODE),
    Column("column", "Column", Kind.TEXT, weight=1.0),
    Column("value", "In the workbook", Kind.TEXT, weight=1.5),
    Column("reason", "Why it is refused, and what to do", Kind.LONG_TEXT, weight=3.0),
)


def as_clipboard(wrong: Sequence[WrongCell]) -> tuple[str, str]:
    """Give the list as HTML and as text, as tables are copied."""
    rows = [tuple(column.heading for column in _COLUMNS), *map(_cells, wrong)]
    return to_clipboard([[Copied(text, text, FieldKind.TEXT) for text in row] for row in rows])


def as_document(board: Board, source: str, wrong: Sequence[WrongCell]) -> Document:
    """Give the list as a page, which can be saved as a workbook too."""
    with board.reading() as connection:
        named = settings(connection)
    table = Table("wrong", "What is wrong", _COLUMNS, tuple(Row(_cells(cell)) for cell in wrong))
    return Document(
        "What is wrong in a workbook",
        named.name,
        (table,),
        subtitle=source,
        short_name=named.short_name,
        orientation=Orientation.LANDSCAPE,
    )


def _cells(cell: WrongCell) -> tuple[str, ...]:
    return (cell.sheet, str(cell.row), cell.heading or "", cell.value, cell.message)
