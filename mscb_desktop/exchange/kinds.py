"""What a board holds of the kinds that an import touches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Connection

from db.fields import Value
from db.queries.exchange import ever_held, every_row, last_given
from db.records import RECORDS
from db.records.base import Record
from mscb_desktop.exchange.links import Targets
from mscb_desktop.exchange.listing import FIRST_FIELD
from mscb_desktop.exchange.names import called


@dataclass(frozen=True)
class StoredKind:
    """The records of one kind, as rows of (reference, position, *fields) by reference.

    `fresh` tells that the board never held any: then references may come from the workbook.
    `last` is the number of the last reference that was given.
    """

    record: Record
    rows: Mapping[str, Sequence[Value]]
    fresh: bool
    last: int

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Where each field stands in a row."""
        return {name: n for n, name in enumerate(self.record.fields, FIRST_FIELD)}

    def value(self, ref: str, name: str) -> Value:
        """Give one value of a record."""
        return self.rows[ref][self.places[name]]

    def name(self, ref: str) -> str:
        """Give what a record is called."""
        return called(self.record, self.value(ref, self.record.shown_by))

    def targets(self) -> Targets:
        """Make the index of names by which links find the board's records."""
        record, places = self.record, self.places
        targets = Targets(record, {ref: self.name(ref) for ref in self.rows})
        names = dict.fromkeys((record.shown_by, *record.found_by))
        for ref, row in self.rows.items():
            targets.add(ref, {name: row[places[name]] for name in names})
        return targets


def read_kinds(connection: Connection, tables: Iterable[str]) -> dict[str, StoredKind]:
    """Read these kinds and those that their links name."""
    wanted = list(dict.fromkeys(tables))
    for table in tuple(wanted):
        for field in RECORDS[table].fields.values():
            if field.target and field.target not in wanted:
                wanted.append(field.target)
    found = {}
    for table in wanted:
        rows = {str(row[0]): row for row in every_row(connection, table)}
        fresh = not rows and not ever_held(connection, table)
        found[table] = StoredKind(RECORDS[table], rows, fresh, last_given(connection, table))
    return found
