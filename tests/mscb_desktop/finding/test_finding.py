"""Records of a real board found by reference, name, part, other name and misspelt."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.board import Board
from db.changes import Change, create
from mscb_desktop.boards import open_board
from mscb_desktop.finding import Entry, Filling, Found, Index, detail, find, marked, other_name
from mscb_desktop.sample import make_sample
from tests.support.boards import clock, empty_board
from tests.support.partnership import Partnership


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    path = tmp_path / "sample.mscb"
    make_sample(path, clock=clock, who="Test")
    made = open_board(path, clock=clock, who="Test")
    made.apply(
        "More",
        [
            create("agency", "AG-0100", name="Sutton & Merton CCG", short_name="CCG"),
            create("agency", "AG-0101", name="Łódź Café Trust", aliases="Old Mill\nThe Mill"),
            create("agency", "AG-0102", name="Safeguarding Training Ltd"),
        ],
    )
    yield made
    made.close()


def _filled(board: Board) -> Filling:
    made = Filling(board)
    while not made.is_done:
        made.step()
    return made


def _names(found: Found) -> list[str]:
    return [hit.entry.name for hit in found.hits]


def _find(board: Board, text: str, limit: int = 50) -> Found:
    return find([_filled(board).index], text, limit)


def test_an_action_is_found_by_every_word_of_it(board: Board) -> None:
    long = "Agree with the hospitals how " + "and by whom and on which day " * 5 + "zeal is told"
    board.apply(
        "More",
        [
            create("action", "AN-0900", plan="PL-0006", status="open", position=9_000_000,
                   number="77", what=f"{long}\nLast come xylophones",
                   recommendation="Quilts shall be counted"),
        ],
    )  # fmt: skip
    for typed in ("zeal", "xylophones", "quilts counted", "hospitals zeal", "77 zeal"):
        hit = _find(board, typed).hits[0]
        assert hit.entry.ref == "AN-0900"
    hit = _find(board, "zeal").hits[0]
    assert (
        other_name(hit.entry.name, hit.entry.also, ["zeal"])
        == "… whom and on which day zeal is told"
    )


def test_every_record_of_the_board_is_found_by_its_reference(board: Board) -> None:
    index = _filled(board).index
    assert len(index) > 50
    for entry in index:
        if "-" in entry.ref:
            prefix, number = entry.ref.split("-")
            for typed in (entry.ref, f"{prefix.lower()}{int(number)}", f" {prefix}-{int(number)} "):
                assert find([index], typed, 5).hits[0].entry == entry


def test_a_reference_half_typed_offers_those_that_begin_so(board: Board) -> None:
    refs = [hit.entry.ref for hit in _find(board, "BL-1").hits]
    assert refs[0] == "BL-0001"
    assert {"BL-0010", "BL-0011"} <= set(refs)
    assert "BL-0002" not in refs


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("ccg", "Sutton & Merton CCG"),
        ("ccg and sutton", "Sutton & Merton CCG"),
        ("lodz", "Łódź Café Trust"),
        ("CAFÉ", "Łódź Café Trust"),
        ("cafe lod", "Łódź Café Trust"),
        ("the mill", "Łódź Café Trust"),
        ("guard train", "Safeguarding Training Ltd"),
        ("saferguarding", "Safeguarding Training Ltd"),
        ("safegaurding trianing", "Safeguarding Training Ltd"),
        ("metropolitn polise", "Metropolitan Police"),
        ("CE03", "Staff expenses"),
        ("2012-13", "2012-13"),
    ],
)
def test_a_record_is_found_first(board: Board, typed: str, name: str) -> None:
    assert _names(_find(board, typed))[0] == name


def test_misspelt_names_are_found_while_they_are_typed(board: Board) -> None:
    for typed in ("meton", "metro", "merotn"):
        assert any("Merton" in name for name in _names(_find(board, typed)))
    assert "Safeguarding Training Ltd" in _names(_find(board, "saferguar"))


def test_the_best_comes_first(tmp_path: Path) -> None:
    board = empty_board(tmp_path)
    names = ["A Pollice", "Harpolice", "City of Police", "Police Federation", "Police"]
    board.apply(
        "Made", [create("agency", f"AG-{n:04d}", name=name) for n, name in enumerate(names, 1)]
    )
    assert _names(_find(board, "police")) == [*reversed(names)]
    board.close()


def test_what_is_not_there_is_not_found(board: Board) -> None:
    for typed in ("", "  ", "·", "qqqq", "BL-9999", "police qqqq"):
        assert _find(board, typed).total == 0, typed


def test_hits_are_cut_and_counted(board: Board) -> None:
    board.apply(
        "Many", [create("agency", f"AG-{n}", name=f"Nursery {n}") for n in range(2000, 2300)]
    )
    found = _find(board, "nurser")
    assert (len(found.hits), found.total) == (50, 300)
    assert _names(found)[:2] == ["Nursery 2000", "Nursery 2001"]


def test_a_hit_says_what_it_is_and_where_it_belongs(board: Board) -> None:
    (hit, *_) = _find(board, "metropolitan police").hits
    assert detail(hit).startswith("Agency · Police and community safety · AG-")
    line = next(h for h in _find(board, "salaries").hits if h.entry.key[0] == "budget_line")
    assert detail(line) == f"Budget line · 2013-14 · {line.entry.ref}"


def test_changes_are_found_at_once_and_undo_too(board: Board) -> None:
    filling = _filled(board)
    board.on_change(lambda entry: filling.touch(entry.touched))

    def names(typed: str) -> list[str]:
        filling.catch_up()
        return _names(find([filling.index], typed, 50))

    change = Change("agency", "AG-0100", {"name": "Sutton & Merton CCG"}, {"name": "South ICB"})
    board.apply("Renamed", (change,))
    assert names("south icb") == ["South ICB"]
    assert names("sutton merton ccg") == []
    board.apply("Added", (create("agency", "AG-0200", name="Zebra"),))
    assert names("zebra") == ["Zebra"]
    board.undo()
    assert names("zebra") == []
    board.undo()
    assert names("sutton merton ccg") == ["Sutton & Merton CCG"]


def test_a_parent_renamed_is_named_anew(board: Board) -> None:
    filling = _filled(board)
    board.on_change(lambda entry: filling.touch(entry.touched))
    (sector, *_) = find([filling.index], "police and community safety", 1).hits
    name = {"name": sector.entry.name}
    board.apply("Renamed", (Change("sector", sector.entry.ref, name, {"name": "Law"}),))
    filling.catch_up()
    (hit, *_) = find([filling.index], "metropolitan police", 1).hits
    assert detail(hit).startswith("Agency · Law · ")


def test_what_changes_while_the_index_is_filled_is_in_it(tmp_path: Path) -> None:
    board = empty_board(tmp_path)
    board.apply("Many", [create("agency", f"AG-{n:04d}", name=f"First {n}") for n in range(900)])
    filling = Filling(board)
    board.on_change(lambda entry: filling.touch(entry.touched))
    while len(filling.index) < 200:
        filling.step()
    renamed = Change("agency", "AG-0001", {"name": "First 1"}, {"name": "Second"})
    gone = Change("agency", "AG-0800", {"name": "First 800"}, None)
    board.apply("Meanwhile", (renamed, gone, create("agency", "AG-0000X", name="Second too")))
    while not filling.is_done:
        filling.step()
    index = filling.index
    assert len(index) == 900
    assert _names(find([index], "second", 9)) == ["Second", "Second too"]
    assert find([index], "first 800", 9).total == 0
    board.close()


def test_pages_and_commands_are_found_before_records_of_the_same_rank(board: Board) -> None:
    few = Index(("page", "command"))
    few.put(Entry(("command", "undo"), "Undo", keys="Ctrl+Z"))
    few.put(Entry(("page", "agencies"), "Agencies"))
    board.apply("Made", (create("agency", "AG-0300", name="Agencies United"),))
    both = [few, _filled(board).index]
    assert _names(find(both, "agenc", 9))[:2] == ["Agencies", "Agencies United"]
    assert detail(find(both, "undo", 9).hits[0]) == "Command · Ctrl+Z"


def test_letters_that_answer_are_marked() -> None:
    name = "Łódź Café & Health"
    stretches = [name[start:end] for start, end in marked(name, ("cafe", "lod", "ea"))]
    assert stretches == ["Łód", "Café", "ea"]
    assert marked("Merton", ("meton",)) == []
    assert marked("Straße", ("strass",)) == [(0, 5)]
    assert other_name("Clinical Group", ("PCT", "CCG"), ("ccg",)) == "CCG"
    assert other_name("CCG", ("CCG Merton",), ("ccg",)) == ""


def test_what_is_called_by_a_renamed_record_is_found_by_the_new_name(tmp_path: Path) -> None:
    made = Partnership.empty(tmp_path)
    school, ada = made.agency("Hill School"), made.person("Ada Reed")
    post = made.post("Head", school)
    held = made.held(post, ada)
    filling = _filled(made.board)
    assert _refs(filling, "head hill") == [post, held]
    made.change(school, name="Vale School")
    filling.touch([("agency", school)])
    filling.catch_up()
    assert _refs(filling, "head hill") == []
    assert _refs(filling, "head vale") == [post, held]
    made.board.close()


def _refs(filling: Filling, text: str) -> list[str]:
    return [hit.entry.ref for hit in find([filling.index], text, 9).hits]
