"""Positions of ordered rows, against a plain list that does the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hypothesis import given
from hypothesis import strategies as st

from db.changes import Change
from mscb_desktop.sheet.order import STEP, move, put_in

TABLE = "budget_line"


@st.composite
def placed_lists(draw: st.DrawFn) -> list[tuple[str, int]]:
    """Draw a list in order; its rows may stand as close as one apart, and below zero."""
    gaps = draw(st.lists(st.one_of(st.integers(1, 3), st.integers(1, 5000)), max_size=8))
    position = draw(st.integers(-2000, 2000))
    placed = []
    for number, gap in enumerate(gaps):
        position += gap
        placed.append((f"BL-{number:04d}", position))
    return placed


def in_order(
    placed: Sequence[tuple[str, int]], changes: Sequence[Change], new: Mapping[str, int]
) -> list[str]:
    """Give the references in order after the changes, which must fit what stands there."""
    positions = dict(placed)
    for change in changes:
        assert change.before == {"position": positions[change.ref]}
        assert change.after is not None
        positions[change.ref] = int(str(change.after["position"]))
    positions |= new
    assert len(set(positions.values())) == len(positions), "two rows at one position"
    return sorted(positions, key=lambda ref: positions[ref])


@given(data=st.data(), placed=placed_lists())
def test_new_rows_come_to_stand_where_they_are_put(
    data: st.DataObject, placed: list[tuple[str, int]]
) -> None:
    counts = data.draw(
        st.dictionaries(st.integers(0, len(placed)), st.integers(1, 4), max_size=3), "new rows"
    )
    new = {index: [f"N-{index}-{n}" for n in range(count)] for index, count in counts.items()}
    positions, changes = put_in(TABLE, placed, new)
    expected = [ref for ref, _ in placed]
    for index in sorted(new, reverse=True):
        expected[index:index] = new[index]
    assert in_order(placed, changes, positions) == expected


def test_room_between_rows_leaves_the_others_alone() -> None:
    positions, changes = put_in(TABLE, [("A", STEP), ("B", 2 * STEP)], {1: ["X"]})
    assert changes == []
    assert STEP < positions["X"] < 2 * STEP


def test_without_room_the_list_is_placed_anew() -> None:
    positions, changes = put_in(TABLE, [("A", 1), ("B", 2)], {1: ["X"]})
    assert [change.ref for change in changes] == ["A", "B"]
    assert positions == {"X": 2 * STEP}


@given(data=st.data(), placed=placed_lists(), step=st.sampled_from([-1, 1]))
def test_moving_does_what_moving_in_a_list_does(
    data: st.DataObject, placed: list[tuple[str, int]], step: int
) -> None:
    refs = [ref for ref, _ in placed]
    chosen = data.draw(st.lists(st.sampled_from(refs), unique=True) if refs else st.just([]))
    changes = move(TABLE, placed, chosen, step)
    assert in_order(placed, changes, {}) == moved_in_list(refs, set(chosen), step)


def moved_in_list(refs: list[str], chosen: set[str], step: int) -> list[str]:
    """Move up by taking rows one after another from the top; down is up in the list reversed."""
    if step > 0:
        return moved_in_list(refs[::-1], chosen, -1)[::-1]
    result: list[str] = []
    for ref in refs:
        if ref in chosen and result and result[-1] not in chosen:
            result.insert(len(result) - 1, ref)
        else:
            result.append(ref)
    return result


def test_a_block_at_the_end_of_the_list_stays() -> None:
    placed = [("A", 1), ("B", 2), ("C", 3)]
    assert move(TABLE, placed, ["A", "B"], -1) == []
    assert move(TABLE, placed, ["B", "C"], 1) == []


def test_a_block_moves_whole() -> None:
    placed = [("A", 1), ("B", 2), ("C", 3)]
    changes = move(TABLE, placed, ["B", "C"], -1)
    assert in_order(placed, changes, {}) == ["B", "C", "A"]


def test_rows_that_are_not_in_the_list_are_passed_over() -> None:
    assert move(TABLE, [("A", 1), ("B", 2)], ["Z"], 1) == []
