"""The first sheet: title, contents with links, running text and notes of no table."""

from __future__ import annotations

import datetime as dt

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from mscb_desktop.document.excel.formats import Formats
from mscb_desktop.document.excel.measure import TITLE_HEIGHT, height_of, lines_of
from mscb_desktop.document.excel.text import clean, quoted
from mscb_desktop.document.model import Block, Document, Heading, Notes, Paragraph

WIDTH = 84


def write_cover(
    document: Document,
    sheet: Worksheet,
    formats: Formats,
    contents: list[tuple[str, str]],
    loose: list[Block],
    now: dt.datetime,
) -> None:
    """Write the cover; `contents` are pairs of sheet name and title, `loose` the other blocks."""
    lines = [
        (document.board_name, formats.board),
        (document.title, formats.title),
        (document.subtitle, formats.text),
        (f"{now:%d/%m/%Y}", formats.quiet),
        ("DRAFT" if document.draft else "", formats.draft),
        (" · ".join(map(str, document.key)), formats.quiet),
    ]
    row = 0
    sheet.set_column(0, 0, WIDTH)
    for text, look in lines:
        if text:
            plain = clean(text, lambda: "the title").replace("\n", " ")
            sheet.write_string(row, 0, plain, look)
            if look is formats.title:
                sheet.set_row(row, TITLE_HEIGHT)
            row += 1
    row += 1
    if contents:
        sheet.write_string(row, 0, "Contents", formats.heading)
        row += 1
    for name, title in contents:
        label = clean(title, lambda: "a title").replace("\n", " ")[:250] or name
        sheet.write_url(row, 0, f"internal:{quoted(name)}!A1", formats.link, label)
        row += 1
    row += 1
    for block in loose:
        row = _write_block(block, sheet, formats, row)


def _write_block(block: Block, sheet: Worksheet, formats: Formats, row: int) -> int:
    if isinstance(block, Heading):
        sheet.write_string(row, 0, clean(block.text, lambda: "a heading"), formats.heading)
        return row + 1
    if isinstance(block, Paragraph):
        for part in block.text.split("\n\n"):
            _write_prose(sheet, row, clean(part, lambda: "a paragraph"), formats.text)
            row += 1
        return row + 1
    if isinstance(block, Notes):
        sheet.write_string(row, 0, clean(block.title, lambda: "the notes"), formats.heading)
        for number, text in enumerate(block.texts, block.first):
            row += 1
            note = clean(f"[{number}] {text}", lambda: "a note")
            _write_prose(sheet, row, note, formats.small)
        return row + 2
    return row


def _write_prose(sheet: Worksheet, row: int, text: str, look: Format) -> None:
    sheet.write_string(row, 0, text, look)
    sheet.set_row(row, height_of(lines_of(text, WIDTH - 5)))
