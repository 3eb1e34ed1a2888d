"""Seals: whatever the write path does, the board stays whole; the hash tells values apart."""

from __future__ import annotations

import datetime as dt
import itertools
import tempfile
from pathlib import Path

import pytest
from alembic.operations import Operations
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from db import migrate, seals
from db.board import Board
from db.changes import Act, Change, Refused, create
from db.damage.whole import examine_file
from db.drafts import Unstored
from db.fields import Kind, Value, is_control
from db.purge import purge
from db.queries.records import rows_by_ref
from db.records import RECORDS
from db.records.base import Record
from db.schema import NEWEST
from tests.support.boards import clock, empty_board

_LETTERS = st.characters(exclude_categories=("Cs",)).filter(lambda letter: not is_control(letter))
_TEXTS = st.text(_LETTERS, min_size=1, max_size=20).filter(str.strip)
_VALUES: dict[Kind, st.SearchStrategy[Value]] = {
    Kind.TEXT: _TEXTS,
    Kind.CODE: st.sampled_from(["1.10", "0007", "=1+1", "CE03/CA53"]) | _TEXTS,
    Kind.LONG_TEXT: _TEXTS | st.just("- ŁÓDŹ\n- متن 🦉\ufffd\t'\"\\"),
    Kind.MONEY: st.integers(-(10**13), 10**13),
    Kind.WHOLE: st.integers(0, 10**9),
    Kind.DATE: st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31)),
    Kind.YES_NO: st.booleans(),
    Kind.IMAGE: st.binary(max_size=300),
}
_TABLES = [table for table in RECORDS if table != "acceptance"]


@st.composite
def rows(draw: st.DrawFn, record: Record, refs: dict[str, list[str]]) -> dict[str, Value] | None:
    """Draw a row: each field blank or filled, lookups at records that are there."""
    full = draw(st.booleans())
    row: dict[str, Value] = {"position": 1024} if "position" in record.table.c else {}
    for name, field in record.fields.items():
        if not (full or field.required or draw(st.booleans())):
            continue
        if field.kind is Kind.LOOKUP:
            there = refs.get(str(field.target), [])
            if not there and field.required:
                return None
            row[name] = draw(st.sampled_from(there)) if there else None
        elif field.kind is Kind.CHOICE:
            row[name] = draw(st.sampled_from([choice.value for choice in field.choices]))
        else:
            row[name] = draw(_VALUES[field.kind])
    return row


