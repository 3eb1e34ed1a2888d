"""The list of all that was typed and is not stored, in words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import Connection

from db.board import Board
from db.drafts import KeptDraft
from db.fields import Field, Kind, Value
from db.queries import records
from db.records import RECORDS
from mscb_desktop import lookups
from mscb_desktop.drafts import NEW, who_stored
from mscb_desktop.values import show_value


@dataclass(frozen=True, slots=True)
class Waiting:
    """One unstored text, for people to find it again.

    `stored` is what stands in its field now, None where there is no such record; `meanwhile`
    says who stored that after the typing began, '' where nobody did.
    """

    draft: KeptDraft
    record: str
    label: str
    typed: str
    stored: str | None
    meanwhile: str = ""

    @property
    def is_gone(self) -> bool:
        """Whether the record was deleted meanwhile."""
        return self.stored is None and not self.draft.ref.startswith(NEW)


def waiting(board: Board) -> list[Waiting]:
    """List what was typed anywhere in the board and is not stored, the earliest first."""
    drafts = board.drafts()
    today = board.clock().date()
    with board.reading() as connection:
        return [_in_words(connection, draft, today) for draft in drafts]


def _in_words(connection: Connection, draft: KeptDraft, today: dt.date) -> Waiting:
    record = RECORDS.get(draft.table)
    field = record.fields.get(draft.stores or draft.field) if record else None
    label = field.label if field else draft.field
    typed = draft.typed if isinstance(draft.typed, str) else None
    if typed is None or (field is not None and field.kind is Kind.LOOKUP):
        typed = _show(connection, field, draft.typed) if field else str(draft.typed)
    if record is None or draft.ref.startswith(NEW):
        name = f"New {record.title.lower()}" if record else draft.place
        return Waiting(draft, name, label, typed, None)
    row = records.rows_by_ref(connection, draft.table, [draft.ref]).get(draft.ref)
    title = f"{record.title} {draft.ref}"
    if row is None or field is None:
        return Waiting(draft, title, label, typed, None)
    value = row.get(field.name)
    meanwhile = ""
    if value != draft.base:
        meanwhile = who_stored(connection, draft.table, draft.ref, field.name, today)
    name = records.names(connection, draft.table, [draft.ref]).get(draft.ref) or title
    return Waiting(draft, name, label, typed, _show(connection, field, value), meanwhile)


def _show(connection: Connection, field: Field, value: Value) -> str:
    """Show a value, a record by its name."""
    if field.kind is Kind.LOOKUP and isinstance(value, str):
        return lookups.label(connection, field.target or "", value)
    return show_value(field, value)
