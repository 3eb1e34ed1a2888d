"""Merge two records that are the same: links move, the names of the one that goes stay findable."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
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
    that stays are among them. `differing` are the fields in which both hold something else and
    one has to be chosen.
    """

    table: str
    keep: str
    gone: str
    kept: Values
    given_up: Values
    links: tuple[tuple[str, str, str], ...]
    differing: tuple[Field, ...]

    @property
    def title(self) -> str:
        """What people call the record that goes."""
        return _name(self.table, self.gone, self.given_up)

    def moved(self) -> list[str]:
        """Say what moves, kind by kind: '12 budget lines', '1 agency, under 'Succeeded by''."""
        counts: dict[tuple[str, str], int] = {}
        for table, field, ref in self.links:
            if (table, ref) != (self.table, self.keep):
                counts[table, field] = counts.get((table, field), 0) + 1
        return [_counted(table, field, count) for (table, field), count in counts.items()]

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
    return Merging(table, keep, gone, kept, given_up, links, differing)


def plan_merge(board: Board, table: str, keep: str, gone: str, taken: Collection[str] = ()) -> Plan:
    """Plan that the record `gone` becomes one with `keep`, in one change.

    All that names `gone` names `keep` then. Fields that `keep` has blank are filled; where both
    hold something else, `keep` stays as it is but for the fields of `taken`. Long texts are
    kept both. Names and reference of `gone` become other names of `keep`, so that they still
    lead to it in older workbooks. No figure changes, so that this reaches into closed years.
    """
    record = RECORDS[table]
    with board.reading() as connection:
        pair = compare(connection, table, keep, gone)
        if pair is None or names_field(table) is None:
            return Plan("Merged", problems=(_impossible(record, keep, gone),))
        changes = _moved_links(pair)
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


def merged_pairs(connection: Connection, changes: Sequence[Change]) -> dict[tuple[str, str], str]:
    """Find the merges among changes, done or undone: the record that stays by (table, gone).

    In a merge a record goes, or comes back, and links to it go to another, or come from it,
    which has the reference among its names while the record is away.
    """
    lone = {(c.table, c.ref) for c in changes if c.before is None or c.after is None}
    moves = {
        (table, gone, keep)
        for change in changes
        for table, one, other in _links_changed(change)
        for gone, keep in ((one, other), (other, one))
        if (table, gone) in lone
    }
    after = {(c.table, c.ref): c.after for c in changes} if moves else {}
    return {
        (table, gone): keep
        for table, gone, keep in moves
        if _is_named(connection, after.get((table, keep)), table, keep, gone)
    }


def only_moves(change: Change, pairs: Mapping[tuple[str, str], str]) -> bool:
    """Tell whether a change does nothing but follow a merge of what its lookups name."""
    if not change.before or not change.after:
        return False
    fields = RECORDS[change.table].fields
    for name, value in change.before.items():
        target = fields[name].target if name in fields else None
        sides = {value, change.after[name]}
        followed = [{gone, keep} for (table, gone), keep in pairs.items() if table == target]
        if sides not in followed:
            return False
    return True


def _links_changed(change: Change) -> list[tuple[str, str, str]]:
    """List the links that an update changes, as (table, named before, named after)."""
    if change.before is None or change.after is None:
        return []
    fields = RECORDS[change.table].fields
    return [
        (field.target, value, after)
        for name, value in change.before.items()
        if (field := fields.get(name)) is not None
        and field.target is not None
        and isinstance(value, str)
        and isinstance(after := change.after[name], str)
    ]


def _is_named(
    connection: Connection, after: Values | None, table: str, keep: str, gone: str
) -> bool:
    """Tell whether a record has another's reference among its names, before or afterwards."""
    record = RECORDS[table]
    sides = (records.rows_by_ref(connection, table, [keep]).get(keep), after)
    names = (*record.shown_by, *record.found_by)
    held = (str(side[name]) for side in sides if side for name in names if side.get(name))
    return any(_plain(gone) == _plain(line) for text in held for line in text.splitlines())


def _moved_links(pair: Merging) -> list[Change]:
    """Let everything but the two themselves name the record that stays; one change a row."""
    fields: dict[tuple[str, str], list[str]] = {}
    for table, field, ref in pair.links:
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
    known = {_plain(str(after[name])) for name in fields if after[name] is not None}
    names = [*str(pair.kept[others] or "").splitlines()]
    for row in (pair.kept, pair.given_up):
        names += [str(row[name]) for name in fields if row[name] is not None]
    names += [*str(pair.given_up[others] or "").splitlines(), pair.gone]
    listed = []
    for name in (each.strip() for each in names):
        # An address for mail finds a record too, and is nobody's other name.
        if name and "@" not in name and _plain(name) not in known:
            known.add(_plain(name))
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


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _name(table: str, ref: str, row: Values) -> str:
    record = RECORDS[table]
    return show_value(record.name_field, row[record.name_field.name]) or ref


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
