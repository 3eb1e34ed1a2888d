"""Set the rows of a pasted plan onto a plan's table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from db.fields import Value
from db.records.plans import Shows
from mscb_desktop.plans.book import Book
from mscb_desktop.plans.changing.same_as import read_see
from mscb_desktop.plans.model import Action
from mscb_desktop.plans.rules.numbering import order
from mscb_desktop.plans.rules.titles import words_of
from mscb_desktop.plans.table.pasted_cells import (
    Cells,
    goes_on,
    is_one_text,
    is_rule,
    is_title,
    joined,
    read_served,
    understood,
)
from mscb_desktop.plans.table.rows import NewRow, Rows
from mscb_desktop.plans.table.sections import read_title
from mscb_desktop.sheet.model import PastedRow, Row, RowKind, new_section

_NAMES = (Shows.NUMBER, Shows.WHAT, Shows.RECOMMENDATION)
_ALIKE = 0.5
"""The share of words that two texts of one number have in common where they are one action's."""
_TABLE = 4
"""Filled columns from which on a row without a number is one of a plan, no piece of one."""


@dataclass(slots=True)
class _Met:
    """A row that a pasted one was set onto; `action` is a stored one's reference."""

    number: int
    cells: dict[str, Value]
    row: NewRow | None = None
    action: str = ""


