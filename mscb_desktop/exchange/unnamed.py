"""Which record of the board a row without a reference is, of kinds that have no name of their own.

Such a record is known by several of its fields together, as a membership by its group, who sits
there and as what. The same list once more then changes what differs.
"""

from __future__ import annotations

from collections.abc import Iterable

from db.fields import Value
from mscb_desktop.exchange.kinds import StoredKind
from mscb_desktop.exchange.model import PlannedRow, RowState, WrongCell
from mscb_desktop.exchange.names import link_text

_BEGAN, _ENDED = "began", "ended"
_MOST_NAMED = 6

_Key = tuple[object, ...]


def know_unnamed(kind: StoredKind, rows: Iterable[PlannedRow]) -> list[PlannedRow]:
    """Give the rows their references that are records of the board already; those are returned.

    What rows were read as so far is what a new record would be. A second row of the same record
    is refused, and one that may be several records.
    """
    names = kind.record.known_by
    if not names or not kind.rows:
        return []
    there: dict[_Key, list[str]] = {}
    for ref in kind.rows:
        there.setdefault(tuple(kind.value(ref, name) for name in names), []).append(ref)
    known: list[PlannedRow] = []
    taken = {row.ref: row for row in rows if row.ref is not None}
    for row in rows:
        if row.ref is not None or row.wrong or row.state is RowState.REFUSED:
            continue
        refs = there.get(tuple(row.after.get(name) for name in names), ())
        meant = [ref for ref in refs if _lasts_alike(kind, ref, row)]
        if len(meant) > 1:
            row.state = RowState.REFUSED
            shown, title = kind.name(meant[0]), kind.record.title.lower()
            message = (
                f"More than one {title} says the same ({', '.join(meant[:_MOST_NAMED])}): put the "
                "reference of the one that is meant into the row."
            )
            row.wrong.append(WrongCell(row.sheet, row.number, None, shown, message, row.key))
        if len(meant) != 1:
            continue
        row.ref, row.by_name = meant[0], True
        first = taken.setdefault(row.ref, row)
        if first is row:
            known.append(row)
        else:
            row.state = RowState.REFUSED
            shown = link_text(row.ref, kind.name(row.ref))
            message = (
                f"{shown} stands in row {first.number} of {first.sheet} already: keep one of the "
                "two rows."
            )
            row.wrong.append(WrongCell(row.sheet, row.number, None, shown, message, row.key))
    return known


def _lasts_alike(kind: StoredKind, ref: str, row: PlannedRow) -> bool:
    """Tell whether a row may say the same term as a record: nothing of it, or more.

    What is over is meant only where the row says so: somebody may have come back.
    """
    if _BEGAN not in kind.places:
        return True
    began: Value = kind.value(ref, _BEGAN)
    ended: Value = kind.value(ref, _ENDED)
    typed = row.after.get(_BEGAN)
    begins_alike = typed is None or began is None or typed == began
    return begins_alike and (ended is None or ended == row.after.get(_ENDED))
