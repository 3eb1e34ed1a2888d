"""Merton's plans: numbers, deadlines, ratings and links as printed; found what does not agree."""

from __future__ import annotations

import calendar
import csv
import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator

import pytest

import resources
from db.board import Board
from db.records.plans import Rag, Status
from mscb_desktop.boards import open_board
from mscb_desktop.plans.book import Book
from mscb_desktop.plans.checks import check
from mscb_desktop.plans.model import Action
from mscb_desktop.plans.rules.doubt import Doubt, Kind
from mscb_desktop.plans.rules.honesty import doubts
from mscb_desktop.plans.rules.numbering import read_link
from mscb_desktop.plans.when import read_when
from mscb_desktop.sample import make_sample
from mscb_desktop.spelling.personal import PersonalWords
from mscb_desktop.spelling.speller import EnglishSpeller, load_speller
from tests.support.boards import clock
from tests.support.merton_plans import (
    COMPLETE,
    DISAGREES,
    NOT_THERE,
    OVERDUE_AND_GREEN,
    PLANS,
    POINTS,
    SHORT_FORMS,
)

LAST_DAY = dt.date(2013, 3, 31)
AUGUST = dt.date(2012, 8, 31)
FOLDER = ("sample", "merton_2012_13")
INSPECTION = "Ofsted inspection action plan"
FILES = ("plan", "plan_section", "action", "action_party", "action_link", "progress_update")


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Board]:
    path = tmp_path_factory.mktemp("sample") / "merton.mscb"
    make_sample(path, clock=clock, who="Test")
    made = open_board(path, clock=clock, who="Test")
    yield made
    made.close()


@pytest.fixture(scope="module")
def book(board: Board) -> Book:
    with board.reading() as connection:
        return Book(connection, LAST_DAY)


@pytest.fixture(scope="module")
def found(book: Book) -> list[Doubt]:
    return doubts(
        book.register,
        LAST_DAY,
        plans=book.model_plans.values(),
        sections=book.model_sections,
        without_rag=book.without_rag,
    )


def plan(book: Book, name: str) -> str:
    (ref,) = (row.ref for row in book.plans.values() if row.name == name)
    return ref


def lines(book: Book, name: str) -> list[Action]:
    """Give a plan's actions in their order without their points."""
    return [one for one in book.actions(plan(book, name)) if one.part_of is None]


def line(book: Book, name: str, number: str) -> Action:
    (action,) = (one for one in lines(book, name) if one.number == number)
    return action


def called(book: Book, ref: str) -> str:
    action = book.register.actions[ref]
    return f"{book.plans[action.plan].name} {action.number}"


def when(action: Action) -> str:
    return action.deadlines[-1].text if action.deadlines else ""


def about(book: Book, found: list[Doubt], kind: Kind) -> list[str]:
    return [called(book, doubt.action) for doubt in found if doubt.kind is kind]


def cells() -> Iterator[tuple[str, str]]:
    """Give every text of the files of plans with the place where it stands."""
    for name in FILES:
        rows = csv.DictReader(resources.read_text(*FOLDER, f"{name}.csv").splitlines(keepends=True))
        for number, row in enumerate(rows, 2):
            for label, text in row.items():
                yield f"{name}, row {number}, {label}", text


def test_every_line_has_number_deadline_and_rating_as_printed(book: Book) -> None:
    assert [row.name for row in book.plans.values()] == [*PLANS]
    for name, printed in PLANS.items():
        told = [
            (one.number, when(one), (book.standing(one.ref).rag or "").capitalize())
            for one in lines(book, name)
        ]
        assert told == [(one.number, one.when, one.rag) for one in printed], name


