"""Read the tables of clipboard HTML, in the dialects of office programs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from html.parser import HTMLParser

from mscb_desktop.sheet.clip import (
    BLANK,
    MOST_COLUMNS,
    MOST_ROWS,
    Cell,
    Clip,
    check_cells,
    check_rows,
)

_BLOCKS = frozenset({"p", "div", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"})
_NOT_TEXT = frozenset({"style", "script", "title", "comment"})
_BLOCK = "\x00"
"""Where a block begins or ends; blocks that touch make one line break."""
_BLANKS = re.compile("[ \t\r\n\f]+")
_COMMENT = re.compile(r"<!--(?:-?>|.*?(?:-->|\Z))", re.DOTALL)
_SECTION = re.compile(r"<!\[[^>]*(?:>|\Z)")
_SPACES = re.compile("[ \u00a0\u2007\u202f]+")
_NUMBER = re.compile(r"[-+]?(?:[0-9]{1,40}\.?[0-9]{0,40}|\.[0-9]{1,40})(?:[eE][-+]?[0-9]{1,3})?")
_GOOGLE_NUMBER = re.compile(r'\{"1":3,"3":([-+.0-9eE]{1,90})\}')
_GOOGLE_TRUTH = re.compile(r'\{"1":4,"4":([01])\}')
_MARK, _HIDDEN, _OTHER = "mark", "hidden", "other"


def read_tables(html: str) -> Clip:
    """Give the rows of all tables in `html`, one table below the other; none where it has none.

    Merged cells stand in their first place with blanks for the rest. Rows and columns that the
    source hides are left out, as is all outside of tables. Whatever cannot be understood is
    passed over. Raises Unreadable where there are too many rows.
    """
    if html.startswith("Version:"):
        # The header of the Windows clipboard, where the platform has left it.
        html = html[max(html.find("<"), 0) :]
    reader = _Tables()
    reader.feed(_tidied(html))
    reader.close()
    reader.end_table()
    return tuple(reader.rows)


def _tidied(html: str) -> str:
    """Take out what html.parser stumbles over or reads slowly and that means nothing here.

    These are comments, Office's '<![if …]>' and a tag that never ends.
    """
    html = _SECTION.sub("", _COMMENT.sub("", html))
    whole = html.rfind(">") + 1
    return html[:whole] + html[whole:].replace("<", "&lt;")


class _Tables(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[tuple[Cell, ...]] = []
        self._table = _Grid()
        self._open: _OpenCell | None = None
        self._nested = 0
        self._skip: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = {name: value or "" for name, value in attrs}
        if tag in _NOT_TEXT:
            self._skip = tag
        elif self._open is not None and (tag == "table" or self._nested):
            self._nested += tag == "table"
            if tag in ("table", "tr"):
                self._open.add(_BLOCK)
            else:
                self._open.start(tag, facts)
        elif tag == "table":
            self.end_table()
        elif tag == "col":
            self._table.add_column(_hidden(facts), _span(facts, "span", MOST_COLUMNS))
        elif tag == "tr":
            self._end_cell()
            self._table.start_row(_hidden(facts))
        elif tag in ("td", "th"):
            self._end_cell()
            self._open = _OpenCell(facts)
        elif self._open is not None:
            self._open.start(tag, facts)

    def handle_endtag(self, tag: str) -> None:
        if tag == self._skip:
            self._skip = None
        elif self._nested:
            self._nested -= tag == "table"
        elif tag == "table":
            self.end_table()
        elif tag in ("tr", "td", "th"):
            self._end_cell()
            if tag == "tr":
                self._table.end_row()
        elif self._open is not None:
            self._open.end(tag)

    def handle_data(self, data: str) -> None:
        if self._open is not None and self._skip is None:
            self._open.add(_BLANKS.sub(" ", data.replace(_BLOCK, "")))

    def end_table(self) -> None:
        """Close what is open and keep the table's rows."""
        self._end_cell()
        self._nested = 0
        self.rows.extend(self._table.finished())
        check_rows(len(self.rows))
        self._table = _Grid()

    def _end_cell(self) -> None:
        if self._open is not None:
            cell = self._open
            self._open = None
            self._nested = 0
            self._table.add(
                Cell(cell.text(), cell.value),
                wide=_span(cell.facts, "colspan", MOST_COLUMNS),
                high=_span(cell.facts, "rowspan", MOST_ROWS),
                hidden=_hidden(cell.facts),
            )