class Placing:
    """Says which row each row of a pasted table meets.

    A plan's rows meet the actions of the same number and of like words, and make new ones of all
    others: no other action's row is written over. Numbered titles between them are sections, which
    come with their rows where the plan has none of that number or title. A row without number and
    recommendation is an action point of the one above, where the plan has recommendations. Pieces
    of a table without numbers go onto the rows from `at` on, as in Excel.
    """

    def __init__(
        self, book: Book, plan: str, there: Sequence[Row], make: Rows, keys: Sequence[str], at: str
    ) -> None:
        self._book = book
        self._plan = plan
        self._there = there
        self._make = make
        self._keys = keys
        self._at = at
        self._free = {action.ref: action for action in book.actions(plan)}
        self._place = NewRow.read(self._key_at())
        self._headed = False
        self._served: str | None = None
        self._placed: list[_Met] = []

    def place(self, rows: Sequence[Cells]) -> list[PastedRow]:
        """Place the rows in their order; headings take none, what goes on joins the row above."""
        rated = Shows.RAG in self._keys and not any(cells.get(Shows.RAG) for cells in rows)
        read = [
            understood(cells, numbered=Shows.NUMBER in self._keys, rated=rated) for cells in rows
        ]
        lines = [row.ref for row in self._there if row.kind is RowKind.LINE]
        if self._at in lines and (len(read) == 1 or not _is_plan(rows, read)):
            free = lines[lines.index(self._at) :]
            new = self._new(NewRow.read(self._key_at()))
            return [
                PastedRow(free[n], cells, n + 1)
                if n < len(free)
                else PastedRow(new.ref, cells, n + 1, new)
                for n, cells in enumerate(read)
            ]
        whole = any(_count(cells) > 1 for cells in rows)
        for number, (raw, cells) in enumerate(zip(rows, read, strict=True), 1):
            if not is_rule(raw) and not (whole and self._heads(raw)):
                filled = {key: value for key, value in cells.items() if value is not None}
                self._set(number, dict(filled))
        return [self._pasted(met) for met in self._placed]

    # Rows between the actions

    def _heads(self, cells: Cells) -> bool:
        """Take a row that is a section's title, or says what the rows below it serve."""
        text = is_one_text(cells)
        if text is None:
            return False
        served = read_served(text)
        if served is not None and Shows.LINKS in self._keys:
            self._served = served
            return True
        section = self._section(text)
        if section is None and not is_title(text):
            return False
        self._place = NewRow(section) if section else NewRow(coming=text)
        self._headed = True
        return True

    def _section(self, text: str) -> str | None:
        """Find the section that a title means."""
        number, title = read_title(text)
        own = [row for row in self._book.sections.values() if row.plan == self._plan]
        titled = [row.ref for row in own if _plain(row.title) in (_plain(title), _plain(text))]
        numbered = [
            row.ref
            for row in own
            if number and order(row.number) == order(number) and _alike(row.title, title)
        ]
        return next(iter((*titled, *numbered)), None)

    # Actions

    def _set(self, number: int, cells: dict[str, Value]) -> None:
        above = self._placed[-1] if self._placed else None
        if above is not None and goes_on(cells):
            above.cells = joined(above.cells, cells)
            return
        if self._served is not None and not cells.get(Shows.LINKS):
            cells[Shows.LINKS] = self._served
        top = next((met for met in reversed(self._placed) if not _is_point(met)), None)
        if top is not None and self._is_point(cells, top):
            point = self._meets(cells, self._points(top.action))
            row = NewRow(
                self._place.section, coming=self._place.coming, above=top.action, point=True
            )
            self._placed.append(_Met(number, cells, None if point else row, point))
            return
        tops = [one for one in self._free.values() if one.part_of is None]
        action = self._meets(cells, tops)
        self._placed.append(_Met(number, cells, None if action else self._stands(cells), action))

    def _is_point(self, cells: Cells, top: _Met) -> bool:
        if Shows.RECOMMENDATION not in self._keys or not cells.get(Shows.WHAT):
            return False
        if cells.get(Shows.NUMBER) or cells.get(Shows.RECOMMENDATION):
            return False
        alias = self._book.register.actions[top.action].same_as if top.action else None
        return not alias and read_see(str(top.cells.get(Shows.WHAT) or "")) is None

    def _points(self, action: str) -> list[Action]:
        return [one for one in self._free.values() if action and one.part_of == action]

    def _meets(self, cells: Cells, among: Sequence[Action]) -> str:
        """Find the action that a row is about; each is met once. '' for none."""
        number = cells.get(Shows.NUMBER)
        named = [one for one in among if self._is_named(cells, one)]
        if isinstance(number, str):
            named = [one for one in among if order(one.number) == order(number)]
            here = [one for one in named if one.section == self._place.section]
            named = [one for one in (here or named) if self._may_be(cells, one)]
        if not named:
            return ""
        del self._free[named[0].ref]
        return named[0].ref

    def _is_named(self, cells: Cells, action: Action) -> bool:
        texts = [(cells.get(Shows.WHAT), self._what(action))]
        texts += [(cells.get(Shows.RECOMMENDATION), action.recommendation)]
        said = [(text, own) for text, own in texts if isinstance(text, str)]
        return bool(said) and all(_plain(text) == _plain(own or "") for text, own in said)

    def _may_be(self, cells: Cells, action: Action) -> bool:
        """Tell whether the words of a row with an action's number are not quite other ones."""
        texts = [(cells.get(Shows.RECOMMENDATION), action.recommendation)]
        texts += [(cells.get(Shows.WHAT), self._what(action))]
        both = [(text, own) for text, own in texts if isinstance(text, str) and own]
        return not both or any(_alike(text, own) for text, own in both)

    def _what(self, action: Action) -> str | None:
        row = next((row for row in self._there if row.ref == action.ref), None)
        shown = row.values.get(Shows.WHAT) if row is not None else None
        return shown if isinstance(shown, str) else action.what

    def _stands(self, cells: Cells) -> NewRow:
        """Say where a new action goes: below the title above it, else to its number's section."""
        number = str(cells.get(Shows.NUMBER) or "")
        if not self._headed and "." in number:
            first = number.partition(".")[0]
            for row in self._book.sections.values():
                if row.plan == self._plan and row.number and order(row.number) == order(first):
                    return NewRow(row.ref)
        return self._place

    def _pasted(self, met: _Met) -> PastedRow:
        if met.row is None:
            return PastedRow(met.action, met.cells, met.number)
        row = self._new(met.row)
        return PastedRow(row.ref, met.cells, met.number, row)

    def _new(self, row: NewRow) -> Row:
        return self._make.new(row)

    def _key_at(self) -> str:
        """Give the section in which the row stands at which pasting begins."""
        refs = [row.ref for row in self._there]
        at = refs.index(self._at) if self._at in refs else 0
        below = (key for ref in refs[at:] if (key := new_section(ref)) is not None)
        return next(below, "") or NewRow().key


def _is_plan(raw: Sequence[Cells], read: Sequence[Cells]) -> bool:
    """Tell whole rows of a plan from a piece of one."""
    return any(is_title(is_one_text(cells) or "") for cells in raw) or any(
        cells.get(Shows.NUMBER)
        or (_count(cells) >= _TABLE and any(cells.get(name) for name in _NAMES))
        for cells in read
    )


def _is_point(met: _Met) -> bool:
    return met.row is not None and met.row.point


def _count(cells: Mapping[str, Value]) -> int:
    return sum(value is not None for value in cells.values())


def _alike(text: str, other: str) -> bool:
    """Tell whether two texts share most of the words of the shorter one."""
    words, others = set(words_of(text)), set(words_of(other))
    least = min(len(words), len(others))
    return least == 0 or len(words & others) >= _ALIKE * least


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold().rstrip(" .:;")
