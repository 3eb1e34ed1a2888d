"""Placing a table on pages: head on every page, rows kept together or split between lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mscb_desktop.document.errors import DocumentError
from mscb_desktop.document.fonts import ITALIC, REGULAR, SEMIBOLD, Lettering
from mscb_desktop.document.look import HAIRLINE, HEAD_TINT, INK, QUIET, RULE, SUM_TINT, TOTAL_TINT
from mscb_desktop.document.model import RowKind, Table
from mscb_desktop.document.pdf.cells import cells_of
from mscb_desktop.document.pdf.fitting import PAD
from mscb_desktop.document.pdf.page import LEFT, Box, Mark, Pages, Rule, Text
from mscb_desktop.document.pdf.setting import SetRow, Setting, units
from mscb_desktop.document.wrapping import wrap

TITLE_SIZE, TITLE_LEADING = 11.5, 15.0
CAPTION_SIZE, CAPTION_LEADING = 8.5, 11.5
ROW_PAD = 3.9
"""Room above and below a row's text."""
HEAD_PAD = 5.0
PARTED = 4.6
"""Room between a row and one that is joined to it."""
SPLIT_LINES = 3
"""A row is split only where at least so many of its lines stand on either page."""


class TablePlacer:
    """Puts one table onto pages."""

    def __init__(
        self, table: Table, pages: Pages, lettering: Lettering, level: int, tick: Callable[[], None]
    ) -> None:
        self._table, self._pages, self._level, self._tick = table, pages, level, tick
        self._faces = lettering.faces
        self._setting = Setting(table, cells_of(table, lettering), lettering, pages.width)
        title = lettering.clean(table.title, lambda: "a table's title")
        caption = lettering.clean(table.caption, lambda: table.title)
        width = pages.width
        self._title = wrap(title, self._faces[SEMIBOLD], TITLE_SIZE, width) if title else []
        self._caption = wrap(caption, self._faces[REGULAR], CAPTION_SIZE, width) if caption else []
        going_on = lettering.clean(table.continued or table.title, lambda: "a table's title")
        self._going_on = f"{going_on} (continued)" if going_on else ""
        self._open: list[int] = []
        """The places of the headings under which the newest row stands."""
        self._head = self._setting.head()
        self._head_height = self._head.lines * self._setting.leading + 2 * HEAD_PAD
        if self._title_height() + self._head_height > pages.full_room / 2:
            name = " ".join(table.title.split())[:60]
            raise DocumentError(
                f"The title or the headings of the table '{name}' fill half a page: shorten them."
            )

    def opening_height(self) -> float:
        """Give the height of title, head and the first rows, which stay on one page."""
        first: Sequence[int] = next(units(self._table), ())
        rows = sum(self._height(self._setting.row(place)) for place in first) or self._line
        return self._title_height() + self._head_height + min(rows, self._pages.full_room / 3)

    @property
    def _line(self) -> float:
        return self._setting.leading + 2 * ROW_PAD

    def _title_height(self) -> float:
        height = len(self._title) * TITLE_LEADING + len(self._caption) * CAPTION_LEADING
        return height + 5.0 if height else 0.0

    def _height(self, row: SetRow, first: int = 0, last: int | None = None) -> float:
        """Give the height of a row, or of the part of it between two lines."""
        last = row.lines if last is None else last
        gaps = sum(first < line < last for line in row.parted)
        return (last - first) * self._setting.leading + gaps * PARTED + 2 * ROW_PAD

    def _most(self, row: SetRow, first: int, room: float) -> int:
        """Give the number of a row's lines that fit into the room, from the first on."""
        most = max(int((room - 2 * ROW_PAD) / self._setting.leading + 1e-6), 0)
        while most and self._height(row, first, first + most) > room + 1e-6:
            most -= 1
        return most

    def place(self) -> None:
        """Put the whole table onto the pages."""
        self._pages.need(self.opening_height())
        self._draw_title()
        self._draw_head()
        if not self._table.rows:
            self._draw_empty()
        for unit in units(self._table):
            rows = [self._setting.row(place) for place in unit]
            height = sum(self._height(row) for row in rows)
            if height <= self._pages.room:
                for row in rows:
                    self._draw_row(row, 0, row.lines)
            else:
                self._place_unit(rows, height)
            for _ in range(unit[0], rows[-1].last + 1):
                self._tick()

    def _place_unit(self, rows: list[SetRow], height: float) -> None:
        fresh_room = self._pages.full_room - self._head_height - self._continued_height
        fresh_room -= sum(map(self._height, self._headings_again(rows[0])))
        if height <= fresh_room * 0.6:
            self._next_page(rows[0])
            for row in rows:
                self._draw_row(row, 0, row.lines)
            return
        for number, row in enumerate(rows):
            following = sum(self._height(later) for later in rows[number + 1 :])
            self._place_long(row, following)

    def _place_long(self, row: SetRow, following: float) -> None:
        """Draw a row in as many parts as it needs; its last part keeps what follows beside it."""
        at = 0
        while True:
            left = row.lines - at
            fits = self._most(row, at, self._pages.room)
            if left <= fits and self._height(row, at) + following <= self._pages.room:
                break
            part = min(fits, left - SPLIT_LINES)
            if left < 2 * SPLIT_LINES or part < SPLIT_LINES:
                self._next_page(row)
                if self._height(row, at) <= self._pages.room or left < 2 * SPLIT_LINES:
                    break
                continue
            self._draw_row(row, at, at + part)
            at += part
            self._next_page(row)
        self._draw_row(row, at, row.lines)

    @property
    def _continued_height(self) -> float:
        return CAPTION_LEADING + 3.0 if self._going_on else 0.0

    def _headings_again(self, row: SetRow) -> list[SetRow]:
        """Give the headings under which a row stands, to be said again above it on a new page."""
        rows = self._table.rows
        match rows[row.place].kind:
            case RowKind.HEADING:
                places = []
            case RowKind.SUBHEADING:
                places = [at for at in self._open if rows[at].kind is RowKind.HEADING]
            case _:
                places = self._open
        again = [self._setting.heading_again(place) for place in places]
        few = sum(map(self._height, again)) <= self._pages.full_room / 4
        return again if few else []

    def _next_page(self, row: SetRow) -> None:
        """Turn the page before a row, or before a further part of it."""
        again = self._headings_again(row)
        self._pages.turn()
        if self._going_on:
            face = self._faces[REGULAR]
            line = wrap(self._going_on, face, CAPTION_SIZE, self._pages.width)[0].text
            y = self._pages.y + CAPTION_SIZE
            self._text(0.0, y, line, REGULAR, CAPTION_SIZE, QUIET)
            self._pages.y += self._continued_height
        self._draw_head()
        for heading in again:
            self._draw_row(heading, 0, heading.lines)

    def _keep_open(self, place: int) -> None:
        """Take note of the headings under which what follows a row stands."""
        rows = self._table.rows
        match rows[place].kind:
            case RowKind.HEADING:
                self._open = [place]
            case RowKind.SUBHEADING:
                above = [at for at in self._open if rows[at].kind is RowKind.HEADING]
                self._open = [*above, place]
            case RowKind.SUBTOTAL:
                self._open = self._open[:-1]
            case RowKind.TOTAL:
                self._open = []

    def _text(self, x: float, y: float, text: str, face: str, size: float, colour: str) -> None:
        self._pages.page.texts.append(Text(LEFT + x, y, text, face, size, colour))

    def _draw_title(self) -> None:
        pages = self._pages
        if self._title:
            pages.page.marks.append(Mark(pages.y, self._table.title, self._level))
        for line in self._title:
            y = pages.y + TITLE_SIZE
            self._text(line.indent, y, line.text, SEMIBOLD, TITLE_SIZE, INK)
            pages.y += TITLE_LEADING
        for line in self._caption:
            y = pages.y + CAPTION_SIZE
            self._text(line.indent, y, line.text, REGULAR, CAPTION_SIZE, QUIET)
            pages.y += CAPTION_LEADING
        pages.y += 5.0 if self._title or self._caption else 0.0

    def _draw_head(self) -> None:
        pages, page = self._pages, self._pages.page
        width, height = self._setting.room, self._head_height
        page.boxes.append(Box(LEFT, pages.y, width, height, HEAD_TINT))
        self._draw_runs(self._head, 0, self._head.lines, pages.y + HEAD_PAD)
        pages.y += height
        page.rules.append(Rule(LEFT, pages.y, width, 0.8, RULE))

    def _draw_empty(self) -> None:
        pages = self._pages
        y = pages.y + ROW_PAD + self._baseline
        self._text(PAD, y, self._table.empty, ITALIC, self._setting.size, QUIET)
        pages.y += self._line
        pages.page.rules.append(Rule(LEFT, pages.y, self._setting.room, 0.5, HAIRLINE))

    @property
    def _baseline(self) -> float:
        return (self._setting.leading + self._setting.size * 0.72) / 2

    def _draw_row(self, row: SetRow, first: int, last: int) -> None:
        pages, page, width = self._pages, self._pages.page, self._setting.room
        height = self._height(row, first, last)
        kind = self._table.rows[row.place].kind
        self._keep_open(row.place)
        if kind.is_sum:
            tint = TOTAL_TINT if kind is RowKind.TOTAL else SUM_TINT
            page.boxes.append(Box(LEFT, pages.y, width, height, tint))
            page.rules.append(Rule(LEFT, pages.y, width, 0.8, RULE))
        self._draw_runs(row, first, last, pages.y + ROW_PAD)
        if first:
            self._draw_number_again(row)
        pages.y += height
        heavy = kind is RowKind.TOTAL
        page.rules.append(
            Rule(LEFT, pages.y, width, 0.8 if heavy else 0.5, RULE if heavy else HAIRLINE)
        )

    def _draw_number_again(self, row: SetRow) -> None:
        """Say at the top of a row's later part which one it is, where it begins with a number."""
        number = self._setting.number(row)
        if number is not None:
            y = self._pages.y + ROW_PAD + self._baseline
            self._text(number.x, y, number.text, number.face, number.size, QUIET)

    def _draw_runs(self, row: SetRow, first: int, last: int, top: float) -> None:
        page, leading = self._pages.page, self._setting.leading
        texts, height = page.texts, leading + 0.6
        # Where each line of this part begins.
        tops, y = {}, top
        for line in range(first, last):
            y += PARTED if line > first and line in row.parted else 0.0
            tops[line] = y
            y += leading
        for line, x, text, face, size, colour, rise, beside in row.runs:
            if first <= line < last:
                begins = top + (line - first) * leading if beside else tops[line]
                y = begins + self._baseline - rise
                texts.append(Text(LEFT + x, y, text, face, size, colour))
        for line, x, width in row.partings:
            if first < line < last:
                y = tops[line] - PARTED / 2
                page.rules.append(Rule(LEFT + x, y, width, 0.4, HAIRLINE))
        for tile in row.tiles:
            if first <= tile.line < last:
                y = tops[tile.line] - 0.3
                page.boxes.append(
                    Box(LEFT + tile.x, y, tile.width, height, tile.colour, height * 0.3)
                )
