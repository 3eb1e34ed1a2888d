"""A page of the board's papers, described once for paper, screen and Excel.

A report is a function from the board to a `Document`:

    columns = (
        Column("line", "Description"),
        Column("set", "Set 2012-13 (£)", Kind.MONEY),
        Column("actual", "Actual to year end (£)", Kind.MONEY),
        Column("under", "Under / over (£)", Kind.MONEY, negative="overspend"),
    )
    under = Difference("set", "actual")
    lines = [Row((b.text, b.set, b.actual, under), group="lines") for b in budget]
    total = [SumOf("lines")] * 3
    rows = (*lines, Row(("Total", *total), RowKind.TOTAL, key="total"))
    table = Table("expenditure", "Expenditure 2012-13", columns, rows)
    chart = Chart.of(table, "Set and actual", "line", ("set", "actual"))
    document = Document("Budget statement", "Merton Safeguarding Children Board",
                        (table, chart, Notes(("Reclaimed from Sutton.",))), subtitle="2012-13")
    write_document(document, Path("statement.pdf"), now=clock())  # or 'statement.xlsx'

Which group reports to which is a `Tree`, drawn as boxes and in Excel a list:

    board = Node("GR-0001", "Board", None, (("Chair", "Lay member"),), look=BoxLook.FILLED)
    health = Node("GR-0002", "Health subgroup", "GR-0001", (("Members", "9 members"),), "Subgroup")
    Tree("groups", "Structure", (board, health), unsaid=("Members",))

Labels and name cards are `Cards`, on bare pages; in Excel a list (`cards` has the sheets):

    Cards("labels", "Labels", L7160, (("Head Teacher", "Hill School"), ("Chair", "The Board")),
          headings=("Name", "Agency"), start=4)

Money is whole pence, percentages are ratios, a blank is None; zero, blank and the three kinds
of `Missing` stay five different things in both writers. Text is text: nothing in it is read as
markup, formula or link.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from mscb_desktop.document.cards import SHEETS, Cards, CardSheet, CardStyle
from mscb_desktop.document.errors import Cancelled, DocumentError
from mscb_desktop.document.table import (
    Below,
    Cell,
    Column,
    Content,
    Difference,
    Evaluation,
    Formula,
    Row,
    RowKind,
    Share,
    SumOf,
    Table,
    Tone,
    content_of,
)
from mscb_desktop.document.tree import BoxLook, Node, Tree
from mscb_desktop.document.values import (
    Chip,
    Kind,
    Missing,
    Shade,
    Value,
    decimals_of,
    exact_number,
    money_text,
    value_text,
)

__all__ = [
    "SHEETS",
    "Below",
    "Block",
    "BoxLook",
    "Cancelled",
    "CardSheet",
    "CardStyle",
    "Cards",
    "Cell",
    "Chart",
    "ChartKind",
    "Chip",
    "Column",
    "Content",
    "Difference",
    "Document",
    "DocumentError",
    "Evaluation",
    "Formula",
    "Heading",
    "KeyEntry",
    "Kind",
    "Missing",
    "Node",
    "Notes",
    "Orientation",
    "PageBreak",
    "Paragraph",
    "Row",
    "RowKind",
    "Series",
    "Shade",
    "Share",
    "Source",
    "SumOf",
    "Table",
    "Tone",
    "Tree",
    "Value",
    "content_of",
    "decimals_of",
    "exact_number",
    "file_stem_of",
    "money_text",
    "value_text",
]


class Orientation(StrEnum):
    """Which way an A4 sheet is turned."""

    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the largest, 3 the smallest."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Plain text; a blank line parts paragraphs, a line that begins with '- ' is a bullet.

    With several `columns` its lines stand side by side on paper, each column read downwards.
    """

    text: str
    tone: Tone = Tone.PLAIN
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Notes:
    """Numbered notes to the table or text above; number 1 is what a cell's `mark` 1 points to."""

    texts: tuple[str, ...]
    title: str = "Notes"
    first: int = 1


@dataclass(frozen=True, slots=True)
class PageBreak:
    """Begin a new page (in Excel nothing), turned as named from here on."""

    orientation: Orientation | None = None


class ChartKind(StrEnum):
    """How a chart stands: bars lie, columns stand; several series stand side by side."""

    BARS = "bars"
    COLUMNS = "columns"


