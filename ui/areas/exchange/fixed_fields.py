"""What every row of a foreign sheet gets in the fields that are needed and in no column."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from db.board import Board
from db.fields import Field, Kind
from db.records import RECORDS
from mscb_desktop.budget.years import list_years
from mscb_desktop.exchange.layout import holds_years
from mscb_desktop.exchange.mapping import SheetMapping
from mscb_desktop.exchange.names import link_text
from mscb_desktop.values import year_label
from ui.editors.offers import Offer, make_offers
from ui.editors.pick import Ask, PickEditor
from ui.forms.lookups import BoardLookups
from ui.forms.rows import FieldRow
from ui.theme import scaled


class FixedFields(QWidget):
    """A labelled editor for each such field."""

    changed = Signal(str, str)
    """Carries a field's name and the text for every row, '' for none."""

    def __init__(self, board: Board, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._board = board
        self._lookups = BoardLookups(board)
        self.rows: dict[str, FieldRow] = {}
        self._shown: tuple[str, ...] = ()
        self._heading = QLabel("Needed, and in no column: the same for every row")
        self._heading.setProperty("kind", "strong")
        self._body: QWidget | None = None
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(scaled(4))
        self._whole.addWidget(self._heading)

    def show_mapping(self, mapping: SheetMapping, fields: Sequence[Field]) -> None:
        """Show editors for these fields, with what the mapping fixes in them."""
        names = (mapping.sheet, str(mapping.table), *(field.name for field in fields))
        self.setVisible(bool(fields))
        fixed = dict(mapping.fixed)
        if names != self._shown:
            self._shown = names
            self._build(fields)
            for field in fields:
                self.rows[field.name].editor.set_typed(fixed.get(field.name, ""))

    def _build(self, fields: Sequence[Field]) -> None:
        if self._body is not None:
            self._whole.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
        self._body = QWidget()
        grid = QGridLayout(self._body)
        grid.setContentsMargins(0, 0, 0, 0)
        # An editor is no wider than its kind needs; the rest of the line stays free.
        grid.setColumnStretch(1, 10)
        grid.setColumnStretch(2, 1)
        self.rows = {}
        for number, field in enumerate(fields):
            row = FieldRow(field, self._ask(field), self._body)
            row.help.hide()
            row.add_to(grid, number)
            row.editor.finished.connect(lambda _, row=row: self._on_typed(row))
            row.editor.left.connect(lambda row=row: self._on_typed(row))
            self.rows[field.name] = row
        self._whole.addWidget(self._body)

    def _ask(self, field: Field) -> Ask | None:
        target = field.target
        if target is None:
            return None
        if holds_years(RECORDS[target]):
            return self._offer_years

        def ask(text: str) -> Sequence[Offer]:
            return make_offers(self._lookups.suggest(target, text), text, False)

        return ask

    def _offer_years(self, text: str) -> Sequence[Offer]:
        """Offer the board's years, which are known by a number, the latest first."""
        with self._board.reading() as connection:
            years = list_years(connection)
        offers = [Offer(year.ref, year_label(year.start_year)) for year in reversed(years)]
        return [offer for offer in offers if text.strip() in offer.label]

    def _on_typed(self, row: FieldRow) -> None:
        editor = row.editor
        if not editor.touched:
            return
        text = str(editor.in_sight() or "")
        if isinstance(editor, PickEditor) and editor.picked and row.field.kind is Kind.LOOKUP:
            # The reference says which one where two have the same name.
            text = link_text(editor.picked, text)
        if row.field.kind is Kind.YES_NO:
            text = "Yes" if editor.typed() else "No"
        editor.touched = False
        self.changed.emit(row.field.name, text.strip())
