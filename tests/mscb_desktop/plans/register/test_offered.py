"""The filters offer who does an action, and the plans and objectives of the years looked at."""

import datetime as dt
from pathlib import Path

import pytest

from db.board import Board
from db.changes import create
from mscb_desktop.guards import GUARDS
from mscb_desktop.plans.register.listing import Listing
from mscb_desktop.plans.register.offered import LONGEST, Offered
from tests.support.boards import empty_board


@pytest.fixture
def board(tmp_path: Path) -> Board:
    made = empty_board(tmp_path, GUARDS)
    made.apply(
        "Lists",
        [
            create("financial_year", "FY-0001", start_year=2011),
            create("financial_year", "FY-0002", start_year=2012),
            create("agency", "AG-0001", name="Police", short_name="MPS", aliases="The Met"),
            create("agency", "AG-0002", name="Health trust"),
            create("agency", "AG-0003", name="Trust that does nothing"),
            create("post", "PO-0001", title="Nurse", agency="AG-0002"),
            create("board_group", "GR-0001", name="Audit group", position=1),
            create("plan_kind", "PK-0001", name="Business plan", has_objectives=True, position=1),
            create("plan", "PL-0001", name="Aims", plan_kind="PK-0001", year="FY-0001", position=1),
            create("plan", "PL-0002", name="Aims", plan_kind="PK-0001", year="FY-0002", position=2),
            create(
                "action",
                "AN-0001",
                plan="PL-0001",
                number="1.1",
                what="Listen:\n- to all",
                status="open",
                position=1,
            ),
            create(
                "action",
                "AN-0002",
                plan="PL-0002",
                number="1.1.",
                what="Hear " + "them " * 40,
                status="open",
                position=1,
            ),
            create("action_party", "AY-0001", action="AN-0001", agency="AG-0001", position=1),
            create("action_party", "AY-0002", action="AN-0001", post="PO-0001", position=2),
            create("action_party", "AY-0003", action="AN-0002", board_group="GR-0001", position=1),
        ],
    )
    return made


@pytest.fixture
def offered(board: Board) -> Offered:
    return Offered(board, Listing(board, dt.date(2013, 3, 31), 2012))


def labels(offered: Offered, name: str, text: str = "", *, every_year: bool = False) -> list[str]:
    return [each.label for each in offered.for_field(name, text, every_year=every_year)]


def test_agencies_are_those_that_do_something_themselves_or_by_a_post(offered: Offered) -> None:
    assert labels(offered, "agency") == ["Health trust", "Police"]
    assert labels(offered, "agency", "trust") == ["Health trust"]
    assert labels(offered, "post") == ["Nurse, Health trust"]
    assert labels(offered, "board_group", "GROUP audit") == ["Audit group"]


def test_they_are_found_by_their_other_names(offered: Offered) -> None:
    for name in ("mps", "the met"):
        (police,) = offered.for_field("agency", name)
        assert (police.label, police.detail) == ("Police", "MPS, The Met")


def test_plans_and_objectives_are_those_of_the_years_looked_at(offered: Offered) -> None:
    assert labels(offered, "plan") == ["Aims"]
    assert labels(offered, "plan", every_year=True) == ["2011-12 Aims", "Aims"]
    (objective,) = offered.for_field("objective", "")
    assert objective.ref == "AN-0002"
    assert objective.label.startswith("1.1 Hear them")
    assert len(objective.label) <= LONGEST
    both = offered.for_field("objective", "1.1", every_year=True)
    assert [(each.label[:10], each.detail) for each in both] == [
        ("1.1 Listen", "2011-12 Aims"),
        ("1.1 Hear t", "Aims"),
    ]


def test_choices_that_begin_with_the_text_come_first(offered: Offered) -> None:
    assert labels(offered, "rag", "r") == ["Red", "Amber", "Green", "Not rated"]
    assert labels(offered, "due")[0] == "Overdue"


def test_what_is_asked_for_is_named(offered: Offered) -> None:
    assert offered.name("agency", "AG-0001") == "Police"
    assert offered.name("plan", "PL-0001") == "2011-12 Aims"
    assert offered.name("objective", "AN-0001") == "1.1 Listen"
    assert offered.name("status", "complete") == "Complete"
    assert offered.name("rag", "none") == "No update"
    assert offered.name("post", None) == ""
    assert offered.name("objective", "AN-9999") == "AN-9999"
