from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mscb_desktop.plans.when import (
    NamedMeeting,
    Said,
    When,
    YearFrom,
    in_words,
    read_when,
)
from mscb_desktop.values import show_date

ONGOING, RECURRING, DONE = Said.ONGOING, Said.RECURRING, Said.DONE


def told(when: When) -> str:
    """Write what was read: '30/09/2012', 'from 01/04/2012', 'closed 31/01/2013', then remarks."""
    days = [show_date(due.day) for due in when.dates]
    days += [f"from {show_date(day)}" for day in when.starts]
    days += [f"closed {show_date(day)}" for day in when.closed]
    return ", ".join(days + sorted(said.value for said in when.said))


SECTION_11_2013 = [
    ("April 2014", "30/04/2014"),
    ("6 months", "no beginning"),
    ("3 months", "no beginning"),
    ("6 months\nOngoing\n6 months", "no beginning, ongoing"),
    ("November 2013", "30/11/2013"),
    ("Dec 2013", "31/12/2013"),
    ("Ongoing", "ongoing"),
    ("October '13", "31/10/2013"),
    ("On going", "ongoing"),
    ("July 2013", "31/07/2013"),
    ("May 2013", "31/05/2013"),
    ("To start in September 13", "from 01/09/2013"),
]
INSPECTION_2012 = [
    (
        "- April 2012\n- April 2012\n- April 2012\n- May 2012",
        "30/04/2012, 30/04/2012, 30/04/2012, 31/05/2012",
    ),
    ("- April 2012", "30/04/2012"),
    (
        # The same cell with its bullets lost, broken by the end of a page within 'May 2012'.
        "April 2012 May 2012 April 2013 May\n"
        "2012 May/June 2012 Summer 2012- April-June 2012 Sept-Oct 2012 TBC",
        "30/04/2012, 31/05/2012, 30/04/2013, 31/05/2012, 30/06/2012, 30/06/2012, 31/10/2012, "
        "from 01/05/2012, from 01/04/2012, from 01/09/2012, no day, to be set",
    ),
    ("- May/June 2012", "30/06/2012, from 01/05/2012"),
    ("- Summer 2012-", "no day"),  # A season has no last day that anybody agreed to.
    ("- April-June 2012", "30/06/2012, from 01/04/2012"),
    ("- Sept-Oct 2012", "31/10/2012, from 01/09/2012"),
    ("▪ TBC", "to be set"),
    (
        # Its progress as at August: what was in place stays due when it was.
        "- April 2012 In Place\n- May 2012 In Progress\n- April 2013\n- May 2012 Underway\n"
        "- May/June 2012",
        "30/04/2012, 31/05/2012, 30/04/2013, 31/05/2012, 30/06/2012, from 01/05/2012",
    ),
    (
        "- May 2012\n- SMCS are reviewing all children with disability transition health care "
        "processes\n- LAC nurse reviewing transition summaries health reports for all LAC\n"
        "September 2012",
        "31/05/2012, 30/09/2012",
    ),
    ("To be achieved by September 2012", "30/09/2012"),
    ("There will be a full update at the autumn MSCB", "no day"),
    (
        "• May 2012 • June 2012 • June 2012 • July 2012 • Sept 2012 • July 2012",
        "31/05/2012, 30/06/2012, 30/06/2012, 31/07/2012, 30/09/2012, 31/07/2012",
    ),
    (
        # Flat, 'Ongoing' stands between two months and belongs to neither.
        "May 2012 May 2012 May 2012 May 2012 May 2012 May 2012 May 2012 Ongoing April 2012",
        ", ".join(["31/05/2012"] * 7) + ", 30/04/2012, ongoing",
    ),
    ("- May 2012\n- Ongoing\n- April 2012", "31/05/2012, 30/04/2012, ongoing"),
    (
        # Prose in the column of dates: the contract's year and the children's age are no date.
        "CQUIN agreed specific to this review in 2012/13\nSMCS have been awarded a national award "
        "and part of this is to review all children between 2 and 2 1/2 years",
        "no beginning, no day",
    ),
    (
        "Revised following the administrative changes under the 'Taking Stock Project' and robust "
        "systems are now in place again.",
        "",
    ),
    (
        "Ensure contracts to specify this requirement\n- Quarterly monitoring introduced\n"
        "- Promotion of local courses\n- To include in PDPs in next round of appraisals",
        "recurring",
    ),
    (
        "● June 2012\n● June 2012\n● June 2012\n● June 2012",
        "30/06/2012, 30/06/2012, 30/06/2012, 30/06/2012",
    ),
    (
        # The last is the first of many, so a start like 'and ongoing'.
        "- May 2012\n- June 2012\n- June 2012 and then Quarterly",
        "31/05/2012, 30/06/2012, from 01/06/2012, recurring",
    ),
    (
        "- June 2012\n- May 2012\n- July 2012\n- May 2012",
        "30/06/2012, 31/05/2012, 31/07/2012, 31/05/2012",
    ),
    ("See action point 5", ""),
    ("Service Spec and KPIs for designated Doctor for LAC in place", ""),
    ("Service Spec - Designated Nurse LAC in place", ""),
    (
        # 'Completed by' says by when, not that it is done.
        "Service Spec - Designated Nurse LAC Audit in place currently within SMCS (RMH) will "
        "develop this further with Partners Completed by end of July 2012",
        "31/07/2012",
    ),
]
BUSINESS_2012 = [
    ("Dec 2013", "31/12/2013"),
    ("Sept 2013", "30/09/2013"),
    (
        # Months of a list share the year at its end.
        "Framework in place November 2012\n\nProgress reports January, March, September 2013",
        "30/11/2012, 31/01/2013, 31/03/2013, 30/09/2013",
    ),
    ("September 2013", "30/09/2013"),
    ("Ongoing", "ongoing"),
    # The deadline stays what it was when it is met.
    ("Protocol and action plan in place by April 2013. Achieved", "30/04/2013, done"),
    ("January 2013. Achieved for 2013/14", "31/01/2013, done, no day"),
    ("December 2013", "31/12/2013"),
]
WORKPLANS_2012 = [
    ("March 2012", "31/03/2012"),
    ("March 2013", "31/03/2013"),
    ("Ongoing", "ongoing"),
    ("Reporting when new Working Together available", ""),
    ("Ongoing from September 2012", "from 01/09/2012, ongoing"),
    ("Annual report to MSCB", "recurring"),
    (
        "Six monthly reports to the P & P group and annual evaluation in the MSCB Annual Report",
        "recurring",
    ),
    ("December 2012", "31/12/2012"),
    ("April 2011 – March 2012", "31/03/2012, from 01/04/2011"),
    # Two lines of one cell; nothing says that they are a range.
    ("April 2012 March 2013", "30/04/2012, 31/03/2013"),
    # It begins before it ends: in March of the year before.
    (
        "Development work March to Conference in January 2013",
        "31/01/2013, from 01/03/2012",
    ),
    ("June 2012", "30/06/2012"),
    ("September 2013 and ongoing", "from 01/09/2013, ongoing"),
    ("November 2012", "30/11/2012"),
    ("July 2013", "31/07/2013"),
    ("2013", "no day"),
    ("July 2012", "31/07/2012"),
    ("Bi-monthly", "recurring"),
    ("Annually, September", "recurring"),  # Not even the plan's year makes it one September.
    ("Six monthly", "recurring"),
]
EXPLOITATION_2013 = [
    ("Sept'2013", "30/09/2013"),
    ("Dec'2013", "31/12/2013"),
    ("June'2013", "30/06/2013"),
    ("April'2013", "30/04/2013"),
    ("July'2013", "31/07/2013"),
    ("Sept'2013 and March'2014", "30/09/2013, 31/03/2014"),
]
FOSTERING_2012 = [
    ("June 2013", "30/06/2013"),
    ("Next Review March 2013", "31/03/2013"),
    ("February 2013", "28/02/2013"),
    ("End March 2013", "31/03/2013"),
    ("April 2013", "30/04/2013"),
    # Settled by the plan's year; the meeting's own day is not known here.
    ("November MSCB meeting", "30/11/2012, meeting"),
    ("End May 2013", "31/05/2013"),
    ("Sept 12", "30/09/2012"),
    ("May 13", "31/05/2013"),
]
DEATHS_2012 = [
    # When something was closed is not when it was due.
    ("Action closed January 2013.", "closed 31/01/2013, done"),
    ("Action closed after information shared (March 2013)", "closed 31/03/2013, done"),
    (
        "Closed when new e-mails and letters were created – March 2013",
        "closed 31/03/2013, done",
    ),
    (
        "Awaiting response from St. Georges' Hospital Target: June 2013 CDOP",
        "30/06/2013",
    ),
    ("Target: June 2013 CDOP", "30/06/2013"),
]
# The recommendations of the serious case review (Appendix 6) name no time at all.
SEED = [
    *((text, 2013, read) for text, read in SECTION_11_2013),
    *((text, 2012, read) for text, read in INSPECTION_2012),
    *((text, 2012, read) for text, read in BUSINESS_2012),
    *((text, 2012, read) for text, read in WORKPLANS_2012),
    *((text, 2013, read) for text, read in EXPLOITATION_2013),
    *((text, 2012, read) for text, read in FOSTERING_2012),
    *((text, 2012, read) for text, read in DEATHS_2012),
]


