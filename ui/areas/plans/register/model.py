"""The register's actions as a Qt model: their references, and a few pages of their lines."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from mscb_desktop.plans.register.listing import Line, Listing
from mscb_desktop.plans.words import DIRECTION_WORDS, rag_words

AnyIndex = QModelIndex | QPersistentModelIndex

PAGE = 64
"""Actions asked for at a time: more than a screen shows."""
_PAGES_KEPT = 40


class Shown(IntEnum):
    """The columns from left to right."""

    PLAN = 0
    NUMBER = 1
    ACTION = 2
    WHO = 3
    DUE = 4
    RAG = 5
    STATUS = 6
    UPDATED = 7


HEADINGS = {
    Shown.PLAN: "Plan",
    Shown.NUMBER: "No.",
    Shown.ACTION: "Action",
    Shown.WHO: "Who leads",
    Shown.DUE: "Due",
    Shown.RAG: "RAG",
    Shown.STATUS: "Status",
    Shown.UPDATED: "Updated",
}
_TELLS = {
    Shown.WHO: "Who leads the action; where nobody is marked so, all who are named.",
    Shown.DUE: "The last date of the action and its points, or its words where they name no day.",
    Shown.RAG: "The newest rating, and how it compares with the one before.",
    Shown.UPDATED: "The day of the newest update.",
}
_ROOT = QModelIndex()


class RegisterModel(QAbstractTableModel):
    """Holds the references of the actions that are listed; their lines are asked for at need."""

    def __init__(self, listing: Listing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._listing = listing
        self.refs: Sequence[str] = ()
        self._pages: OrderedDict[int, Sequence[Line]] = OrderedDict()

    def show_refs(self, refs: Sequence[str], listing: Listing | None = None) -> None:
        """List these actions, of another listing where one is given."""
        self.beginResetModel()
        self._listing = listing or self._listing
        self.refs = refs
        self._pages.clear()
        self.endResetModel()

    def line(self, place: int) -> Line | None:
        """Give the action in a place of the list."""
        if not 0 <= place < len(self.refs):
            return None
        page, at = divmod(place, PAGE)
        lines = self._pages.get(page)
        if lines is None:
            lines = self._listing.lines(self.refs[page * PAGE : (page + 1) * PAGE])
            self._pages[page] = lines
            if len(self._pages) > _PAGES_KEPT:
                self._pages.popitem(last=False)
        self._pages.move_to_end(page)
        return lines[at] if at < len(lines) else None

    def place_of(self, ref: str) -> int | None:
        """Give the place of an action; None where it is not listed."""
        try:
            return self.refs.index(ref)
        except ValueError:
            return None

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.refs)

    def columnCount(self, parent: AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(Shown)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(Shown):
            return None
        column = Shown(section)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return HEADINGS[column]
        return _TELLS.get(column) if role == Qt.ItemDataRole.ToolTipRole else None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.line(index.row()) if index.isValid() else None
        if line is None:
            return None
        column = Shown(index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return text_of(line, column)
            case Qt.ItemDataRole.ToolTipRole:
                return told_of(line, column) or None
            case Qt.ItemDataRole.AccessibleTextRole:
                return _spoken(line, column)
        return None


def text_of(line: Line, column: Shown) -> str:
    """Give a cell's words."""
    match column:
        case Shown.PLAN:
            return line.plan_name
        case Shown.NUMBER:
            return line.number
        case Shown.ACTION:
            return line.action
        case Shown.WHO:
            return line.who
        case Shown.DUE:
            return " ".join(filter(None, (line.due, line.late)))
        case Shown.RAG:
            return rag_words(line.rag)
        case Shown.STATUS:
            return line.status.partition(" ")[0]
        case Shown.UPDATED:
            return line.updated


def told_of(line: Line, column: Shown) -> str:
    """Give what is told of a cell while the pointer rests on it."""
    match column:
        case Shown.ACTION:
            return "\n\n".join(filter(None, (line.kin.capitalize(), line.whole)))
        case Shown.WHO:
            return line.everybody
        case Shown.RAG:
            if line.of_points:
                return f"{rag_words(line.rag)}: the worst of its points"
            compared = DIRECTION_WORDS[line.direction] if line.direction else ""
            return ", ".join(filter(None, (rag_words(line.rag), compared)))
        case Shown.STATUS:
            return line.status
        case Shown.PLAN | Shown.DUE:
            return text_of(line, column)
        case _:
            return ""


def _spoken(line: Line, column: Shown) -> str:
    """Say a cell, in the first one the action first: rows are chosen, not cells."""
    if column is not Shown.PLAN:
        told = told_of(line, column) if column in (Shown.RAG, Shown.STATUS) else ""
        return f"{HEADINGS[column]}: {told or text_of(line, column) or 'blank'}"
    words = (line.number, line.kin, line.action, line.plan_name)
    late = (f"due {line.due}" if line.due else "no date", line.late)
    return ", ".join(filter(None, (*words, rag_words(line.rag), *late, line.status)))
