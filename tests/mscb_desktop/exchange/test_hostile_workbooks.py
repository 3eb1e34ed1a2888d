"""Workbooks that would do harm, and files that are none: refused in plain words, and cheaply."""

from __future__ import annotations

import os
import struct
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import chain
from pathlib import Path

import pytest

from mscb_desktop.boards import open_board
from mscb_desktop.exchange.export import export_board
from mscb_desktop.sample import make_sample
from tests.support.boards import NOON
from tests.support.workbook_planning import BOARD
from tests.support.workbooks import (
    MEGABYTE,
    SHEET,
    TEXTS,
    Parts,
    Reading,
    faults,
    good_workbook,
    mutations,
    one_sheet,
    pack,
    read_in_child,
)

pytestmark = pytest.mark.filterwarnings("ignore:Duplicate name:UserWarning")

THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
NUMBER = "<row><c><v>1</v></c></row>"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
DOCTYPE = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
BOOK, LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
Content = Parts | bytes | Callable[[Path], None]


def changed(name: str, old: str, new: str, rows: str = NUMBER) -> Parts:
    """Give a small workbook, one word of one part exchanged."""
    parts = one_sheet(rows)
    assert old.encode() in parts[name]
    parts[name] = parts[name].replace(old.encode(), new.encode())
    return parts


def with_part(name: str, content: bytes = b"") -> Parts:
    return {**one_sheet(NUMBER), name: content}


def with_doctype(name: str) -> Parts:
    parts = one_sheet(NUMBER, texts="<si><t>&b;</t></si>" if name == TEXTS else "")
    parts[name] = DOCTYPE + parts[name]
    return parts


def without(name: str) -> Parts:
    parts = one_sheet(NUMBER)
    del parts[name]
    return parts


def zipped(path: Path, parts: Parts | None = None) -> bytes:
    return pack(path, parts or one_sheet(NUMBER)).read_bytes()


def poured(pieces: Callable[[], Iterator[bytes]], part: str = SHEET) -> Callable[[Path], None]:
    """Write a workbook, one part of which is too large to be held in memory here either."""

    def write(path: Path) -> None:
        parts = one_sheet("")
        root = parts.get(part, b"").partition(b"</")[0] + (b"<si><t>" if part == TEXTS else b"")
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
            for name in parts.keys() - {part}:
                package.writestr(name, parts[name])
            with package.open(part, "w") as stream:
                stream.write(root)
                for piece in pieces():
                    stream.write(piece)

    return write


