"""A group's own page: its form, and what its quorum asks of sectors and agencies."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from db.fields import Value
from mscb_desktop.sheet.table import TableSheet
from ui.areas.history import show_history
from ui.context import Context
from ui.forms import Form, Group
from ui.grid.view import Grid
from ui.theme import scaled
from ui.theme.buttons import button, only_where_written

_GROUPS = (
    Group(
        "Group",
        ("name", "short_name", "kind", "parent", "other_names", "meets", "began", "ended", "terms"),
    ),
    Group("Quorum", ("quorum_share", "quorum_deputies", "quorum_chair")),
)
SEATS = {"sector": 18, "agency": 18, "least": 6}

_NARROW = 700
"""Width in pixels at 100 % below which the quorum stands under the form."""
_LOW = 150
"""How high it is there at most."""
_ANY = 16_777_215


class Details(QWidget):
    """The form of a group, or of one that is being added."""

    problems_changed = Signal()
    created = Signal(str)
    """A new group was added."""
    delete_wanted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.form: Form | None = None
        self.seats: Grid | None = None
        self.read = QLabel()
        self.read.setWordWrap(True)
        self._reference = QLabel()
        self._reference.setProperty("kind", "muted")
        self.history_button = button("History", "history", self._on_history)
        self.history_button.setToolTip("All changes of this group")
        self.delete_button = button("Delete group", "trash", self.delete_wanted.emit)
        only_where_written(self.delete_button, context.board.read_only)
        self._seats_part = self._make_seats_part()
        top = QHBoxLayout()
        top.addWidget(self._reference, 1)
        top.addWidget(self.history_button)
        top.addWidget(self.delete_button)
        self._forms = QVBoxLayout()
        self._parts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._parts.setSpacing(scaled(16))
        self._parts.addLayout(self._forms, 3)
        self._parts.addWidget(self._seats_part, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scaled(4))
        column.addLayout(top)
        column.addLayout(self._parts, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the quorum below the form where there is no room beside it."""
        super().resizeEvent(event)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        wide = self.width() >= scaled(_NARROW)
        self._parts.setDirection(across if wide else down)
        self._parts.setStretch(0, 3 if wide else 1)
        self._parts.setStretch(1, 2 if wide else 0)
        self._seats_words.setVisible(wide)
        self._seats_part.setMaximumHeight(_ANY if wide else scaled(_LOW))

    @property
    def ref(self) -> str | None:
        """The group that is shown; None while one is being added."""
        return self.form.ref if self.form is not None else None

    def show_group(self, ref: str) -> None:
        """Show a group's form."""
        if self.form is None or self.form.ref is None:
            context = self._context
            form = Form(context.board, "board_group", ref, _GROUPS, context.apply, context.say)
            self._use(form)
        elif self.form.ref != ref:
            self.form.show_record(ref)
            self.form.verticalScrollBar().setValue(0)
        else:
            self.form.refresh(frozenset())
        self._show_seats(ref)

    def begin_new(self, parent: str | None) -> None:
        """Show the form of a group that is being added below another."""
        context = self._context
        defaults: dict[str, Value] = {"parent": parent}
        if parent is None:
            defaults["kind"] = "board"
        form = Form.new(
            context.board,
            "board_group",
            _GROUPS,
            context.apply,
            context.say,
            defaults=defaults,
        )
        form.created.connect(self.created)
        self._use(form)
        self._reference.setText("Type the name: that adds the group.")
        for widget in (self.history_button, self.delete_button, self._seats_part):
            widget.hide()
        form.go_to("name")

    def show_quorum(self, words: str, remedy: str) -> None:
        """Say how the quorum rule is understood."""
        self.read.setText(
            f"Read as: {words}." if words else "No rule: any number of members is enough."
        )
        if remedy:
            self.read.setText(remedy)
        kind = "bad" if remedy else "muted"
        self.read.setProperty("kind", kind)
        self.read.style().unpolish(self.read)
        self.read.style().polish(self.read)

    def refresh(self, touched: frozenset[tuple[str, str]]) -> None:
        """Read the group again where something of it may have changed."""
        if self.form is not None:
            self.form.refresh(touched)
        if self.seats is not None:
            self.seats.reload(touched)

    def go_to(self, field: str | None) -> bool:
        """Give a field the keyboard."""
        return self.form is not None and self.form.go_to(field)

    def go_to_seat(self, ref: str, column: str | None) -> bool:
        """Choose a requirement's cell."""
        return self.seats is not None and self.seats.go_to(ref, column if column in SEATS else None)

    def unstored(self) -> int:
        """Count what was typed and not taken."""
        parts = (self.form, self.seats)
        return sum(len(part.problems()) for part in parts if part is not None)

    def _use(self, form: Form) -> None:
        if self.form is not None:
            self.form.store()
            self._forms.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
        self.form = form
        form.setAccessibleName("Details of the group")
        form.problems_changed.connect(self.problems_changed)
        self._forms.addWidget(form, 1)
        self.setFocusProxy(form)

    def _make_seats_part(self) -> QWidget:
        part = QWidget()
        heading = QLabel("Who has to be there")
        heading.setProperty("kind", "subtitle")
        self._seats_words = words = QLabel(
            "Sectors or agencies without whom there is no quorum, one a line."
        )
        words.setProperty("kind", "muted")
        words.setWordWrap(True)
        self._seats = QVBoxLayout(part)
        self._seats.setContentsMargins(0, scaled(8), 0, 0)
        self._seats.setSpacing(scaled(6))
        self._seats.addWidget(heading)
        self._seats.addWidget(words)
        self._seats.addWidget(self.read)
        return part

    def _show_seats(self, ref: str) -> None:
        context = self._context
        for widget in (self.history_button, self.delete_button, self._seats_part):
            widget.show()
        self._reference.setText(ref)
        within: dict[str, Value] = {"board_group": ref}
        defaults: dict[str, Value] = {"least": 1}
        sheet = TableSheet(
            context.board,
            "quorum_seat",
            SEATS,
            title="Quorum",
            within=within,
            defaults=defaults,
        )
        if self.seats is None:
            self.seats = Grid(sheet, context.apply, context.say)
            self.seats.problems_changed.connect(self.problems_changed)
            self.seats.show_history = partial(show_history, context)
            self._seats.addWidget(self.seats, 1)
        elif self.seats.sheet_model.sheet.drafts != sheet.drafts:
            self.seats.set_sheet(sheet)
        else:
            self.seats.reload()
        self.seats.setAccessibleName("Who has to be there")

    def _on_history(self) -> None:
        if self.ref is not None:
            show_history(self._context, self.ref)
