"""Names and telephones of people's own lists, as the program has them: one of each.

Lists have the surname first, or surname and forename in two columns, and a mobile beside the desk.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from db.fields import Field, Kind
from db.records.people import PERSON
from mscb_desktop.exchange.cells import as_typed, is_blank
from mscb_desktop.exchange.workbook import CellValue, Row
from mscb_desktop.sheet.headings import heading_key

FORENAME = Field(
    "forename",
    "Forename",
    Kind.TEXT,
    help="Stands before the name where a list has forenames in a column of their own.",
    length=PERSON.fields["name"].length,
)
SECOND_PHONE = Field(
    "second_phone",
    "Second telephone",
    Kind.TEXT,
    help="Kept behind the telephone of the same row.",
    length=PERSON.fields["phone"].length,
)
BESIDE = (FORENAME, SECOND_PHONE)
"""Columns of a list of people that are no fields of theirs, but belong to one."""
_JOINS = {FORENAME.name: "name", SECOND_PHONE.name: "phone"}

_SURNAME_FIRST = re.compile(r"(surname|lastname|familyname).*(name|initial)")
_SURNAME = re.compile(r"([^,]+),\s*([^,]+)")
_DEGREE = re.compile(r"[A-Z][A-Za-z]{0,3}[A-Z](\s+[A-Z][A-Za-z]{0,3}[A-Z])*")
"""What stands behind a name's comma and is no forename: MBE, PhD, OBE JP."""


def promoted(placed: Mapping[int, str]) -> dict[int, str]:
    """Take forenames that stand alone for names, and mobiles alone for telephones."""
    there = set(placed.values())
    return {
        at: name if _JOINS.get(name, name) in there else _JOINS[name] for at, name in placed.items()
    }


def parted(placed: Mapping[int, str]) -> tuple[dict[int, str], dict[str, int]]:
    """Part columns into the fields of people, and the places of those that belong to one."""
    placed = promoted(placed)
    beside = {name: at for at, name in placed.items() if name in _JOINS}
    return {at: name for at, name in placed.items() if name not in beside}, beside


def whole_rows(
    rows: Sequence[tuple[int, Row]],
    own: Mapping[int, str],
    beside: Mapping[str, int],
    headings: Mapping[int, str],
) -> tuple[tuple[int, Row], ...]:
    """Give each row one name and one telephone.

    'Alder, Ann' becomes 'Ann Alder' where the heading says so, or most names of the column are
    written in that way.
    """
    at = {name: place for place, name in own.items()}
    name_at, phone_at = at.get("name"), at.get("phone")
    forename_at, second_at = beside.get(FORENAME.name), beside.get(SECOND_PHONE.name)
    turned = name_at is not None and _is_turned(rows, name_at, headings.get(name_at, ""))
    found: list[tuple[int, Row]] = []
    for number, row in rows:
        cells = [*row, *(None,) * (max(own, default=0) + 1 - len(row))]
        if name_at is not None and turned:
            cells[name_at] = _turned(cells[name_at])
        if name_at is not None and forename_at is not None:
            cells[name_at] = _joined(" ", _at(row, forename_at), cells[name_at])
        if phone_at is not None and second_at is not None:
            cells[phone_at] = _joined(", ", cells[phone_at], _at(row, second_at))
        found.append((number, tuple(cells)))
    return tuple(found)


def _is_turned(rows: Sequence[tuple[int, Row]], at: int, heading: str) -> bool:
    if _SURNAME_FIRST.match(heading_key(heading)):
        return True
    names = [cell for _, row in rows if not is_blank(cell := _at(row, at))]
    turned = sum(_parts(name) is not None for name in names)
    return turned > 1 and turned * 2 > len(names)


def _parts(raw: CellValue) -> tuple[str, str] | None:
    match = _SURNAME.fullmatch(" ".join(as_typed(raw).split())) if isinstance(raw, str) else None
    if match is None or _DEGREE.fullmatch(match[2].strip()):
        return None
    return match[1].strip(), match[2].strip()


def _turned(raw: CellValue) -> CellValue:
    parts = _parts(raw)
    return raw if parts is None else f"{parts[1]} {parts[0]}"


def _joined(between: str, *cells: CellValue) -> CellValue:
    """Join what stands in two cells, once where both say the same."""
    texts = [" ".join(as_typed(cell).split()) for cell in cells if not is_blank(cell)]
    return between.join(dict.fromkeys(texts)) or None


def _at(row: Row, at: int) -> CellValue:
    return row[at] if at < len(row) else None