def repeated(piece: bytes, megabytes: int) -> Callable[[], Iterator[bytes]]:
    block = piece * (MEGABYTE // len(piece))
    return lambda: (block for _ in range(megabytes))


def long_text(megabytes: int) -> Callable[[Path], None]:
    pieces = repeated(b"x" * 1024, megabytes)
    start = b"<row><c t='inlineStr'><is><t>" + "😀".encode()
    end = b"</t></is></c></row></sheetData></worksheet>"
    return poured(lambda: chain([start], pieces(), [end]))


def rows_of(count: int, row: str) -> Callable[[], Iterator[bytes]]:
    return lambda: (row.format(number).encode() for number in range(1, count + 1))


def numbered_names(prefix: str, count: int) -> Iterator[bytes]:
    return (f"<{prefix}{number}/>".encode() for number in range(count))


def said_size(path: Path, parts: Parts, size: int) -> None:
    """Say of a sheet, in the directory and in front of it, that it unpacks to `size` bytes."""
    content = zipped(path, parts)
    directory = places(content, b"PK\x01\x02")
    (place,) = (at for at in directory if SHEET.encode() in content[at : at + 90])
    local = struct.unpack_from("<I", content, place + 42)[0]
    spoilt = bytearray(content)
    struct.pack_into("<I", spoilt, place + 24, size)
    struct.pack_into("<I", spoilt, local + 22, size)
    path.write_bytes(bytes(spoilt))


def with_large_sizes(path: Path) -> None:
    said_size(path, one_sheet(NUMBER), 300 * MEGABYTE)


def with_lying_sizes(path: Path) -> None:
    said_size(path, one_sheet(NUMBER * 100_000), 10)


def places(content: bytes, word: bytes) -> Iterator[int]:
    at = content.find(word)
    while at >= 0:
        yield at
        at = content.find(word, at + 1)


def with_locked_part(path: Path) -> None:
    """Set the sign that says that a part of the zip is enciphered."""
    spoilt = bytearray(zipped(path))
    for word, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        for at in places(bytes(spoilt), word):
            spoilt[at + offset] |= 1
    path.write_bytes(bytes(spoilt))


def packed_otherwise(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as package:
        for name, content in one_sheet(NUMBER).items():
            package.writestr(name, content)


def with_a_part_twice(path: Path) -> None:
    pack(path, [*one_sheet(NUMBER).items(), (SHEET, b"<worksheet/>")])


def with_endless_directory(path: Path) -> None:
    """Let the zip's end say that its directory is all of a file of 60 MB."""
    content = zipped(path)
    at = content.rindex(b"PK\x05\x06")
    head, end = content[:at], bytearray(content[at:])
    size = 60 * MEGABYTE
    struct.pack_into("<II", end, 12, size + at, 0)
    with path.open("wb") as file:
        file.write(head)
        file.truncate(at + size)
        file.seek(at + size)
        file.write(end)


def with_many_parts(path: Path) -> None:
    pack(path, {**one_sheet(NUMBER), **{f"xl/media/{n}.png": b"" for n in range(11_000)}})


def truncated(path: Path, keep: float) -> None:
    content = zipped(path, one_sheet(NUMBER * 5000))
    path.write_bytes(content[: int(len(content) * keep)])


def cell(inside: str, attributes: str = "") -> Parts:
    return one_sheet(f'<row r="1"><c r="A1" {attributes}>{inside}</c></row>')


TWO_SHEETS = '<sheet name="Data" sheetId="1" r:id="rId1"/><sheet name="{}" sheetId="2" r:id="{}"/>'
ONE_SHEET = TWO_SHEETS.partition("/>")[0] + "/>"
MACRO = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
PLAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
BINARY = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TYPES = "[Content_Types].xml"

HOSTILE: dict[str, tuple[Content, str]] = {
    # What costs memory or time
    "a text of 250 MB": (long_text(250), "the cell A1 of the sheet 'Data' holds a text"),
    "a list of texts of 50 MB": (poured(repeated(b" ", 50), TEXTS), "longer than an Excel cell"),
    "300 MB unpacked": (poured(repeated(b" ", 300), "xl/media/a.png"), "more than 256 MB"),
    "300 MB said": (with_large_sizes, "more than 256 MB"),
    "sizes that lie": (with_lying_sizes, "cannot be unpacked"),
    "a tag of 200 MB": (poured(repeated(b"<row r='" + b"1" * 2**19, 200)), "damaged"),
    "100,000 names": (poured(lambda: numbered_names("n", 100_000)), "not as Excel writes it"),
    "tags within tags": (poured(repeated(b"<a>", 30)), "tags within tags"),
    "a row of a million cells": (poured(lambda: iter([b"<row>", b"<c/>" * 10**6])), "in order"),
    "700,000 rows of empty cells": (
        poured(rows_of(700_000, '<row r="{0}"><c r="A{0}" s="0"/><c s="0"/><c s="0"/></row>')),
        "delete the empty rows and columns",
    ),
    "cells far to the right": (
        poured(rows_of(100_000, '<row r="{0}"><c r="XFD{0}"><v>1</v></c></row>')),
        "far to the right",
    ),
    "200 MB of texts": (
        poured(rows_of(7000, "</t></si><si><t>😀{0}" + "y" * 30_000), TEXTS),
        "more than can be read at once",
    ),
    "a directory without end": (with_endless_directory, "millions of entries"),
    "11,000 parts": (with_many_parts, "too many entries"),
    # What reaches out of the file
    "entities in a sheet": (with_doctype(SHEET), "declares XML entities"),
    "entities in the texts": (with_doctype(TEXTS), "declares XML entities"),
    "entities in the formats": (with_doctype("xl/styles.xml"), "declares XML entities"),
    "entities in the list of sheets": (with_doctype(BOOK), "declares XML entities"),
    "entities in the relationships": (with_doctype(LINKS), "declares XML entities"),
    "entities in the list of parts": (with_doctype(TYPES), "declares XML entities"),
    "an entity from the disk": (
        changed(SHEET, "<worksheet", '<!DOCTYPE x SYSTEM "file:///etc/passwd"><worksheet'),
        "declares XML entities",
    ),
    "a sheet outside of the file": (
        changed(LINKS, '"worksheets/sheet1.xml"', '"file:///etc/passwd" TargetMode="External"'),
        "leads nowhere",
    ),
    "a part above the file": (with_part("../../evil.txt"), "leads out of the file"),
    "a part with a drive": (with_part("C:/evil.txt"), "leads out of the file"),
    "a sheet above the file": (changed(LINKS, "worksheets/", "../../../etc/"), "is missing"),
    "a program in the content": (changed(TYPES, PLAIN, MACRO), "holds macros"),
    "a program among the parts": (with_part("xl/vbaProject.bin"), "without macros (.xlsx)"),
    "a sheet of macros": (with_part("xl/macrosheets/sheet1.xml"), "holds macros"),
    "a sheet called macros": (
        changed(LINKS, "relationships/worksheet", "relationships/xlMacrosheet"),
        "holds macros",
    ),
    # What is no workbook, or not one that can be read
    "a password": (OLE + "EncryptedPackage".encode("utf-16-le"), "take the password away"),
    "the old format": (OLE + "Workbook".encode("utf-16-le"), "old format (.xls)"),
    "the binary format": (changed(TYPES, PLAIN, BINARY), "holds macros"),
    "the binary format by its part": (
        changed("_rels/.rels", "workbook.xml", "workbook.bin"),
        "binary format (.xlsb)",
    ),
    "OpenDocument": (
        lambda path: pack(path, {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}),
        "OpenDocument file (.ods)",
    ),
    "a letter": (changed(TYPES, PLAIN, WORD), "a Word or PowerPoint file"),
    "any other zip": (lambda path: pack(path, {"a.txt": b"a"}), "a zip file, but no Excel"),
    "an empty zip": (b"PK\x05\x06" + bytes(18), "no Excel workbook"),
    "an empty file": (b"", "it is empty"),
    "a CSV file": ("Name;Sum\nPolice;£1,200".encode("cp1252"), "plain text, such as a CSV file"),
    "a web page": (b"\r\n<html><table><tr><td>1", "a web page or an XML file"),
    "a PDF": (b"%PDF-1.7\n", "no Excel workbook"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(50), "no Excel workbook"),
    "half a workbook": (lambda path: truncated(path, 0.5), "cut short"),
    "a workbook without its end": (lambda path: truncated(path, 0.995), "cut short"),
    "a part with a password": (with_locked_part, "protected by a password"),
    "packed by another way": (packed_otherwise, "Excel does not use"),
    "a part twice": (with_a_part_twice, "twice"),
    "a part twice in other letters": (with_part(SHEET.upper()), "twice"),
    "no list of parts": (without(TYPES), "no Excel workbook"),
    "no list of sheets": (without(BOOK), "is missing"),
    "no sheet": (without(SHEET), "is missing"),
    "no texts": (without(TEXTS), "is missing"),
    "no sheet named": (changed(BOOK, ONE_SHEET, ""), "holds no sheet with cells"),
    "two sheets of one name": (
        changed(BOOK, ONE_SHEET, TWO_SHEETS.format("DATA", "rId2")).__or__(
            {LINKS: changed(LINKS, "relationships/sharedStrings", "relationships/worksheet")[LINKS]}
        ),
        "a name of their own",
    ),
    "two sheets of one part": (
        changed(BOOK, ONE_SHEET, TWO_SHEETS.format("More", "rId1")),
        "the same cells",
    ),
    # What no cell can hold
    "a long text in a cell": (
        cell(f"<is><t>Dear{'x' * 32_764}</t></is>", 't="inlineStr"'),
        "the cell A1 of the sheet 'Data' holds a text that is longer",
    ),
    "a long shared text": (
        one_sheet(NUMBER, texts=f"<si><t>Dear {'x' * 32_763}</t></si>"),
        "it begins 'Dear xxxxx",
    ),
    "1e400": (cell("<v>1e400</v>"), "the cell A1 of the sheet 'Data' holds a number that is none"),
    "NaN": (cell("<v>NaN</v>"), "holds a number that is none: NaN"),
    "1_000": (cell("<v>1_000</v>"), "holds a number that is none: 1_000"),
    "a word as a number": (cell("<v>twelve</v>"), "holds a number that is none"),
    "neither true nor false": (cell("<v>2</v>", 't="b"'), "neither true nor false"),
    "an unknown kind": (cell("<v>2</v>", 't="x"'), "kind of content"),
    "a text that is not there": (cell("<v>5</v>", 't="s"'), "a text that the file does not hold"),
    "a text before the first": (cell("<v>-1</v>", 't="s"'), "a text that the file does not hold"),
    "a format that is not there": (cell("<v>5</v>", 's="9"'), "a format that the file does not"),
    "a control character": (cell("<is><t>\x01</t></is>", 't="inlineStr"'), "is not readable"),
    "a control character by number": (cell("<v>&#1;</v>", 't="str"'), "is not readable"),
    "bytes that are no letters": (
        changed(SHEET, "</sheetData>", "<!--é-->").__or__({SHEET: b"<worksheet>\xff\xfe\xfd"}),
        "is not readable",
    ),
    "an unknown encoding": (
        changed(SHEET, "<worksheet", '<?xml version="1.0" encoding="hz"?><worksheet'),
        "is not readable",
    ),
    "tags that do not close": (one_sheet("<row><c><v>1</row>"), "is not readable"),
    "more texts said than held": (
        changed(TEXTS, "<sst", '<sst uniqueCount="9"'),
        "of 9 texts of cells 0 are there",
    ),
    "rows in disorder": (one_sheet('<row r="2"/><row r="1"/>'), "do not stand in order"),
    "a row twice": (one_sheet('<row r="2"/><row r="2"/>'), "do not stand in order"),
    "a row below the last": (one_sheet('<row r="1048577"/>'), "do not stand in order"),
    "a row by another number": (one_sheet('<row r="١"/>'), "do not stand in order"),
    "cells in disorder": (one_sheet('<row r="1"><c r="B1"/><c r="A1"/></row>'), "in order"),
    "a cell twice": (one_sheet('<row r="1"><c r="B1"/><c r="B1"/></row>'), "in order"),
    "a cell beyond the last": (one_sheet('<row r="1"><c r="XFE1"/></row>'), "in order"),
    "a cell of another row": (one_sheet('<row r="1"><c r="A2"/></row>'), "belongs elsewhere"),
    "a cell outside of rows": (one_sheet("<c><v>1</v></c>"), "cells outside of its rows"),
    "a cell in a cell": (one_sheet("<row><c><c/></c></row>"), "has a cell in it"),
    "a row in a row": (one_sheet("<row><row/></row>"), "has a row in it"),
}


def write(path: Path, content: Content) -> Path:
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif isinstance(content, dict):
        pack(path, content)
    else:
        content(path)
    return path


@pytest.fixture(scope="module")
def readings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Reading]:
    """Give what came of each hostile workbook, read one after another in another process."""
    folder = tmp_path_factory.mktemp("hostile")
    paths = [
        write(folder / f"{number}.xlsx", content)
        for number, (content, _) in enumerate(HOSTILE.values())
    ]
    return dict(zip(HOSTILE, read_in_child(paths), strict=True))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_workbook_is_refused_in_plain_words(
    readings: dict[str, Reading], name: str
) -> None:
    reading, words = readings[name], HOSTILE[name][1]
    assert not faults([reading])
    assert (reading.outcome, words in reading.words) == ("refused", True), reading
    assert reading.words.startswith(f"'{reading.name}' cannot be read: ")
    assert reading.words.endswith(".")
    for code in ("Error", "Traceback", "None", "b'"):
        assert code not in reading.words


def test_spoilt_workbooks_are_read_or_refused_and_nothing_else(tmp_path: Path) -> None:
    good = good_workbook(tmp_path / "good.xlsx")
    paths = list(mutations(good, tmp_path, 2000 if THOROUGH else 300))
    first, *readings = read_in_child([good, *paths])
    assert first.outcome == "read"
    assert faults(readings) == []
    outcomes = [reading.outcome for reading in readings]
    assert len(outcomes) == len(paths)
    assert outcomes.count("refused") > len(paths) / 2 > outcomes.count("read") > 0


def planned(folder: Path, names: Iterator[Path], reader: str) -> tuple[list[Reading], bool]:
    """Give what came of planning imports, and whether the board is the same byte for byte."""
    board = folder / BOARD
    before = board.read_bytes()
    readings = read_in_child(list(names), reader=f"workbook_planning:{reader}")
    return readings, board.read_bytes() == before


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    """Give the export of the board that lies beside it."""
    make_sample(tmp_path / BOARD, name="eastbrook")
    with closing(open_board(tmp_path / BOARD)) as board, board.reading() as connection:
        export_board(connection, tmp_path / "export.xlsx", now=NOON)
    return tmp_path / "export.xlsx"


def test_plans_of_spoilt_exports_leave_the_board_as_it_is(exported: Path) -> None:
    count = 2000 if THOROUGH else 60
    names = chain([exported], mutations(exported, exported.parent, count))
    (first, *readings), same = planned(exported.parent, names, "plan")
    assert first.outcome == "read"
    assert faults(readings) == []
    assert {reading.outcome for reading in readings} == {"read", "refused"}
    assert same
    assert not list(exported.parent.glob(f"{BOARD}-*"))


def test_a_plan_that_writes_is_caught(exported: Path) -> None:
    assert planned(exported.parent, iter([exported]), "spoil")[1] is False


def test_a_reader_that_keeps_no_limits_is_caught(tmp_path: Path) -> None:
    paths = [
        write(tmp_path / "large.xlsx", HOSTILE["a text of 250 MB"][0]),
        write(tmp_path / "other.xlsx", HOSTILE["any other zip"][0]),
        good_workbook(tmp_path / "good.xlsx"),
    ]
    large, other, good = read_in_child(paths, reader="openpyxl:load_workbook")
    assert (large.outcome, other.outcome, good.outcome) == ("MemoryError", "KeyError", "read")
    assert [fault.partition(":")[0] for fault in faults([large, other, good])] == [
        "large.xlsx",
        "other.xlsx",
    ]


def test_a_reader_that_ends_the_process_is_caught_and_the_next_file_read(tmp_path: Path) -> None:
    paths = [write(tmp_path / f"{number}.xlsx", b"") for number in range(2)]
    readings = read_in_child(paths, reader="sys:exit")
    assert [reading.outcome for reading in readings] == ["process died", "process died"]


@pytest.mark.parametrize(("seconds", "megabytes"), [(10.1, 1), (1, 513)])
def test_a_reader_that_is_slow_or_greedy_is_caught(seconds: float, megabytes: float) -> None:
    assert faults([Reading("slow.xlsx", "read", "", seconds, megabytes)])
    assert not faults([Reading("good.xlsx", "read", "", 10, 512)])
