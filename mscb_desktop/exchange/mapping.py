"""A foreign sheet set onto the fields: which kind its rows are, and which column is which field.

mapping = guess(sheet, store)                  # what the program thinks, or was told before
mapping = with_field(mapping, 3, "actual")     # what the person says instead
mapping = with_fixed(mapping, "year", "2012-13")
plan = plan_import(connection, workbook, source, mappings=[mapping])
keep(mapping, store)
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from db.fields import Field
from db.records import RECORDS
from db.records.people import PERSON
from mscb_desktop.exchange.cells import as_typed, is_blank
from mscb_desktop.exchange.contact_lists import HELD_POST, with_posts
from mscb_desktop.exchange.layout import REFERENCE
from mscb_desktop.exchange.mapping_guess import best_row, guess_fields, mappable
from mscb_desktop.exchange.mapping_store import KeptMapping, MappingStore, signature
from mscb_desktop.exchange.names import plain
from mscb_desktop.exchange.people_rows import parted, whole_rows
from mscb_desktop.exchange.reading import MOST_TITLES, Headings, Told, heading_texts, make_table
from mscb_desktop.exchange.workbook import SheetCells, letters_of

__all__ = [
    "MappedColumn",
    "SheetMapping",
    "guess",
    "keep",
    "mappable",
    "mapped_tables",
    "with_field",
    "with_fixed",
    "with_heading_row",
    "with_table",
]

_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """One column of a foreign sheet, counted from 0, and the field that it is taken for.

    `field` is a field's name or REFERENCE, None where the column is left alone. `examples` are
    the first texts that stand below the heading.
    """

    at: int
    heading: str
    field: str | None = None
    examples: tuple[str, ...] = ()

    @property
    def letter(self) -> str:
        """Give Excel's name for the column."""
        return letters_of(self.at + 1)


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """What a foreign sheet's rows are taken for.

    `table` names the kind of record, None where the sheet is left alone. `heading_row` is the
    row of headings as Excel numbers it; what stands above are titles. `fixed` holds, as typed,
    what every row gets in a field that the sheet has no column for.
    """

    sheet: str
    table: str | None
    heading_row: int
    columns: tuple[MappedColumn, ...]
    fixed: tuple[tuple[str, str], ...] = ()

    @property
    def missing(self) -> tuple[Field, ...]:
        """Give the fields that a new record needs and that are neither in a column nor fixed."""
        if self.table is None:
            return ()
        there = {column.field for column in self.columns} | {name for name, _ in self.fixed}
        return tuple(
            field
            for field in RECORDS[self.table].fields.values()
            if field.required and field.name not in there
        )


def keep(mapping: SheetMapping, store: MappingStore) -> None:
    """Keep a mapping for the next sheet with the same headings; raises DocumentError."""
    if mapping.table is not None:
        headings = signature({column.at: column.heading for column in mapping.columns})
        fields = tuple(column.field for column in mapping.columns)
        store.keep(headings, KeptMapping(mapping.table, fields, mapping.fixed))


def guess(sheet: SheetCells, store: MappingStore | None = None) -> SheetMapping:
    """Say what a sheet's rows may be: as it was kept for the same headings, else by likeness."""
    if store is not None:
        for number, row in sheet.filled[:MOST_TITLES]:
            kept = store.find(signature(heading_texts(row)))
            if kept is not None:
                return _as_kept(_blank(sheet, number), kept)
    tops = [(number, heading_texts(row)) for number, row in sheet.filled[:MOST_TITLES]]
    number, table = best_row(sheet.name, tops)
    guessed = with_table(_blank(sheet, number), table)
    if table == "agency" and _repeats(sheet, guessed):
        # Whoever stands there beside their agency is what such a row is of.
        people = with_table(guessed, PERSON.name)
        if {"name", "agency"} <= {column.field for column in people.columns}:
            return people
    return guessed


def _repeats(sheet: SheetCells, mapping: SheetMapping) -> bool:
    """Tell whether several rows have one name: then they are not of what is called so."""
    at = next((column.at for column in mapping.columns if column.field == "name"), None)
    rows = [row for number, row in sheet.filled if number > mapping.heading_row]
    cells = [row[at] for row in rows if at is not None and at < len(row)]
    names = [plain(as_typed(cell)) for cell in cells if not is_blank(cell)]
    return len(set(names)) < len(names)


