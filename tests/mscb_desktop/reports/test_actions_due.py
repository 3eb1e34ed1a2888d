"""What partners owe, on paper and in the workbook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from mscb_desktop.document.model import Document, RowKind
from mscb_desktop.reports import find_report, made
from mscb_desktop.reports.base import ReportError
from tests.mscb_desktop.reports.conftest import Listed, Printed
from tests.support.few_plans import FewPlans

MARCH = dt.date(2013, 3, 31)


class Few:
    """A plan in which the police and health have to do with actions."""

    def __init__(self, made: FewPlans) -> None:
        self.made = made
        self.board = made.board
        self.plan = made.plan("Quality Assurance workplan", year=made.year(2012))
        self.police = made.agency("Borough Police")
        self.health = made.agency("Commissioning Group")
        self.trust = made.agency("Primary Care Trust", successor=self.health, succeeded_on=MARCH)
        self.nurse = made.post("Designated Nurse", self.trust)
        self.training = made.group("Training Subgroup")
        late = made.action(
            self.plan, "1", what="Audit", when_text="June 2012", last_due=dt.date(2012, 6, 30)
        )
        made.party(late, agency=self.police, lead=True)
        made.party(late, post=self.nurse)
        made.update(late, dt.date(2012, 9, 30), rag="red")
        soon = made.action(self.plan, "2", what="Train", last_due=dt.date(2013, 5, 31))
        made.party(soon, board_group=self.training, lead=True)
        made.party(soon, agency=self.police)
        made.party(made.action(self.plan, "3", what="Share"), post=self.nurse, lead=True)
        made.action(self.plan, "4", what="Remember", who="Everybody")

    def report(self, day: dt.date = MARCH, **of: str) -> Document:
        return made(self.board, "actions-due", as_at=day, of=of)


@pytest.fixture
def few(tmp_path: Path) -> Iterator[Few]:
    plans = FewPlans.empty(tmp_path)
    yield Few(plans)
    plans.board.close()


def test_all_partners_stand_under_headings_of_their_own(few: Few, printed: Printed) -> None:
    document = few.report()
    assert [table.title for table in document.tables()] == [
        "Partners",
        "Borough Police",
        "Commissioning Group",
        "Training Subgroup",
        "Waiting for no partner of the lists",
    ]
    partners = document.table("partners").evaluated()
    assert partners == (
        ("Borough Police", 1, 1, 1, 274),
        ("Commissioning Group", 1, 1, 1, 274),
        ("Training Subgroup", 1, 0, 0, None),
    )
    page = printed(document)
    assert "Audit" in page
    assert "30/06/2012 274 R Red 30/09/2012" in page
    assert "Remember Everybody" in page


def test_an_agency_owes_what_it_leads_and_has_a_part_in(few: Few) -> None:
    (table,) = few.report(agency=few.police).tables()
    assert [row.cells[0] for row in table.rows if row.kind is RowKind.HEADING] == [
        "Leads",
        "Has a part in",
    ]
    lines = [
        v for row, v in zip(table.rows, table.evaluated(), strict=True) if not row.kind.is_heading
    ]
    assert [(line[0], line[2], line[5], line[6]) for line in lines] == [
        ("1", "Audit", dt.date(2012, 6, 30), 274),
        ("2", "Train", dt.date(2013, 5, 31), None),
    ]
    assert few.report(agency=few.police).subtitle == "as at 31/03/2013 · 2 open actions, 1 overdue"


def test_an_agency_of_old_is_its_successor_from_its_day_on(few: Few) -> None:
    titles = [few.report(day, agency=few.trust).title for day in (MARCH, dt.date(2013, 3, 30))]
    assert titles == ["Actions due: Commissioning Group", "Actions due: Primary Care Trust"]


@pytest.mark.parametrize(
    ("typed", "title", "numbers"),
    [
        ("designated nurse", "Designated Nurse, Commissioning Group", ["3"]),
        ("Training Subgroup", "Training Subgroup", ["2"]),
        ("borough police", "Borough Police", ["1"]),
    ],
)
def test_a_lead_is_a_post_a_group_or_an_agency(
    few: Few, typed: str, title: str, numbers: list[str]
) -> None:
    (_, lead) = find_report("actions-due").takes
    with few.board.reading() as connection:
        ref = lead.read(connection, typed)
    document = few.report(lead=ref)
    assert document.title == f"Actions that {title} leads"
    (table,) = document.tables()
    assert [row.cells[0] for row in table.rows] == numbers


def test_no_lead_of_that_name_is_said_with_those_there_are(few: Few) -> None:
    (_, lead) = find_report("actions-due").takes
    with few.board.reading() as connection, pytest.raises(ReportError) as error:
        lead.read(connection, "Fire brigade")
    assert error.value.message == (
        "There is no post, group or agency called 'Fire brigade'. Type Designated Nurse, "
        "Primary Care Trust; "
        "Training Subgroup; Borough Police; Commissioning Group or Primary Care Trust, "
        "or a reference."
    )
    with pytest.raises(ReportError):
        few.report(lead=few.police, agency=few.police)
    with pytest.raises(ReportError):
        few.report(agency="AG-0099")


def test_the_workbook_is_one_list_of_partners_and_actions(few: Few, listed: Listed) -> None:
    rows = listed(few.report(), "Actions due")
    assert [(row["Partner"], row["Leads"], row["No."], row["Days late"]) for row in rows] == [
        ("Borough Police", "yes", "1", 274),
        ("Borough Police", "no", "2", None),
        ("Commissioning Group", "yes", "3", None),
        ("Commissioning Group", "no", "1", 274),
        ("Training Subgroup", "yes", "2", None),
        (None, None, "4", None),
    ]


def test_nothing_is_owed_by_nobody_who_owes_nothing(few: Few, printed: Printed) -> None:
    other = few.made.agency("Fire Brigade")
    assert "It owes no action on this day." in printed(few.report(agency=other))
    before = few.report(dt.date(2012, 3, 31))
    assert "No open action waits for anybody on this day." in printed(before)
