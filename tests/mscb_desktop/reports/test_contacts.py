"""Contacts: who is reached where on a day, agency by agency, and the list to send to."""

from __future__ import annotations

import datetime as dt

import pytest

from mscb_desktop.document.model import Document, RowKind
from mscb_desktop.reports import made
from mscb_desktop.reports.base import ReportError
from mscb_desktop.reports.reach import AGENCY
from tests.mscb_desktop.reports.conftest import Listed, Printed
from tests.support.handed_over import FIRST, GAP, LAST, HandedOver


def contacts(east: HandedOver, day: dt.date = LAST, **of: str) -> Document:
    return made(east.made.board, "contacts", as_at=day, of=of)


@pytest.mark.parametrize(
    ("day", "name", "agency", "email", "address"),
    [
        (LAST, "Ben Brook", "Eastbrook Primary Care Trust", "ben@trust.example",
         "Trust House\n12 Long Acre\nEastbrook"),
        (FIRST, "Cleo Cope", "Eastbrook Commissioning Group", "cleo@ccg.example",
         "Eastbrook Commissioning Group\n4 Mill Lane"),
        (GAP, None, "Eastbrook Commissioning Group", None,
         "Eastbrook Commissioning Group\n4 Mill Lane"),
    ],
)  # fmt: skip
def test_each_day_has_its_holder_and_its_agency(
    east: HandedOver,
    listed: Listed,
    day: dt.date,
    name: str | None,
    agency: str,
    email: str | None,
    address: str,
) -> None:
    rows = listed(contacts(east, day), "Contacts")
    (nurse,) = [row for row in rows if row["Post"] == "Designated Nurse"]
    assert (nurse["Name"], nurse["Agency"], nurse["Email"]) == (name, agency, email)
    assert nurse["Telephone"] == "020 7946 0111"
    assert nurse["Address"] == address
    assert nurse["On"] == "ESCP, QA (Chair)"
    assert (nurse["Vacant since"] is not None) is (day == GAP)


def test_those_of_other_days_are_not_listed(east: HandedOver, listed: Listed) -> None:
    gone = east.made.person("Finn Frith", left_on=LAST)
    names = {row["Name"] for row in listed(contacts(east), "Contacts")}
    assert names == {None, "Ada Alder", "Ben Brook", "Gita Garner", "Finn Frith"}
    east.made.change(gone, left_on=dt.date(2013, 3, 30))
    east.made.change(east.nurse, ended=dt.date(2013, 3, 30))
    rows = listed(contacts(east), "Contacts")
    assert {row["Name"] for row in rows} == {None, "Ada Alder", "Gita Garner"}
    assert "Designated Nurse" not in {row["Post"] for row in rows}


def test_paper_stands_agency_by_agency_with_the_agencys_own_contact_first(
    east: HandedOver, printed: Printed
) -> None:
    document = contacts(east)
    (table,) = document.tables()
    assert [row.cells[0] for row in table.rows if row.kind is RowKind.HEADING] == [
        "No agency",
        "Borough Police",
        "Eastbrook Council",
        "Eastbrook Primary Care Trust",
    ]
    page = printed(document)
    assert page.index("Duty Inspector") < page.index("Commander")
    assert "office@trust.example" in page
    assert "ben@trust.example" in page
    assert page.count("12 Long Acre") == 1
    assert "vacant since 01/02/2013" in page


def test_a_group_has_its_members_alone_with_the_address_letters_go_to(
    east: HandedOver, printed: Printed, listed: Listed
) -> None:
    document = contacts(east, group=east.quality)
    assert document.subtitle == "Quality Assurance Subgroup · as at 31/03/2013 · 2 contacts"
    rows = listed(document, "Contacts")
    assert [row["Post"] for row in rows] == ["Commander", "Designated Nurse"]
    page = printed(document)
    assert "12 Long Acre" in page
    assert "Duty Inspector" not in page
    assert "office@trust.example" not in page


def test_an_agency_has_its_own_people_and_those_of_who_stood_in_its_place(
    east: HandedOver, listed: Listed
) -> None:
    council = contacts(east, agency=east.council)
    assert {row["Agency"] for row in listed(council, "Contacts")} == {"Eastbrook Council"}
    with east.made.board.reading() as connection:
        trust = AGENCY.read(connection, "Eastbrook Primary Care Trust")
    later = contacts(east, FIRST, agency=trust)
    assert later.subtitle.startswith("Eastbrook Commissioning Group · as at 01/04/2013")
    assert [row["Name"] for row in listed(later, "Contacts")] == ["Cleo Cope"]


def test_agencies_that_stood_on_the_day_have_a_sheet_with_their_own_contact(
    east: HandedOver, listed: Listed
) -> None:
    rows = {row["Agency"]: row for row in listed(contacts(east, FIRST), "Agencies")}
    assert set(rows) == {"Borough Police", "Eastbrook Commissioning Group", "Eastbrook Council"}
    assert rows["Borough Police"]["Contact"] == "Duty Inspector"
    assert rows["Eastbrook Commissioning Group"]["Short name"] == "CCG"
    assert rows["Eastbrook Council"]["Sector"] == "Local authority"


def test_a_post_lends_its_address_to_a_holder_without_one(east: HandedOver, listed: Listed) -> None:
    post = east.made.post("Head Teacher", email="head@hill.example", phone="020 7946 0222")
    east.made.held(post, east.made.person("Esme Ellery"), note="interim")
    (row,) = [r for r in listed(contacts(east), "Contacts") if r["Name"] == "Esme Ellery"]
    assert (row["Post"], row["Email"]) == ("Head Teacher (interim)", "head@hill.example")
    assert row["Telephone"] == "020 7946 0222"


def test_an_agencys_contact_who_is_listed_stands_once_and_first(
    east: HandedOver, printed: Printed
) -> None:
    post = east.made.post("Town Clerk", east.council)
    east.made.held(post, east.made.person("Zita Zeller"))
    east.made.change(east.council, contact_name="zita zeller", contact_phone="01632 960101")
    document = contacts(east, agency=east.council)
    (table,) = document.tables()
    first = dict(zip((c.key for c in table.columns), table.evaluated()[1], strict=True))
    assert first == {
        "name": "Zita Zeller",
        "post": "Town Clerk",
        "phone": "01632 960101",
        "address": "Civic Centre",
        "groups": "the agency’s contact",
    }
    assert printed(document).casefold().count("zita zeller") == 1


def test_an_unknown_agency_is_refused_and_an_empty_one_says_so(
    east: HandedOver, printed: Printed
) -> None:
    with pytest.raises(ReportError, match="There is no agency AG-0099"):
        contacts(east, agency="AG-0099")
    nobody = east.made.agency("Nobody's Charity")
    assert "Nobody is known here on this day." in printed(contacts(east, agency=nobody))
