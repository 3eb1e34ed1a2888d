"""Where what is typed into a plan and not stored is kept, and what its cells hold meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from db.changes import Values
from mscb_desktop.drafts import DraftPlace

Beside = Callable[[Sequence[str]], Mapping[str, Values]]


@dataclass(frozen=True, slots=True)
class PlanDraftPlace(DraftPlace):
    """A place whose rows hold more than an action's own columns; `beside` gives the rest."""

    beside: Beside = lambda _refs: {}

    def rows(self, refs: Sequence[str]) -> Mapping[str, Values]:
        """Read what is stored in these rows, with what stands beside the actions."""
        own = DraftPlace.rows(self, refs)
        beside = self.beside(refs)
        return {ref: {**own.get(ref, {}), **beside.get(ref, {})} for ref in (*own, *beside)}
