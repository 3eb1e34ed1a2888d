"""What was typed into the rows of a plan, as the steps that complete it see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection

from db.board import Board
from db.changes import Problem
from db.fields import Value
from mscb_desktop.plans.book import Book
from mscb_desktop.plans.changing.owned import Making
from mscb_desktop.plans.model import Action
from mscb_desktop.sheet.planning import Typed


@dataclass(slots=True)
class TypedRows:
    """The rows of a plan that were typed into.

    `there` are the values typed into actions, `new` those of rows to be made, `taken` the
    references that these get. `targets` gives, for an action that comes to be the same as
    another, the reference of that one.
    """

    connection: Connection
    board: Board
    book: Book
    plan: str
    typed: Typed
    there: Mapping[str, dict[str, Value]]
    new: Mapping[str, dict[str, Value]]
    taken: Mapping[str, str]
    targets: dict[str, str] = field(default_factory=dict)
    making: Making = field(default_factory=Making)
    actions: Mapping[str, Action] = field(init=False)

    def __post_init__(self) -> None:
        self.actions = {action.ref: action for action in self.book.actions(self.plan)}

    def problem(self, message: str, ref: str, column: str) -> None:
        """Say why a cell's text is not taken."""
        self.typed.problems.append(Problem(message, "action", ref, column))


def text_of(value: Value) -> str | None:
    """Give a value that is text; None for blank."""
    return value if isinstance(value, str) and value else None
