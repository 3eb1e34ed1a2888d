"""What a person said of the sheets of one workbook, as far as it was said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from db.fields import Field
from db.records import RECORDS
from mscb_desktop.exchange.mapping import SheetMapping, guess
from mscb_desktop.exchange.mapping_store import MappingStore, signature
from mscb_desktop.exchange.reading import MOST_TITLES, heading_texts
from mscb_desktop.exchange.workbook import SheetCells, Workbook
from ui.areas.exchange.preparing import Book


@dataclass(slots=True)
class Told:
    """One sheet with its mapping, and where that comes from.

    `kept` says that it was told for the same headings before, `chosen` holds the columns that
    the person set now, `counts` whether the mapping is used: a sheet of the program's own is
    read by its own headings until something is said of it.
    """

    cells: SheetCells
    mapping: SheetMapping
    kept: bool
    counts: bool
    chosen: set[int] = field(default_factory=set)

    @property
    def marks(self) -> dict[int, str]:
        """Say of the columns, by place, why they are taken as they are."""
        why = "as last time" if self.kept else "a guess"
        return {
            column.at: "" if column.at in self.chosen else why
            for column in self.mapping.columns
            if column.field is not None
        }

    @property
    def wanting(self) -> tuple[Field, ...]:
        """Give the needed fields that are in no column, fixed or not."""
        mapping = self.mapping
        if mapping.table is None:
            return ()
        fixed, columns = dict(mapping.fixed), {column.field for column in mapping.columns}
        fields = RECORDS[mapping.table].fields.values()
        return tuple(
            each
            for each in fields
            if each.name not in columns and (each.required or each.name in fixed)
        )

    @property
    def words(self) -> str:
        """Say in short what the sheet is taken for."""
        if self.mapping.table is None:
            return "Left out"
        plural = RECORDS[self.mapping.table].plural
        missing = len(self.mapping.missing)
        if not missing:
            return plural
        return f"{plural} · {missing} needed"

    @property
    def tops(self) -> Sequence[tuple[int, str]]:
        """List the rows that the headings may stand in, with what stands there."""
        found = []
        for number, row in self.cells.filled[:MOST_TITLES]:
            texts = list(heading_texts(row).values())
            found.append((number, f"Row {number}: " + " · ".join(texts[:6])[:90]))
        return found


def tell_of(book: Book, store: MappingStore) -> list[Told]:
    """List the sheets that something can be said of: foreign ones, and those not read whole."""
    guesses = {mapping.sheet: mapping for mapping in book.guesses}
    partly = {column.sheet for column in book.prepared.plan.unknown_columns}
    found = []
    for cells in _sheets(book.workbook):
        if cells.name in guesses:
            mapping = guesses[cells.name]
            found.append(Told(cells, mapping, _is_kept(mapping, store), counts=True))
        elif cells.name in partly:
            mapping = guess(cells, store)
            found.append(Told(cells, mapping, _is_kept(mapping, store), counts=False))
    return found


def _sheets(workbook: Workbook) -> list[SheetCells]:
    return [sheet for sheet in workbook.sheets if sheet.filled]


def _is_kept(mapping: SheetMapping, store: MappingStore) -> bool:
    return store.find(signature({c.at: c.heading for c in mapping.columns})) is not None
