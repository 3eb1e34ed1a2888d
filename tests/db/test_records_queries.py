"""Queries over any kind of record: pages, names, lookups, and what a deletion takes along."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.board import Board
from db.changes import Change, Refused, create
from db.queries import records
from db.queries.postings import posting_sums
from tests.support.boards import empty_board


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    made = empty_board(tmp_path)
    yield made
    made.close()


def add_agencies(board: Board, **names: str | dict[str, str]) -> None:
    """Add agencies AG-…: a name alone, or all of their fields."""
    changes = []
    for ref, given in names.items():
        values = {"name": given} if isinstance(given, str) else given
        changes.append(create("agency", ref.replace("_", "-"), **values))
    board.apply("Added", changes)


def add_line(board: Board, ref: str, **values: str | int | None) -> None:
    fixed: dict[str, str | int | None] = {
        "year": "FY-0001",
        "side": "expenditure",
        "kind": "expenditure",
    }
    board.apply("Added", [create("budget_line", ref, **(fixed | values))])


def add_posting(board: Board, ref: str, line: str, amount: int, state: str = "paid") -> None:
    values = {"line": line, "amount": amount, "state": state, "position": int(ref[3:])}
    board.apply("Added", [create("posting", ref, **values)])


@pytest.fixture
def budget(board: Board) -> Board:
    """Give a board with a year and two lines, the first of which has postings."""
    board.apply("Year", [create("financial_year", "FY-0001", start_year=2012)])
    add_line(board, "BL-0001", position=1024, description="Room hire")
    add_line(board, "BL-0002", position=2048, description="Recruitment")
    for number, (amount, state) in enumerate([(100, "paid"), (250, "committed"), (-30, "paid")]):
        add_posting(board, f"PO-{number + 1:04d}", "BL-0001", amount, state)
    return board


def test_rows_are_read_by_reference_more_than_one_query_takes(board: Board) -> None:
    refs = [f"AG-{number:04d}" for number in range(1, 1102)]
    board.apply("Added", [create("agency", ref, name=f"Agency {ref}") for ref in refs])
    with board.reading() as connection:
        found = records.rows_by_ref(connection, "agency", [*refs, "AG-9999"])
        assert sorted(found) == refs
        assert found["AG-0700"]["name"] == "Agency AG-0700"
        assert len(records.names(connection, "agency", refs)) == 1101


def test_a_page_holds_the_rows_of_its_list_in_order(budget: Board) -> None:
    add_posting(budget, "PO-0009", "BL-0002", 1)
    within = {"line": "BL-0001"}
    with budget.reading() as connection:
        assert records.count(connection, "posting", within) == 3
        pages = [records.page(connection, "posting", within, start, 2) for start in (0, 2, 4)]
        assert [[ref for ref, _ in page] for page in pages] == [
            ["PO-0001", "PO-0002"],
            ["PO-0003"],
            [],
        ]
        assert records.positions(connection, "posting", within) == [
            ("PO-0001", 1),
            ("PO-0002", 2),
            ("PO-0003", 3),
        ]


def test_records_without_an_order_stand_by_name_whatever_its_case(board: Board) -> None:
    add_agencies(board, AG_0001="probation", AG_0002="Cafcass", AG_0003="Police")
    with board.reading() as connection:
        found = records.page(connection, "agency", {}, 0, 10)
    assert [values["name"] for _, values in found] == ["Cafcass", "Police", "probation"]


def test_a_record_without_a_name_is_called_by_its_reference(budget: Board) -> None:
    add_line(budget, "BL-0003", position=3072)
    with budget.reading() as connection:
        found = records.names(connection, "budget_line", ["BL-0001", "BL-0003", "BL-0009"])
    assert found == {"BL-0001": "Room hire", "BL-0003": "BL-0003"}


def test_names_that_begin_with_the_text_are_offered_first(board: Board) -> None:
    add_agencies(
        board,
        AG_0001="British Transport Police",
        AG_0002="Police",
        AG_0003={"name": "Sutton CCG", "aliases": "NHS Sutton\nPolicy unit"},
    )
    with board.reading() as connection:
        found = records.search(connection, "agency", "pol", 10)
        assert [named.name for named in found] == [
            "Police",
            "British Transport Police",
            "Sutton CCG",
        ]
        assert {named.name: named.detail for named in found}["Sutton CCG"] == (
            "NHS Sutton · Policy unit"
        )
        assert len(records.search(connection, "agency", "", 2)) == 2


@pytest.mark.parametrize("text", ["100%", "a_b", "back\\slash"])
def test_signs_of_patterns_are_searched_as_they_are(board: Board, text: str) -> None:
    add_agencies(board, AG_0001="100x", AG_0002="axb", AG_0003="backslash", AG_0004=f"Is {text}!")
    add_agencies(board, AG_0005=text)
    with board.reading() as connection:
        assert {n.ref for n in records.search(connection, "agency", text, 9)} == {
            "AG-0004",
            "AG-0005",
        }
        assert records.exactly(connection, "agency", text) == ["AG-0005"]


@pytest.mark.parametrize(
    "text",
    [
        "NHS Sutton & Merton (PCT)",
        "nhs sutton & merton (pct)",
        "  NHS  Sutton &  Merton (PCT) ",
        "PCT",
        "sutton primary care trust",
        "École Zoë",
        "ÉCOLE ZOË",
        "AG-0001",
        "ag-0001",
    ],
)
def test_a_record_is_found_by_any_of_its_names(board: Board, text: str) -> None:
    add_agencies(
        board,
        AG_0001={
            "name": "NHS Sutton & Merton (PCT)",
            "short_name": "PCT",
            "aliases": "Sutton Primary Care Trust\nÉcole Zoë",
        },
        AG_0002="NHS Sutton",
    )
    with board.reading() as connection:
        assert records.exactly(connection, "agency", text) == ["AG-0001"]


@pytest.mark.parametrize("text", ["NHS", "Sutton & Merton", "PC", "AG-1", "Trust", "é"])
def test_part_of_a_name_is_not_the_name(board: Board, text: str) -> None:
    add_agencies(board, AG_0001={"name": "NHS Sutton & Merton", "aliases": "PCT\nSutton Trust"})
    with board.reading() as connection:
        assert records.exactly(connection, "agency", text) == []


def test_a_name_that_two_have_finds_both(board: Board) -> None:
    add_agencies(board, AG_0001="Police", AG_0002={"name": "Met", "aliases": "police"})
    with board.reading() as connection:
        assert sorted(records.exactly(connection, "agency", "Police")) == ["AG-0001", "AG-0002"]


def deleted(board: Board, table: str, refs: list[str]) -> list[Change]:
    with board.reading() as connection:
        changes = records.deletion(connection, table, refs)
    board.apply("Deleted", changes)
    return changes


def stored(board: Board, table: str) -> dict[str, object]:
    with board.reading() as connection:
        return dict(records.page(connection, table, {}, 0, 100))


def test_a_deletion_takes_along_what_is_owned_and_undo_brings_all_back(budget: Board) -> None:
    before = stored(budget, "budget_line"), stored(budget, "posting")
    changes = deleted(budget, "budget_line", ["BL-0001", "BL-0009"])
    assert [change.ref for change in changes] == ["PO-0001", "PO-0002", "PO-0003", "BL-0001"]
    assert (list(stored(budget, "budget_line")), stored(budget, "posting")) == (["BL-0002"], {})
    budget.undo()
    assert (stored(budget, "budget_line"), stored(budget, "posting")) == before


def test_what_is_named_by_what_another_owns_says_whose(budget: Board) -> None:
    budget.apply(
        "Plans",
        [
            create("plan_kind", "PK-0001", name="Business plan", has_objectives=True, position=1),
            create("plan", "PL-0001", name="Plan", plan_kind="PK-0001", position=1),
            create("action", "AN-0001", plan="PL-0001", number="1", status="open", position=1),
            create("action", "AN-0002", plan="PL-0001", what="Audit", status="open", position=2),
            create("action_link", "AL-0001", action="AN-0002", objective="AN-0001", position=1),
        ],
    )
    with pytest.raises(Refused) as refusal:
        deleted(budget, "action", ["AN-0001"])
    assert refusal.value.problems[0].message == (
        "Action 1 (AN-0001) cannot be deleted: it stands in 1 objective served under "
        "'Objective', of Action Audit (AN-0002). Change those first."
    )
    with pytest.raises(Refused, match=r"in 1 plan under 'Kind of plan', Plan \(PL-0001\)\."):
        deleted(budget, "plan_kind", ["PK-0001"])


def test_a_line_that_another_names_stays(budget: Board) -> None:
    add_line(budget, "BL-0003", position=3072, kind="adjustment", reclaims="BL-0002")
    with pytest.raises(Refused, match=r"line .+ \(BL-0002\) cannot be deleted: it stands in 1 bud"):
        deleted(budget, "budget_line", ["BL-0002"])
    assert "BL-0002" in stored(budget, "budget_line")


@pytest.mark.parametrize("refs", [["BL-0002", "BL-0003"], ["BL-0003", "BL-0002"]])
def test_a_line_goes_together_with_the_one_that_names_it(budget: Board, refs: list[str]) -> None:
    add_line(budget, "BL-0003", position=3072, kind="adjustment", reclaims="BL-0002")
    before = stored(budget, "budget_line")
    deleted(budget, "budget_line", refs)
    assert list(stored(budget, "budget_line")) == ["BL-0001"]
    budget.undo()
    assert stored(budget, "budget_line") == before


def test_agencies_that_name_each_other_go_together(board: Board) -> None:
    add_agencies(board, AG_0001="PCT", AG_0002={"name": "CCG", "successor": "AG-0001"})
    board.apply(
        "Succeeded", [Change("agency", "AG-0001", {"successor": None}, {"successor": "AG-0002"})]
    )
    before = stored(board, "agency")
    deleted(board, "agency", ["AG-0001", "AG-0002"])
    assert stored(board, "agency") == {}
    board.undo()
    assert stored(board, "agency") == before


def test_postings_are_summed_by_what_has_moved(budget: Board) -> None:
    with budget.reading() as connection:
        assert posting_sums(connection, "BL-0001") == (3, 70, 250)
        assert posting_sums(connection, "BL-0002") == (0, 0, 0)


def test_a_posting_without_an_amount_counts_as_nothing(budget: Board) -> None:
    budget.apply(
        "Added",
        [create("posting", "PO-0010", line="BL-0002", state="paid", position=1, party="Ryman")],
    )
    with budget.reading() as connection:
        assert posting_sums(connection, "BL-0002") == (1, 0, 0)
