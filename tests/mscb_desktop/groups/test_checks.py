"""Gaps of a board: each found once planted, told once, and gone once it is mended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.changes import Change, create
from db.fields import Value
from mscb_desktop.checks import Finding, find, plan_accept, still_open
from tests.support.boards import empty_board

TODAY = dt.date(2013, 6, 3)
LAST_SUMMER, SPRING = dt.date(2012, 7, 31), dt.date(2013, 4, 30)


class Groups:
    """A board with one sound group: the board, chaired, with two members of Health and police."""

    def __init__(self, folder: Path) -> None:
        self.board = empty_board(folder)
        self.put("financial_year", "FY-0001", start_year=2012)
        self.put("financial_year", "FY-0002", start_year=2013)
        self.put("financial_year", "FY-0003", start_year=2014)
        for number, name in enumerate(("Health", "Police"), 1):
            self.put("sector", f"SE-{number:04d}", name=name, position=number)
            self.put("agency", f"AG-{number:04d}", name=f"{name} body", sector=f"SE-{number:04d}")
        self.put("board_group", "GR-0001", name="Board", position=1)
        self.put("person", "PE-0001", name="Ada Alder")
        self.put("post", "PT-0001", title="Nurse", agency="AG-0001")
        self.put("post", "PT-0002", title="Sergeant", agency="AG-0002")
        self.member("ME-0001", person="PE-0001", office="chair")
        self.member("ME-0002", post="PT-0001")
        self.member("ME-0003", post="PT-0002")

    def put(self, table: str, ref: str, **values: Value) -> None:
        self.board.apply("Put", [create(table, ref, **values)])

    def member(self, ref: str, group: str = "GR-0001", **values: Value) -> None:
        place = int(ref[3:])
        values = {"role": "member", "position": place, **values}
        self.put("membership", ref, board_group=group, **values)

    def set(self, table: str, ref: str, **values: Value) -> None:
        """Change fields that were blank."""
        before = dict.fromkeys(values)
        self.board.apply("Set", [Change(table, ref, before, values)])

    def found(self, year: int | None = None, today: dt.date = TODAY) -> list[Finding]:
        with self.board.reading() as connection:
            return find(connection, today, year, of=["groups"])

    def only(self, year: int | None = None, today: dt.date = TODAY) -> Finding:
        (finding,) = self.found(year, today)
        return finding


@pytest.fixture
def groups(tmp_path: Path) -> Iterator[Groups]:
    made = Groups(tmp_path)
    yield made
    made.board.close()


def place(finding: Finding) -> tuple[str, str, str | None]:
    return finding.area, finding.ref, finding.column


def test_a_sound_group_has_no_gap(groups: Groups) -> None:
    assert groups.found() == []


def test_a_group_without_a_chair(groups: Groups) -> None:
    groups.put("board_group", "GR-0002", name="QA", position=2)
    assert groups.found() == []  # only begun: nobody is on it yet
    groups.member("ME-0009", "GR-0002", post="PT-0001")
    finding = groups.only()
    assert place(finding) == ("groups", "GR-0002", None)
    assert finding.title == "QA: no chair"
    assert "Nobody is its chair as at 03/06/2013." in finding.message
    groups.set("membership", "ME-0009", office="vice_chair")
    assert groups.only().key == finding.key
    groups.member("ME-0010", "GR-0002", post="PT-0002", office="chair")
    assert groups.found() == []


def test_a_group_that_has_ended_needs_nobody(groups: Groups) -> None:
    groups.put("board_group", "GR-0002", name="QA", position=2, ended=LAST_SUMMER)
    groups.member("ME-0009", "GR-0002", post="PT-0001")
    assert groups.found() == []


def test_a_vacant_chair(groups: Groups) -> None:
    groups.set("membership", "ME-0001", ended=SPRING)
    groups.put("post", "PT-0003", title="Independent Chair", vacant_since=dt.date(2013, 5, 1))
    groups.member("ME-0004", post="PT-0003", office="chair")
    finding = groups.only()
    assert place(finding) == ("groups", "ME-0004", "office")
    assert finding.message == ("Independent Chair, who chairs it, is vacant since 01/05/2013.")
    assert finding.state == "missing since 01/05/2013"
    groups.member("ME-0005", person="PE-0001", office="chair")
    assert groups.found() == []  # one of two chairs is there


def test_a_chair_who_left_is_told_once(groups: Groups) -> None:
    groups.set("person", "PE-0001", left_on=SPRING)
    finding = groups.only()
    assert place(finding) == ("groups", "ME-0001", "office")
    assert finding.message == "Ada Alder, who chairs it, left on 30/04/2013."
    groups.member("ME-0005", post="PT-0001", office="chair")
    assert groups.only().key == "left:ME-0001"


def test_members_who_left_and_posts_that_are_no_more(groups: Groups) -> None:
    groups.put("person", "PE-0002", name="Ben Brook", left_on=SPRING)
    groups.member("ME-0004", person="PE-0002", role="adviser")
    groups.set("post", "PT-0002", ended=TODAY - dt.timedelta(days=1))
    left, abolished = groups.found()[0], groups.found()[1]
    assert {place(left), place(abolished)} == {
        ("groups", "ME-0004", "ended"),
        ("groups", "ME-0003", "ended"),
    }
    messages = {left.message, abolished.message}
    assert any("Ben Brook left on 30/04/2013, and is still on the group" in m for m in messages)
    assert any("Sergeant, Police body was abolished on 02/06/2013" in m for m in messages)
    groups.set("membership", "ME-0004", ended=SPRING)
    groups.set("membership", "ME-0003", ended=SPRING)
    assert groups.found() == []


def test_the_last_day_still_belongs_to_who_leaves(groups: Groups) -> None:
    groups.put("person", "PE-0002", name="Ben Brook", left_on=TODAY)
    groups.member("ME-0004", person="PE-0002")
    assert groups.found() == []
    assert groups.only(today=TODAY + dt.timedelta(days=1)).key == "left:ME-0004"


@pytest.mark.parametrize(
    ("since", "told"),
    [
        (dt.date(2013, 3, 3), True),
        (dt.date(2013, 3, 4), False),
        (dt.date(2012, 1, 1), True),
        (dt.date(2013, 7, 1), False),
    ],
)
def test_a_post_vacant_for_a_quarter(groups: Groups, since: dt.date, told: bool) -> None:
    groups.set("post", "PT-0001", vacant_since=since)
    assert bool(groups.found()) == told


def test_a_quarter_ends_on_the_last_day_of_a_shorter_month(groups: Groups) -> None:
    groups.set("post", "PT-0001", vacant_since=dt.date(2012, 11, 30))
    assert groups.found(today=dt.date(2013, 2, 27), year=2013) == []
    assert groups.found(today=dt.date(2013, 2, 28), year=2013)


def test_a_vacant_post_is_told_once_with_its_groups(groups: Groups) -> None:
    groups.put("person", "PE-0002", name="Ben Brook")
    groups.put("holding", "HO-0001", post="PT-0001", person="PE-0002", ended=LAST_SUMMER)
    for number, name in enumerate(("QA", "Training", "Policy"), 2):
        groups.put("board_group", f"GR-000{number}", name=name, position=number)
        groups.member(f"ME-001{number}", f"GR-000{number}", post="PT-0001")
        groups.member(f"ME-002{number}", f"GR-000{number}", post="PT-0002", office="chair")
    finding = groups.only()
    assert place(finding) == ("people", "PT-0001", "vacant_since")
    assert finding.title == "Nurse, Health body is vacant"
    assert finding.state == "vacant since 01/08/2012"
    assert "it sits on Board, QA, Training and 1 more." in finding.message
    groups.put("holding", "HO-0002", post="PT-0001", person="PE-0001", began=SPRING)
    assert groups.found() == []


def test_a_post_that_sits_on_no_group_may_be_vacant(groups: Groups) -> None:
    groups.put("post", "PT-0003", title="Spare", vacant_since=LAST_SUMMER)
    assert groups.found() == []


def test_sectors_and_agencies_that_a_quorum_asks_for(groups: Groups) -> None:
    groups.put("quorum_seat", "QS-0001", board_group="GR-0001", sector="SE-0001", least=1)
    groups.put("quorum_seat", "QS-0002", board_group="GR-0001", agency="AG-0002", least=1)
    assert groups.found() == []
    groups.put("quorum_seat", "QS-0003", board_group="GR-0001", sector="SE-0001", least=2)
    few = groups.only()
    assert place(few) == ("groups", "QS-0003", "least")
    assert (few.title, few.state) == ("Board: only 1 from Health", "1 of 2")
    groups.set("membership", "ME-0003", ended=SPRING)
    nobody = groups.found()[0]
    assert nobody.title == "Board: nobody from Police body"
    assert "asks for at least 1 from Police body, and none of its members is" in nobody.message


def test_the_successor_fills_the_seat_of_an_agency(groups: Groups) -> None:
    groups.put("quorum_seat", "QS-0001", board_group="GR-0001", agency="AG-0001", least=1)
    groups.put("agency", "AG-0003", name="CCG", sector="SE-0001")
    groups.set("agency", "AG-0001", successor="AG-0003", succeeded_on=dt.date(2013, 4, 1))
    groups.put("post", "PT-0003", title="Doctor", agency="AG-0003")
    groups.set("membership", "ME-0002", ended=SPRING)
    assert groups.only().title == "Board: nobody from CCG"
    groups.member("ME-0004", post="PT-0003", began=SPRING)
    assert groups.found() == []


@pytest.mark.parametrize(
    ("share", "title", "words"),
    [
        ("3", None, ""),
        ("all", None, ""),
        ("4", "Board: the quorum cannot be reached", "asks for 4 members with a vote, and 3 are"),
        ("enough", "Board: the quorum cannot be read", "type half, a third"),
    ],
)
def test_a_quorum_that_no_meeting_reaches(
    groups: Groups, share: str, title: str | None, words: str
) -> None:
    groups.set("board_group", "GR-0001", quorum_share=share)
    if title is None:
        assert groups.found() == []
    else:
        finding = groups.only()
        assert finding.title == title
        assert words in finding.message
        assert place(finding) == ("groups", "GR-0001", "quorum_share")


def test_a_quorum_of_a_group_on_which_nobody_votes(groups: Groups) -> None:
    for number in (1, 2, 3):
        groups.set("membership", f"ME-000{number}", voting=False)
    groups.set("board_group", "GR-0001", quorum_share="half")
    assert "nobody is there" in groups.only().message


def test_deputies_whose_member_is_no_longer_there(groups: Groups) -> None:
    groups.put("post", "PT-0003", title="Deputy Nurse", agency="AG-0001")
    groups.member("ME-0004", post="PT-0003", role="deputy", deputy_for="ME-0002")
    assert groups.found() == []
    groups.set("membership", "ME-0002", ended=SPRING)
    finding = groups.only()
    assert place(finding) == ("groups", "ME-0004", "deputy_for")
    assert finding.message == (
        "Deputy Nurse, Health body is deputy for Nurse, Health body, who has not been on the "
        "group since 01/05/2013."
    )
    groups.set("membership", "ME-0004", ended=SPRING)
    assert groups.found() == []


def test_the_deputy_of_somebody_who_left(groups: Groups) -> None:
    groups.put("person", "PE-0002", name="Ben Brook", left_on=SPRING)
    groups.member("ME-0004", person="PE-0002")
    groups.put("post", "PT-0003", title="Deputy Nurse", agency="AG-0001")
    groups.member("ME-0005", post="PT-0003", role="deputy", deputy_for="ME-0004")
    assert [finding.key for finding in groups.found()] == ["left:ME-0004", "deputy:ME-0005"]


def test_a_deputy_of_a_vacant_post_or_of_one_to_come_is_no_gap(groups: Groups) -> None:
    groups.set("post", "PT-0001", vacant_since=dt.date(2013, 5, 1))
    groups.member("ME-0005", post="PT-0002", began=dt.date(2013, 9, 1))
    for number, of in ((6, "ME-0002"), (7, "ME-0005")):
        groups.put("post", f"PT-000{number}", title="Deputy", agency="AG-0001")
        groups.member(f"ME-000{number}", post=f"PT-000{number}", role="deputy", deputy_for=of)
    assert groups.found() == []


def test_an_agency_that_was_succeeded_on_no_day(groups: Groups) -> None:
    groups.put("agency", "AG-0003", name="CCG", sector="SE-0001")
    groups.set("agency", "AG-0001", successor="AG-0003")
    finding = groups.only()
    assert place(finding) == ("agencies", "AG-0001", "succeeded_on")
    assert "CCG succeeded it" in finding.message
    # Posts that still stand at the old agency are found through its successor: no gap.
    groups.set("agency", "AG-0001", succeeded_on=dt.date(2013, 4, 1))
    assert groups.found() == []


def test_a_past_year_is_looked_at_on_its_last_day(groups: Groups) -> None:
    groups.set("person", "PE-0001", left_on=SPRING)
    assert groups.found(2012) == []
    finding = groups.only(2013)
    assert (finding.year, finding.year_ref) == (2013, "FY-0002")
    # All years: as at the newest that has begun, which in autumn 2012 was the first.
    assert groups.only().year == 2013
    assert groups.found(today=dt.date(2012, 10, 1)) == []
    # A year that this board does not have yet is over: the newest one's last day counts.
    late = groups.only(today=dt.date(2030, 1, 1))
    assert (late.year, late.year_ref) == (2014, "FY-0003")


def test_accepted_until_its_state_changes(groups: Groups) -> None:
    groups.set("post", "PT-0001", vacant_since=LAST_SUMMER)
    plan = plan_accept(groups.board, groups.only(), "Advertised twice.")
    groups.board.apply(plan.what, plan.changes)
    assert groups.only().accepted == "Advertised twice."
    assert still_open(groups.found()) == []
    assert groups.only(2014).accepted is None  # with its year, like every reason
    change = {"vacant_since": LAST_SUMMER}, {"vacant_since": dt.date(2012, 8, 1)}
    groups.board.apply("Set", [Change("post", "PT-0001", *change)])
    assert groups.only().accepted is None


def test_without_a_financial_year_it_says_why_it_cannot_be_accepted(tmp_path: Path) -> None:
    board = empty_board(tmp_path, name="young")
    board.apply(
        "Agencies",
        [
            create("agency", "AG-0002", name="CCG"),
            create("agency", "AG-0001", name="PCT", successor="AG-0002"),
        ],
    )
    with board.reading() as connection:
        (finding,) = find(connection, TODAY)
    assert (finding.year, finding.year_ref) == (2013, None)
    plan = plan_accept(board, finding, "Known.")
    assert plan.changes == ()
    assert "once the board has the financial year 2013-14" in plan.problems[0].message
    board.close()