class _Grid:
    """The rows of one table while they come in, with what merged cells still cover."""

    def __init__(self) -> None:
        self._rows: list[dict[int, Cell]] = []
        self._covered: dict[int, int] = {}
        self._hidden_columns: list[bool] = []
        self._row: dict[int, Cell] | None = None
        self._row_hidden = False
        self._next = 0
        self._cells = 0

    def add_column(self, hidden: bool, count: int) -> None:
        if len(self._hidden_columns) < MOST_COLUMNS:
            self._hidden_columns += [hidden] * count

    def start_row(self, hidden: bool) -> None:
        self.end_row()
        self._row_hidden = hidden
        self._next = 0
        self._row = dict.fromkeys(self._covered, BLANK)
        self._covered = {column: left - 1 for column, left in self._covered.items() if left > 1}

    def add(self, cell: Cell, wide: int, high: int, hidden: bool) -> None:
        if self._row is None:
            self.start_row(hidden=False)
        assert self._row is not None
        while self._next in self._row:
            self._next += 1
        for column in range(self._next, min(self._next + wide, MOST_COLUMNS)):
            if not hidden:
                self._row[column] = cell if column == self._next else BLANK
            if high > 1 and not hidden:
                self._covered[column] = high - 1
        self._next += 0 if hidden else wide

    def end_row(self) -> None:
        if self._row and not self._row_hidden:
            self._rows.append(self._row)
            self._cells += len(self._row)
            check_rows(len(self._rows))
            check_cells(self._cells)
        self._row = None

    def finished(self) -> list[tuple[Cell, ...]]:
        self.end_row()
        hidden = {place for place, is_hidden in enumerate(self._hidden_columns) if is_hidden}
        return [
            tuple(row.get(column, BLANK) for column in range(max(row) + 1) if column not in hidden)
            for row in self._rows
        ]


class _OpenCell:
    """The text of one cell while it comes in."""

    def __init__(self, facts: Mapping[str, str]) -> None:
        self.facts = facts
        self.value = _exact(facts)
        self._pieces: list[str] = []
        self._spans: list[str] = []
        self._mark = ""

    def add(self, text: str) -> None:
        if _HIDDEN in self._spans:
            return
        if _MARK in self._spans:
            self._mark += text
        else:
            self._pieces.append(text)

    def start(self, tag: str, facts: Mapping[str, str]) -> None:
        if tag == "br":
            self.add("\n")
        elif tag in _BLOCKS:
            self.add(_BLOCK)
        elif tag == "li":
            self.add(f"{_BLOCK}- ")
        elif tag == "span":
            style = _style(facts)
            mark = "mso-list:ignore" in style
            hidden = "display:none" in style or "mso-hide:all" in style
            self._spans.append(_MARK if mark else _HIDDEN if hidden else _OTHER)

    def end(self, tag: str) -> None:
        if tag == "span" and self._spans:
            self._spans.pop()
            if self._mark and _MARK not in self._spans:
                # Word draws a bullet as a letter of a symbol font, a number as it is.
                mark = _SPACES.sub(" ", self._mark).strip()
                self._pieces.append(f"{mark} " if len(mark) > 1 or mark.isdigit() else "- ")
                self._mark = ""
        elif tag in _BLOCKS or tag == "li":
            self.add(_BLOCK)

    def text(self) -> str:
        lines = re.sub(f"[ {_BLOCK}]*{_BLOCK}[ {_BLOCK}]*", _BLOCK, "".join(self._pieces))
        lines = lines.strip(f"{_BLOCK} \n").replace(_BLOCK, "\n")
        return "\n".join(_SPACES.sub(" ", line).strip() for line in lines.split("\n")).strip()


def _exact(facts: Mapping[str, str]) -> str | bool | Decimal | None:
    """Read the exact value that Excel (x:num, x:bool, x:str), LibreOffice or Google tells."""
    google = facts.get("data-sheets-value", "")
    if match := _GOOGLE_TRUTH.fullmatch(google):
        return match[1] == "1"
    match = _GOOGLE_NUMBER.fullmatch(google)
    if facts.get("x:bool"):
        return facts["x:bool"].casefold() in ("true", "1")
    if facts.get("sdnum", "").upper().endswith(";BOOLEAN") and facts.get("sdval") in ("0", "1"):
        return facts["sdval"] == "1"
    number = match[1] if match else facts.get("x:num") or facts.get("sdval") or ""
    if _NUMBER.fullmatch(number):
        try:
            return Decimal(number)
        except InvalidOperation:
            return None
    return facts.get("x:str") or None


def _span(facts: Mapping[str, str], name: str, most: int) -> int:
    digits = facts.get(name, "").strip()
    if not re.fullmatch("[0-9]{1,9}", digits):
        return 1
    return max(1, min(int(digits), most))


def _style(facts: Mapping[str, str]) -> str:
    return re.sub(r"\s", "", facts.get("style", "")).casefold()


def _hidden(facts: Mapping[str, str]) -> bool:
    return "display:none" in _style(facts)
