"""Workbooks made in code, good and hostile, and the reading of many of them in another process."""

from __future__ import annotations

import datetime as dt
import json
import random
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter

ROOT = Path(__file__).resolve().parents[2]
CHILD = Path(__file__).with_name("workbook_reading.py")
MEGABYTE = 1024 * 1024
SHEET = "xl/worksheets/sheet1.xml"
TEXTS = "xl/sharedStrings.xml"
NO_STYLES = '<cellXfs><xf numFmtId="0"/></cellXfs>'
Parts = dict[str, bytes]


def good_workbook(path: Path) -> Path:
    """Write a workbook as an export looks: sheets of records, codes, dates, sums, one hidden."""
    book = xlsxwriter.Workbook(str(path))
    date = book.add_format({"num_format": "dd/mm/yyyy"})
    money = book.add_format({"num_format": "#,##0.00", "bold": True})
    agencies = book.add_worksheet("Agencies")
    agencies.write_row(0, 0, ["Reference", "Name", "Other names", "Closed on"])
    for row in range(1, 25):
        agencies.write_row(row, 0, [f"AG-{row:04}", f"Agency {row} & Söhne", "PCT\nCCG <Łódź> 😀"])
        agencies.write_datetime(row, 3, dt.datetime(2013, 3, 1) + dt.timedelta(days=row), date)
    lines = book.add_worksheet("Budget lines")
    words = ("Reference", "Codes", "Set", "Actual", "Difference", "Fixed")
    heads = [{"header": word} for word in words]
    for row in range(1, 61):
        lines.write_string(row, 0, f"BL-{row:04}")
        lines.write_string(row, 1, f"0{row}.10")
        lines.write_number(row, 2, row * 1234.5, money)
        lines.write_number(row, 3, row * 1000, money)
        lines.write_formula(row, 4, f"=C{row + 1}-D{row + 1}", money, row * 234.5)
        lines.write_boolean(row, 5, row % 2 == 0)
    lines.add_table(0, 0, 60, 5, {"name": "Lines", "columns": heads})
    lines.data_validation(1, 5, 60, 5, {"validate": "list", "source": ["TRUE", "FALSE"]})
    explained = book.add_worksheet("Explained")
    explained.write_column(0, 0, ["How to use this workbook", "_x0041_"])
    explained.write_string(2, 0, "=not a formula")
    explained.hide()
    book.close()
    return path


def parts_of(path: Path) -> Parts:
    """Give the parts of a workbook by name."""
    with zipfile.ZipFile(path) as package:
        return {info.filename: package.read(info) for info in package.infolist()}


def pack(path: Path, parts: Parts | Iterable[tuple[str, bytes]]) -> Path:
    """Zip parts to a workbook; pairs may hold a name twice."""
    pairs = parts.items() if isinstance(parts, dict) else parts
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, content in pairs:
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(info, content)
    return path


def one_sheet(rows: str | bytes, *, texts: str | bytes = "", styles: str = NO_STYLES) -> Parts:
    """Give the parts of the smallest workbook whose one sheet 'Data' holds `rows` of XML."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    links = "http://schemas.openxmlformats.org/package/2006/relationships"
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

    def link(number: int, what: str, target: str) -> str:
        return f'<Relationship Id="rId{number}" Type="{office}/{what}" Target="{target}"/>'

    def raw(text: str | bytes) -> bytes:
        return text.encode() if isinstance(text, str) else text

    return {
        "[Content_Types].xml": (
            f'<Types xmlns="{types}"><Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}"/></Types>'
        ).encode(),
        "_rels/.rels": (
            f'<Relationships xmlns="{links}">'
            f"{link(1, 'officeDocument', 'xl/workbook.xml')}</Relationships>"
        ).encode(),
        "xl/workbook.xml": (
            f'<workbook xmlns="{main}" xmlns:r="{office}"><workbookPr/>'
            '<sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ).encode(),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{links}">{link(1, "worksheet", "worksheets/sheet1.xml")}'
            f"{link(2, 'sharedStrings', 'sharedStrings.xml')}{link(3, 'styles', 'styles.xml')}"
            "</Relationships>"
        ).encode(),
        "xl/styles.xml": (f'<styleSheet xmlns="{main}">{styles}</styleSheet>').encode(),
        TEXTS: b"".join([f'<sst xmlns="{main}">'.encode(), raw(texts), b"</sst>"]),
        SHEET: b"".join(
            [
                f'<worksheet xmlns="{main}"><sheetData>'.encode(),
                raw(rows),
                b"</sheetData></worksheet>",
            ]
        ),
    }


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of one workbook: 'read', 'refused', or what went wrong; seconds and megabytes."""

    name: str
    outcome: str
    words: str
    seconds: float
    megabytes: float