def with_table(mapping: SheetMapping, table: str | None) -> SheetMapping:
    """Take the rows for another kind of record, with its columns guessed anew."""
    fields: dict[int, str] = {}
    if table is not None:
        fields = guess_fields(table, {column.at: column.heading for column in mapping.columns})
    columns = tuple(replace(c, field=fields.get(c.at)) for c in mapping.columns)
    return replace(mapping, table=table, columns=columns, fixed=())


def with_heading_row(mapping: SheetMapping, sheet: SheetCells, number: int) -> SheetMapping:
    """Take another row for the headings, with the columns guessed anew."""
    return with_table(_blank(sheet, number), mapping.table)


def with_field(mapping: SheetMapping, at: int, name: str | None) -> SheetMapping:
    """Take the column at `at` for a field, which no other column then is; None leaves it alone."""
    columns = tuple(
        replace(c, field=name)
        if c.at == at
        else replace(c, field=None)
        if name is not None and c.field == name
        else c
        for c in mapping.columns
    )
    return replace(mapping, columns=columns)


def with_fixed(mapping: SheetMapping, name: str, text: str) -> SheetMapping:
    """Give every row this text in a field; '' takes it back."""
    others = tuple((n, t) for n, t in mapping.fixed if n != name)
    return replace(mapping, fixed=(*others, (name, text)) if text.strip() else others)


def mapped_tables(sheet: SheetCells, mapping: SheetMapping) -> Told | None:
    """Read a sheet as its mapping says; None where that leaves it alone.

    A list of people with their posts gives three tables.
    """
    if mapping.table is None:
        return None
    place = next((n for n, (row, _) in enumerate(sheet.filled) if row >= mapping.heading_row), 0)
    texts = {column.at: column.heading for column in mapping.columns}
    placed = {column.at: column.field for column in mapping.columns if column.field}
    held = next((at for at, name in placed.items() if name == HELD_POST.name), None)
    if held is not None:
        del placed[held]
    record = RECORDS[mapping.table]
    placed, beside = parted(placed)
    table, unknown = make_table(sheet, record, Headings(place, texts), placed)
    if record is PERSON:
        table = replace(table, rows=whole_rows(table.rows, placed, beside, texts))
    width = max((len(row) for _, row in table.rows), default=0)
    taken = set(placed.values())
    fixed = [(name, text) for name, text in mapping.fixed if name not in taken]
    if fixed:
        texts_behind = tuple(text for _, text in fixed)
        rows = tuple(
            (number, (*row, *(None,) * (width - len(row)), *texts_behind))
            for number, row in table.rows
        )
        more = tuple((width + n, record.fields[name]) for n, (name, _) in enumerate(fixed))
        table = replace(table, rows=rows, columns=(*table.columns, *more))
    taken_too = {letters_of(at + 1) for at in (held, *beside.values()) if at is not None}
    unknown = [column for column in unknown if column.letter not in taken_too]
    return ((table,) if held is None else with_posts(table, held)), unknown


def _blank(sheet: SheetCells, number: int) -> SheetMapping:
    """Make a mapping that takes nothing yet, with the sheet's headings and examples."""
    row = next((row for n, row in sheet.filled if n == number), ())
    texts = heading_texts(row)
    below = [row for n, row in sheet.filled if n > number]
    examples: dict[int, list[str]] = {at: [] for at in texts}
    for cells in below[:50]:
        for at in texts:
            if at < len(cells) and not is_blank(cells[at]) and len(examples[at]) < _EXAMPLES:
                examples[at].append(" ".join(as_typed(cells[at]).split())[:60])
    columns = tuple(MappedColumn(at, text, None, tuple(examples[at])) for at, text in texts.items())
    return SheetMapping(sheet.name, None, number, columns)


def _as_kept(mapping: SheetMapping, kept: KeptMapping) -> SheetMapping:
    fields = [*kept.fields, *(None,) * len(mapping.columns)]
    known = {field.name for field in mappable(kept.table)} | {REFERENCE}
    columns = tuple(
        replace(column, field=name if name in known else None)
        for column, name in zip(mapping.columns, fields, strict=False)
    )
    fixed = tuple((name, text) for name, text in kept.fixed if name in known)
    return replace(mapping, table=kept.table, columns=columns, fixed=fixed)
