"""The card of an adjustment: whether it counts, and which overspend it brings back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from db.board import Board
from db.changes import Change
from db.queries.budget import year_starting
from db.records.budget import LineKind
from mscb_desktop.budget.statement import StatementRow
from mscb_desktop.budget.years import year_statement
from mscb_desktop.sheet.model import Row, RowKind, Suggestion
from mscb_desktop.values import Unreadable, quoted, show_money
from ui.cards.card import Card
from ui.cards.form import CardForm
from ui.context import Context
from ui.forms.groups import Group

_GROUPS = (Group("", ("counts", "reclaims")),)


class YearLines:
    """Looks up expenditure lines of one year, those that are overspent first."""

    def __init__(self, board: Board, start_year: Callable[[], int]) -> None:
        self._board = board
        self._start_year = start_year

    def suggest(self, target: str, text: str) -> Sequence[Suggestion]:
        """Offer the lines whose description or code holds `text`."""
        wanted = text.strip().casefold()
        found = [row for row in self._rows() if wanted in _words(row).casefold()]
        found.sort(key=lambda row: not _overspent(row))
        return [Suggestion(row.line.ref, row.label, _detail(row)) for row in found]

    def find(self, target: str, text: str) -> str:
        """Give the one line of this description; raises Unreadable with the remedy."""
        wanted = " ".join(text.split()).casefold()
        found = [
            row.line.ref
            for row in self._rows()
            if wanted in (row.line.ref.casefold(), " ".join(row.label.split()).casefold())
        ]
        if len(found) == 1:
            return found[0]
        if found:
            refs = ", ".join(found)
            raise Unreadable(f"More than one line is called {quoted(text)}: type one of {refs}.")
        raise Unreadable(
            f"This year has no expenditure line called {quoted(text)}: choose one of the list."
        )

    def label(self, target: str, ref: str) -> str:
        """Give a line's description."""
        return next((row.label for row in self._rows() if row.line.ref == ref), ref)

    def can_add(self, target: str) -> bool:
        """Tell that a line is typed into the sheet, not added from here."""
        return False

    def add_new(self, target: str, name: str) -> tuple[str, Change]:
        """Refuse: see `can_add`."""
        raise Unreadable("Type a new line into the sheet first, then choose it here.")

    def _rows(self) -> list[StatementRow]:
        with self._board.reading() as connection:
            year = year_starting(connection, self._start_year())
            rows = year_statement(connection, year).expenditure if year else ()
        return [row for row in rows if row.line.kind is LineKind.EXPENDITURE and row.label]


class AdjustmentCard(Card):
    """A form over the adjustment under the sheet's cursor; out of sight where there is none."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("Adjustment", "arrow-back-up", parent)
        self._context = context
        self._lines = YearLines(context.board, context.year)
        self.form: CardForm | None = None
        self.hide()

    def show_row(self, row: Row | None) -> None:
        """Show the sheet's current row where it is an adjustment; hide otherwise."""
        if row is None or row.kind is not RowKind.ADJUSTMENT:
            self.hide()
            return
        if self.form is None:
            self._make_form(row.ref)
        elif self.form.ref != row.ref:
            self.form.show_record(row.ref)
        else:
            self.form.refresh(frozenset())
        assert self.form is not None
        self.form.set_read_only(None if row.stores else "The year is closed: open it again first.")
        self.set_heading(str(row.values.get("description") or "Adjustment"))
        self.show()

    def refresh(self) -> None:
        """Read the adjustment again."""
        if self.form is not None and not self.isHidden():
            self.form.refresh(frozenset())

    def _make_form(self, ref: str) -> None:
        context = self._context
        self.form = CardForm(
            context.board,
            "budget_line",
            ref,
            _GROUPS,
            context.apply,
            context.say,
            lookups=self._lines,
        )
        self.body.addWidget(self.form)


def _words(row: StatementRow) -> str:
    return f"{row.label} {row.line.codes or ''}"


def _overspent(row: StatementRow) -> bool:
    return (row.difference or 0) < 0


def _detail(row: StatementRow) -> str:
    if _overspent(row):
        return f"{show_money(row.difference or 0)} overspend"
    return row.line.codes or ""
