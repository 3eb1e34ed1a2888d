"""The first sheets of a board's workbook: how it is used, and what each column is."""

from __future__ import annotations

from collections.abc import Mapping

from db.fields import LONGEST_TEXT, Field, Kind
from db.queries.board import BoardRow
from db.records import RECORDS
from mscb_desktop.document.model import (
    Column,
    Document,
    Heading,
    Paragraph,
    Row,
    Table,
)
from mscb_desktop.document.model import Kind as CellKind
from mscb_desktop.exchange.layout import COLUMNS, REFERENCE, Layout, holds_years, is_single

_RULES = (
    "This workbook holds every record of the board, a kind on each sheet. You can work in it and "
    "read it back into the program, which first shows you what would change.",
    "A row is one record. Its reference never changes: leave it as it is, and empty it only in a "
    "row that is to become a new record. New rows can stand anywhere; they take their place in "
    "the order of the sheet. An agency, a person, a post, a group or a sector that is called as "
    "one that is there is that one: the row needs no reference, and its empty cells say nothing.",
    "A cell that you empty is emptied in the program too. A column that you delete is left alone, "
    "and so is a row that you delete: reading a workbook back never deletes a record.",
    "A cell that names another record holds its reference and name, such as 'AG-0001 LB Merton'. "
    "The reference counts; a name alone is enough where only one record is called so, also one "
    "that is new in this workbook.",
    "Columns may stand in any order and further columns may be added: they are named and left "
    "alone. Type dates as 12/03/2013 or 12 Mar 13 and amounts in pounds.",
)


def guide(board: BoardRow) -> Document:
    """Make the words of the first sheet."""
    return Document(
        "Everything on record",
        board.name,
        (Heading("How to work with it"), Paragraph("\n\n".join(_RULES))),
        short_name=board.short_name,
        subject="Every record of the board, for work in Excel",
    )


def columns_table(layouts: Mapping[str, Layout]) -> Table:
    """Make the table of all columns: what each is, what goes in, and whether it is needed."""
    rows = []
    for layout in layouts.values():
        title = layout.record.title.lower()
        rows.append(
            Row(
                (
                    layout.sheet,
                    REFERENCE,
                    "The permanent reference, which the program gives.",
                    _reference_words(layout, title),
                )
            )
        )
        for field in layout.fields:
            needed = "needed" if field.required else None
            words = field.help or None
            rows.append(Row((layout.sheet, field.label, words, takes(field), needed)))
    heads = ("Sheet", "Column", "What it is", "What goes in", "Needed")
    kinds = (CellKind.TEXT, CellKind.TEXT, CellKind.LONG_TEXT, CellKind.LONG_TEXT, CellKind.TEXT)
    columns = tuple(Column(head, head, kind) for head, kind in zip(heads, kinds, strict=True))
    return Table("columns", "What each column is", columns, tuple(rows), sheet=COLUMNS)


def takes(field: Field) -> str:
    """Say in words what goes into a column."""
    match field.kind:
        case Kind.TEXT:
            return f"Text on one line, at most {field.length or LONGEST_TEXT:,} characters"
        case Kind.CODE:
            return f"A code, kept as text: 1.10 is not 1.1; at most {field.length:,} characters"
        case Kind.LONG_TEXT:
            return f"Text in paragraphs, at most {LONGEST_TEXT:,} characters"
        case Kind.MONEY:
            return "An amount in pounds: 1,234.00, −4,581.00"
        case Kind.WHOLE:
            return "A whole number"
        case Kind.DATE:
            return "A day: 12/03/2013"
        case Kind.YES_NO:
            return "Yes, No, or nothing where it is not said"
        case Kind.CHOICE:
            return "One of: " + ", ".join(choice.label for choice in field.choices)
        case Kind.LOOKUP:
            return _link_words(str(field.target))
        case Kind.IMAGE:
            return "The name of a picture on the last sheet; empty it to take the picture away"


def _reference_words(layout: Layout, title: str) -> str:
    record = layout.record
    if is_single(record):
        return f"Always {record.prefix}: there is one row"
    return f"{record.prefix}-0001 and so on; leave it blank in a new row"


def _link_words(target: str) -> str:
    record = RECORDS[target]
    title = record.title.lower()
    article = "an" if title[0] in "aeiou" else "a"
    example = " 2012-13" if holds_years(record) else " and its name"
    return f"Reference and name of {article} {title}: {record.prefix}-0001{example}"
