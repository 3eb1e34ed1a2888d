"""Merge two records that are the same: links move, the names of the one that goes stay findable."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from db.board import Board
from db.changes import Change, Plan, Problem, Values
from db.fields import Field, Kind, Value
from db.queries import records
from db.records import RECORDS
from db.records.base import Record
from mscb_desktop.values import quoted, show_value


@dataclass(frozen=True, slots=True)
class Merging:
    """Two records of a table side by side: what a merge of them keeps, moves and asks.

    `links` are all (table, field, reference) that name the record that goes; those of the record
    that stays are among them. `doubled` are the rows among them, by table and reference, that
    would say again what another row says of the record that stays: who does an action with both.
    `differing` are the fields in which both hold something else and one has to be chosen.
    """

    table: str
    keep: str
    gone: str
    kept: Values
    given_up: Values
    links: tuple[tuple[str, str, str], ...]
    doubled: Mapping[tuple[str, str], str]
    differing: tuple[Field, ...]

    @property
    def title(self) -> str:
        """What people call the record that goes."""
        return _name(self.table, self.gone, self.given_up)

    def moved(self) -> list[str]:
        """Say what moves, kind by kind: '12 budget lines', '1 agency, under 'Succeeded by''."""
        itself = (self.table, self.keep)
        return _all_counted(
            (table, field)
            for table, field, ref in self.links
            if (table, ref) != itself and (table, ref) not in self.doubled
        )

    def joined(self) -> list[str]:
        """Say what goes, kind by kind, because the record that stays has the same already."""
        return _all_counted(
            (table, field) for table, field, ref in self.links if (table, ref) in self.doubled
        )

    def between(self) -> list[str]:
        """Name the fields by which one of the two names the other: the merge ends such a link."""
        return [
            field.label
            for name, field in RECORDS[self.table].fields.items()
            if field.target == self.table
            and (self.kept[name] == self.gone or self.given_up[name] == self.keep)
        ]


def names_field(table: str) -> str | None:
    """Name the field that holds a record's other names: a long text by which it is found."""
    record = RECORDS[table]
    texts = (name for name in record.found_by if record.fields[name].kind is Kind.LONG_TEXT)
    return next(texts, None)


def compare(connection: Connection, table: str, keep: str, gone: str) -> Merging | None:
    """Set two records side by side; None where one of them is not there."""
    rows = records.rows_by_ref(connection, table, [keep, gone])
    if keep == gone or len(rows) < 2:
        return None
    kept, given_up = rows[keep], rows[gone]
    differing = tuple(
        field
        for field in RECORDS[table].fields.values()
        if _is_chosen(field, table)
        and (one := _held(field, kept, gone)) is not None
        and (other := _held(field, given_up, keep)) is not None
        and one != other
    )
    links = tuple(records.naming(connection, table, gone))
    doubled = _doubled(connection, links, records.naming(connection, table, keep), keep)
    return Merging(table, keep, gone, kept, given_up, links, doubled, differing)


def plan_merge(board: Board, table: str, keep: str, gone: str, taken: Collection[str] = ()) -> Plan:
    """Plan that the record `gone` becomes one with `keep`, in one change.

    All that names `gone` names `keep` then; a row that would say a second time what one of `keep`
    says becomes one with that. Fields that `keep` has blank are filled; where both
    hold something else, `keep` stays as it is but for the fields of `taken`. Long texts are
    kept both. Names and reference of `gone` become other names of `keep`, so that they still
    lead to it in older workbooks. No figure changes, so that this reaches into closed years.
    """
    record = RECORDS[table]
    with board.reading() as connection:
        pair = compare(connection, table, keep, gone)
        if pair is None or names_field(table) is None:
            return Plan("Merged", problems=(_impossible(record, keep, gone),))
        changes = [*_joined_rows(connection, pair), *_moved_links(pair)]
        after = _merged(pair, taken)
        for name, field in record.fields.items():
            if field.target == table and _leads_back(connection, pair, name, after[name]):
                after[name] = None
    # A move of a link that `keep` itself holds is part of its own change.
    changed = [name for name in after if after[name] != pair.kept[name]]
    if changed:
        before = {name: pair.kept[name] for name in changed}
        changes.append(Change(table, keep, before, {name: after[name] for name in changed}))
    changes.append(Change(table, gone, pair.given_up, None))
    stays = _name(table, keep, {**pair.kept, **after})
    what = f"{record.title} {quoted(pair.title)} merged into {quoted(stays)}"
    return Plan(what, tuple(changes))


def _doubled(
    connection: Connection,
    links: Sequence[tuple[str, str, str]],
    staying: Sequence[tuple[str, str, str]],
    keep: str,
) -> dict[tuple[str, str], str]:
    """Find the rows that would say what another says, which names `keep`, with that row.

    Only of records that are known by their links, and only rows that nothing else names.
    """
    found: dict[tuple[str, str], str] = {}
    for table, field in dict.fromkeys((table, field) for table, field, _ in links):
        record = RECORDS[table]
        if field not in record.known_by:
            continue
        moving, there = (
            records.rows_by_ref(
                connection, table, [ref for *at, ref in each if at == [table, field]]
            )
            for each in (links, staying)
        )
        said = {_said(record, values): ref for ref, values in there.items()}
        for ref, values in moving.items():
            twin = said.get(_said(record, {**values, field: keep}))
            if twin is not None and not records.naming(connection, table, ref):
                found[table, ref] = twin
    return found