@pytest.mark.parametrize(
    ("name", "green", "amber"),
    [
        ("Business plan", 7, 5),
        ("Quality Assurance Subgroup workplan", 4, 1),
        ("Policy & Practice Subgroup workplan", 5, 4),
        ("Training Subgroup workplan", 5, 5),
        ("Communications & Public Information Subgroup workplan", 4, 5),
        ("Private Fostering working group workplan", 5, 5),
        ("CSE action plan", 0, 0),
        (INSPECTION, 0, 0),
        ("Serious case review recommendations", 0, 0),
        ("Child Death Overview Panel recommendations", 0, 0),
    ],
)
def test_ratings_are_counted_as_on_the_page(book: Book, name: str, green: int, amber: int) -> None:
    ratings = Counter(book.standing(one.ref).rag for one in book.actions(plan(book, name)))
    assert (ratings[Rag.GREEN], ratings[Rag.AMBER]) == (green, amber)
    assert ratings[Rag.RED] == ratings[Rag.NOT_RATED] == 0


def test_the_points_of_the_inspection_plan_have_their_own_deadlines(book: Book) -> None:
    points = {
        str(one.number): tuple(map(when, book.register.points(one.ref)))
        for one in lines(book, INSPECTION)
        if one.same_as is None
    }
    assert {number: texts for number, texts in points.items() if texts} == POINTS
    assert all(one.part_of is None for name in PLANS if name != INSPECTION for one in [
        *book.actions(plan(book, name))
    ])  # fmt: skip


def test_days_are_read_from_the_deadlines_and_typed_nowhere(book: Book) -> None:
    labels = ("First due", "Last due")
    assert not [place for place, text in cells() if place.endswith(labels) and text]
    for action in book.register.actions.values():
        start_year = book.plans[action.plan].start_year
        read = read_when(when(action), year=start_year)
        due = action.deadlines[-1].last_due if action.deadlines else None
        assert due == read.last, when(action)


def test_what_sees_another_point_is_an_alias_of_it(book: Book) -> None:
    for number, target in (("14", "5 and 14"), ("15", "6 and 15")):
        alias = line(book, INSPECTION, number)
        meant = line(book, INSPECTION, target)
        assert alias.same_as == meant.ref
        assert book.standing(alias.ref).narrative == book.standing(meant.ref).narrative
        assert len(book.register.points(alias.ref)) == len(POINTS[target])
        assert alias.recommendation
        assert (alias.what, alias.deadlines, alias.parties) == (None, (), ())


def test_links_lead_where_the_page_says(book: Book) -> None:
    for name, printed in PLANS.items():
        for one, action in zip(printed, lines(book, name), strict=True):
            numbers = tuple(book.link_number(link) for link in action.links)
            assert numbers == tuple(read_link(text).number for text in one.serves), name
            kept = [link.printed for link in action.links if link.printed]
            assert kept == [text for text in one.serves if read_link(text).title]
            for link in action.links:
                assert bool(link.objective or link.section) == (link.printed != NOT_THERE)
    to = line(book, "Communications & Public Information Subgroup workplan", "9").links[0]
    assert to.objective == line(book, "Business plan", "4.1").ref


def test_sections_and_groups_and_years(book: Book) -> None:
    parts = {
        name: [
            (str(part.section.number), part.section.title, len(part.actions))
            for part in book.parts(plan(book, name))
            if part.section
        ]
        for name in PLANS
    }
    assert {name: found for name, found in parts.items() if found} == {
        "Business plan": [
            ("1", "Governance & accountability", 3),
            ("2", "Challenge & improvement", 5),
            ("3", "Workforce development / Training", 1),
            ("4", "Engagement: communication & consultation", 3),
        ],
        "CSE action plan": [
            ("1", "CSE Promotion Strategy", 2),
            ("2", "CSE Prevention Strategy", 2),
            ("3", "CSE Protection Strategy", 3),
            ("4", "CSE Governance", 2),
        ],
    }
    years = {row.name: row.start_year for row in book.plans.values()}
    assert [name for name, year in years.items() if year != 2012] == ["CSE action plan"]
    serving = {row.name for row in book.plans.values() if row.objectives_of}
    assert serving == {name for name in PLANS if name.endswith(" workplan")}
    assert all(row.board_group for row in book.plans.values() if row.name in serving)