@dataclass(frozen=True, slots=True)
class Series:
    """One named row of values, one per category, in the chart's kind; None is a gap."""

    name: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a chart's values stand in a table: row places, category column, series columns."""

    table: str
    rows: tuple[int, ...]
    category: str
    series: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart described once: drawn on paper and screen, native in Excel.

    `kind` says what the values are (pence for money). `unit` stands with the legend.
    """

    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    shape: ChartKind = ChartKind.BARS
    kind: Kind = Kind.MONEY
    unit: str = ""
    source: Source | None = None

    def __post_init__(self) -> None:
        """Refuse series that do not have one value per category."""
        if any(len(series.values) != len(self.categories) for series in self.series):
            raise DocumentError(f"The chart '{self.title}' needs one value for each category.")

    @classmethod
    def of(
        cls,
        table: Table,
        title: str,
        category: str,
        series: tuple[str, ...],
        *,
        names: tuple[str, ...] = (),
        shape: ChartKind = ChartKind.BARS,
        unit: str = "",
    ) -> Chart:
        """Draw the ordinary lines of a table: one category a line, one series a column.

        `names` replace the column headings in the legend. In Excel the chart follows the
        table's own cells.
        """
        rows = tuple(n for n, row in enumerate(table.rows) if row.kind is RowKind.LINE)
        values = table.evaluated()
        label = table.column_at(category)
        places = [table.column_at(key) for key in series]
        return cls(
            title,
            tuple(str(values[row][label] or "") for row in rows),
            tuple(
                Series(name, tuple(values[row][place] for row in rows))
                for name, place in zip(
                    names or [table.columns[p].heading for p in places], places, strict=True
                )
            ),
            shape,
            table.columns[places[0]].kind if places else Kind.MONEY,
            unit,
            Source(table.key, rows, category, series),
        )


Block = Heading | Paragraph | Notes | Table | Chart | Tree | Cards | PageBreak


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """What a sign means that the tables use: a chip or a letter, and its meaning in words."""

    sign: Chip | str
    words: str

    def __str__(self) -> str:
        """Give sign and meaning as text: 'R Red: off track', '↑ better than before'."""
        between = ": " if isinstance(self.sign, Chip) else " "
        return f"{self.sign}{between}{self.words}"


@dataclass(frozen=True, slots=True)
class Document:
    """A finished page or set of pages, ready for a writer.

    `board_name` is printed above the title, `short_name` in the running head of later pages.
    `logo` is a PNG or JPEG picture. `draft` prints DRAFT on every page. `file_stem` is the name
    offered when it is saved, without folder and suffix ('' makes it from the title). `workbook`
    holds the blocks of the workbook where these are not those of the page: one list to sort and
    filter where paper has a table a group. `remark` is told to whoever makes the document. The
    `key` to its signs stands in the foot of every page, and on every sheet of the workbook.
    """

    title: str
    board_name: str
    blocks: tuple[Block, ...]
    subtitle: str = ""
    short_name: str = ""
    language: str = "en-GB"
    draft: bool = False
    author: str = ""
    subject: str = ""
    orientation: Orientation = Orientation.PORTRAIT
    logo: bytes | None = None
    file_stem: str = ""
    workbook: tuple[Block, ...] = ()
    remark: str = ""
    key: tuple[KeyEntry, ...] = ()

    @property
    def sheets(self) -> tuple[Block, ...]:
        """Give the blocks that a workbook is made of."""
        return self.workbook or self.blocks

    def tables(self) -> Iterator[Table]:
        """Give the tables in order."""
        return (block for block in self.blocks if isinstance(block, Table))

    def table(self, key: str) -> Table:
        """Give the table with this key."""
        for table in self.tables():
            if table.key == key:
                return table
        raise DocumentError(f"The document '{self.title}' has no table '{key}'.")

    @property
    def stem(self) -> str:
        """Give a file name without suffix that every system accepts."""
        return file_stem_of(self.file_stem or " ".join((self.title, self.subtitle)))


def file_stem_of(text: str) -> str:
    """Make a file name without suffix from any text: 'Budget statement: 2012/13' → '…-2012-13'."""
    plain = unicodedata.normalize("NFKC", text)
    stem = re.sub(r"[^\w.]+", "-", plain).strip("-._")[:80].strip("-._")
    reserved = re.fullmatch(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?", stem)
    return f"document-{stem}" if reserved else stem or "document"
