"""A small partnership in which a post is handed over and an agency succeeded on 1 April 2013."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from db.changes import create
from db.records.board import BOARD_REF
from tests.support.partnership import Partnership

LAST, FIRST = dt.date(2013, 3, 31), dt.date(2013, 4, 1)
GAP, BACK = dt.date(2013, 9, 1), dt.date(2013, 11, 1)
"""The first day on which the nurse's post is vacant, and that on which it is held again."""


@dataclass(frozen=True, slots=True)
class HandedOver:
    """The partnership with the references that tests name."""

    made: Partnership
    partnership: str
    quality: str
    nurse: str
    council: str


def handed_over(folder: Path) -> HandedOver:
    """Make it in a folder.

    The Designated Nurse is Ben Brook for the Primary Care Trust, from 1 April 2013 Cleo Cope for
    the Commissioning Group, nobody in September and October 2013, then Hal Hythe.
    """
    made = Partnership.empty(folder)
    name = "Eastbrook Safeguarding Children Partnership"
    settings = {"name": name, "short_name": "ESCP", "body_term": "Partnership"}
    made.board.apply("Board made", [create("board", BOARD_REF, **settings)])
    health, police, council = map(made.sector, ("Health", "Police", "Local authority"))
    trust = made.agency(
        "Eastbrook Primary Care Trust",
        sector=health,
        contact_email="office@trust.example",
        contact_address="Trust House\n12 Long Acre\nEastbrook",
    )
    following = made.agency(
        "Eastbrook Commissioning Group",
        short_name="CCG",
        sector=health,
        contact_address="Eastbrook Commissioning Group\n4 Mill Lane",
    )
    made.change(trust, successor=following, succeeded_on=FIRST)
    borough = made.agency("Borough Police", sector=police, contact_name="Duty Inspector")
    civic = made.agency("Eastbrook Council", sector=council, contact_address="Civic Centre")
    board = made.group(
        name, short_name="ESCP", kind="board", meets="Every two months", quorum_share="half"
    )
    quality = made.group(
        "Quality Assurance Subgroup", short_name="QA", kind="subgroup", parent=board
    )
    made.group("Neglect Working Group", kind="working_group", parent=quality, began=FIRST)
    chair, commander = made.post("Independent Chair"), made.post("Commander", borough)
    nurse = made.post("Designated Nurse", trust, phone="020 7946 0111")
    ada = made.person("Ada Alder", email="ada@example.org", address="3 Home Close\n\nEastbrook")
    made.held(chair, ada)
    made.held(nurse, made.person("Ben Brook", email="ben@trust.example"), ended=LAST)
    cleo = made.person("Cleo Cope", email="cleo@ccg.example")
    made.held(nurse, cleo, began=FIRST, ended=GAP - dt.timedelta(days=1))
    made.held(nurse, made.person("Hal Hythe"), began=BACK, note="acting")
    made.member(board, chair, office="chair", began=dt.date(2011, 4, 1))
    made.member(board, nurse)
    commanding = made.member(board, commander, office="vice_chair")
    made.member(board, made.post("Inspector", borough), role="deputy", deputy_for=commanding)
    made.member(board, made.post("Head of Early Help", civic, vacant_since=dt.date(2013, 2, 1)))
    lay = made.person("Gita Garner")
    made.member(board, lay, note="Lay member, appointed by the Partnership.")
    made.member(board, made.post("Solicitor", civic), role="adviser")
    made.member(board, made.post("Administrator", civic), role="minute_taker")
    made.member(quality, nurse, office="chair")
    made.member(quality, commander, voting=False)
    return HandedOver(made, board, quality, nurse, civic)
