"""The write path, its refusals, and undo and redo."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlalchemy import Connection, select

from db import history
from db.board import Board
from db.changes import Act, Change, Problem, Refused, create
from db.records import RECORDS
from tests.support.boards import clock, empty_board


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    board = empty_board(tmp_path, guards=())
    yield board
    board.close()


def rows(board: Board, table: str) -> dict[str, dict[str, object]]:
    with board.reading() as connection:
        found = connection.execute(select(RECORDS[table].table)).mappings().all()
    return {row["ref"]: {k: v for k, v in row.items() if k != "ref"} for row in found}


def agency(ref: str, name: str, **values: str) -> Change:
    return create("agency", ref, name=name, **values)


def rename(ref: str, before: str | None, after: str | None) -> Change:
    return Change("agency", ref, {"name": before}, {"name": after})


def test_a_change_is_stored_with_its_history(board: Board) -> None:
    entry = board.apply("Agency added", [agency("AG-0001", "Met Police")])
    assert entry.touched == {("agency", "AG-0001")}
    assert rows(board, "agency")["AG-0001"]["name"] == "Met Police"
    with board.reading() as connection:
        kept = connection.execute(select(history.ENTRY)).mappings().one()
        assert (kept["who"], kept["what"], kept["at"]) == (
            "Test",
            "Agency added",
            clock().isoformat(timespec="seconds"),
        )
        assert history.rows_of(connection, entry.number) == [agency("AG-0001", "Met Police")]


def test_a_before_that_no_longer_holds_is_refused_with_the_reason(board: Board) -> None:
    board.apply("Added", [agency("AG-0001", "PCT"), agency("AG-0002", "Police")])
    board.apply("Renamed", [rename("AG-0001", "PCT", "CCG")])
    with pytest.raises(Refused) as refused:
        board.apply(
            "Renamed again",
            [rename("AG-0002", "Police", "Met Police"), rename("AG-0001", "PCT", "ICB")],
        )
    (problem,) = refused.value.problems
    assert "Name was changed meanwhile. It holds 'CCG' now, not 'PCT'" in problem.message
    assert (problem.ref, problem.column) == ("AG-0001", "name")
    assert rows(board, "agency")["AG-0002"]["name"] == "Police"
    with board.reading() as connection:
        assert history.count(connection) == 2


def test_values_that_do_not_fit_are_all_named(board: Board) -> None:
    with pytest.raises(Refused) as refused:
        board.apply(
            "Added",
            [
                create("agency", "AG-0001", short_name="X"),
                agency("AG-0002", "a\x07b"),
                agency("AG-0003", "x" * 201),
            ],
        )
    messages = [problem.message for problem in refused.value.problems]
    assert messages[0] == "Name is needed: type something here."
    assert "control character" in messages[1]
    assert "201 characters and room for 200" in messages[2]
    assert rows(board, "agency") == {}


def test_a_record_that_others_name_cannot_be_deleted(board: Board) -> None:
    board.apply("Added", [create("sector", "SE-0001", name="Health", position=1)])
    board.apply("Added", [agency("AG-0001", "PCT", sector="SE-0001")])
    with pytest.raises(Refused, match="it stands in 1 agency under 'Sector'"):
        board.apply(
            "Deleted", [Change("sector", "SE-0001", {"name": "Health", "position": 1}, None)]
        )
    assert "SE-0001" in rows(board, "sector")


def test_a_link_to_nothing_is_refused_in_words(board: Board) -> None:
    with pytest.raises(Refused, match="Sector: there is no sector 'SE-0009'"):
        board.apply("Added", [agency("AG-0001", "PCT", sector="SE-0009")])


def test_the_same_year_twice_is_refused_in_words(board: Board) -> None:
    board.apply("Year", [create("financial_year", "FY-0001", start_year=2012)])
    with pytest.raises(Refused, match="is there already"):
        board.apply("Year", [create("financial_year", "FY-0002", start_year=2012)])


def test_a_guard_stops_a_change_and_its_undo(tmp_path: Path) -> None:
    shut = False

    def guard(connection: Connection, changes: Sequence[Change]) -> list[Problem]:
        return [Problem("Shut.")] if shut else []

    board = empty_board(tmp_path, guards=(guard,))
    board.apply("Added", [agency("AG-0001", "PCT")])
    shut = True
    with pytest.raises(Refused, match="Shut"):
        board.apply("Renamed", [rename("AG-0001", "PCT", "CCG")])
    with pytest.raises(Refused, match="Shut"):
        board.undo()
    assert rows(board, "agency")["AG-0001"]["name"] == "PCT"
    board.close()


def test_undo_and_redo_any_number_also_after_a_restart(tmp_path: Path) -> None:
    board = empty_board(tmp_path, guards=())
    board.apply("Added", [agency("AG-0001", "One")])
    for before, after in (("One", "Two"), ("Two", "Three")):
        board.apply(f"Renamed {after}", [rename("AG-0001", before, after)])
    board.close()

    board = Board.open(board.path, clock=clock, who="Other")
    assert board.next_undo() == "Renamed Three"
    board.undo()
    board.undo()
    assert rows(board, "agency")["AG-0001"]["name"] == "One"
    board.undo()
    assert rows(board, "agency") == {}
    assert board.undo() is None
    board.close()

    board = Board.open(board.path, clock=clock, who="Other")
    assert board.next_redo() == "Added"
    for _ in range(3):
        assert board.redo() is not None
    assert rows(board, "agency")["AG-0001"]["name"] == "Three"
    assert board.redo() is None
    board.close()


def test_redo_ends_where_something_else_was_typed(board: Board) -> None:
    board.apply("Added", [agency("AG-0001", "One")])
    board.apply("Two", [rename("AG-0001", "One", "Two")])
    board.undo()
    board.apply("Three", [rename("AG-0001", "One", "Three")])
    assert board.next_redo() is None
    board.undo()
    assert board.next_redo() == "Three"
    assert rows(board, "agency")["AG-0001"]["name"] == "One"


def test_undo_refuses_where_the_row_was_changed_past_the_history(board: Board) -> None:
    board.apply("Added", [agency("AG-0001", "One")])
    with board._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE agency SET name = 'Elsewhere'")
    with pytest.raises(Refused, match="Elsewhere"):
        board.undo()
    assert board.next_undo() == "Added"


def test_undo_stops_before_what_made_the_board(board: Board) -> None:
    board.apply("Board made", [agency("AG-0001", "One")], act=Act.BEGIN)
    assert board.next_undo() is None
    assert board.undo() is None
    assert "AG-0001" in rows(board, "agency")


def test_references_are_never_given_twice(board: Board) -> None:
    assert board.new_refs("agency", 2) == ["AG-0001", "AG-0002"]
    board.apply("Added", [agency("AG-0002", "One")])
    board.undo()
    assert board.new_refs("agency") == ["AG-0003"]


def test_listeners_hear_of_changes_undo_and_redo(board: Board) -> None:
    heard: list[str] = []
    board.on_change(lambda entry: heard.append(f"{entry.act}: {entry.what}"))
    board.apply("Added", [agency("AG-0001", "One")])
    board.undo()
    board.redo()
    assert heard == ["do: Added", "undo: Added", "redo: Added"]


_values = {
    "start_year": st.integers(1990, 2100),
    "actual_to": st.none() | st.dates(dt.date(1990, 1, 1), dt.date(2100, 1, 1)),
    "closed": st.none() | st.booleans(),
}


@given(st.fixed_dictionaries(_values))
@settings(max_examples=50)
def test_history_keeps_native_values(values: dict[str, object]) -> None:
    packed = history.pack(values)  # type: ignore[arg-type]
    assert history.unpack("financial_year", packed) == values


def test_history_keeps_pictures() -> None:
    values = {"logo": bytes(range(256))}
    assert history.unpack("board", history.pack(values)) == values


class UndoMachine(RuleBasedStateMachine):
    """Any mixture of typing, undo and redo follows a list of states kept beside."""

    def __init__(self) -> None:
        super().__init__()
        import tempfile

        self.folder = tempfile.TemporaryDirectory()
        self.board = empty_board(Path(self.folder.name), guards=())
        self.states: list[dict[str, dict[str, object]]] = [{}]
        self.at = 0

    @rule(name=st.sampled_from("abcdef"))
    def add(self, name: str) -> None:
        ref = self.board.new_refs("agency")[0]
        self.board.apply("Added", [agency(ref, name)])
        self._typed()

    @precondition(lambda self: bool(self.states[self.at]))
    @rule(data=st.data(), name=st.sampled_from("ghi"))
    def rename(self, data: st.DataObject, name: str) -> None:
        ref = data.draw(st.sampled_from(sorted(self.states[self.at])))
        before = self.states[self.at][ref]["name"]
        self.board.apply("Renamed", [rename(ref, str(before), name)])
        self._typed()

    @precondition(lambda self: bool(self.states[self.at]))
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        ref = data.draw(st.sampled_from(sorted(self.states[self.at])))
        row = self.states[self.at][ref]
        self.board.apply("Deleted", [Change("agency", ref, row, None)])  # type: ignore[arg-type]
        self._typed()

    @rule()
    def undo(self) -> None:
        entry = self.board.undo()
        assert (entry is None) == (self.at == 0)
        self.at = max(0, self.at - 1)

    @rule()
    def redo(self) -> None:
        entry = self.board.redo()
        assert (entry is None) == (self.at == len(self.states) - 1)
        self.at = min(len(self.states) - 1, self.at + 1)

    @rule()
    def reopen(self) -> None:
        self.board.close()
        self.board = Board.open(self.board.path, clock=clock, who="Test")

    def _typed(self) -> None:
        self.states = [*self.states[: self.at + 1], rows(self.board, "agency")]
        self.at += 1

    @invariant()
    def board_is_as_the_list_says(self) -> None:
        assert rows(self.board, "agency") == self.states[self.at]

    def teardown(self) -> None:
        self.board.close()
        self.folder.cleanup()


TestUndoMachine = UndoMachine.TestCase
TestUndoMachine.settings = settings(max_examples=15, stateful_step_count=20, deadline=None)
