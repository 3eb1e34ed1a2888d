"""The parts of a workbook beside its sheets: list of sheets, shared texts, number formats."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from enum import Enum, auto

from db.fields import LONGEST_TEXT
from mscb_desktop.exchange.errors import WorkbookRefused
from mscb_desktop.exchange.workbook_xml import (
    Attributes,
    ElementCount,
    Ends,
    Starts,
    damaged,
    read_part,
    too_long,
)
from mscb_desktop.exchange.workbook_zip import Package, part_name

LONGEST_RAW = 7 * LONGEST_TEXT
"""Characters of a text as stored, where one may be written as '_x000D_'."""
MOST_HELD = 192 * 1024 * 1024
"""Bytes that the values of a workbook may take in memory."""

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_LONGEST_NAME = 255
_RESAVE = "Open it in Excel, save it as an Excel workbook (.xlsx) and import that."
_MACROS = (
    "it holds macros, which are programs. Open it in Excel, save it as an Excel workbook without "
    "macros (.xlsx) and import that."
)


class Held:
    """The memory that the values of a workbook take so far."""

    def __init__(self) -> None:
        self._bytes = 0

    def add(self, count: int) -> None:
        """Count on; raise WorkbookRefused where it becomes too much."""
        self._bytes += count
        if self._bytes > MOST_HELD:
            raise WorkbookRefused(
                "it holds more than can be read at once: too much text, or filled cells far to "
                "the right in many rows. Share the data out over several workbooks, or delete "
                "what stands far off the data, save it and try again."
            )


class Shape(Enum):
    """What a cell's number format makes of its number."""

    NUMBER = auto()
    DATE = auto()
    LENGTH_OF_TIME = auto()


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet of cells, and the part of the zip that holds them."""

    name: str
    part: str


@dataclass(frozen=True, slots=True)
class Book:
    """What the workbook says of itself. Dates count from 1904 where `from_1904`."""

    sheets: tuple[SheetPart, ...]
    from_1904: bool
    texts: str | None
    styles: str | None


def read_book(package: Package, count: ElementCount) -> Book:
    """Find the sheets; raise WorkbookRefused where the zip is no workbook, or one with macros."""
    main = _main_part(package, count)
    folder, _, name = main.rpartition("/")
    links = _links(package, f"{folder}/_rels/{name}.rels".lstrip("/"), folder, count)
    found: list[tuple[str, str]] = []
    from_1904 = False

    def sheet(attributes: Attributes) -> None:
        link = next((attributes[key] for key in attributes if key.rpartition(":")[2] == "id"), "")
        found.append((attributes.get("name", ""), link))

    def settings(attributes: Attributes) -> None:
        nonlocal from_1904
        from_1904 = attributes.get("date1904", "0") in ("1", "true")

    starts = {"sheet": sheet, "workbookPr": settings}
    _read(package, main, count, root="workbook", starts=starts)
    by_kind = dict(links.values())
    sheets = tuple(_sheets(found, links))
    if not sheets:
        raise WorkbookRefused("it holds no sheet with cells. Choose another workbook.")
    return Book(sheets, from_1904, by_kind.get("sharedStrings"), by_kind.get("styles"))


def _main_part(package: Package, count: ElementCount) -> str:
    """Give the part that lists the sheets, told from what is like a workbook and is none."""
    if package.has("mimetype") and not package.has("[Content_Types].xml"):
        raise WorkbookRefused(f"it is an OpenDocument file (.ods), no Excel workbook. {_RESAVE}")
    if not package.has("[Content_Types].xml") or not package.has("_rels/.rels"):
        raise WorkbookRefused(
            "it is a zip file, but no Excel workbook. Unpack it and import the workbook from it."
        )
    kinds: dict[str, str] = {}

    def kind_of(attributes: Attributes) -> None:
        name = attributes.get("PartName", "").lstrip("/").casefold()
        kinds[name or "." + attributes.get("Extension", "")] = attributes.get("ContentType", "")

    starts = {"Override": kind_of, "Default": kind_of}
    _read(package, "[Content_Types].xml", count, root="Types", starts=starts)
    if any(
        "macro" in kind.casefold() or "vbaproject" in kind.casefold() for kind in kinds.values()
    ):
        raise WorkbookRefused(_MACROS)
    if any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in package.names):
        raise WorkbookRefused(_MACROS)
    links = _links(package, "_rels/.rels", "", count)
    main = next((part for kind, part in links.values() if kind == "officeDocument"), "")
    kind = kinds.get(main.casefold(), kinds.get(".xml", ""))
    if "sheet.binary" in kind or main.casefold().endswith(".bin"):
        raise WorkbookRefused(f"it is in Excel's binary format (.xlsb). {_RESAVE}")
    if "wordprocessingml" in kind or "presentationml" in kind:
        raise WorkbookRefused("it is a Word or PowerPoint file, no Excel workbook.")
    if "spreadsheetml" not in kind:
        raise damaged("it does not say that it is an Excel workbook")
    return main


def _links(
    package: Package, part: str, folder: str, count: ElementCount
) -> dict[str, tuple[str, str]]:
    """Give a part's relationships: the last word of their kind and the part that they point to.

    What points outside of the file is never followed.
    """
    links: dict[str, tuple[str, str]] = {}

    def link(attributes: Attributes) -> None:
        kind = attributes.get("Type", "").rpartition("/")[2]
        inside = attributes.get("TargetMode", "Internal") == "Internal"
        target = part_name(attributes.get("Target", ""), folder) if inside else ""
        links[attributes.get("Id", "")] = (kind, target)

    _read(package, part, count, root="Relationships", starts={"Relationship": link})
    return links


def _sheets(found: list[tuple[str, str]], links: dict[str, tuple[str, str]]) -> list[SheetPart]:
    sheets: list[SheetPart] = []
    names: set[str] = set()
    parts: set[str] = set()
    for name, link in found:
        kind, part = links.get(link, ("", ""))
        if kind in ("chartsheet", "dialogsheet"):
            continue
        if kind == "xlMacrosheet":
            raise WorkbookRefused(_MACROS)
        if kind != "worksheet" or not part:
            raise damaged(f"the sheet '{name[:_LONGEST_NAME]}' leads nowhere")
        if not name or len(name) > _LONGEST_NAME or name.casefold() in names:
            raise damaged("its sheets do not each have a name of their own")
        if part.casefold() in parts:
            raise damaged("two sheets have the same cells")
        names.add(name.casefold())
        parts.add(part.casefold())
        sheets.append(SheetPart(name, part))
    return sheets


def read_texts(package: Package, part: str, count: ElementCount, held: Held) -> list[str]:
    """Read the texts that cells share, in the order in which cells number them."""
    texts: list[str] = []
    pieces: list[str] = []
    said = ""
    aside = 0

    def heading(attributes: Attributes) -> None:
        nonlocal said
        said = attributes.get("uniqueCount", "")

    def begin(_: Attributes) -> None:
        pieces.clear()

    def piece(text: str) -> None:
        if not aside:
            pieces.append(text)

    def reading(step: int) -> None:
        nonlocal aside
        aside += step

    def finish(_: str) -> None:
        text = plain_text("".join(pieces), "a cell")
        texts.append(text)
        held.add(sys.getsizeof(text) + 8 if text else 8)

    _read(
        package, part, count, root="sst",
        starts={"sst": heading, "si": begin, "rPh": lambda _: reading(1)},
        ends={"t": piece, "rPh": lambda _: reading(-1), "si": finish},
        place="the list of the cells' texts",
    )  # fmt: skip
    if said and said != str(len(texts)):
        raise damaged(f"of {said[:10]} texts of cells {len(texts)} are there")
    return texts


def plain_text(stored: str, place: str) -> str:
    """Give the text of a cell; Excel writes characters that XML refuses as '_x000D_'."""
    text = _ESCAPED.sub(_escaped, stored) if "_x" in stored else stored
    if len(text) > LONGEST_TEXT:
        raise too_long(place, text)
    return text


def _escaped(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return match[0] if 0xD800 <= code <= 0xDFFF else chr(code)


def read_shapes(package: Package, part: str, count: ElementCount) -> list[Shape]:
    """Read what each format that cells number makes of a number."""
    formats: dict[str, str] = {}
    numbers: list[str] = []
    in_cells = False

    def own_format(attributes: Attributes) -> None:
        formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")

    def cells(is_in: bool) -> None:
        nonlocal in_cells
        in_cells = is_in

    def cell_format(attributes: Attributes) -> None:
        if in_cells:
            numbers.append(attributes.get("numFmtId", "0"))

    _read(
        package, part, count, root="styleSheet",
        starts={"numFmt": own_format, "cellXfs": lambda _: cells(True), "xf": cell_format},
        ends={"cellXfs": lambda _: cells(False)},
    )  # fmt: skip
    shapes = {number: _shape(number, formats.get(number)) for number in set(numbers)}
    return [shapes[number] for number in numbers]


_DATES = {str(number) for number in (*range(14, 23), *range(27, 37), 45, 47, *range(50, 59))}
_NO_LETTERS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)


def _shape(number: str, code: str | None) -> Shape:
    """Tell dates by the format's number, or by the letters of its code for positive numbers."""
    if code is None:
        if number == "46":
            return Shape.LENGTH_OF_TIME
        return Shape.DATE if number in _DATES else Shape.NUMBER
    letters = _NO_LETTERS.sub("", code.partition(";")[0]).casefold()
    if letters == "general":
        return Shape.NUMBER
    if re.search(r"\[[hms]+\]", letters):
        return Shape.LENGTH_OF_TIME
    return Shape.DATE if re.search("[dmyhs]", letters) else Shape.NUMBER


def _read(
    package: Package,
    part: str,
    count: ElementCount,
    *,
    root: str,
    starts: Starts,
    ends: Ends | None = None,
    place: str = "",
) -> None:
    read_part(
        package.chunks(part), root=root, starts=starts, ends=ends or {},
        longest=LONGEST_RAW, place=lambda: place or f"the part {part[:80]}", count=count,
    )  # fmt: skip