@pytest.mark.parametrize(("text", "year", "read"), SEED)
def test_every_deadline_of_the_seed(text: str, year: int, read: str) -> None:
    assert told(read_when(text, year=year)) == read


@pytest.mark.parametrize(("text", "year", "read"), SEED)
def test_the_seed_hardly_needs_the_plans_year(text: str, year: int, read: str) -> None:
    if text != "November MSCB meeting":
        assert told(read_when(text)) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("01/06/2013", "01/06/2013"),
        ("1.6.13", "01/06/2013"),
        ("23.6.11", "23/06/2011"),
        ("1-6-13", "01/06/2013"),
        ("2013-06-01", "01/06/2013"),
        ("1st June 2013", "01/06/2013"),
        ("Tuesday 12 March 2013", "12/03/2013"),
        ("12 March 13", "12/03/2013"),
        ("March 12, 2013", "12/03/2013"),
        ("March 12th 2013", "12/03/2013"),
        ("31/02/2013", "no such day"),
        ("03/25/2013", "no such day"),
        ("Dec'13", "31/12/2013"),
        ("Sep-13", "30/09/2013"),
        ("Sept.12", "30/09/2012"),
        ("february 2012", "29/02/2012"),
        ("May 12/13", "31/05/2012"),  # A month of a financial year.
        ("Jan 2012/13", "31/01/2013"),
        ("12, 19 and 26 March 2013", "12/03/2013, 19/03/2013, 26/03/2013"),
        ("12-14 March 2013", "14/03/2013, from 12/03/2013"),
        ("Section 11 March 2013", "31/03/2013"),
        ("Phase 2 March 2013", "31/03/2013"),
        ("Audit 3, 12 May 2013", "12/05/2013"),
        ("w/c 10 June 2013", "16/06/2013"),
        ("week commencing 10 June 2013", "16/06/2013"),
        ("before May 2012", "30/04/2012"),
        ("early May 2012", "31/05/2012"),
        ("start of May 2012", "31/05/2012"),
        ("end of 2012-13", "31/03/2013"),
        ("after the end of 2012-13", "from 01/04/2013"),
        ("by the end of 2013", "31/12/2013"),
        ("end of the financial year 2012/13", "31/03/2013"),
        ("2012-13", "no day"),
        ("2010-13", "no day"),
        ("early 2013", "no day"),
        ("Autumn term 2012", "no day"),
        ("Q2 2012-13", "30/09/2012"),
        ("Quarter 4 2012/13", "31/03/2013"),
        ("first quarter of 2012-13", "30/06/2012"),
        ("Q1-Q3 2012-13", "31/12/2012, from 01/04/2012"),
        ("Q3 and Q4 2012-13", "31/12/2012, 31/03/2013"),
        ("Q2 2012", "30/09/2012"),
        ("Q4 2013", "no year"),  # Of 2013-14, or in 2013?
        ("Sept to Dec 2012", "31/12/2012, from 01/09/2012"),
        ("Nov - Jan 2013", "31/01/2013, from 01/11/2012"),
        ("Sept 2012 - Dec", "31/12/2012, from 01/09/2012"),
        ("Sept 2012 - March", "from 01/09/2012, no year"),
        ("from April 2012 to March 2013", "31/03/2013, from 01/04/2012"),
        ("between April and June 2012", "30/06/2012, from 01/04/2012"),
        ("April and June 2012", "30/04/2012, 30/06/2012"),
        ("May/October 2012", "31/05/2012, 31/10/2012"),
        ("Nov/Dec 2012", "31/12/2012, from 01/11/2012"),
        ("November and January 2013", "31/01/2013, no year"),  # Not in order: of which year?
        ("April 2012 -\nMarch 2013", "31/03/2013, from 01/04/2012"),
        ("April 2012\n- March 2013", "30/04/2012, 31/03/2013"),
        ("- May\n- June 2012", "30/06/2012, no year"),  # Two points, not one list.
        ("May\r\n2012", "31/05/2012"),
        ("April 2012 - framework; May 2012 - report", "30/04/2012, 31/05/2012"),
        ("April 2012 and ongoing", "from 01/04/2012, ongoing"),
        ("April 2012 onwards", "from 01/04/2012, ongoing"),
        ("April 2012 -", "from 01/04/2012"),
        ("May 2012-14", "from 01/05/2012"),
        ("Since March 2011", "from 01/03/2011"),
        ("Commencing 1 April 2013", "from 01/04/2013"),
        ("after May 2012", "from 01/06/2012"),
        ("not before June 2013", "from 01/06/2013"),
        ("April 2012 start", "from 01/04/2012"),
        ("no later than 5 April 2013", "05/04/2013"),
        ("Sept 2013 (was June 2013)", "30/09/2013"),
        ("Revised from December 2012 to March 2013", "31/03/2013"),
        ("Sept/Oct/Nov 2012", "30/11/2012, from 01/09/2012"),
        ("2013 May", "31/05/2013"),
        ("June 2012 (completed May 2012)", "30/06/2012, closed 31/05/2012, done"),
        ("Ongoing until March 2013", "31/03/2013, ongoing"),
        ("Ongoing, review March 2013", "31/03/2013, ongoing"),
        ("June 2012, then six monthly", "from 01/06/2012, recurring"),
        ("Six monthly, next June 2013", "30/06/2013, recurring"),
        ("Every 6 months", "recurring"),
        ("Each February", "recurring"),
        ("Complete March 2013", "closed 31/03/2013, done"),
        ("Completed, next review March 2014", "31/03/2014, done"),
        ("To be completed March 2013", "31/03/2013"),
        ("Complete the audit by March 2013", "31/03/2013"),
        ("Achieved. September 2013", "30/09/2013, done"),
        ("May 2012 (tbc)", "31/05/2012, to be set"),
        ("May", "no year"),
        ("7th Feb", "no year"),
        ("It may slip", ""),
        ("Immediate", ""),
        ("", ""),
    ],
)
def test_ways_to_write_a_deadline(text: str, read: str) -> None:
    assert told(read_when(text)) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("May", "31/05/2012"),
        ("may", "31/05/2012"),
        ("February", "28/02/2013"),
        ("7th Feb", "07/02/2013"),
        ("29 Feb", "no such day"),
        ("Quarter 3", "31/12/2012"),
        ("April – March", "31/03/2013, from 01/04/2012"),
        ("from September", "from 01/09/2012"),
        ("November and January 2013", "30/11/2012, 31/01/2013"),
        ("Sept 2012 - March", "31/03/2013, from 01/09/2012"),
        # The text goes beyond the plan's year, so September may be that of another one.
        ("May 2013 and September", "31/05/2013, no year"),
        ("Refresh in 2014; May", "no day, no year"),
        ("Ready for 2013/14. February", "no day, no year"),
        ("Ready for 2012/13. February", "28/02/2013, no day"),
        ("Six monthly: May and November", "recurring"),
        ("Q4 2013", "no year"),
        ("To be reviewed, may change in march", ""),
        ("May be extended", ""),
    ],
)
def test_the_plans_year_settles_a_missing_one(text: str, read: str) -> None:
    assert told(read_when(text, year=2012)) == read


