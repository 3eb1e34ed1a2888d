"""What a report is asked for: years and days, records, numbers and words, and refusals."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import Connection

from mscb_desktop.document.model import Document
from mscb_desktop.reports import find_report, made, options_of_all, reports
from mscb_desktop.reports.base import Report, ReportError, Request
from mscb_desktop.reports.request import Choice, Day, Number, Of, Option
from tests.support.boards import NOON
from tests.support.handed_over import HandedOver

GROUP = Of("group", "a group", table="board_group")
START = Number("start", "the first one", least=1, most=21)
SINCE = Day("since", "the first day")
SHEET = Choice("sheet", "the sheet", words={"small": "Small labels", "large": "Large ones"})


@pytest.mark.parametrize(
    ("year", "as_at", "day"),
    [
        (None, None, dt.date(2013, 6, 3)),
        (2012, None, dt.date(2013, 3, 31)),
        (2013, None, dt.date(2013, 6, 3)),
        (2020, None, dt.date(2013, 6, 3)),
        (2012, dt.date(2012, 9, 1), dt.date(2012, 9, 1)),
    ],
)
def test_the_day_is_the_one_named_or_that_of_the_year_or_today(
    year: int | None, as_at: dt.date | None, day: dt.date
) -> None:
    assert Request(NOON, year, as_at).day == day


@pytest.mark.parametrize(
    ("option", "typed", "read"),
    [
        (GROUP, "Quality  assurance subgroup", "GR-0002"),
        (GROUP, "qa", "GR-0002"),
        (GROUP, "assurance qual", "GR-0002"),
        (GROUP, "gr-0002", "GR-0002"),
        (START, "7", 7),
        (SINCE, "1 Apr 13", dt.date(2013, 4, 1)),
        (SHEET, " Large", "large"),
    ],
)
def test_options_read_what_people_type(
    east: HandedOver, option: Option[Any], typed: str, read: object
) -> None:
    with east.made.board.reading() as connection:
        assert option.read(connection, typed) == read
    assert option.of(Request(NOON, of={option.name: read})) == read
    assert option.of(Request(NOON)) is None


@pytest.mark.parametrize(
    ("option", "typed", "words"),
    [
        (GROUP, "group", "There is no group called 'group'. Type Neglect Working Group or Quality "
                         "Assurance Subgroup, or a reference."),
        (GROUP, "Minutes", "There is no group called 'Minutes'. Type Eastbrook Safeguarding "
                           "Children Partnership, Neglect Working Group or Quality Assurance "
                           "Subgroup, or a reference."),
        (Of("plan", "a year", table="financial_year"), "2012-13",
         "There is no financial year in this board yet."),
        (START, "22", "--start is a number from 1 to 21, not '22'."),
        (START, "soon", "'soon'"),
        (SINCE, "April 2013", "'April 2013' has no day"),
        (SHEET, "huge", "There is no sheet 'huge': type small or large."),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_the_way_out(
    east: HandedOver, option: Option[Any], typed: str, words: str
) -> None:
    with east.made.board.reading() as connection, pytest.raises(ReportError) as caught:
        option.read(connection, typed)
    assert words in caught.value.message


def test_two_of_one_name_are_asked_for_by_reference(east: HandedOver) -> None:
    first, second = east.made.group("Panel"), east.made.group("Panel")
    words = f"More than one group is called 'Panel': type {first} or {second}."
    with (
        east.made.board.reading() as connection,
        pytest.raises(ReportError, match=words.replace(".", r"\.")),
    ):
        GROUP.read(connection, "Panel")


def test_names_that_hold_commas_are_told_apart(east: HandedOver) -> None:
    post = Of("post", "a post", table="post")
    with (
        east.made.board.reading() as connection,
        pytest.raises(ReportError, match=r"Type [^;]+, [^;]+(; [^;]+)+ or [^;]+, or a reference"),
    ):
        post.read(connection, "nobody at all")


def test_a_report_refuses_what_it_does_not_take(east: HandedOver) -> None:
    board = east.made.board
    with pytest.raises(ReportError, match="'structure' takes no --group: it takes --year and"):
        made(board, "structure", of={"group": east.quality})
    with pytest.raises(ReportError, match="'budget-statement' takes no --as-at: it takes --year"):
        made(board, "budget-statement", as_at=dt.date(2013, 3, 31))
    with pytest.raises(ReportError, match="Give either --year or --as-at"):
        made(board, "membership", year=2012, as_at=dt.date(2013, 3, 31))


def test_a_year_alone_means_its_last_day(east: HandedOver) -> None:
    assert made(east.made.board, "structure", year=2012).subtitle.startswith("as at 31/03/2013")
    assert made(east.made.board, "structure").subtitle.startswith("as at 03/06/2013")


def _nothing(_: Connection, request: Request) -> Document:
    return Document("Nothing", "A Board", (), subtitle=str(request.year))


def test_an_option_that_a_report_cannot_do_without_is_asked_for(east: HandedOver) -> None:
    group = Of("group", "the group that it is about", table="board_group", required=True)
    report = Report("plain", "Plain", "Nothing.", _nothing, takes=(group,))
    with east.made.board.reading() as connection:
        with pytest.raises(ReportError, match="'plain' needs --group: the group that it is about"):
            report.of(connection, Request(NOON))
        assert report.of(connection, Request(NOON, of={"group": "GR-0001"})).title == "Nothing"


def test_a_report_that_takes_nothing_says_so() -> None:
    assert Report("plain", "Plain", "Nothing.", _nothing).takes_in_words == "takes no options"
    assert find_report("structure").takes_in_words == "takes --year and --as-at"


def test_an_option_means_the_same_in_every_report() -> None:
    for report in reports():
        for option in report.takes:
            assert options_of_all()[option.name][0] == option
            assert option.name not in ("year", "as-at", "board", "output", "name", "help")
