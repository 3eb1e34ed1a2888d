"""The sections of a plan: added, renamed, moved and deleted on the plan's own page."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence

from sqlalchemy import Connection

from db.board import Board
from db.changes import Change, Problem, create
from db.fields import Field, Value
from db.queries import records
from db.records.plans import PLAN_SECTION
from mscb_desktop.plans.book import Part
from mscb_desktop.sheet import order
from mscb_desktop.sheet.model import Edit, Row
from mscb_desktop.sheet.order import STEP
from mscb_desktop.sheet.planning import updates
from mscb_desktop.values import Unreadable, quoted, read_line, read_value

TABLE = "plan_section"
_FIELDS = PLAN_SECTION.fields
_NUMBERED = re.compile(
    r"((?:[0-9]{1,3}\.)*[0-9]{1,3}[a-z]?|[A-Z])(?:[.):]\s*|\s*[-\u2013]\s+|\s+)(\S.*)"
)
_NEEDED = "A section needs a title: type one, or delete the section."


def read_title(text: str) -> tuple[str | None, str]:
    """Part '1. Governance & accountability' into number and title."""
    plain = read_line(text) or ""
    match = _NUMBERED.fullmatch(plain)
    return (match[1], match[2]) if match else (None, plain)


def new_sections(
    connection: Connection, board: Board, plan: str, titles: Sequence[str]
) -> tuple[Mapping[str, str], list[Change]]:
    """Plan sections behind those of a plan; give their references by the titles asked for."""
    placed = records.positions(connection, TABLE, {"plan": plan})
    last = placed[-1][1] if placed else 0
    refs = dict(zip(titles, board.new_refs(TABLE, len(titles)), strict=True))
    changes = []
    for place, (text, ref) in enumerate(refs.items(), 1):
        number, title = read_title(text)
        values = {"plan": plan, "number": number, "title": title, "position": last + place * STEP}
        changes.append(create(TABLE, ref, **values))
    return refs, changes


def retitled(
    connection: Connection, edits: Sequence[Edit], rows: Mapping[str, Row]
) -> tuple[list[Change], list[Problem]]:
    """Give the changes that typing into the headings of sections asks for.

    Where a plan has no column for numbers, a number typed before the title is the section's.
    """
    typed: dict[str, dict[str, Value]] = {}
    problems = []
    for edit in edits:
        row = rows.get(edit.ref)
        field: Field | None = row.stores.get(edit.column) if row is not None else None
        if row is None or field is None:
            words = "Nothing is typed here in the heading of a section: leave it empty."
            problems.append(Problem(words, "action", edit.ref, edit.column))
            continue
        try:
            value = read_value(field, edit.typed)
        except Unreadable as refusal:
            words = refusal.message if edit.typed else _NEEDED
            problems.append(Problem(words, "action", edit.ref, edit.column))
            continue
        given = typed.setdefault(edit.ref, {})
        if field.name == "title" and len(row.stores) == 1:
            given["number"], given["title"] = read_title(str(value))
        else:
            given[field.name] = value
    stored = records.rows_by_ref(connection, TABLE, list(typed))
    changes, gone = updates(TABLE, stored, typed)
    return changes, [*problems, *gone]


def moved(connection: Connection, plan: str, sections: Sequence[str], step: int) -> list[Change]:
    """List the changes that move whole sections up or down among those of their plan."""
    placed = records.positions(connection, TABLE, {"plan": plan})
    return order.move(TABLE, placed, sections, step)


def why_stays(part: Part, going: Container[str]) -> str:
    """Say why a section cannot be deleted: actions that stay stand in it; '' where it can."""
    staying = [one for one in part.actions if one.ref not in going and one.part_of is None]
    if part.section is None or not staying:
        return ""
    count = "1 action" if len(staying) == 1 else f"{len(staying)} actions"
    return (
        f"{quoted(part.section.title)} has {count}: move them into another section first, or "
        "delete them with it."
    )
