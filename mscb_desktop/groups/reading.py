"""Reads the names typed into a group's list into the records they mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from db.board import Board
from db.changes import Change, Problem, create
from mscb_desktop import lookups
from mscb_desktop.groups.naming import Naming
from mscb_desktop.sheet.model import Edit, Row
from mscb_desktop.sheet.order import STEP
from mscb_desktop.values import Unreadable, quoted

_TABLE = "membership"
_COLUMNS = ("post", "person", "deputy_for")


@dataclass(frozen=True, slots=True)
class Missing:
    """A post, a person or a sector that was typed or pasted and is not on the board."""

    table: str
    name: str


class Reading:
    """Reads the names among some edits, each name once.

    With `adds` what the board lacks is added: `made` are the changes that do so, `adding` gives
    the new reference by the edit's row and column, whose cell is read as blank meanwhile.
    """

    def __init__(self, board: Board, naming: Naming, shown: Mapping[str, Row], adds: bool) -> None:
        self._board = board
        self._naming = naming
        self._shown = shown
        self._adds = adds
        self._known: dict[tuple[str, str], list[str]] = {}
        self._sectors: dict[str, str] = {}
        self._asked: set[tuple[str, str]] = set()
        self._sitting = naming.sitting()
        self.missing: list[Missing] = []
        self.problems: list[Problem] = []
        self.made: list[Change] = []
        self.adding: dict[tuple[str, str], str] = {}

    def read(self, edits: Sequence[Edit]) -> list[Edit]:
        """Give the edits with references for names; what repeats a cell's text is left out.

        A pasted row is left out whole where its post is not known, since as a person's it would
        say something else, and where the same post or person is on the group already.
        """
        posts = {edit.ref for edit in edits if edit.column == "post" and _text(edit)}
        read: list[Edit] = []
        headed: list[Edit] = []
        left_out: dict[str, bool] = {}
        for edit in edits:
            text = _text(edit)
            if edit.column == "sector" and "#" in edit.ref and text:
                headed.append(edit)
            elif edit.column not in _COLUMNS or not text:
                read.append(edit)
            elif self._repeats(edit, text):
                continue
            elif edit.column == "deputy_for":
                read += self._member(edit, text)
            else:
                sits = "#" in edit.ref and (edit.column == "post" or edit.ref not in posts)
                found = self._found(edit, text, sits)
                why = self._why_not(edit, text, found, sits)
                if why:
                    left_out[edit.ref] = not found
                    self.problems.append(Problem(why, _TABLE, edit.ref))
                else:
                    read.append(self._record(edit, text, found, sits))
        for edit in headed:
            # What heads a row that waits for its post to be added is asked about with it.
            if left_out.get(edit.ref, True):
                read += self._heading(edit, _text(edit), told=edit.ref not in left_out)
        return [edit for edit in read if edit.ref not in left_out]

    def _found(self, edit: Edit, text: str, sits: bool) -> list[str]:
        """Give what a text may mean; of two clerks the one that no row named before."""
        found = self._find(edit.column, text)
        if sits and len(found) > 1 and self._naming.are_alike(edit.column, found):
            return [ref for ref in found if ref not in self._sitting][:1] or found[:1]
        return found

    def _why_not(self, edit: Edit, text: str, found: Sequence[str], sits: bool) -> str:
        """Say why a pasted row cannot become a member, '' where it can."""
        if not sits:
            return ""
        if not found and not self._adds and edit.column == "post":
            return f"There is no post called {quoted(text)}: the row was not added."
        if len(found) == 1 and found[0] in self._sitting:
            return f"{quoted(text)} is on this group already: the row was not added."
        return ""

    def _record(self, edit: Edit, text: str, found: Sequence[str], sits: bool) -> Edit:
        if len(found) == 1:
            if sits:
                self._sitting.add(found[0])
            if any(change.ref == found[0] for change in self.made):
                self.adding[edit.ref, edit.column] = found[0]
                return replace(edit, typed=None)
            return replace(edit, typed=found[0])
        if found or not self._adds:
            return edit  # none or several: looking the name up says so
        ref, made = lookups.add_new(self._board, edit.column, text)
        self.made.append(made)
        if edit.column == "person":
            # Of a person there is one; two posts of a list may be called the same.
            self._known[edit.column, _plain(text)] = [ref]
        self.adding[edit.ref, edit.column] = ref
        return replace(edit, typed=None)

    def _heading(self, edit: Edit, text: str, *, told: bool) -> list[Edit]:
        """Read the sector under which a pasted row stands; what is not known is said once."""
        name = _plain(text)
        ref = self._sectors.get(name) or self._naming.sector(text)
        if ref is None and not self._adds:
            if ("sector", name) not in self._asked:
                self.missing.append(Missing("sector", text))
            if told and ("told", name) not in self._asked:
                why = f"There is no sector called {quoted(text)}: no heading was set."
                self.problems.append(Problem(why, _TABLE, edit.ref, edit.column))
                self._asked.add(("told", name))
            self._asked.add(("sector", name))
            return []
        if ref is None:
            ref = self._add_sector(text)
        self._sectors[name] = ref
        if any(change.ref == ref for change in self.made):
            self.adding[edit.ref, edit.column] = ref
            return [replace(edit, typed=None)]
        return [replace(edit, typed=ref)]

    def _add_sector(self, text: str) -> str:
        """Add a sector behind all others, those of this list that are being added too."""
        ref, made = lookups.add_new(self._board, "sector", text)
        values = dict(made.after or {})
        before = sum(change.table == "sector" for change in self.made)
        values["position"] = cast("int", values["position"]) + STEP * before
        self.made.append(create("sector", ref, **values))
        return ref

    def _member(self, edit: Edit, text: str) -> list[Edit]:
        try:
            return [replace(edit, typed=self._naming.member(text))]
        except Unreadable as refusal:
            self.problems.append(Problem(refusal.message, _TABLE, edit.ref, edit.column))
            return []

    def _find(self, column: str, text: str) -> list[str]:
        key = (column, _plain(text))
        if key not in self._known:
            self._known[key] = self._naming.meant(column, text)
        if not self._known[key] and (column == "post" or key not in self._asked):
            self._asked.add(key)
            self.missing.append(Missing(column, text))
        return self._known[key]

    def _repeats(self, edit: Edit, text: str) -> bool:
        row = self._shown.get(edit.ref)
        return row is not None and _plain(row.shown.get(edit.column, "")) == _plain(text)


def _text(edit: Edit) -> str:
    return edit.typed.strip() if isinstance(edit.typed, str) else ""


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
