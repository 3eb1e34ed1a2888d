"""Two records become one: nothing dangles, no figure changes, old names lead on, one undo."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.board import Board
from db.changes import Change, Refused, create
from db.fields import Value
from db.queries import records
from db.queries.budget import years
from db.queries.plans import parties
from db.records import RECORDS
from mscb_desktop import lookups
from mscb_desktop.budget.statement import Statement
from mscb_desktop.budget.years import year_statement
from mscb_desktop.guards import GUARDS
from mscb_desktop.merged import merged_pairs
from mscb_desktop.merging import compare, plan_merge
from tests.support.boards import empty_board
from tests.support.few_plans import FewPlans


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    made = empty_board(tmp_path, GUARDS)
    yield made
    made.close()


def _agency(ref: str, name: str, **values: Value) -> Change:
    return create("agency", ref, name=name, **values)


def _line(ref: str, agency: str | None, year: str = "FY-0001") -> Change:
    return create(
        "budget_line", ref, year=year, side="income", kind="contribution", position=1,
        agency=agency, set_amount=5_00, description="Paid in",
    )  # fmt: skip


def _rows(board: Board, table: str) -> dict[str, dict[str, Value]]:
    with board.reading() as connection:
        found = records.page(connection, table, {}, 0, 10_000)
    return {ref: dict(values) for ref, values in found}


def _everything(board: Board) -> dict[str, dict[str, dict[str, Value]]]:
    return {table: _rows(board, table) for table in RECORDS}


def _merge(board: Board, keep: str, gone: str, *taken: str) -> dict[str, Value]:
    plan = plan_merge(board, "agency", keep, gone, taken)
    assert plan.problems == ()
    board.apply(plan.what, plan.changes)
    rows = _rows(board, "agency")
    assert gone not in rows
    return rows[keep]


def test_links_move_and_names_stay_findable(board: Board) -> None:
    board.apply(
        "Made",
        [
            create("financial_year", "FY-0001", start_year=2012),
            _agency("AG-0001", "Sutton CCG", aliases="SCCG"),
            _agency("AG-0002", "Sutton PCT", short_name="PCT", aliases="NHS Sutton\nsccg"),
            _agency("AG-0003", "Old Trust", successor="AG-0002"),
            _line("BL-0001", "AG-0002"),
            _line("BL-0002", "AG-0001"),
            _line("BL-0003", None),
        ],
    )
    kept = _merge(board, "AG-0001", "AG-0002")
    assert kept["name"] == "Sutton CCG"
    assert kept["short_name"] == "PCT"
    assert kept["aliases"] == "SCCG\nSutton PCT\nNHS Sutton\nAG-0002"
    lines = _rows(board, "budget_line")
    assert [lines[ref]["agency"] for ref in sorted(lines)] == ["AG-0001", "AG-0001", None]
    assert _rows(board, "agency")["AG-0003"]["successor"] == "AG-0001"
    with board.reading() as connection:
        for name in ("AG-0002", "ag-0002", "Sutton PCT", "PCT", "nhs sutton", "SCCG", "Sutton CCG"):
            assert lookups.find(connection, "agency", name) == "AG-0001"


def test_it_is_one_change_and_one_undo_and_redo(board: Board) -> None:
    board.apply(
        "Made",
        [
            create("financial_year", "FY-0001", start_year=2012),
            _agency("AG-0001", "One"),
            _agency("AG-0002", "Two", successor="AG-0001", contact_address="Hall"),
            _line("BL-0001", "AG-0002"),
        ],
    )
    before = _everything(board)
    _merge(board, "AG-0001", "AG-0002")
    after = _everything(board)
    assert board.next_undo() == "Agency 'Two' merged into 'One'"
    board.undo()
    assert _everything(board) == before
    board.redo()
    assert _everything(board) == after


def test_blank_fields_are_filled_and_a_choice_is_followed(board: Board) -> None:
    board.apply(
        "Made",
        [
            _agency(
                "AG-0001", "One", short_name="1", contact_name="A", contact_address="1 High St"
            ),
            _agency("AG-0002", "Two", short_name="2", contact_name="B", contact_address="1"),
            Change(
                "agency", "AG-0002", {"contact_email": None}, {"contact_email": "b@example.org"}
            ),
        ],
    )
    with board.reading() as connection:
        pair = compare(connection, "agency", "AG-0001", "AG-0002")
    assert pair is not None
    assert [field.name for field in pair.differing] == ["name", "short_name", "contact_name"]
    kept = _merge(board, "AG-0001", "AG-0002", "name", "contact_name")
    assert (kept["name"], kept["short_name"], kept["contact_name"]) == ("Two", "1", "B")
    assert kept["contact_email"] == "b@example.org"
    assert kept["contact_address"] == "1 High St\n\n1"
    assert kept["aliases"] == "One\n2\nAG-0002"


@pytest.mark.parametrize(("keep", "gone"), [("AG-0001", "AG-0002"), ("AG-0002", "AG-0001")])
def test_an_agency_is_merged_with_its_successor(board: Board, keep: str, gone: str) -> None:
    board.apply(
        "Made",
        [
            _agency("AG-0003", "ICB"),
            _agency("AG-0002", "CCG", successor="AG-0003"),
            _agency("AG-0001", "PCT", successor="AG-0002"),
            _agency("AG-0004", "Older", successor="AG-0001"),
        ],
    )
    with board.reading() as connection:
        pair = compare(connection, "agency", keep, gone)
    assert pair is not None
    assert [field.name for field in pair.differing] == ["name"]
    kept = _merge(board, keep, gone)
    assert kept["successor"] == "AG-0003"
    assert _rows(board, "agency")["AG-0004"]["successor"] == keep


def test_a_circle_of_successors_is_opened_at_the_one_that_stays(board: Board) -> None:
    board.apply(
        "Made",
        [
            _agency("AG-0003", "ICB"),
            _agency("AG-0002", "CCG", successor="AG-0003"),
            _agency("AG-0001", "PCT", successor="AG-0002"),
        ],
    )
    kept = _merge(board, "AG-0001", "AG-0003")
    assert kept["successor"] is None
    assert _rows(board, "agency")["AG-0002"]["successor"] == "AG-0001"


def _closed(board: Board) -> None:
    board.apply(
        "Made",
        [
            create("financial_year", "FY-0001", start_year=2012),
            _agency("AG-0001", "One"),
            _agency("AG-0002", "Two"),
            _agency("AG-0003", "Three"),
            _line("BL-0001", "AG-0002"),
        ],
    )
    closing = Change("financial_year", "FY-0001", {"closed": None}, {"closed": True})
    board.apply("Closed", (closing,))


def test_a_merge_reaches_into_a_closed_year_and_so_does_its_undo(board: Board) -> None:
    _closed(board)
    before = _everything(board)
    _merge(board, "AG-0001", "AG-0002")
    assert _rows(board, "budget_line")["BL-0001"]["agency"] == "AG-0001"
    board.undo()
    assert _everything(board) == before


def _refusal(board: Board, *changes: Change) -> str:
    with pytest.raises(Refused) as refused:
        board.apply("Slipped in", changes)
    return str(refused.value)


def test_nothing_else_slips_into_a_closed_year_beside_a_merge(board: Board) -> None:
    _closed(board)
    plan = plan_merge(board, "agency", "AG-0001", "AG-0002")
    line = next(change for change in plan.changes if change.table == "budget_line")
    others = [change for change in plan.changes if change is not line]

    def replaced(before: dict[str, Value], after: dict[str, Value]) -> Change:
        return Change("budget_line", "BL-0001", before, after)

    agency = {"agency": "AG-0002"}
    for sneaked in (
        replaced({**agency, "set_amount": 5_00}, {"agency": "AG-0001", "set_amount": 6_00}),
        replaced(agency, {"agency": "AG-0003"}),
        replaced(agency, {"agency": None}),
        replaced({"comment": None}, {"comment": "new"}),
    ):
        assert "2012-13 is closed" in _refusal(board, sneaked, *others)
    assert "2012-13 is closed" in _refusal(board, line)
    deleted = next(change for change in others if change.after is None)
    assert "2012-13 is closed" in _refusal(board, line, deleted)
    added = _agency("AG-0009", "New")
    assert "2012-13 is closed" in _refusal(board, added, replaced(agency, {"agency": "AG-0009"}))


def test_what_cannot_be_merged_is_said(board: Board) -> None:
    board.apply(
        "Made",
        [
            _agency("AG-0001", "One"),
            create("sector", "SE-0001", name="A", position=1),
            create("sector", "SE-0002", name="B", position=2),
        ],
    )
    for table, keep, gone, words in (
        ("agency", "AG-0001", "AG-0001", "AG-0001 cannot be merged with itself"),
        ("agency", "AG-0001", "AG-0009", "no longer there"),
        ("sector", "SE-0001", "SE-0002", "Sectors have no other names"),
    ):
        plan = plan_merge(board, table, keep, gone)
        assert plan.changes == ()
        assert words in plan.problems[0].message


def test_what_moves_is_counted_in_words(board: Board) -> None:
    board.apply(
        "Made",
        [
            create("financial_year", "FY-0001", start_year=2012),
            _agency("AG-0001", "One"),
            _agency("AG-0002", "Two"),
            _agency("AG-0003", "Three", successor="AG-0002"),
            _line("BL-0001", "AG-0002"),
            _line("BL-0002", "AG-0002"),
        ],
    )
    with board.reading() as connection:
        pair = compare(connection, "agency", "AG-0001", "AG-0002")
    assert pair is not None
    assert sorted(pair.moved()) == ["1 agency under 'Succeeded by'", "2 budget lines"]


# Boards by hypothesis

_NAMES = st.sampled_from(["CCG", "Police", "police ", "Łódź", "=1+1", "AG-0001", "St. Ann's"])
_OPTIONAL = st.none() | _NAMES.map(str.strip)


@st.composite
def _boards(draw: st.DrawFn) -> tuple[list[Change], str, str]:
    count = draw(st.integers(2, 5))
    refs = [f"AG-{number:04d}" for number in range(1, count + 1)]
    changes: list[Change] = []
    for number, ref in enumerate(refs):
        # A successor stands further on, which is how no circle comes about.
        later = st.sampled_from([None, *refs[number + 1 :]])
        aliases = draw(st.lists(_NAMES.map(str.strip), max_size=3))
        values: dict[str, Any] = {
            "name": draw(_NAMES).strip(),
            "short_name": draw(_OPTIONAL),
            "aliases": "\n".join(aliases) or None,
            "successor": draw(later),
            "contact_name": draw(_OPTIONAL),
            "contact_address": draw(_OPTIONAL),
        }
        changes.append(create("agency", ref, **values))
    # Those that are named must be there first.
    changes.reverse()
    for number in (1, 2):
        year = f"FY-000{number}"
        changes.append(create("financial_year", year, start_year=2010 + number))
        for place in range(draw(st.integers(0, 4))):
            agency = draw(st.sampled_from([None, *refs]))
            changes.append(_line(f"BL-{number}00{place}", agency, year))
    keep, gone = draw(st.permutations(refs))[:2]
    return changes, keep, gone


def _statements(board: Board) -> list[tuple[Any, ...]]:
    with board.reading() as connection:
        found: list[Statement] = [year_statement(connection, year) for year in years(connection)]
    return [
        (row.line.ref, row.line.set_amount, row.set_amount, row.actual, row.difference)
        for statement in found
        for row in statement.rows
    ]


@given(
    _boards(),
    st.sets(st.sampled_from(["name", "short_name", "successor", "contact_name"])),
    st.booleans(),
)
def test_any_two_agencies_merge_without_a_trace_in_the_figures(
    drawn: tuple[list[Change], str, str], taken: set[str], closed: bool
) -> None:
    changes, keep, gone = drawn
    with tempfile.TemporaryDirectory() as folder:
        board = empty_board(Path(folder), GUARDS)
        board.apply("Made", changes)
        if closed:
            closing = Change("financial_year", "FY-0001", {"closed": None}, {"closed": True})
            board.apply("Closed", (closing,))
        before, figures = _everything(board), _statements(board)
        held = [before["agency"][ref] for ref in (keep, gone)]
        names = {str(row[name]) for row in held for name in ("name", "short_name") if row[name]}
        kept = _merge(board, keep, gone, *taken)
        assert _statements(board) == figures
        with board.reading() as connection:
            assert records.naming(connection, "agency", gone) == []
            for name in (*names, gone):
                assert keep in records.exactly(connection, "agency", name)
        after = _everything(board)
        assert {ref: row["agency"] for ref, row in after["budget_line"].items()} == {
            ref: keep if row["agency"] == gone else row["agency"]
            for ref, row in before["budget_line"].items()
        }
        for name, field in RECORDS["agency"].fields.items():
            if name not in ("aliases", "successor"):
                told = {before["agency"][keep][name], before["agency"][gone][name]}
                assert kept[name] in told or field.name == "contact_address"
        board.undo()
        assert _everything(board) == before
        board.close()


def test_a_merge_reaches_into_a_closed_year_where_the_name_was_there_before(board: Board) -> None:
    _closed(board)
    named = Change("agency", "AG-0001", {"aliases": None}, {"aliases": "AG-0002\nTwo"})
    board.apply("Named", (named,))
    before = _everything(board)
    _merge(board, "AG-0001", "AG-0002")
    assert _rows(board, "budget_line")["BL-0001"]["agency"] == "AG-0001"
    board.undo()
    assert _everything(board) == before


def test_a_merge_is_seen_in_its_changes_both_ways(board: Board) -> None:
    _closed(board)
    changes = plan_merge(board, "agency", "AG-0001", "AG-0002").changes
    pairs = {("agency", "AG-0002"): "AG-0001"}
    with board.reading() as connection:
        assert merged_pairs(connection, changes) == pairs
        assert merged_pairs(connection, changes[-1:]) == {}
    _merge(board, "AG-0001", "AG-0002")
    with board.reading() as connection:
        undone = [change.reversed() for change in reversed(changes)]
        assert merged_pairs(connection, undone) == pairs


def test_an_address_that_is_given_up_is_nobodys_other_name(board: Board) -> None:
    kept = {"name": "Ada Reed", "email": "ada.reed@example.org"}
    gone = {"name": "Ada Marsh", "email": "ada.marsh@example.org", "other_names": "A. Marsh"}
    board.apply("Made", [create("person", "PE-0001", **kept), create("person", "PE-0002", **gone)])
    plan = plan_merge(board, "person", "PE-0001", "PE-0002")
    board.apply(plan.what, plan.changes)
    (row,) = _rows(board, "person").values()
    assert row["email"] == "ada.reed@example.org"
    assert str(row["other_names"]).splitlines() == ["Ada Marsh", "A. Marsh", "PE-0002"]


def _doers(few: FewPlans) -> list[tuple[str, ...]]:
    with few.board.reading() as connection:
        return [
            (
                row.action,
                row.agency or row.post or row.board_group or "",
                "leads" if row.lead else "",
            )
            for row in parties(connection)
        ]


@pytest.mark.parametrize("table", ["agency", "post", "board_group"])
def test_who_does_an_action_with_both_stands_there_once(table: str, tmp_path: Path) -> None:
    few = FewPlans.empty(tmp_path)
    add = few.placed if table == "board_group" else few.add
    name = "title" if table == "post" else "name"
    keep, gone, other = (add(table, **{name: title}) for title in ("Police", "Force", "Hospital"))
    plan = few.plan("Workplan", board_group=gone if table == "board_group" else None)
    both, one = few.action(plan, "1"), few.action(plan, "2")
    for doer, leads in ((keep, False), (gone, True), (other, False)):
        few.party(both, **{table: doer}, lead=leads)
    few.party(one, **{table: gone})
    before = {each: _rows(few.board, each) for each in RECORDS}

    with few.board.reading() as connection:
        pair = compare(connection, table, keep, gone)
    assert pair is not None
    assert pair.joined() == ["1 who does an action"]
    assert "1 who does an action" in pair.moved()
    few.take(plan_merge(few.board, table, keep, gone))
    assert _doers(few) == [(both, keep, "leads"), (both, other, ""), (one, keep, "")]
    few.board.undo()
    assert {each: _rows(few.board, each) for each in RECORDS} == before


def test_rows_that_say_something_else_stay_two(board: Board) -> None:
    """Somebody who held a post and holds the other one now has held it twice."""
    board.apply(
        "Made",
        [
            create("person", "PE-0001", name="Ann Example"),
            create("post", "PT-0001", title="Nurse"),
            create("post", "PT-0002", title="Lead nurse"),
            create("holding", "HO-0001", post="PT-0001", person="PE-0001"),
            create(
                "holding", "HO-0002", post="PT-0002", person="PE-0001", ended=dt.date(2012, 3, 1)
            ),
        ],
    )  # fmt: skip
    plan = plan_merge(board, "post", "PT-0001", "PT-0002")
    board.apply(plan.what, plan.changes)
    assert len(_rows(board, "holding")) == 2
