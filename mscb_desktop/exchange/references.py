"""Which record a row of a workbook is: one of the board by its reference, or a new one."""

from __future__ import annotations

from mscb_desktop.exchange.cells import as_typed, is_blank
from mscb_desktop.exchange.kinds import StoredKind
from mscb_desktop.exchange.layout import is_single
from mscb_desktop.exchange.names import number_of
from mscb_desktop.exchange.workbook import CellValue
from mscb_desktop.values import Unreadable, quoted

MOST_GIVEN = 999_999
"""The largest number of a reference that a workbook may bring into an empty board."""


def read_reference(kind: StoredKind, raw: CellValue) -> str | None:
    """Give the reference that a row brings, None where it is new and gets one.

    Into a board that never held a record of the kind a workbook brings its references; all
    others must be there. Raises Unreadable.
    """
    record = kind.record
    if is_blank(raw):
        return record.prefix if is_single(record) else None
    ref = as_typed(raw).strip().upper()
    if ref in kind.rows:
        return ref
    if is_single(record):
        if ref == record.prefix:
            return ref
        raise Unreadable(f"{quoted(ref)} is not {record.prefix}: a board has one such row.")
    title = record.title.lower()
    number = number_of(ref, record.prefix)
    if number is None:
        raise Unreadable(
            f"{quoted(as_typed(raw))} is no reference of this kind, which look like "
            f"{record.prefix}-0001: correct it, or empty the cell to add a new {title}."
        )
    if kind.fresh and 0 < number <= MOST_GIVEN:
        return ref
    if number <= kind.last:
        raise Unreadable(
            f"{record.title} {ref} is no longer there, and a workbook brings no deleted record "
            f"back: undo the deletion, or empty the cell to add a new {title}."
        )
    raise Unreadable(
        f"There is no {title} {ref} in this board: correct the reference, or empty the cell to "
        f"add a new {title}."
    )
