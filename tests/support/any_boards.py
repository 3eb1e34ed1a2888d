"""Boards made by hypothesis over every kind of record, whatever kinds there are."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from db.changes import Change, create
from db.fields import LONGEST_TEXT, Field, Kind, Value
from db.queries.exchange import unique_together
from db.records.base import Record
from mscb_desktop.exchange.layout import is_single, layouts
from mscb_desktop.values import Unreadable, read_line, read_long_text

NASTY = (
    "=1+1", "=cmd|' /C calc'!A0", "+44 20 8545 4000", "-1", "@SUM(A1)", "'quoted", "''", '"',
    "<b>bold</b> & <x>", "&amp;", "_x0041_ _x000D_", "1.10", "007", "00", "1e5", "12/03/2013",
    "2013-03-12", "TRUE", "#N/A", "Łódź Siân Ŵyn", "مجلس حماية الأطفال", "👩‍👧 family", "AG-0001",
    "AG-0001 LB Merton", "BL-0001", "→ Long text 1", "Picture 1", "- dash first", "a\u200bb",
    "https://example.org", "mailto:a@example.org", "½ × ÷ ≤ ≥ −", "'", "{=1}", "x" * 255,
)  # fmt: skip
"""Texts that a workbook may take for something else."""
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c02"
    "0000000b4944415478da6364f80f00010501012718e3660000000049454e44ae426082"
)


def _tidy(text: str, field: Field) -> str | None:
    """Give the text as the program would have taken it when typed."""
    try:
        plain = read_long_text(text) if field.kind is Kind.LONG_TEXT else read_line(text)
    except Unreadable:
        return None
    if plain is not None:
        plain = plain[: field.length or LONGEST_TEXT].strip() or None
    return plain if field.problem(plain) is None or plain is None else None


def _texts(field: Field) -> st.SearchStrategy[str | None]:
    longest = field.length or LONGEST_TEXT
    some = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)
    choices = [st.sampled_from(NASTY), some, st.just("x" * longest)]
    if field.kind is Kind.LONG_TEXT:
        choices += [
            st.sampled_from(["one\n\ntwo", "a\tb", "- first\n- second", "=1+1\n=2", "é" * longest]),
            st.just("\U0001f600" * 20_000),
        ]
    return st.one_of(choices).map(lambda text: _tidy(text, field))


def values(field: Field, targets: dict[str, list[str]]) -> st.SearchStrategy[Value]:
    """Draw a value that the field can hold; `targets` are the records there are by table."""
    found: st.SearchStrategy[Any]
    match field.kind:
        case Kind.TEXT | Kind.CODE | Kind.LONG_TEXT:
            found = _texts(field)
            if field.required:
                return found.map(lambda text: text or "needed")
        case Kind.MONEY:
            found = st.one_of(
                st.integers(-(10**7), 10**7), st.sampled_from([0, 1, -1, 10**13, -(10**13), 29])
            )
        case Kind.WHOLE:
            found = st.integers(-5_000, 5_000)
        case Kind.DATE:
            found = st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31))
        case Kind.YES_NO:
            found = st.booleans()
        case Kind.CHOICE:
            found = st.sampled_from([choice.value for choice in field.choices])
        case Kind.LOOKUP:
            refs = targets.get(str(field.target), [])
            found = st.sampled_from(refs) if refs else st.none()
        case Kind.IMAGE:
            found = st.sampled_from([PNG, PNG + bytes(40_000)])
    return found if field.required else st.none() | found


@st.composite
def contents(draw: st.DrawFn, most: int = 4) -> list[Change]:
    """Draw the records of a board: some of every kind, with links among them."""
    changes: list[Change] = []
    refs: dict[str, list[str]] = {}
    for layout in layouts().values():
        record = layout.record
        count = 1 if is_single(record) else draw(st.integers(0, most))
        if any(f.required and f.target and not refs.get(f.target) for f in _links(record)):
            count = 0
        own = refs[record.name] = []
        seen: set[tuple[object, ...]] = set()
        for number in range(1, count + 1):
            row: dict[str, Value] = {}
            for field in record.fields.values():
                if field.name == "start_year":
                    row[field.name] = draw(st.integers(1900, 2198))
                else:
                    row[field.name] = draw(values(field, refs))
            if not _as_ruled(record.name, row, changes):
                continue
            doubles: set[tuple[object, ...]] = {
                (names, *(row[n] for n in names)) for names in unique_together(record.name)
            }
            if doubles & seen:
                continue
            seen |= doubles
            if "position" in record.table.c:
                row["position"] = draw(st.integers(1, 3)) * 1024
            ref = record.prefix if is_single(record) else f"{record.prefix}-{number:04d}"
            own.append(ref)
            changes.append(create(record.name, ref, **row))
    return changes


def _as_ruled(table: str, row: dict[str, Value], made: list[Change]) -> bool:
    """Bend a row to the rules across its fields; tell whether it may be there at all."""
    began, ended = row.get("began"), row.get("ended")
    if isinstance(began, dt.date) and isinstance(ended, dt.date):
        row["began"], row["ended"] = min(began, ended), max(began, ended)
    one, other = {"membership": ("post", "person"), "quorum_seat": ("sector", "agency")}.get(
        table, ("", "")
    )
    if not one:
        return True
    if row[one] is not None:
        row[other] = None
    if table == "quorum_seat":
        row["least"] = abs(int(str(row["least"]))) + 1
    members = {c.ref: c.after or {} for c in made if c.table == table}
    deputised = members.get(str(row.get("deputy_for")), {})
    if deputised.get("board_group") != row["board_group"]:
        row["deputy_for"] = None
    who = ("board_group", one, other)
    return (row[one] or row[other]) is not None and all(
        any(row[name] != there.get(name) for name in who) for there in members.values()
    )


def _links(record: Record) -> list[Field]:
    return [field for field in record.fields.values() if field.kind is Kind.LOOKUP]