def test_reports_are_of_the_year_s_end_and_the_inspection_s_of_august(book: Book) -> None:
    updates = [
        (book.plans[action.plan].name == INSPECTION, update)
        for action in book.register.actions.values()
        for update in book.updates(action.ref)
        if book.register.target(action.ref) is action
    ]
    assert {update.dated for of_inspection, update in updates if of_inspection} == {AUGUST}
    assert {update.dated for of_inspection, update in updates if not of_inspection} == {LAST_DAY}


def test_all_is_open_but_what_the_page_says_is_done(book: Book) -> None:
    done = {
        called(book, action.ref): action.status_on
        for action in book.register.actions.values()
        if action.status is not Status.OPEN
    }
    assert done == COMPLETE
    assert all(one.status is not Status.DROPPED for one in book.register.actions.values())


def test_what_does_not_agree_on_the_page_is_found(book: Book, found: list[Doubt]) -> None:
    assert set(about(book, found, Kind.OVERDUE_AND_GREEN)) == OVERDUE_AND_GREEN
    assert about(book, found, Kind.COPIED) == ["Business plan 2.2"]
    (copied,) = (doubt for doubt in found if doubt.kind is Kind.COPIED)
    assert "1.1" in copied.message
    unsaid = ["Communications & Public Information Subgroup workplan 9"]
    assert about(book, found, Kind.NO_NARRATIVE) == unsaid
    assert about(book, found, Kind.OTHER_TITLE) == unsaid
    (other,) = (doubt for doubt in found if doubt.kind is Kind.OTHER_TITLE)
    assert DISAGREES in other.message
    assert "It seems to mean 4.2" in other.message
    assert about(book, found, Kind.NO_OBJECTIVE) == [
        f"Private Fostering working group workplan {number}" for number in range(1, 11)
    ]
    assert about(book, found, Kind.ENDED_ON_NO_DAY) == [
        name for name, day in COMPLETE.items() if day is None
    ]


def test_nothing_is_doubted_that_the_page_has(book: Book, found: list[Doubt]) -> None:
    """Who does each action is named, every rating has its place, and no number stands twice."""
    never = {Kind.NO_LEAD, Kind.NO_RATING, Kind.NOT_LINKED, Kind.SAME_NUMBER, Kind.REPEATED}
    assert [doubt for doubt in found if doubt.kind in never] == []
    undated = [doubt.action for doubt in found if doubt.kind is Kind.NO_DATE]
    assert all(book.standing(ref).due is None for ref in undated)


def test_the_check_of_the_year_tells_it(board: Board) -> None:
    with board.reading() as connection:
        told = {finding.title for finding in check(connection, LAST_DAY, 2012)}
    fostering = "Private Fostering working group workplan 2012-13"
    communications = "Communications & Public Information Subgroup workplan 2012-13"
    assert {
        f"{fostering}: 10 links lead to no objective",
        f"{communications}, 9: Number and title disagree",
        f"{communications}, 9: Rated without narrative",
        "Business plan 2012-13, 2.2: The narrative of another line",
        "Business plan 2012-13, 3.1: Overdue and Green",
        "Training Subgroup workplan 2012-13, 1: Overdue and Green",
        "Quality Assurance Subgroup workplan 2012-13: 1 action is overdue",
        "Serious case review recommendations 2012-13: 7 actions have no date",
    } <= told


