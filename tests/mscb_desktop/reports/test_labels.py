"""Labels and name cards: whose they are, what stands on them, and who has none."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from db.queries.records import exactly
from mscb_desktop.document.model import Cards, Document
from mscb_desktop.reports import made
from mscb_desktop.reports.base import ReportError
from tests.mscb_desktop.reports.conftest import Listed, Printed
from tests.support.handed_over import BACK, FIRST, LAST, HandedOver


def labels(east: HandedOver, day: dt.date = LAST, **of: Any) -> Document:
    return made(east.made.board, "labels", as_at=day, of=of)


def cards(document: Document) -> Cards:
    (block,) = document.blocks
    assert isinstance(block, Cards)
    return block


def test_a_label_holds_name_post_agency_and_address(east: HandedOver) -> None:
    document = labels(east)
    assert (document.title, document.subtitle) == (
        "Address labels",
        "as at 31/03/2013 · Avery L7160",
    )
    lines = cards(document).cards
    assert ("Ada Alder", "Independent Chair", "", "3 Home Close", "Eastbrook") in lines
    assert (
        "Ben Brook",
        "Designated Nurse",
        "Eastbrook Primary Care Trust",
        "Trust House",
        "12 Long Acre",
        "Eastbrook",
    ) in lines
    assert ("", "Solicitor", "Eastbrook Council", "Civic Centre") in lines


def test_each_day_has_its_holder_and_an_agency_stands_once(east: HandedOver) -> None:
    assert (
        "Cleo Cope",
        "Designated Nurse",
        "Eastbrook Commissioning Group",
        "4 Mill Lane",
    ) in cards(labels(east, FIRST)).cards


def test_who_has_no_label_is_told_and_listed(
    east: HandedOver, printed: Printed, listed: Listed
) -> None:
    document = labels(east)
    assert document.remark == (
        "4 contacts have no label. No address: Gita Garner; Commander, Borough Police; Inspector, "
        "Borough Police. Vacant: Head of Early Help, Eastbrook Council."
    )
    assert "Gita Garner" not in printed(document)
    rows = listed(document, "Without a label")
    assert {(row["Name"] or row["Post"], row["Why"]) for row in rows} == {
        ("Gita Garner", "no address"),
        ("Commander", "no address"),
        ("Inspector", "no address"),
        ("Head of Early Help", "vacant since 01/02/2013"),
    }


@pytest.mark.parametrize(
    ("address", "lines"),
    [
        ("12, High Street, Eastbrook EB1 2PC", ("12 High Street", "Eastbrook EB1 2PC")),
        ("Unit 4, Mill Lane\n\nEastbrook", ("Unit 4, Mill Lane", "Eastbrook")),
        ("Civic Centre", ("Civic Centre",)),
        (" , ", (",",)),
    ],
)
def test_an_address_on_one_line_is_parted_at_its_commas(
    east: HandedOver, address: str, lines: tuple[str, ...]
) -> None:
    east.made.person("Zita Zeller", address=address)
    assert ("Zita Zeller", "", "", *lines) in cards(labels(east)).cards


def test_a_label_says_nothing_of_how_a_post_is_held(east: HandedOver) -> None:
    (label,) = cards(labels(east, BACK, group=east.quality)).cards
    assert label[:2] == ("Hal Hythe", "Designated Nurse")


def test_a_remark_counts_those_it_does_not_name(east: HandedOver) -> None:
    for number in range(9):
        east.made.person(f"Person {number}")
    remark = labels(east).remark
    assert remark.startswith("13 contacts have no label. No address: Person 0; Person 1; ")
    assert "; and 7 more. Vacant: Head of" in remark
    assert remark.endswith(" The workbook names them all.")


def test_nobody_has_two_labels(east: HandedOver) -> None:
    with east.made.board.reading() as connection:
        (ada,) = exactly(connection, "person", "Ada Alder")
    east.made.held(east.made.post("Trustee", east.council), ada)
    names = [lines[0] for lines in cards(labels(east)).cards]
    assert names.count("Ada Alder") == 1


def test_name_cards_need_no_address_and_leave_out_the_vacant(east: HandedOver) -> None:
    document = labels(east, group=east.partnership, sheet="place")
    assert document.title == "Name cards"
    block = cards(document)
    assert block.crop_marks
    assert ("Gita Garner", "", "") in block.cards
    assert ("", "Commander", "Borough Police") in block.cards
    assert document.remark == (
        "1 contact has no card. Vacant: Head of Early Help, Eastbrook Council."
    )


def test_a_group_has_the_labels_of_its_members(east: HandedOver) -> None:
    lines = cards(labels(east, group=east.quality)).cards
    assert [line[0] for line in lines] == ["Ben Brook"]


def test_a_used_sheet_is_begun_where_its_labels_are_left(
    east: HandedOver, printed: Printed
) -> None:
    assert cards(labels(east, start=5)).start == 5
    with pytest.raises(ReportError, match="has 21 places: begin at one from 1 to 21, not at 22"):
        labels(east, start=22)


def test_they_are_read_back_from_paper_and_workbook(
    east: HandedOver, printed: Printed, listed: Listed
) -> None:
    document = labels(east)
    page = printed(document)
    assert "Ada Alder" in page
    assert "12 Long Acre" in page
    rows = listed(document, "Address labels")
    assert (rows[0]["Name"], rows[0]["Address 1"]) == ("Ada Alder", "3 Home Close")