class AnyWork(RuleBasedStateMachine):
    """Everything that a person's work does to a board, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.board = empty_board(Path(self.folder.name))
        self.refs: dict[str, list[str]] = {}
        self.names = itertools.count()

    def teardown(self) -> None:
        self.board.close()
        self.folder.cleanup()

    def try_(self, *changes: Change, act: Act = Act.DO) -> None:
        """Store a change; what the board refuses leaves it whole as well."""
        try:
            self.board.apply("Work", changes, act=act)
        except Refused:
            return
        for change in changes:
            there = self.refs.setdefault(change.table, [])
            if change.before is None:
                there.append(change.ref)
            elif change.after is None:
                there.remove(change.ref)

    @rule(data=st.data(), table=st.sampled_from(_TABLES), begins=st.integers(0, 9))
    def make(self, data: st.DataObject, table: str, begins: int) -> None:
        row = data.draw(rows(RECORDS[table], self.refs))
        if row is not None:
            (ref,) = self.board.new_refs(table)
            act = Act.DO if begins else Act.BEGIN
            self.try_(create(table, ref, **row), act=act)

    @precondition(lambda self: any(self.refs.values()))
    @rule(data=st.data())
    def change(self, data: st.DataObject) -> None:
        table, ref, before = self._a_row(data)
        after = data.draw(rows(RECORDS[table], self.refs)) or {}
        names = [name for name in after if after[name] != before.get(name)]
        changed = ({n: before.get(n) for n in names}, {n: after[n] for n in names})
        if names:
            self.try_(Change(table, ref, *changed))

    @precondition(lambda self: any(self.refs.values()))
    @rule(data=st.data())
    def empty(self, data: st.DataObject) -> None:
        table, ref, before = self._a_row(data)
        fields = RECORDS[table].fields.values()
        names = [f.name for f in fields if not f.required and before.get(f.name) is not None]
        if names:
            blank: dict[str, Value] = dict.fromkeys(names)
            self.try_(Change(table, ref, {name: before[name] for name in names}, blank))

    @precondition(lambda self: any(self.refs.values()))
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        table, ref, before = self._a_row(data)
        self.try_(Change(table, ref, before, None))

    @rule()
    def undo(self) -> None:
        self._replay(self.board.undo)

    @rule()
    def redo(self) -> None:
        self._replay(self.board.redo)

    @rule(table=st.sampled_from(_TABLES), count=st.integers(1, 5))
    def take_references(self, table: str, count: int) -> None:
        self.board.new_refs(table, count)

    @rule(text=_TEXTS | st.none() | st.integers() | st.dates(), reason=st.none() | _TEXTS)
    def keep_draft(self, text: Value, reason: str | None) -> None:
        ref = f"AG-{next(self.names) % 3}"
        draft = Unstored(ref=ref, field="name", typed=text, reason=reason)
        self.board.change_drafts("agency", [draft])

    @rule(number=st.integers(0, 2))
    def drop_draft(self, number: int) -> None:
        self.board.change_drafts("agency", (), [(f"AG-{number}", "name")])

    @precondition(lambda self: self.refs.get("agency"))
    @rule(data=st.data())
    def remove_for_good(self, data: st.DataObject) -> None:
        ref = data.draw(st.sampled_from(self.refs["agency"]))
        purge(self.board, "agency", [ref], ["contact_name", "contact_email"])

    @rule()
    def close_and_open(self) -> None:
        self.board.close()
        self.board = Board.open(self.board.path, clock=clock, who="Test")

    @invariant()
    def is_whole(self) -> None:
        assert examine_file(self.board.path) == []

    def _a_row(self, data: st.DataObject) -> tuple[str, str, dict[str, Value]]:
        there = [(table, ref) for table, refs in self.refs.items() for ref in refs]
        table, ref = data.draw(st.sampled_from(there))
        with self.board.reading() as connection:
            return table, ref, dict(rows_by_ref(connection, table, [ref])[ref])

    def _replay(self, step: object) -> None:
        try:
            step()  # type: ignore[operator]
        except Refused:
            return
        with self.board.reading() as connection:
            for table in _TABLES:
                found = connection.exec_driver_sql(f"SELECT ref FROM {table}")
                self.refs[table] = [ref for (ref,) in found]


TestAnyWork = AnyWork.TestCase
TestAnyWork.settings = settings(max_examples=12, stateful_step_count=25, deadline=None)


def test_two_boards_that_hold_the_same_have_the_same_sums(tmp_path: Path) -> None:
    one, other = empty_board(tmp_path, name="one"), empty_board(tmp_path, name="other")
    first = create("sector", "SE-0001", name="Health", position=1)
    second = create("sector", "SE-0002", name="Police", position=2)
    one.apply("Both", [first, second])
    other.apply("Second", [second])
    other.apply("First", [create("sector", "SE-0001", name="Schools", position=1)])
    other.apply("Renamed", [Change("sector", "SE-0001", {"name": "Schools"}, {"name": "Health"})])
    totals = []
    for board in (one, other):
        with board.reading() as connection:
            totals.append(seals.totals(connection))
        board.close()
    assert totals[0]["sector"] == totals[1]["sector"] != 0
    assert totals[0]["history_entry"] != totals[1]["history_entry"]


def test_an_upgrade_leaves_a_whole_board(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    board = empty_board(tmp_path)
    board.apply("Made", [create("agency", "AG-0001", name="Police", aliases="Met")])
    board.close()

    def up(op: Operations) -> None:
        with op.batch_alter_table("agency", recreate="always") as batch:
            batch.drop_column("contact_phone")

    step = migrate.Step(NEWEST + 1, up)
    monkeypatch.setattr(migrate, "steps", lambda: [step])
    monkeypatch.setattr("db.board.NEWEST", NEWEST + 1)
    Board.open(board.path, clock=clock, who="Test").close()
    assert examine_file(board.path) == []


_SCALARS = (
    st.none()
    | st.integers(-(2**63), 2**63 - 1)
    | st.text(_LETTERS, max_size=6)
    | st.binary(max_size=6)
    | st.floats(allow_nan=False)
)


@given(st.lists(_SCALARS, max_size=4), st.lists(_SCALARS, max_size=4))
def test_rows_that_differ_have_different_hashes(one: list[Value], other: list[Value]) -> None:
    same = [(type(v), v) for v in one] == [(type(v), v) for v in other]
    signs = [str(v) for v in one] == [str(v) for v in other]  # minus nought is another nought
    assert (seals.row("t", one) == seals.row("t", other)) == (same and signs)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (["1"], [1]),
        (["a"], [b"a"]),
        ([None], [""]),
        ([0], [None]),
        (["a", "b"], ["ab", ""]),
        (["a", None], [None, "a"]),
        ([1], [1.0]),
        (["é"], ["e\u0301"]),
    ],
)
def test_what_looks_alike_is_told_apart(one: list[Value], other: list[Value]) -> None:
    assert seals.row("t", one) != seals.row("t", other)


def test_the_same_row_of_another_table_is_another() -> None:
    assert seals.row("agency", ["x"]) != seals.row("sector", ["x"])


def test_the_hash_is_the_same_for_ever() -> None:
    """Files keep these numbers: another format would make every board look damaged."""
    values = [None, 1, "Łódź 🦉 'x'", b"\x00\xff", -(2**40)]
    assert seals.row("agency", values) == 140_677_215_939_123_818
    entry = ("2013-06-03T12:00:00", "Test", "Renamed 'Łódź'", "do", None)
    content = seals.content(entry, [("agency", "AG-0001", None, '{"name": "Łódź"}')])
    assert seals.link(7, content) == 4_292_657_834_256_822_006


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (dt.date(2013, 6, 3), "2013-06-03"),
        (True, 1),
        (False, 0),
        (None, None),
        ("x", "x"),
        (b"x", b"x"),
        (Act.DO, "do"),
    ],
)
def test_values_are_hashed_as_the_file_holds_them(value: Value, expected: object) -> None:
    stored = seals.stored(value)
    assert (stored, type(stored)) == (expected, type(expected))