def read_in_child(
    paths: Sequence[Path], *, reader: str = "mscb_desktop.exchange.workbook:read_workbook"
) -> list[Reading]:
    """Read workbooks one after another in a process of 512 MB; one that ends it is an outcome."""
    readings: list[Reading] = []
    while len(readings) < len(paths):
        done = subprocess.run(
            [sys.executable, str(CHILD), reader, *map(str, paths[len(readings) :])],
            cwd=ROOT, capture_output=True, text=True, timeout=1800, check=False,
        )  # fmt: skip
        before = len(readings)
        readings += [Reading(**json.loads(line)) for line in done.stdout.splitlines()]
        if len(readings) < len(paths) and (done.returncode != 0 or len(readings) == before):
            words = done.stderr[-500:] or f"ended with {done.returncode}"
            readings.append(Reading(paths[len(readings)].name, "process died", words, 0, 0))
    return readings


def faults(readings: Iterable[Reading]) -> list[str]:
    """Name the readings that broke a promise: only read or refused, 10 seconds, 512 MB."""
    return [
        f"{reading.name}: {reading.outcome}: {reading.words} "
        f"({reading.seconds:.1f} s, {reading.megabytes:.0f} MB)"
        for reading in readings
        if reading.outcome not in ("read", "refused")
        or reading.seconds > 10
        or reading.megabytes > 512
    ]


def mutations(good: Path, folder: Path, count: int) -> Iterator[Path]:
    """Write `count` spoilt copies of a good workbook; each number always spoils alike."""
    whole, parts = good.read_bytes(), parts_of(good)
    for number in range(count):
        chance = random.Random(number)
        name, spoil = _KINDS[number % len(_KINDS)]
        path = folder / f"{number:04}-{name}.xlsx"
        spoil(path, whole, dict(parts), chance)
        yield path


def _flipped(content: bytes, chance: random.Random, most: int) -> bytes:
    spoilt = bytearray(content)
    for _ in range(chance.randint(1, most)):
        spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
    return bytes(spoilt)


def _flip_zip(path: Path, whole: bytes, _: Parts, chance: random.Random) -> None:
    path.write_bytes(_flipped(whole, chance, 20))


def _flip_directory(path: Path, whole: bytes, _: Parts, chance: random.Random) -> None:
    start = whole.index(b"PK\x01\x02")
    path.write_bytes(whole[:start] + _flipped(whole[start:], chance, 6))


def _lie_in_directory(path: Path, whole: bytes, _: Parts, chance: random.Random) -> None:
    """Put another number of four bytes anywhere in the directory or a local header."""
    spoilt = bytearray(whole)
    heads = [at for at in range(len(whole)) if whole[at : at + 2] == b"PK"]
    at = chance.choice(heads) + chance.choice((6, 8, 10, 12, 16, 18, 20, 22, 24, 28, 42))
    number = chance.choice((0, 1, 255, 65535, 2**31, 2**32 - 1, chance.getrandbits(32)))
    spoilt[at : at + 4] = struct.pack("<I", number)
    path.write_bytes(bytes(spoilt))


def _cut_zip(path: Path, whole: bytes, _: Parts, chance: random.Random) -> None:
    start = chance.randrange(len(whole))
    end = len(whole) if chance.random() < 0.5 else chance.randrange(start, len(whole))
    path.write_bytes(whole[:start] + whole[end:])


def _insert_zip(path: Path, whole: bytes, _: Parts, chance: random.Random) -> None:
    at = chance.randrange(len(whole))
    path.write_bytes(whole[:at] + chance.randbytes(chance.randint(1, 500)) + whole[at:])


def _any_part(parts: Parts, chance: random.Random) -> str:
    read = [name for name in parts if "worksheets/sheet" in name or not name.startswith("docProps")]
    return chance.choice(read)


def _flip_part(path: Path, _: bytes, parts: Parts, chance: random.Random) -> None:
    name = _any_part(parts, chance)
    parts[name] = _flipped(parts[name], chance, 8)
    pack(path, parts)


def _cut_part(path: Path, _: bytes, parts: Parts, chance: random.Random) -> None:
    name = _any_part(parts, chance)
    start = chance.randrange(len(parts[name]))
    end = start + chance.randint(1, 200) if chance.random() < 0.6 else len(parts[name])
    parts[name] = parts[name][:start] + parts[name][end:]
    pack(path, parts)


def _lose_part(path: Path, _: bytes, parts: Parts, chance: random.Random) -> None:
    name = _any_part(parts, chance)
    content = parts.pop(name)
    if chance.random() < 0.3:
        parts[name] = b""
    elif chance.random() < 0.3:
        parts[name.upper() if chance.random() < 0.5 else f"../{name}"] = content
    pack(path, parts)


def _swap_parts(path: Path, _: bytes, parts: Parts, chance: random.Random) -> None:
    one, other = chance.sample(sorted(parts), 2)
    parts[one], parts[other] = parts[other], parts[one]
    pack(path, parts)


def _double_part(path: Path, _: bytes, parts: Parts, chance: random.Random) -> None:
    pairs = list(parts.items())
    pairs.insert(chance.randrange(len(pairs)), chance.choice(pairs))
    pack(path, _once_warned(pairs, chance))


def _once_warned(pairs: list[tuple[str, bytes]], chance: random.Random) -> list[tuple[str, bytes]]:
    """Write one of two equal names in capitals, since `zipfile` warns of equal ones."""
    seen: set[str] = set()
    result = []
    for name, content in pairs:
        result.append((name.swapcase() if name in seen else name, content))
        seen.add(name)
    return result


