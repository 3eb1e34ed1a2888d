"""What a board holds of the kinds that an import touches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from sqlalchemy import Connection

from db.fields import Value
from db.queries.called import name_from
from db.queries.exchange import ever_held, every_row, last_given
from db.records import RECORDS
from db.records.base import Record
from mscb_desktop.exchange.links import Targets, names_of
from mscb_desktop.exchange.listing import FIRST_FIELD


@dataclass(frozen=True)
class StoredKind:
    """The records of one kind, as rows of (reference, position, *fields) by reference.

    `fresh` tells that the board never held any: then references may come from the workbook.
    `last` is the number of the last reference that was given. `others` holds the kinds that
    were read with it, this one among them.
    """

    record: Record
    rows: Mapping[str, Sequence[Value]]
    fresh: bool
    last: int
    others: Mapping[str, StoredKind] = field(repr=False)

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Where each field stands in a row."""
        return {name: n for n, name in enumerate(self.record.fields, FIRST_FIELD)}

    def value(self, ref: str, name: str) -> Value:
        """Give one value of a record."""
        return self.rows[ref][self.places[name]]

    def name(self, ref: str) -> str:
        """Give what a record is called."""
        values = {name: self.value(ref, name) for name in self.record.shown_by}
        return name_from(self.record, values, lambda table, ref: self.others[table].name(ref))

    def targets(self) -> Targets:
        """Make the index of names by which links find the board's records."""
        record, places = self.record, self.places
        targets = Targets(record, {ref: self.name(ref) for ref in self.rows})
        texts = [places[name] for name in names_of(record)]
        for ref, row in self.rows.items():
            targets.add(ref, [targets.stored[ref], *(str(row[at] or "") for at in texts)])
        return targets


def read_kinds(connection: Connection, tables: Iterable[str]) -> dict[str, StoredKind]:
    """Read these kinds, those that their links name, and those by which any of them is called."""
    wanted = list(dict.fromkeys(tables))
    for table in tuple(wanted):
        for each in RECORDS[table].fields.values():
            if each.target and each.target not in wanted:
                wanted.append(each.target)
    for table in wanted:  # grows meanwhile
        targets = (RECORDS[table].fields[name].target for name in RECORDS[table].shown_by)
        wanted += [target for target in targets if target and target not in wanted]
    found: dict[str, StoredKind] = {}
    for table in wanted:
        rows = {str(row[0]): row for row in every_row(connection, table)}
        fresh = not rows and not ever_held(connection, table)
        found[table] = StoredKind(RECORDS[table], rows, fresh, last_given(connection, table), found)
    return found
