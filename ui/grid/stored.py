"""What is stored now in the rows that are typed into, read once until the sheet is read anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from db.changes import Values
from db.fields import Value
from mscb_desktop.drafts import DraftPlace
from ui.grid.drafts import Draft


class Stored:
    """The stored values of a sheet's records; `refs` names the rows that have drafts.

    A cell may show something computed where another value is stored, a figure as printed say.
    Without a `place` nothing is known, and nothing differs.
    """

    def __init__(self, place: DraftPlace | None, refs: Callable[[], Iterable[str]]) -> None:
        self._place = place
        self._refs = refs
        self._rows: dict[str, Values | None] = {}
        self._who: dict[tuple[str, str], str] = {}

    def forget(self) -> None:
        """Read anew when next asked."""
        self._rows.clear()
        self._who.clear()

    def value(self, ref: str, field: str) -> Value:
        """Give the value stored in a field; None where there is no such record."""
        if self._place is None:
            return None
        if ref not in self._rows:
            asked = [ref, *(other for other in self._refs() if other != ref)]
            found = self._place.rows(asked)
            self._rows |= {other: found.get(other) for other in asked}
        row = self._rows[ref]
        return row.get(field) if row is not None else None

    def differs(self, ref: str, draft: Draft) -> bool:
        """Tell whether another value is stored now than when the draft's typing began."""
        if self._place is None or draft.stores is None:
            return False
        now = self.value(ref, draft.stores)
        return self._rows[ref] is not None and now != draft.base

    def who(self, ref: str, field: str) -> str:
        """Say who stored a field's value, and when."""
        if self._place is None:
            return ""
        if (ref, field) not in self._who:
            self._who[ref, field] = self._place.who_stored(ref, field)
        return self._who[ref, field]
