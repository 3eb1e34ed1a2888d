"""A sheet as a Qt model: pages at need, rows by reference, refused texts kept in their cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from db.changes import Problem
from db.fields import Field, Kind, Value
from mscb_desktop.sheet.model import Column, Note, Row, RowKind, Sheet, SheetPlan, new_section
from mscb_desktop.values import show_value
from ui.drafts import NOT_YET
from ui.grid.drafts import Drafts
from ui.grid.rows import Rows
from ui.grid.stored import Stored
from ui.grid.taking import Taking

VALUE_ROLE = Qt.ItemDataRole.UserRole + 1
KIND_ROLE = Qt.ItemDataRole.UserRole + 2
NOTE_ROLE = Qt.ItemDataRole.UserRole + 3
PROBLEM_ROLE = Qt.ItemDataRole.UserRole + 4

AnyIndex = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class GridModel(QAbstractTableModel):
    """Shows a sheet and types into it through `apply`, which writes a plan and tells whether
    it was taken.
    """

    def __init__(
        self, sheet: Sheet, apply: Callable[[SheetPlan], bool], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.sheet = sheet
        self.columns: tuple[Column, ...] = tuple(sheet.columns)
        self._apply = apply
        self.refresh: Callable[[], None] = self.reload
        """What reads the sheet anew after a change that nobody announced."""
        self._rows = Rows(sheet)
        self._reloads = 0
        self._shut: bool | None = None
        self.drafts = Drafts()
        self.stored = Stored(sheet.drafts, self.drafts.refs)
        self.taking = Taking(self)
        self.left: Callable[[str], None] = self.drafts.drop_row
        """What is done with the drafts of a row that is no longer there."""

    # What is shown

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() else self._rows.count

    def columnCount(self, parent: AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def row(self, place: int) -> Row | None:
        """Give the row at a place."""
        return self._rows.at(place)

    def place(self, ref: str, near: int = 0) -> int | None:
        """Find the row of a reference."""
        return self._rows.find(ref, near)

    def known(self) -> Iterator[tuple[int, Row]]:
        """Give the rows that are at hand, asking for the first page where none is."""
        self._rows.at(0)
        return self._rows.known()

    def column_of(self, key: str) -> int | None:
        """Find the column of a key."""
        return next((n for n, column in enumerate(self.columns) if column.key == key), None)

    def field_at(self, index: AnyIndex) -> Field | None:
        """Give the field that typing here changes; None where nothing can be typed."""
        row = self.row(index.row()) if index.isValid() else None
        if row is None or self.is_shut():
            return None
        return row.stores.get(self.columns[index.column()].key)

    def is_shut(self) -> bool:
        """Tell whether nothing of the sheet can be typed into."""
        # Asked for each painted cell, and the sheet asks the board: known until the next reload.
        if self._shut is None:
            self._shut = self.sheet.read_only is not None
        return self._shut

    def text(self, row: Row, column: Column) -> str:
        """Give the text that a cell shows: what was typed and refused comes first."""
        typed = self.typed(row, column)
        if isinstance(typed, str):
            return typed
        if typed is None and column.key in row.shown:
            return row.shown[column.key]
        facts = row.stores.get(column.key) or column.field or column.kind
        return show_value(facts, row.values.get(column.key) if typed is None else typed)

    def typed(self, row: Row, column: Column) -> Value:
        """Give what was typed into a cell and not taken; None where nothing was."""
        draft = self.drafts.get(row.ref, column.key)
        return draft.typed if draft is not None else None

    def note(self, row: Row, column: Column) -> Note | None:
        """Give a cell's note; what is refused has none."""
        if self.drafts.get(row.ref, column.key) is not None:
            return None
        return row.notes.get(column.key)

    def reason(self, row: Row, column: Column) -> str | None:
        """Give why a cell's text is not taken."""
        draft = self.drafts.get(row.ref, column.key)
        return draft.reason if draft else None

    def problems(self) -> tuple[Problem, ...]:
        """Give all that is typed and not taken."""
        return tuple(self.drafts.problems())

    def remark(self, row: Row, column: Column) -> str | None:
        """Give why a cell's text is not taken, and what is stored in its place."""
        draft = self.drafts.get(row.ref, column.key)
        if draft is None or draft.reason is None:
            return None
        meanwhile = self.meanwhile(row, column)
        if meanwhile is not None:
            known = draft.reason in NOT_YET
            return meanwhile if known else f"{meanwhile} {draft.reason}"
        if self.sheet.drafts is None or new_section(row.ref) is not None:
            return draft.reason
        return f"{draft.reason} Stored: {self.stored_text(row, column.key) or 'nothing'}."

    def meanwhile(self, row: Row, column: Column) -> str | None:
        """Say both values where another one was stored since the cell's typing began."""
        draft = self.drafts.get(row.ref, column.key)
        if draft is None or draft.stores is None or not self.stored.differs(row.ref, draft):
            return None
        who = self.stored.who(row.ref, draft.stores)
        theirs = self.stored_text(row, column.key) or "nothing"
        return f"Stored meanwhile by {who}: {theirs} · you typed {self.text(row, column)}."

    def is_met(self, ref: str, column: str) -> bool:
        """Tell whether a cell holds a text while another value was stored there."""
        draft = self.drafts.get(ref, column)
        return draft is not None and self.stored.differs(ref, draft)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        flags |= Qt.ItemFlag.ItemNeverHasChildren
        if self.field_at(index) is not None:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return None
        column = self.columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return self.text(row, column)
            case Qt.ItemDataRole.TextAlignmentRole:
                side = _RIGHT if is_figure(column) else _LEFT
                return side | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(row, column)
            case Qt.ItemDataRole.ToolTipRole:
                return row.whole.get(column.key)
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return self._described(row, column)
        if role == VALUE_ROLE:
            return row.values.get(column.key)
        if role == KIND_ROLE:
            return row.kind
        if role == NOTE_ROLE:
            return self.note(row, column)
        if role == PROBLEM_ROLE:
            return self.reason(row, column)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1) if role == Qt.ItemDataRole.DisplayRole else None
        if not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return column.heading
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if is_figure(column) else _LEFT
        if role == Qt.ItemDataRole.ToolTipRole and column.field is not None:
            return column.field.help or None
        return None

    # What is typed

    def stores(self, ref: str, column: str) -> str | None:
        """Name the field that typing into a cell changes; None where there is none."""
        row = next((row for _, row in self._rows.known() if row.ref == ref), None)
        if row is None:
            place = self.place(ref)
            row = self.row(place) if place is not None else None
        field = row.stores.get(column) if row is not None else None
        return field.name if field is not None else None

    def run(self, plan: SheetPlan) -> bool:
        """Apply a plan that is no typing; False where nothing was changed."""
        if not plan.changes:
            return False
        before = self._reloads
        taken = self._apply(plan)
        if taken and self._reloads == before:
            self.refresh()
        return taken

    def give_up(self, ref: str, column: str) -> bool:
        """Drop a refused text, so that the cell shows its stored value again."""
        found = self.drafts.drop(ref, column)
        if all(draft.typed in (None, "") for draft in self.drafts.row(ref).values()):
            self.drafts.drop_row(ref)
        if found:
            self.tell_changed(ref)
        return found

    def tell_changed(self, ref: str) -> None:
        """Tell the views that a row looks different; one that nobody has seen needs no telling."""
        place = next((place for place, row in self._rows.known() if row.ref == ref), None)
        if place is not None:
            last = self.index(place, len(self.columns) - 1)
            self.dataChanged.emit(self.index(place, 0), last)

    def reload(self) -> None:
        """Read the sheet anew; rows keep their identity as far as their places tell it."""
        self._reloads += 1
        self._shut = None
        self.stored.forget()
        old = self._rows
        new = Rows(self.sheet)
        for ref in self.drafts.refs():
            if new.find(ref) is None:
                self.left(ref)
                self.drafts.drop_row(ref)
        columns = tuple(self.sheet.columns)
        grown = new.count - old.count
        same_columns = [c.key for c in columns] == [c.key for c in self.columns]
        at = _first_difference(old, new)
        if not same_columns or not _only_shifted(old, new, at, grown):
            self.beginResetModel()
            self._rows, self.columns = new, columns
            self.endResetModel()
            return
        heads_changed = [c.heading for c in columns] != [c.heading for c in self.columns]
        self.columns = columns
        if grown > 0:
            self.beginInsertRows(_ROOT, at, at + grown - 1)
            self._rows = new
            self.endInsertRows()
        elif grown < 0:
            self.beginRemoveRows(_ROOT, at, at - grown - 1)
            self._rows = new
            self.endRemoveRows()
        else:
            self._rows = new
        if new.count:
            self.dataChanged.emit(
                self.index(0, 0), self.index(new.count - 1, len(self.columns) - 1)
            )
        if heads_changed:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(columns) - 1)

    def stored_text(self, row: Row, column: str) -> str:
        """Show the value stored in a cell's field, whatever is typed or computed there."""
        field = row.stores.get(column)
        if field is None:
            return ""
        if field.kind is Kind.LOOKUP:
            return row.shown.get(column, "")
        return show_value(field, self.stored.value(row.ref, field.name))

    def _spoken(self, row: Row, column: Column) -> str:
        text = self.text(row, column) or "blank"
        if self.typed(row, column) is None:
            text = row.whole.get(column.key) or text
        note = self.note(row, column)
        words = f"{text}, {note.text}" if note else text
        name = self.text(row, self.columns[0])
        if column is self.columns[0] or not name:
            return f"{column.heading}: {words}"
        return f"{name}, {column.heading}: {words}"

    def _described(self, row: Row, column: Column) -> str:
        remark = self.remark(row, column)
        if remark:
            return f"Not stored. {remark}"
        if column.key not in row.stores:
            return "Cannot be typed into."
        if row.kind is RowKind.NEW:
            return "What is typed here becomes a new row."
        return row.stores[column.key].help


def is_figure(column: Column) -> bool:
    """Tell whether the column's values stand at the right."""
    return column.kind in (Kind.MONEY, Kind.WHOLE)


def native(row: Row, column: Column) -> Value:
    """Give a cell's stored or computed value."""
    return row.values.get(column.key)


def _first_difference(old: Rows, new: Rows) -> int:
    """Give the first place whose row is another one, as far as the old rows are at hand."""
    for place, row in old.known():
        if place >= new.count:
            return place
        other = new.at(place)
        if other is None or other.ref != row.ref:
            return place
    return min(old.count, new.count)


def _only_shifted(old: Rows, new: Rows, at: int, grown: int) -> bool:
    """Tell whether all that was known below `at` stands there still, `grown` rows further on."""
    if grown == 0:
        return True
    for place, row in old.known():
        if place < at or (grown < 0 and place < at - grown):
            continue
        other = new.at(place + grown)
        if other is None or other.ref != row.ref:
            return False
    return True


_RIGHT = Qt.AlignmentFlag.AlignRight
_LEFT = Qt.AlignmentFlag.AlignLeft
