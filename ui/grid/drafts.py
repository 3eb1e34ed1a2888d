"""What was typed and not taken: kept with its reason until it is mended or given up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from db.changes import Problem
from db.fields import Value
from mscb_desktop.sheet.model import Edit
from ui.drafts import Cell


@dataclass(frozen=True, slots=True)
class Draft:
    """A cell's text as typed; None where nothing was, and the row still needs something here.

    `reason` is None where the text is fine and waits for the row's other cells. `stores` names the
    field that the text is for, `base` is what was stored there when the typing began.
    """

    typed: Value
    reason: str | None
    base: Value = None
    stores: str | None = None


class Drafts:
    """Drafts by row reference and column key."""

    def __init__(self) -> None:
        self._by_row: dict[str, dict[str, Draft]] = {}

    def get(self, ref: str, column: str) -> Draft | None:
        """Give the draft of a cell."""
        return self._by_row.get(ref, {}).get(column)

    def row(self, ref: str) -> dict[str, Draft]:
        """Give a row's drafts by column."""
        return dict(self._by_row.get(ref, {}))

    def put(self, ref: str, column: str, draft: Draft) -> None:
        """Keep a cell's draft."""
        self._by_row.setdefault(ref, {})[column] = draft

    def drop(self, ref: str, column: str) -> bool:
        """Give up a cell's draft; False where there is none."""
        row = self._by_row.get(ref, {})
        if row.pop(column, None) is None:
            return False
        if not row:
            del self._by_row[ref]
        return True

    def drop_row(self, ref: str) -> None:
        """Give up all drafts of a row."""
        self._by_row.pop(ref, None)

    def refs(self) -> tuple[str, ...]:
        """Give the rows that have drafts."""
        return tuple(self._by_row)

    def items(self) -> Iterator[tuple[Cell, Draft]]:
        """Give all drafts with their cells."""
        for ref, row in self._by_row.items():
            for column, draft in row.items():
                yield (ref, column), draft

    def with_waiting(self, edits: Sequence[Edit], new_refs: Iterable[str]) -> list[Edit]:
        """Add to the edits what else was typed into the same new rows and not taken yet."""
        given = {(edit.ref, edit.column) for edit in edits}
        waiting = [
            Edit(ref, column, draft.typed)
            for ref in new_refs
            for column, draft in self._by_row.get(ref, {}).items()
            if (ref, column) not in given and draft.typed not in (None, "")
        ]
        return [*waiting, *edits]

    def problems(self) -> Iterator[Problem]:
        """Give what is not taken, row by row."""
        for (ref, column), draft in self.items():
            if draft.reason is not None:
                yield Problem(draft.reason, None, ref, column)
