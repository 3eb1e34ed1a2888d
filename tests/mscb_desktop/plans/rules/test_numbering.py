"""The order of numbers, and what a printed link means."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mscb_desktop.plans.model import Action, Section
from mscb_desktop.plans.rules.numbering import Meant, Objectives, order, part_links, read_link

BUSINESS_PLAN = Objectives(
    [
        Action(f"OB-{number}", "PL-1", number=number, what=what)
        for number, what in (
            ("1.1", "Membership kept under review to take account of:\n- New partners\n- Meetings"),
            ("2.1", "Develop a Quality Assurance framework for multi agency safeguarding activity"),
            (
                "2.2",
                "Early Help/Early Intervention services are effective in safeguarding children",
            ),
            ("2.3", "Improve practice around response to domestic violence and its effects"),
            ("2.4", "Maintain multi agency awareness of Private Fostering issues\n- Working group"),
            ("2.5", "Maintain focus on addressing CSE"),
            ("4.1", "Improve young people's participation\n- Widen the Communications subgroup"),
            ("4.2", "Refresh MSCB communications:\n- Review the strategy"),
        )
    ],
    [
        Section("SE-1", "PL-1", "1.", "Governance & accountability"),
        Section("SE-2", "PL-1", "2", "Challenge & improvement"),
        Section("SE-4", "PL-1", "4.", "Engagement: communication & consultation"),
    ],
)


def ref(found: Meant | None) -> str | None:
    one = found and (found.objective or found.section)
    return one.ref if one else None


def test_numbers_stand_as_people_count() -> None:
    there = [
        "1.", "1.1", "1.2", "1.9", "1.10", "2", "2.1", "2a", "2(b)", "5 and 14", "6", "10", "R1",
        "R2", "R10", "", None,
    ]  # fmt: skip
    mixed = random.Random(5).sample(there[:-2], len(there) - 2)
    assert sorted(mixed, key=order) == there[:-2]
    assert max(there, key=order) in ("", None)


@pytest.mark.parametrize(
    ("one", "other"),
    [("1", "1."), ("2A", "2a)"), ("5 and 14", "5, 14"), ("5 & 14", "5 and 14."), ("", None)],
)
def test_numbers_written_in_two_ways_are_the_same(one: str, other: str | None) -> None:
    assert order(one) == order(other)


@given(st.lists(st.integers(0, 300), min_size=1, max_size=4), st.lists(st.integers(0, 300)))
def test_numbers_are_never_read_as_decimals(one: list[int], other: list[int]) -> None:
    first, second = (".".join(map(str, parts)) for parts in (one, other or [0]))
    assert (order(first) < order(second)) == (one < (other or [0]))


@given(st.text())
def test_any_text_has_a_place(text: str) -> None:
    assert order(text) <= order(None)


@pytest.mark.parametrize(
    ("printed", "number", "title"),
    [
        ("2.1 Develop a comprehensive framework", "2.1", "Develop a comprehensive framework"),
        ("2. Challenge and Improvement", "2", "Challenge and Improvement"),
        ("4.3 Improve engagement", "4.3", "Improve engagement"),
        ("• 2.10. Develop:\n• Audits", "2.10", "Develop: • Audits"),
        ("2.1: Develop", "2.1", "Develop"),
        ("2.1 – Develop", "2.1", "Develop"),
        ("2a Publish", "2a", "Publish"),
        ("1.1Membership", "1.1", "Membership"),
        ("Business Plan Objective: 2.6 Improve", "2.6", "Improve"),
        ("Objective 2.1", "2.1", ""),
        ("Section 2", "2", ""),
        ("3", "3", ""),
        ("3 Workforce", "3", "Workforce"),
        ("Section 11 audits", "", "Section 11 audits"),
        ("2 of 3 done", "", "2 of 3 done"),
        ("50% of staff", "", "50% of staff"),
        ("11-16 year olds", "", "11-16 year olds"),
        ("2012-13 objectives", "", "2012-13 objectives"),
        ("Refresh  communications", "", "Refresh communications"),
        ("", "", ""),
    ],
)
def test_a_link_is_parted_into_number_and_title(printed: str, number: str, title: str) -> None:
    link = read_link(printed)
    assert (link.number, link.title) == (number, title)


@pytest.mark.parametrize(
    ("cell", "links"),
    [
        ("4.2 Refresh communications 4.3 Improve engagement",
         ["4.2 Refresh communications", "4.3 Improve engagement"]),
        ("• 2.1 Develop\n• 2.2 Ensure", ["2.1 Develop", "2.2 Ensure"]),
        ("1.1 Kept under review:\n• New partners\n• Meetings",
         ["1.1 Kept under review:\n• New partners\n• Meetings"]),
        ("2.1, 2.3 and 4.1", ["2.1", "2.3", "4.1"]),
        ("Objectives 2.1 & 2.3", ["2.1", "2.3"]),
        ("2. Challenge and Improvement", ["2. Challenge and Improvement"]),
        ("All", ["All"]),
        (" \n ", []),
    ],
)  # fmt: skip
def test_a_cell_holds_several_links(cell: str, links: list[str]) -> None:
    assert part_links(cell) == links


@given(st.text(alphabet=st.sampled_from("12. ,&\n•-aZ and"), max_size=60))
def test_no_word_of_a_cell_is_lost(cell: str) -> None:
    kept = "".join(part_links(cell))
    letters = [letter for letter in cell if letter.isdigit() or letter == "Z"]
    assert [letter for letter in kept if letter.isdigit() or letter == "Z"] == letters


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("2.1 Develop a QA framework", "OB-2.1"),
        ("2.1. anything else", "OB-2.1"),
        ("2. Challenge and Improvement", "SE-2"),
        ("Objective 4.2", "OB-4.2"),
        ("Refresh communications", "OB-4.2"),
        ("Challenge & improvement", "SE-2"),
        ("Improve", None),
        ("Refresh the website", None),
        ("Contribute to the annual report", None),
        ("2.6 Improve the response to private fostering", None),
        ("21 Develop", None),
        ("", None),
    ],
)
def test_a_link_means_what_has_its_number(printed: str, meant: str | None) -> None:
    assert ref(BUSINESS_PLAN.find(printed)) == meant


def test_of_an_objective_and_a_section_with_one_number_the_title_decides() -> None:
    both = Objectives(
        [Action("OB-2", "PL-1", number="2", what="Train everybody")],
        [Section("SE-2", "PL-1", "2", "Challenge & improvement")],
    )
    assert ref(both.find("2. Challenge and Improvement")) == "SE-2"
    assert ref(both.find("2 Train everybody")) == "OB-2"
    assert ref(both.find("2")) == "OB-2"


@pytest.mark.parametrize(
    ("printed", "disagrees"),
    [
        ("2.1 Develop a Quality Assurance Framework for multi-agency safeguarding activity", False),
        ("2.1 QA framework", False),
        ("2.2 early help & early intervention", False),
        ("2.4 Maintain awareness of private fostering", False),
        ("2.4 PF", False),
        ("2.5 Focus on Child Sexual Exploitation", False),
        ("4.2 Refresh comms", False),
        ("4.2 Comms", False),
        ("4.2 REFRESH COMMUNICATION", False),
        ("4.2 Refresh the Board's communications strategy", False),
        ("4.2", False),
        ("2. Challenge and Improvement", False),
        ("4 Engagement", False),
        ("4.1 Refresh MSCB communications", True),
        ("2.1 Improve response to domestic violence", True),
        ("1.1 Refresh MSCB communications", True),
        ("2 Governance and accountability", True),
        ("2.3 Maintain awareness of private fostering", True),
    ],
)
def test_a_title_that_is_not_the_numbers(printed: str, disagrees: bool) -> None:
    found = BUSINESS_PLAN.find(printed)
    assert BUSINESS_PLAN.disagrees(read_link(printed).title, found) is disagrees


@pytest.mark.parametrize(
    ("printed", "disagrees"),
    [
        ("1 Multi agency audits", False),
        ("1 Multi agency housing", True),
        ("4 Improve the awareness of carers", False),
        ("4 Improve awareness in schools", True),
    ],
)
def test_the_words_of_few_titles_tell_most(printed: str, disagrees: bool) -> None:
    plan = Objectives(
        [
            Action(f"OB-{number}", "PL-1", number=str(number), what=what)
            for number, what in enumerate(
                (
                    "Multi agency audits",
                    "Multi agency training",
                    "Multi agency reviews",
                    "Improve awareness among carers",
                    "Improve awareness among schools",
                ),
                start=1,
            )
        ],
        [],
    )
    assert plan.disagrees(read_link(printed).title, plan.find(printed)) is disagrees


@pytest.mark.parametrize(
    ("title", "meant"),
    [
        ("Refresh MSCB communications", "OB-4.2"),
        ("Improve multi agency response to private fostering", "OB-2.4"),
        ("Governance", "SE-1"),
        ("Refresh the website", "OB-4.2"),
        ("Develop a website for parents and schools", None),
        ("Improve", None),
        ("Bake bread", None),
        ("", None),
    ],
)
def test_a_title_by_itself_seems_to_mean(title: str, meant: str | None) -> None:
    assert ref(BUSINESS_PLAN.entitled(title)) == meant


def test_what_is_meant_says_its_number_and_title() -> None:
    found = BUSINESS_PLAN.find("1.1")
    assert (found.number, found.title) == ("1.1", "Membership kept under review to take account of")
    section = BUSINESS_PLAN.find("1. Governance")
    assert (section.number, section.title) == ("1", "Governance & accountability")


@given(st.text(max_size=40))
def test_any_text_is_looked_for(printed: str) -> None:
    found = BUSINESS_PLAN.find(printed)
    if found.number:
        BUSINESS_PLAN.disagrees(read_link(printed).title, found)