def test_it_is_told_where_a_year_comes_from() -> None:
    dates = read_when("April; May and June 2012; March", year=2012).dates
    assert [(due.written, due.year_from) for due in dates] == [
        ("April", YearFrom.PLAN),
        ("May", YearFrom.NEIGHBOUR),
        ("June 2012", YearFrom.WRITTEN),
        ("March", YearFrom.PLAN),
    ]


def test_a_day_is_shown_where_it_was_read() -> None:
    text = "Report w/c 10 June 2013, audits Sept–Oct 2013"
    week, range_ = read_when(text).dates
    assert (week.written, week.note) == ("w/c 10 June 2013", "last day of the week")
    assert (range_.written, range_.note) == ("Sept–Oct 2013", "last day of the month")
    assert text[range_.start : range_.end] == "Sept–Oct 2013"


def test_what_was_not_read_is_told() -> None:
    assert read_when("Plan in place by April 2013. Achieved").unread == "Plan in place"
    assert read_when("Reports Jan 2013 to the board; Summer").unread == "Reports … board; Summer"
    assert read_when("Ongoing").unread == ""
    assert read_when("When available").unread == "When available"


def test_a_meeting_settles_its_own_day() -> None:
    asked: list[NamedMeeting] = []

    def find(meeting: NamedMeeting) -> dt.date | None:
        asked.append(meeting)
        return dt.date(2012, 11, 13)

    (due,) = read_when("By the November MSCB meeting", meetings=find).dates
    assert asked == [NamedMeeting("MSCB meeting", "November MSCB meeting", 11, None)]
    assert (due.day, due.year_from) == (dt.date(2012, 11, 13), YearFrom.MEETING)
    assert (due.written, due.note) == ("November MSCB meeting", "day of the meeting")
    (due,) = read_when("MSCB, November 2012", meetings=find).dates
    assert (due.day, due.written) == (dt.date(2012, 11, 13), "MSCB, November 2012")
    assert asked[-1] == NamedMeeting("MSCB", "MSCB, November 2012", 11, 2012)