@pytest.mark.parametrize(
    ("name", "number", "words", "leads", "partners"),
    [
        (
            "Quality Assurance Subgroup workplan",
            "1",
            "Chair QA Subgroup",
            ["Quality Assurance Subgroup"],
            [],
        ),
        (
            "Business plan",
            "3.1",
            None,
            ["Training Subgroup"],
            ["MSCB Multi-Agency Trainer, LB Merton"],
        ),
        (
            "Policy & Practice Subgroup workplan",
            "7",
            "Chair P & P\nDomestic Violence Forum\nSafer Merton",
            ["Policy & Practice Subgroup"],
            ["Safer Merton"],
        ),
        ("CSE action plan", "3.2", None, ["Barnardo's", "Metropolitan Police"], []),
        (
            INSPECTION,
            "7",
            "SMCS (RMH) to action under contract from PCT",
            ["NHS Sutton & Merton Community Services"],
            ["NHS Sutton & Merton (PCT)"],
        ),
        ("Training Subgroup workplan", "10", "MSCB Training Manager\nMASH project manager", [], []),
    ],
)
def test_who_does_an_action_is_linked_where_the_words_mean_one(
    book: Book, name: str, number: str, words: str | None, leads: list[str], partners: list[str]
) -> None:
    action = line(book, name, number)
    assert action.who == words
    assert [party.name for party in action.parties if party.lead] == leads
    assert [party.name for party in action.parties if not party.lead] == partners


# Nobody's name

KNOWN = frozenset(SHORT_FORMS.split()) | set(calendar.month_name) | set(calendar.month_abbr)
_SINGLE_LETTERS = re.compile(
    r"E& St H|C & H|C&P|P & P|A&A|M Drive|Jigsaw 4U|[Ff]orms B|\bE-(?=[a-z])"
)
_REFERENCE = re.compile("[A-Z]{2}-[0-9]{4}")
_WORD = re.compile("[A-Za-z]+")


def strange(text: str, names: set[str], english: EnglishSpeller) -> list[str]:
    """List words with capitals that are neither English nor of the lists: names and initials."""
    found = []
    for word in _WORD.findall(_SINGLE_LETTERS.sub("", text)):
        if word in names or word in KNOWN or word == word.lower():
            continue
        # Initials are capitals only; a name is wrong without its capital.
        if (word.isupper() and word != "A") or english.wrong(word.lower()):
            found.append(word)
    return found


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> EnglishSpeller:
    return load_speller(PersonalWords(tmp_path_factory.mktemp("words") / "words.txt"))


@pytest.fixture(scope="module")
def names() -> set[str]:
    """The words of agencies, posts and groups."""
    texts = [resources.read_text(*FOLDER, f"{name}.csv") for name in ("agency", "board_group")]
    texts.append(resources.read_text(*FOLDER, "post.csv"))
    return {word for text in texts for word in _WORD.findall(text) if len(word) > 1}


def test_nobody_is_named_and_no_initials_are_left(names: set[str], english: EnglishSpeller) -> None:
    texts = {where: _REFERENCE.sub("", text) for where, text in cells() if text}
    assert {
        where: odd for where, text in texts.items() if (odd := strange(text, names, english))
    } == {}
    assert not [where for where, text in texts.items() if "@" in text]
    assert not [where for where, text in texts.items() if re.search(r"\b(Mrs?|Ms|Miss|Dr)\b", text)]


@pytest.mark.parametrize(
    ("text", "odd"),
    [
        ("LBM CSF - OW", ["OW"]),
        ("Chair P & P\nMargaret Thorogood", ["Margaret", "Thorogood"]),
        ("The audit of O. was discussed", ["O"]),
        ("Service Manager (OW/FT)", ["OW", "FT"]),
        ("Work begun in March 2011. A review is to come.", []),
    ],
)
def test_a_name_would_be_found(
    text: str, odd: list[str], names: set[str], english: EnglishSpeller
) -> None:
    assert strange(text, names, english) == odd


def test_nothing_is_told_of_a_child() -> None:
    said = re.compile(r"\bchild [A-Z]\b|\b(he|she|his|her|grandmother|year.old)\b", re.IGNORECASE)
    assert [place for place, text in cells() if said.search(text)] == []
