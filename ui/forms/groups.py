"""How a form is ordered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Group:
    """A heading ('' for none) and the names of the fields below it, in order."""

    title: str
    fields: Sequence[str]