def test_meetings_by_their_words() -> None:
    days = {"november mscb  meeting": dt.date(2012, 11, 13), "June 2013 CDOP": dt.date(2013, 6, 4)}
    assert told(read_when("November MSCB meeting", meetings=days)) == "13/11/2012"
    assert told(read_when("Target: June 2013 CDOP", meetings=days)) == "04/06/2013"
    assert told(read_when("November QA meeting", meetings=days)) == "meeting, no year"


def test_a_meeting_in_another_month_is_not_the_one_named() -> None:
    def moved(meeting: NamedMeeting) -> dt.date:
        return dt.date(2012, 12, 4)

    assert told(read_when("November 2012 MSCB meeting", meetings=moved)) == "30/11/2012, meeting"
    assert told(read_when("December 2013 MSCB meeting", meetings=moved)) == "31/12/2013, meeting"


def test_first_and_last_are_of_all_dates() -> None:
    read = read_when("May and July 2012")
    assert (read.first, read.last) == (dt.date(2012, 5, 31), dt.date(2012, 7, 31))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("March 2013", "Due 31/03/2013"),
        ("May, June 2012", "Due 31/05/2012 and 30/06/2012"),
        ("June 2012\nJune 2012", "Due 30/06/2012"),
        ("Jan, Mar, May, Sept 2013", "Due 4 times from 31/01/2013 to 30/09/2013"),
        ("April 2012 and ongoing", "Starts 01/04/2012, no deadline"),
        ("Action closed January 2013", "Closed by 31/01/2013, no deadline"),
        ("Ongoing", "Ongoing, no deadline"),
        ("Six monthly", "Comes again and again, no deadline"),
        ("TBC", "Date still to be set"),
        ("May", "No date can be read: the year is missing"),
        ("2013", "No date can be read: a year or a season names no day"),
        ("31/02/2013", "No date can be read: there is no such day"),
        ("6 months", "No date can be read: it is not said from which day on"),
        ("Achieved", "Said to be done, no deadline"),
        ("When available", "No date can be read"),
        ("  ", ""),
    ],
)
def test_in_words(text: str, words: str) -> None:
    assert in_words(read_when(text)) == words