def _pieces(content: bytes, opening: bytes, closing: bytes) -> list[tuple[int, int]]:
    """Give where the tags, attributes' values or texts of XML stand."""
    found, at = [], 0
    while (start := content.find(opening, at)) >= 0:
        end = content.find(closing, start + 1)
        if end < 0:
            break
        found.append((start + len(opening), end))
        at = end + (len(closing) if opening == closing else 0)
    return found


def _swap_tags(path: Path, _: bytes, parts: Parts, chance: random.Random) -> None:
    name = _any_part(parts, chance)
    content = parts[name]
    tags = _pieces(content, b"<", b">")
    for _n in range(chance.randint(1, 3)):
        (a, b), (c, d) = sorted(chance.sample(tags, 2))
        content = content[:a] + content[c:d] + content[b:c] + content[a:b] + content[d:]
        tags = _pieces(content, b"<", b">")
    parts[name] = content
    pack(path, parts)


_NASTY = (
    b"1e400", b"-1e400", b"NaN", b"inf", b"-1", b"0", b"1048576", b"1048577", b"99999999999999",
    b"9" * 5000, b"XFD1048576", b"XFE1", b"A1:XFD1048576", b"A0", b"", b" ", b"../../etc/passwd",
    b"file:///etc/passwd", b"http://example.org/x", b"rId999", b"\x00", b"\xff\xfe", b"&#0;",
    b"&#1;", b"&lol;", b"_x0000_", b"_xD800_", b"x" * 40_000, b"true", b"sharedStrings", b"1.2.3",
    b"1_000", "١٢".encode(), "💥".encode() * 33_000, b"2958466", b"-693594",
)  # fmt: skip


def _nasty_value(path: Path, _: bytes, parts: Parts, chance: random.Random) -> None:
    """Put a nasty word in place of attributes' values or of texts."""
    name = _any_part(parts, chance)
    for _n in range(chance.randint(1, 4)):
        between = (b'"', b'"') if chance.random() < 0.5 else (b">", b"<")
        places = _pieces(parts[name], *between)
        if places:
            start, end = chance.choice(places)
            parts[name] = parts[name][:start] + chance.choice(_NASTY) + parts[name][end:]
    pack(path, parts)


def _break_links(path: Path, _: bytes, parts: Parts, chance: random.Random) -> None:
    """Exchange the values of two attributes in a list of relationships or of contents."""
    lists = [name for name in parts if name.endswith(".rels") or name in _LISTS]
    name = chance.choice(sorted(lists))
    values = _pieces(parts[name], b'"', b'"')
    (a, b), (c, d) = sorted(chance.sample(values, 2))
    content = parts[name]
    parts[name] = content[:a] + content[c:d] + content[b:c] + content[a:b] + content[d:]
    pack(path, parts)


_LISTS = ("[Content_Types].xml", "xl/workbook.xml")


def _repeat_slice(path: Path, _: bytes, parts: Parts, chance: random.Random) -> None:
    """Repeat a piece of XML up to 20,000 times."""
    name = _any_part(parts, chance)
    tags = _pieces(parts[name], b"<", b">")
    one, other = sorted(chance.sample(range(len(tags)), 2))
    start, end = tags[one][0] - 1, tags[min(other, one + 12)][0] - 1
    times = chance.choice((2, 10, 1000, 20_000))
    content = parts[name]
    parts[name] = content[:start] + content[start:end] * times + content[end:]
    pack(path, parts)


def _declare(path: Path, _: bytes, parts: Parts, chance: random.Random) -> None:
    """Put a DOCTYPE or another encoding in front of a part."""
    name = _any_part(parts, chance)
    body = parts[name].partition(b"?>")[2]
    head = chance.choice(
        (
            b'<!DOCTYPE x [<!ENTITY a "b">]>',
            b'<!DOCTYPE x SYSTEM "file:///etc/passwd">',
            b'<?xml version="1.0" encoding="utf-7"?>',
            b'<?xml version="1.0" encoding="cp1252"?>',
            b'<?xml version="1.1"?>',
            b"\xef\xbb\xbf",
            b"\xff\xfe",
        )
    )
    parts[name] = head + body
    pack(path, parts)


_KINDS: tuple[tuple[str, Callable[[Path, bytes, Parts, random.Random], None]], ...] = (
    ("bytes of the zip flipped", _flip_zip),
    ("its directory flipped", _flip_directory),
    ("its directory lies", _lie_in_directory),
    ("zip cut", _cut_zip),
    ("bytes put into the zip", _insert_zip),
    ("part flipped", _flip_part),
    ("part cut", _cut_part),
    ("part lost", _lose_part),
    ("parts swapped", _swap_parts),
    ("part doubled", _double_part),
    ("tags swapped", _swap_tags),
    ("nasty value", _nasty_value),
    ("links broken", _break_links),
    ("XML repeated", _repeat_slice),
    ("declaration", _declare),
)
