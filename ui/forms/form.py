"""A form over one record: each field is stored when it is left, as a change of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from db.board import Board
from db.changes import Change, Plan, Problem, create
from db.fields import Field, Kind, Value
from db.queries import records
from db.records import RECORDS
from mscb_desktop import lookups
from mscb_desktop.sheet.order import STEP
from mscb_desktop.values import Unreadable, read_value, show_value
from ui.drafts import REFUSED_IN_FIELD
from ui.editors.image import ImageEditor
from ui.editors.offers import Offer, make_offers
from ui.editors.pick import PickEditor
from ui.forms.groups import Group
from ui.forms.keeping import Keeping
from ui.forms.lookups import BoardLookups, Lookups
from ui.forms.rows import FieldRow
from ui.theme import scaled


class Form(QScrollArea):
    """Labelled editors for the fields of one record.

    `ref` None begins a new record: what is typed is kept until all that is needed is there, and
    then the record is made in one change. `apply` writes a plan and tells whether it was taken;
    it may call `refresh` of every form that shows what changed.
    """

    created = Signal(str)
    """The new record is stored under this reference."""
    problems_changed = Signal()
    """A text was refused, mended or given up."""

    def __init__(
        self,
        board: Board,
        record_name: str,
        ref: str | None,
        groups: Sequence[Group],
        apply: Callable[[Plan], bool],
        say: Callable[[str], None],
        *,
        lookups: Lookups | None = None,
        defaults: Mapping[str, Value] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._board = board
        self._record = RECORDS[record_name]
        self.ref = ref
        self._apply = apply
        self.say = say
        self._lookups: Lookups = lookups or BoardLookups(board)
        self.defaults: Mapping[str, Value] = dict(defaults or {})
        self.stored: dict[str, Value] = dict(self.defaults)
        """The record's values as the board holds them, or those of the new record so far."""
        self._read_only: str | None = None
        self._first: dict[str, tuple[Change, ...]] = {}
        self._gone = False
        self.rows: dict[str, FieldRow] = {}
        self._build(groups)
        self.keeping = Keeping(self, board, record_name, say)
        self.set_read_only(None)
        if ref is not None:
            self._read()
        self._show_all()

    @classmethod
    def new(
        cls,
        board: Board,
        record_name: str,
        groups: Sequence[Group],
        apply: Callable[[Plan], bool],
        say: Callable[[str], None],
        *,
        defaults: Mapping[str, Value] | None = None,
    ) -> Form:
        """Make a form for a record that is not there yet; `defaults` are values it begins with."""
        return cls(board, record_name, None, groups, apply, say, defaults=defaults)

    def show_record(self, ref: str) -> None:
        """Show another record of the same kind; what was being typed is stored first."""
        self.store()
        self.keeping.leave()
        self.ref = ref
        self._read()
        self._show_all()

    def refresh(self, touched: frozenset[tuple[str, str]]) -> None:
        """Show what changed of this record or of those it points to.

        A text that is being typed or was refused stays.
        """
        if self.ref is None:
            return
        shown = {self._record.name, *(row.field.target for row in self.rows.values())}
        if touched and not any(table in shown for table, _ in touched):
            return
        self._read()
        for row in self.rows.values():
            if row.problem is None and not row.editor.touched:
                self._show(row)
            else:
                self.keeping.look_again(row)
        self.problems_changed.emit()

    def store(self) -> None:
        """Store what is being typed, as leaving the field does."""
        for name, row in self.rows.items():
            if row.editor.touched and row.problem is None:
                self.take(name)

    def problems(self) -> tuple[Problem, ...]:
        """Give all that is typed here and not stored."""
        return tuple(
            Problem(row.problem, self._record.name, self.ref, name)
            for name, row in self.rows.items()
            if row.problem is not None
        )

    def go_to(self, field: str | None = None) -> bool:
        """Give a field the keyboard, the first one without a name; False where it is not here."""
        name = field or next(iter(self.rows), "")
        row = self.rows.get(name)
        if row is None:
            return False
        row.editor.setFocus()
        self.ensureWidgetVisible(row.editor)
        return True

    def set_read_only(self, reason: str | None) -> None:
        """Let nothing be typed, for this reason, or let it again where the board can be written."""
        reason = self._board.read_only or reason
        self._read_only = reason
        for row in self.rows.values():
            row.editor.set_read_only(reason is not None)
        self._notice.setText(reason or "")
        self._notice.setVisible(reason is not None)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DeferredDelete:
            self.keeping.end()
        return super().event(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.keeping.keeper.write()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange):
            for row in getattr(self, "rows", {}).values():
                row.fit()

    # Building

    def _build(self, groups: Sequence[Group]) -> None:
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        body = QWidget(self)
        column = QVBoxLayout(body)
        self._notice = QLabel("", body)
        self._notice.setProperty("kind", "muted")
        self._notice.setWordWrap(True)
        self._notice.hide()
        column.addWidget(self._notice)
        grid = QGridLayout()
        # Editors end at their greatest width; what is over stays free at the right.
        grid.setColumnStretch(1, 100)
        grid.setColumnStretch(2, 1)
        grid.setHorizontalSpacing(scaled(8))
        number = 0
        for group in groups:
            if group.title:
                heading = QLabel(group.title, body)
                heading.setProperty("kind", "subtitle")
                heading.setContentsMargins(0, scaled(12) if number else 0, 0, scaled(4))
                grid.addWidget(heading, number, 0, 1, 2)
                number += 1
            for name in group.fields:
                self._add_row(name, body, grid, number)
                number += 1
        column.addLayout(grid)
        column.addStretch(1)
        self.setWidget(body)

    def _add_row(self, name: str, body: QWidget, grid: QGridLayout, number: int) -> None:
        field = self._record.fields[name]
        row = FieldRow(field, lambda text: self._offers(field, text), body)
        row.add_to(grid, number)
        row.editor.edited.connect(lambda: self._on_edited(name))
        row.editor.finished.connect(lambda _: self._on_finished(name))
        row.editor.left.connect(lambda: self._on_left(name))
        row.editor.cancelled.connect(lambda: self.give_up(name))
        if isinstance(row.editor, ImageEditor):
            row.editor.refused.connect(lambda reason: self._refuse(name, reason))
        self.rows[name] = row

    def _offers(self, field: Field, text: str) -> Sequence[Offer]:
        target = field.target or ""
        found = self._lookups.suggest(target, text)
        return make_offers(found, text, self._lookups.can_add(target))

    # Showing

    def _read(self) -> None:
        assert self.ref is not None
        with self._board.reading() as connection:
            found = records.rows_by_ref(connection, self._record.name, [self.ref])
        values = found.get(self.ref)
        if values is None:
            self._gone = True
            self.set_read_only(
                f"This {self._record.title.lower()} is deleted. Ctrl+Z brings it back."
            )
            return
        if self._gone:
            self._gone = False
            self.set_read_only(None)
        self.stored = dict(values)

    def _show_all(self) -> None:
        for row in self.rows.values():
            self._show(row)
        self.keeping.offer()
        self.problems_changed.emit()

    def _show(self, row: FieldRow) -> None:
        row.show(self.stored.get(row.field.name), self.stored_text(row))
        self.keeping.settle(row.field.name)

    def stored_text(self, row: FieldRow) -> str:
        """Show a field's stored value, a record by its name."""
        value = self.stored.get(row.field.name)
        if row.field.kind is Kind.LOOKUP and isinstance(value, str):
            return self._lookups.label(row.field.target or "", value)
        return show_value(row.field, value)

    # Storing

    def take(self, name: str) -> None:
        """Store what was typed into a field, or say why it cannot be stored."""
        row = self.rows[name]
        if not row.editor.touched:
            return
        try:
            value, more = self._value(row)
        except Unreadable as refusal:
            self._refuse(name, refusal.message)
            return
        if value != self.stored.get(name) and self.keeping.is_met(name):
            self.keeping.tell(name)
            self.problems_changed.emit()
            return
        row.editor.touched = False
        if value == self.stored.get(name):
            self._show(row)
        elif self.ref is None:
            self._keep(row, value, more)
        else:
            what = f"{self._record.title}: {row.field.label} changed"
            before = {name: self.stored.get(name)}
            change = Change(self._record.name, self.ref, before, {name: value})
            self._store(row, Plan(what, (*more, change)), {name: value})
        self.problems_changed.emit()

    def accept(self, name: str) -> None:
        """Count what stands in a field among the values of the new record."""
        row = self.rows[name]
        try:
            self.stored[name], self._first[name] = self._value(row)
        except Unreadable as refusal:
            self.refuse(row, refusal.message)

    def _value(self, row: FieldRow) -> tuple[Value, tuple[Change, ...]]:
        """Read what was typed, and the changes that its lookup needs first."""
        typed, field = row.editor.typed(), row.field
        if field.kind is not Kind.LOOKUP:
            return read_value(field, typed), ()
        text = typed.strip() if isinstance(typed, str) else ""
        if isinstance(row.editor, PickEditor):
            if row.editor.adding:
                ref, change = self._lookups.add_new(field.target or "", row.editor.adding)
                return ref, (change,)
            if row.editor.picked:
                return row.editor.picked, ()
        if not text:
            problem = field.problem(None)
            if problem:
                raise Unreadable(problem)
            return None, ()
        return self._lookups.find(field.target or "", text), ()

    def _keep(self, row: FieldRow, value: Value, more: tuple[Change, ...]) -> None:
        """Keep a value of the new record; make the record once all that is needed is there."""
        self.stored[row.field.name] = value
        self._first[row.field.name] = more
        row.set_problem(None)
        if not more:
            self._show(row)
        needed = [
            field.label
            for field in self._record.fields.values()
            if field.problem(self.stored.get(field.name)) is not None
        ]
        if needed:
            self.say(f"Kept until it can be stored: {', '.join(needed)} is needed.")
            return
        ref = self._board.new_refs(self._record.name)[0]
        made = create(self._record.name, ref, **self._placed(self.stored))
        with self._board.reading() as connection:
            name = lookups.name_of_values(connection, self._record, self.stored) or ref
        first = [change for changes in self._first.values() for change in changes]
        plan = Plan(f"{self._record.title} ‘{name}’ added", (*first, made))
        if self._apply(plan):
            self._first.clear()
            self.keeping.create(ref)
            self.ref, self.stored = ref, dict(made.after or {})
            self.show_record(ref)
            self.created.emit(ref)
        else:
            row.editor.touched = True
            row.set_problem(REFUSED_IN_FIELD)

    def _placed(self, values: dict[str, Value]) -> dict[str, Value]:
        """Put the new record of an ordered list at its end."""
        if "position" not in self._record.table.c or "position" in values:
            return values
        with self._board.reading() as connection:
            placed = records.positions(connection, self._record.name, {})
        return {**values, "position": (placed[-1][1] if placed else 0) + STEP}

    def _store(self, row: FieldRow, plan: Plan, values: Mapping[str, Value]) -> None:
        row.set_problem(None)
        if self._apply(plan):
            self.stored.update(values)
            self._show(row)
        else:
            row.editor.touched = True
            self.refuse(row, REFUSED_IN_FIELD)
            self.keeping.catch_up()

    def refuse(self, row: FieldRow, reason: str) -> None:
        """Show why a field's text is not stored, and what is stored in its place."""
        stored = f"{reason} Stored: {self.stored_text(row) or 'nothing'}."
        row.set_problem(reason, stored if self.ref is not None else None)

    def _refuse(self, name: str, reason: str) -> None:
        self.refuse(self.rows[name], reason)
        self.say(reason)
        self.problems_changed.emit()

    def _on_edited(self, name: str) -> None:
        self.keeping.begin(name)

    def _on_finished(self, name: str) -> None:
        self.take(name)
        row = self.rows[name]
        if row.choice is not None and row.is_choosing:
            row.choice.ask()

    def _on_left(self, name: str) -> None:
        # Passing by a text that came back from another day does not store it.
        if not self.keeping.is_passed(name):
            self.take(name)

    def give_up(self, name: str) -> None:
        """Go back to what is stored."""
        self._show(self.rows[name])
        self.problems_changed.emit()