WORDS = """
Jan February mar April May june Jul Sept Oct December 1 2 9 12 13 28 29 30 31 99 1999
2012 2013 2199 0000 2012-13 2012/2013 12/13 1st 22nd 30th 01/02/13 31.02.2013 2013-2-28 '13
to and or from by end of until before after between w/c start ongoing then quarterly each
Q1 Q4 first quarter summer TBC closed achieved complete meeting MSCB board Section İ ſept K é
, . ; : - – — / & ( ) • ▪
"""
FRAGMENTS = [*WORDS.split(), *" \n\r\t\u2028\u00a0-–'", " ", " ", " ", ", ", "\n- ", "\r\n"]
TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(FRAGMENTS), max_size=14).map("".join),
    st.lists(st.sampled_from(FRAGMENTS), max_size=10).map(" ".join),
)
YEARS = st.none() | st.integers(1899, 2201)
_MONTH_WORDS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_QUARTERS = {4: "1f", 6: "1f", 7: "2s", 9: "2s", 10: "3t", 12: "3t", 1: "4f", 3: "4f"}
"""The signs of the quarter that a month begins or ends."""


@pytest.mark.parametrize(
    ("text", "year", "read"),
    [
        ("March 31", 2012, "no year"),
        ("Sept 20", 2012, "no year"),
        ("from March 31", 2012, "no year"),
        ("May 20 and June 13", 2012, "30/06/2013, no year"),
        ("May 15", 2012, "31/05/2015"),
        ("March 31", 2026, "31/03/2031"),
        ("March 31", None, "31/03/2031"),
        ("March 2031", 2012, "31/03/2031"),
    ],
)
def test_two_digits_far_ahead_of_the_plan_may_be_a_day(
    text: str, year: int | None, read: str
) -> None:
    assert told(read_when(text, year=year)) == read


