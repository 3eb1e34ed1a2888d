"""Where rows that are typed or pasted join a plan: their section, the action above, the number."""

from __future__ import annotations

from collections.abc import Mapping

from mscb_desktop.plans.table.next_number import next_number
from mscb_desktop.plans.table.rows import NewRow
from mscb_desktop.plans.table.sections import new_sections
from mscb_desktop.plans.table.typed_rows import TypedRows
from mscb_desktop.sheet.model import new_section


def read_new(ref: str) -> NewRow:
    """Read what the reference of a row to be made says."""
    return NewRow.read(new_section(ref) or "")


def set_out(rows: TypedRows, *, numbers: bool) -> None:
    """Put new rows into their sections and below their actions.

    With `numbers` one that was typed by hand gets the next number of its section; what was
    pasted without a number has none.
    """
    coming = _sections(rows)
    last: dict[str, str] = {}
    given: dict[str | None, list[str | None]] = {}
    for ref, values in rows.new.items():
        new = read_new(ref)
        base = NewRow(new.section, coming=new.coming).key
        section = coming.get(new.coming, new.section)
        above = _above(rows, new, last.get(base)) if new.point else None
        if above is not None:
            stands = rows.actions.get(above)
            section = stands.section if stands is not None else section
            values["part_of"] = above
        else:
            last[base] = rows.taken[ref]
            if numbers and "#" not in ref and values.get("number") is None:
                values["number"] = _next(rows, section, given.setdefault(section, []))
        values["plan_section"] = section


def _sections(rows: TypedRows) -> Mapping[str, str]:
    """Plan the sections that new rows name and the plan has not; give their references."""
    titles = dict.fromkeys(read_new(ref).coming for ref in rows.new)
    titles.pop("", None)
    if not titles:
        return {}
    found, changes = new_sections(rows.connection, rows.board, rows.plan, list(titles))
    rows.typed.beside += changes
    return found


def _above(rows: TypedRows, new: NewRow, last: str | None) -> str | None:
    """Give the action of which a new row is a point: a stored one, or the new one before."""
    above = rows.actions.get(new.above)
    if above is None:
        return last
    return above.ref if above.part_of is None and above.same_as is None else None


def _next(rows: TypedRows, section: str | None, given: list[str | None]) -> str | None:
    top = [action for action in rows.actions.values() if action.part_of is None]
    known = [action.number for action in top if action.section == section]
    stands = rows.book.sections.get(section or "")
    number = next_number(
        stands.number if stands else None,
        [*known, *given],
        [*(action.number for action in top), *given],
    )
    given.append(number)
    return number
