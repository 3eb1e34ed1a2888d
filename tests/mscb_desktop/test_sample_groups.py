"""Merton's groups: the lists of the appendices row by row, with posts and agencies of their own."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

import pytest

import resources
from db.board import Board
from db.queries.groups import GroupRow
from db.queries.records import rows_by_ref
from db.records.groups import GroupKind, Office, Role
from mscb_desktop.boards import open_board
from mscb_desktop.groups.members import Member, Roll
from mscb_desktop.lookups import find
from mscb_desktop.sample import make_sample
from tests.support.boards import clock
from tests.support.merton_groups import BOARD, CONTRIBUTORS, SUBGROUPS, WITHOUT_MEMBERS

LAST_DAY = dt.date(2013, 3, 31)
REPRESENTATIVE = "Representative"
PANEL = "Serious Case Review Panel"


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Board]:
    path = tmp_path_factory.mktemp("sample") / "merton.mscb"
    make_sample(path, clock=clock, who="Test")
    made = open_board(path, clock=clock, who="Test")
    yield made
    made.close()


@pytest.fixture(scope="module")
def roll(board: Board) -> Roll:
    with board.reading() as connection:
        return Roll(connection, LAST_DAY)


@pytest.fixture(scope="module")
def names(board: Board, roll: Roll) -> dict[str, list[str]]:
    """All names of posts and agencies, by reference."""
    members = [member for each in roll.groups for member in roll.members(each.ref)]
    refs = {"post": [str(m.row.post) for m in members], "agency": list(roll.agencies)}
    found = {}
    for table, own in (("post", "title"), ("agency", "name")):
        with board.reading() as connection:
            rows = rows_by_ref(connection, table, refs[table])
        for ref, row in rows.items():
            others = row["other_names"] if table == "post" else row["aliases"]
            texts = [row[own], row.get("short_name"), *str(others or "").splitlines()]
            found[ref] = [str(text) for text in texts if text]
    return found


def group(roll: Roll, name: str) -> GroupRow:
    (found,) = (each for each in roll.groups if each.name == name)
    return found


def meant(printed: str, of: str = "") -> str:
    """Give a row with what another row of its page, or of another list, says of it."""
    if printed.endswith("Designated Doctor, Sutton & Merton"):
        return printed.replace("Sutton", "NHS Sutton")
    if (printed, of) == ("Independent Chair", PANEL):
        return f"Independent Chair of the {PANEL}"
    return "LSCB Administrator" if printed == "Administrator (Note taker)" else printed


def words(text: str) -> str:
    """Reduce a row to its words: commas, brackets and dashes are the page's, not the post's."""
    return re.sub(r"[^a-z0-9&/+']+", " ", text.casefold()).strip()


def ways(member: Member, names: dict[str, list[str]]) -> set[str]:
    """Give every way to print a member by its post's and its agency's names."""
    agencies = names[member.agency.ref] if member.agency else []
    titles = names[str(member.row.post)]
    behind = {Role.MINUTE_TAKER: " Minute Taker"}.get(member.row.role, "")
    behind = " Chair" if member.row.office is Office.CHAIR else behind
    found = set(titles)
    for title in titles:
        rank, _, unit = title.partition(", ")
        found.add(f"{title}{behind}")
        for agency in agencies:
            # A unit stands behind its agency as often as before it.
            found |= {f"{title} {agency}", f"{agency} {title}", f"{rank} {agency} {unit}"}
            found.add(f"{title} {agency}{behind}")
            found.add(agency if title == REPRESENTATIVE else title)
    return {words(way) for way in found}


def test_the_board_is_the_page_of_appendix_1(roll: Roll, names: dict[str, list[str]]) -> None:
    sections = roll.sections(group(roll, "Merton Safeguarding Children Board").ref)
    assert [(section.heading, len(section.members)) for section in sections] == [
        (heading, len(rows)) for heading, rows in BOARD
    ]
    for section, (_, rows) in zip(sections, BOARD, strict=True):
        for member, printed in zip(section.members, rows, strict=True):
            assert words(meant(printed)) in ways(member, names), printed


def test_every_row_of_the_local_authority_is_at_the_council(roll: Roll) -> None:
    sections = roll.sections(group(roll, "Merton Safeguarding Children Board").ref)
    by_heading = {section.heading: section.members for section in sections}
    agencies = {member.agency and member.agency.name for member in by_heading["Local authority"]}
    assert agencies == {"LB Merton"}
    needs = by_heading["Housing"][-1]
    assert needs.agency is not None
    assert (needs.called, needs.agency.name) == ("Housing Needs Manager, LB Merton", "LB Merton")


@pytest.mark.parametrize("name", SUBGROUPS)
def test_each_list_is_printed_row_by_row(
    name: str, roll: Roll, names: dict[str, list[str]]
) -> None:
    members = roll.members(group(roll, name).ref)
    assert len(members) == len(SUBGROUPS[name])
    for member, printed in zip(members, SUBGROUPS[name], strict=True):
        assert words(meant(printed, name)) in ways(member, names), printed


def test_groups_of_which_no_members_are_printed_have_none(roll: Roll) -> None:
    assert [each.name for each in roll.groups if not roll.members(each.ref)] == [*WITHOUT_MEMBERS]
    assert len(roll.groups) == 1 + len(SUBGROUPS) + len(WITHOUT_MEMBERS)


def test_what_reports_to_what(roll: Roll) -> None:
    (top,) = roll.below(None)
    assert (top.name, top.kind) == ("Merton Safeguarding Children Board", GroupKind.BOARD)
    assert [each.name for each in roll.below(top.ref)] == [
        "Quality Assurance Subgroup",
        "Policy & Practice Subgroup",
        "Training Subgroup",
        "Communications & Public Information Subgroup",
        "Promote & Protect Young People Strategic Group",
        "Serious Incidents Subgroup",
        PANEL,
    ]
    policy = group(roll, "Policy & Practice Subgroup")
    (working,) = roll.below(policy.ref)
    assert (working.name, working.kind) == (WITHOUT_MEMBERS[0], GroupKind.WORKING_GROUP)
    assert group(roll, PANEL).kind is GroupKind.PANEL
    serious = group(roll, "Serious Incidents Subgroup")
    assert serious.meets == "When consideration of a serious case is required"


def test_who_leads_and_who_takes_minutes(roll: Roll) -> None:
    chairs = {
        each.name: [member.called for member in roll.led_by(each.ref, Office.CHAIR)]
        for each in roll.groups
    }
    assert {name: called for name, called in chairs.items() if called} == {
        "Merton Safeguarding Children Board": ["Independent Chair"],
        "Policy & Practice Subgroup": [
            "Service Manager for Safeguarding Partnerships, LB Merton",
        ],
        PANEL: [f"Independent Chair of the {PANEL}"],
    }
    takers = [
        member.row.post
        for member in roll.members(group(roll, "Merton Safeguarding Children Board").ref)
        if member.row.role is Role.MINUTE_TAKER
    ]
    assert len(set(takers)) == 2, "two posts, called the same"


def test_posts_that_sit_on_several_groups_are_one(roll: Roll) -> None:
    sits: dict[str, list[str]] = {}
    for each in roll.groups:
        for member in roll.members(each.ref):
            sits.setdefault(member.called, []).append(each.name)
    assert sits["Service Manager for Safeguarding Partnerships, LB Merton"] == [
        "Merton Safeguarding Children Board",
        "Quality Assurance Subgroup",
        "Policy & Practice Subgroup",
    ]
    assert len(sits["Assistant Chief Officer, London Probation Trust"]) == 2
    assert sits["Assistant Chief Officer, Merton & Sutton Probation Trust"] == [PANEL]


def test_the_agencies_that_contribute_to_reviews_are_there(board: Board) -> None:
    with board.reading() as connection:
        found = {name: find(connection, "agency", name) for name in CONTRIBUTORS}
    assert found["London Borough of Merton Housing Services"] == "AG-0001"
    assert len(set(found.values())) == len(CONTRIBUTORS) - 1, "the council is one agency"


def test_nothing_is_said_that_the_appendices_do_not_say(roll: Roll) -> None:
    for each in roll.groups:
        assert (each.began, each.ended, each.quorum_share, each.quorum_chair) == (None,) * 4
        assert each.quorum_deputies is None
        assert roll.seats(each.ref) == []
        for member in roll.members(each.ref):
            assert (member.people, member.row.person, member.vacant_since) == ((), None, None)
            assert (member.row.began, member.row.ended, member.row.voting) == (None,) * 3


def test_there_is_no_file_of_people() -> None:
    files = {path.stem for path in resources.path("sample", "merton_2012_13").glob("*.csv")}
    assert files.isdisjoint({"person", "holding"})
    posts = resources.read_text("sample", "merton_2012_13", "post.csv")
    assert "@" not in posts
    assert re.search(r"\b(Mr|Mrs|Ms|Miss|Dr)\b", posts) is None