@given(TEXTS, YEARS)
def test_the_text_is_never_lost(text: str, year: int | None) -> None:
    when = read_when(text, year=year)
    assert when.text == text
    assert when == read_when(text, year=year)
    for due in when.dates:
        assert due.written == text[due.start : due.end] != ""
    for words in when.unread.split(" … "):
        assert words in " ".join(text.split()) or words in text
    in_words(when)


@given(TEXTS, YEARS)
def test_no_date_is_invented(text: str, year: int | None) -> None:
    for due in read_when(text, year=year).dates:
        # A day that the words lead to by a step: 'before May', 'w/c 10 June'.
        step = {"the day before": 1, "last day of the week": -6}.get(due.note, 0)
        named = due.day + dt.timedelta(days=step)
        place = due.written if due.year_from is YearFrom.WRITTEN else text
        assert named.year in _years_of(text, year), due
        assert _month_stands_in(named.month, place), due
        last_of_month = (due.day + dt.timedelta(days=1)).day == 1
        first_of_month = named.day == 1 and step == 1
        in_digits = named.day in map(int, re.findall("[0-9]{1,2}", due.written))
        assert in_digits or last_of_month or first_of_month, due


def _years_of(text: str, year: int | None) -> set[int]:
    numbers = re.findall("[0-9]+", text)
    years = {int(number) for number in numbers if len(number) == 4}
    years |= {int(n) + (2000 if int(n) < 70 else 1900) for n in numbers if len(n) == 2}
    return years if year is None else years | {year, year + 1}


def _month_stands_in(month: int, words: str) -> bool:
    words = words.lower().replace("ſ", "s")
    numbers = set(map(int, re.findall("[0-9]{1,2}", words)))
    if _MONTH_WORDS[month - 1] in words or month in numbers:
        return True
    if "end" in words and month in (3, 12):
        return True
    return "q" in words and any(sign in words for sign in _QUARTERS.get(month, ()))