def _said(record: Record, values: Values) -> tuple[Value, ...]:
    """Give all that a row says but for its ticks, of which one of two is enough."""
    fields = record.fields.values()
    return tuple(values[field.name] for field in fields if field.kind is not Kind.YES_NO)


def _joined_rows(connection: Connection, pair: Merging) -> list[Change]:
    """Let rows that say the same twice be one: the one of the record that stays, with all ticks."""
    changes = []
    for (table, ref), twin in pair.doubled.items():
        rows = records.rows_by_ref(connection, table, [ref, twin])
        ticks = [f.name for f in RECORDS[table].fields.values() if f.kind is Kind.YES_NO]
        before = {n: rows[twin][n] for n in ticks if rows[ref][n] and not rows[twin][n]}
        changes.append(Change(table, ref, rows[ref], None))
        if before:
            changes.append(Change(table, twin, before, dict.fromkeys(before, True)))
    return changes


def _moved_links(pair: Merging) -> list[Change]:
    """Let everything but the two themselves name the record that stays; one change a row."""
    fields: dict[tuple[str, str], list[str]] = {}
    for table, field, ref in pair.links:
        if (table, ref) in pair.doubled:
            continue
        if table != pair.table or ref not in (pair.keep, pair.gone):
            fields.setdefault((table, ref), []).append(field)
    return [
        Change(table, ref, dict.fromkeys(names, pair.gone), dict.fromkeys(names, pair.keep))
        for (table, ref), names in fields.items()
    ]


def _merged(pair: Merging, taken: Collection[str]) -> dict[str, Value]:
    """Give the fields of the record that stays."""
    record = RECORDS[pair.table]
    after: dict[str, Value] = {}
    for name, field in record.fields.items():
        one, other = _held(field, pair.kept, pair.gone), _held(field, pair.given_up, pair.keep)
        if one is None or (name in taken and other is not None):
            after[name] = other
        else:
            after[name] = one
        if field.kind is Kind.LONG_TEXT and one is not None and other is not None:
            after[name] = _both(str(one), str(other))
    others = names_field(pair.table)
    assert others is not None
    after[others] = _other_names(record, pair, after, others)
    return after


def _other_names(
    record: Record, pair: Merging, after: Mapping[str, Value], others: str
) -> str | None:
    """Give the other names of both, and those of either that no field holds any more."""
    fields = [
        name
        for name in dict.fromkeys((*record.shown_by, *record.found_by))
        if name != others and record.fields[name].target is None
    ]
    known = {plain_name(str(after[name])) for name in fields if after[name] is not None}
    names = [*str(pair.kept[others] or "").splitlines()]
    for row in (pair.kept, pair.given_up):
        names += [str(row[name]) for name in fields if row[name] is not None]
    names += [*str(pair.given_up[others] or "").splitlines(), pair.gone]
    listed = []
    for name in (each.strip() for each in names):
        # An address for mail finds a record too, and is nobody's other name.
        if name and "@" not in name and plain_name(name) not in known:
            known.add(plain_name(name))
            listed.append(name)
    return "\n".join(listed) or None


def _leads_back(connection: Connection, pair: Merging, name: str, value: Value) -> bool:
    """Tell whether a lookup into its own table would lead the record that stays to itself."""
    seen = {pair.keep}
    at = value
    while isinstance(at, str):
        at = pair.keep if at == pair.gone else at
        if at in seen:
            return at == pair.keep
        seen.add(at)
        row = records.rows_by_ref(connection, pair.table, [at]).get(at)
        at = row[name] if row else None
    return False


def _held(field: Field, row: Values, other: str) -> Value:
    """Give what a record holds in a field; a link between the two that merge counts as blank."""
    value = row[field.name]
    return None if field.target is not None and value == other else value


def _is_chosen(field: Field, table: str) -> bool:
    """Tell whether a person chooses between two values: long texts are kept both."""
    return field.kind is not Kind.LONG_TEXT and field.name != names_field(table)


def _both(one: str, other: str) -> str:
    return one if f"\n\n{other}\n\n" in f"\n\n{one}\n\n" else f"{one}\n\n{other}"


def plain_name(text: str) -> str:
    """Give a name as names are compared."""
    return " ".join(text.split()).casefold()


def _name(table: str, ref: str, row: Values) -> str:
    record = RECORDS[table]
    return show_value(record.name_field, row[record.name_field.name]) or ref


def _all_counted(links: Iterable[tuple[str, str]]) -> list[str]:
    return [_counted(table, field, count) for (table, field), count in Counter(links).items()]


def _counted(table: str, field: str, count: int) -> str:
    record = RECORDS[table]
    words = f"{count:,} {(record.title if count == 1 else record.plural).lower()}"
    named = [each for each in record.fields.values() if each.target == record.fields[field].target]
    # Where it goes without saying under which field, it is not said.
    plain = len(named) == 1 and record.fields[field].target != table
    return words if plain else f"{words} under {quoted(record.fields[field].label)}"


def _impossible(record: Record, keep: str, gone: str) -> Problem:
    if keep == gone:
        return Problem(f"{keep} cannot be merged with itself: choose another one.")
    if names_field(record.name) is None:
        words = "have no other names: change what names one of the two, and delete it."
        return Problem(f"{record.plural} {words}")
    return Problem(f"One of the two is no longer there: choose another {record.title.lower()}.")
