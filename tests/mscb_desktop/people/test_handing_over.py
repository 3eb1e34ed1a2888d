"""A post handed over: right on the day before, on the day, and taken back in one step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from db.changes import Plan
from db.queries import groups as queries
from mscb_desktop.people.handing_over import (
    Fate,
    HandOver,
    in_words,
    links_to,
    plan_hand_over,
    standing,
)
from tests.support.partnership import Partnership

BEGAN, DAY = dt.date(2010, 4, 1), dt.date(2013, 5, 1)
BEFORE = DAY - dt.timedelta(days=1)


@dataclass
class Office:
    """Ada is Designated Nurse, sits on the board for the post and on a panel as a person."""

    made: Partnership
    post: str
    board: str
    panel: str
    ada: str
    ben: str
    held: str
    on_panel: str

    def asked(self) -> HandOver:
        return HandOver(self.post, DAY, leaver=self.held, to=self.ben)

    def done(self, asked: HandOver) -> Plan:
        plan = plan_hand_over(self.made.board, asked)
        assert not plan.problems
        self.made.board.apply(plan.what, plan.changes)
        return plan

    def refused(self, asked: HandOver) -> str:
        (problem,) = plan_hand_over(self.made.board, asked).problems
        return problem.message

    def names(self, group: str, day: dt.date) -> list[str]:
        return [member.names for member in self.made.found(group, day)]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Partnership.empty(tmp_path)
    post = made.post("Designated Nurse", made.agency("Trust"))
    ada, ben = made.person("Ada Reed"), made.person("Ben Cole")
    board, panel = made.group("Board"), made.group("Panel")
    made.member(board, post)
    held = made.held(post, ada, began=BEGAN)
    yield Office(made, post, board, panel, ada, ben, held, made.member(panel, ada, office="chair"))
    made.board.close()


def test_each_day_has_its_holder(office: Office) -> None:
    plan = office.done(office.asked())
    assert plan.what == (
        "Handed over: Designated Nurse, Trust: Ada Reed to Ben Cole from 01/05/2013"
    )
    assert office.names(office.board, BEGAN) == ["Ada Reed"]
    assert office.names(office.board, BEFORE) == ["Ada Reed"]
    assert office.names(office.board, DAY) == ["Ben Cole"]
    # What she is as a person stays hers.
    assert office.names(office.panel, DAY) == ["Ada Reed"]
    office.made.board.undo()
    assert office.names(office.board, DAY) == ["Ada Reed"]


def test_a_post_may_fall_vacant(office: Office) -> None:
    office.done(replace(office.asked(), to=None))
    (member,) = office.made.found(office.board, DAY)
    assert member.vacant_since == DAY
    assert not member.is_there


def test_who_goes_is_listed_with_all_that_names_them(office: Office) -> None:
    ended = office.made.member(office.board, office.ada, ended=dt.date(2012, 1, 1))
    with office.made.board.reading() as connection:
        found = links_to(connection, office.ada, DAY)
    assert [(link.ref, link.words, link.ends) for link in found] == [
        (office.on_panel, "Chair of Panel", True)
    ]
    assert ended not in {link.ref for link in found}


def test_a_membership_passes_from_the_day_on_with_office_and_deputies(office: Office) -> None:
    deputy = office.made.member(
        office.panel, office.made.post("Doctor"), role="deputy", deputy_for=office.on_panel
    )
    last = office.made.member(office.panel, office.made.post("Clerk"), role="minute_taker")
    with office.made.board.reading() as connection:
        (link,) = links_to(connection, office.ada, DAY)
    office.done(replace(office.asked(), fates={link: Fate.PASSES}))
    assert office.names(office.panel, BEFORE)[0] == "Ada Reed"
    new, stands_in, clerk = office.made.found(office.panel, DAY)
    assert (new.names, new.row.office, new.row.began) == ("Ben Cole", "chair", DAY)
    assert (stands_in.row.ref, stands_in.row.deputy_for) == (deputy, new.row.ref)
    assert clerk.row.ref == last


def test_a_membership_may_end(office: Office) -> None:
    with office.made.board.reading() as connection:
        (link,) = links_to(connection, office.ada, DAY)
    office.done(replace(office.asked(), fates={link: Fate.ENDS}))
    assert office.names(office.panel, BEFORE) == ["Ada Reed"]
    assert office.names(office.panel, DAY) == []


def test_a_membership_that_has_not_begun_is_the_new_holders_or_none(office: Office) -> None:
    later = office.made.member(office.board, office.ada, role="adviser", began=DAY)
    with office.made.board.reading() as connection:
        link = next(each for each in links_to(connection, office.ada, DAY) if each.ref == later)
    office.done(replace(office.asked(), fates={link: Fate.PASSES}))
    assert office.names(office.board, DAY) == ["Ben Cole", "Ben Cole"]
    office.made.board.undo()
    office.done(replace(office.asked(), fates={link: Fate.ENDS}))
    assert office.names(office.board, DAY) == ["Ben Cole"]


def test_who_goes_takes_up_another_post_or_leaves(office: Office) -> None:
    other = office.made.post("Director")
    office.made.member(office.panel, other)
    office.done(replace(office.asked(), takes_up=other))
    assert office.names(office.panel, DAY) == ["Ada Reed", "Ada Reed"]
    office.made.board.undo()
    office.done(replace(office.asked(), leaves=True))
    member, _ = office.made.found(office.panel, DAY)
    assert (member.row.ref, member.gone_since) == (office.on_panel, DAY)


def test_one_of_two_who_share_a_post_hands_over(office: Office) -> None:
    cleo = office.made.person("Cleo Frith")
    office.made.held(office.post, cleo, began=BEGAN)
    office.done(office.asked())
    assert office.names(office.board, BEFORE) == ["Ada Reed, Cleo Frith"]
    assert office.names(office.board, DAY) == ["Cleo Frith, Ben Cole"]


def test_what_makes_no_sense_is_refused_in_words(office: Office) -> None:
    asked = office.asked()
    assert "only holds the post from 01/04/2010 on" in office.refused(replace(asked, day=BEGAN))
    assert "are the same" in office.refused(replace(asked, to=office.ada))
    assert "say who goes or comes" in office.refused(HandOver(office.post, DAY))
    assert "is handed over" in office.refused(replace(asked, takes_up=office.post))
    both = replace(asked, takes_up=office.made.post("Clerk"), leaves=True)
    assert "choose one of the two" in office.refused(both)
    assert "changed meanwhile" in office.refused(replace(asked, leaver="HO-0099"))
    office.made.held(office.post, office.ben, began=DAY)
    assert "holds this post on that day already" in office.refused(asked)


def test_a_hand_over_that_is_entered_late_leaves_an_earlier_last_day(office: Office) -> None:
    went = dt.date(2013, 3, 31)
    office.made.change(office.held, ended=went)
    office.done(office.asked())
    with office.made.board.reading() as connection:
        held = queries.holdings(connection, posts=[office.post])
    assert [(each.person, each.began, each.ended) for each in held] == [
        (office.ada, BEGAN, went),
        (office.ben, DAY, None),
    ]


def test_a_hand_over_entered_already_for_later_ends_the_one_before(office: Office) -> None:
    later, cleo = dt.date(2014, 5, 1), office.made.person("Cleo Frith")
    office.done(replace(office.asked(), day=later))
    with office.made.board.reading() as connection:
        found = standing(connection, office.post, BEFORE)
    asked = replace(office.asked(), to=cleo)
    assert in_words(found, asked, "Cleo Frith")[1] == (
        "From 01/05/2013 Cleo Frith holds it to 30/04/2014, when the next one comes."
    )
    office.done(asked)
    for day, name in ((BEFORE, "Ada Reed"), (DAY, "Cleo Frith"), (later, "Ben Cole")):
        assert office.names(office.board, day) == [name]


def test_a_member_and_the_deputy_who_is_the_same_person_pass_together(office: Office) -> None:
    office.made.member(office.panel, office.ada, role="deputy", deputy_for=office.on_panel)
    with office.made.board.reading() as connection:
        links = links_to(connection, office.ada, DAY)
    office.done(replace(office.asked(), fates=dict.fromkeys(links, Fate.PASSES)))
    chair, deputy = office.made.found(office.panel, DAY)
    assert deputy.row.deputy_for == chair.row.ref
    assert [chair.names, deputy.names] == ["Ben Cole", "Ben Cole"]


def test_a_membership_that_has_not_begun_ends_though_it_has_a_deputy(office: Office) -> None:
    later = office.made.member(office.board, office.ada, role="adviser", began=DAY)
    clerk = office.made.post("Clerk")
    deputy = office.made.member(office.board, clerk, role="deputy", deputy_for=later)
    with office.made.board.reading() as connection:
        link = next(each for each in links_to(connection, office.ada, DAY) if each.ref == later)
    office.done(replace(office.asked(), fates={link: Fate.ENDS}))
    members = {member.row.ref: member for member in office.made.found(office.board, DAY)}
    assert later not in members
    assert members[deputy].row.deputy_for is None


def test_it_is_said_before_it_is_done(office: Office) -> None:
    with office.made.board.reading() as connection:
        found = standing(connection, office.post, BEFORE)
    assert in_words(found, office.asked(), "Ben Cole") == [
        "Ada Reed holds the post to 30/04/2013.",
        "From 01/05/2013 Ben Cole holds it.",
        "Ben Cole sits for the post on Board from then on.",
    ]
    with office.made.board.reading() as connection:
        (link,) = links_to(connection, office.ada, DAY)
    more = replace(office.asked(), fates={link: Fate.PASSES}, leaves=True)
    assert in_words(found, more, "Ben Cole")[3:] == [
        "Goes to Ben Cole: Chair of Panel.",
        "Ada Reed leaves altogether on 30/04/2013.",
    ]
    vacant = in_words(found, replace(office.asked(), to=None), "")
    assert vacant[1:] == [
        "From 01/05/2013 the post is vacant.",
        "Nobody sits for the post on Board from then on.",
    ]
