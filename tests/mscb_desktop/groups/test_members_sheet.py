"""The list of members as a sheet: shown as on a day, typed into, pasted onto, moved and ended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.changes import Values
from db.drafts import Unstored
from db.queries import records
from mscb_desktop.groups.reading import Missing
from mscb_desktop.groups.rows import NEW
from mscb_desktop.groups.sheet import MembersSheet
from mscb_desktop.sheet.clipboard import from_clipboard
from mscb_desktop.sheet.model import Edit, Row, RowKind, SheetPlan, Tone
from mscb_desktop.sheet.pasting import Paste, plan_paste
from tests.support.partnership import Partnership

DAY = dt.date(2013, 3, 31)
LAST, FIRST = dt.date(2012, 8, 31), dt.date(2012, 9, 1)


class Hill(Partnership):
    """A partnership with a board of four: its chair, a nurse, a deputy of hers, and a head."""

    def __init__(self, made: Partnership) -> None:
        super().__init__(made.board)
        self.health, self.schools = self.sector("Health"), self.sector("Schools")
        self.trust = self.agency("Hill Trust", sector=self.health, aliases="Hill NHS Trust")
        self.school = self.agency("Hill School", sector=self.schools)
        self.group_ref = self.group("Board", kind="board")
        self.panel = self.group("Panel", parent=self.group_ref)
        self.ada = self.person("Ada Alder")
        self.nurse = self.post("Nurse", self.trust)
        self.head = self.post("Head", self.school)
        self.chair_row = self.member(self.group_ref, self.ada, office="chair")
        self.nurse_row = self.member(self.group_ref, self.nurse)
        self.head_row = self.member(self.group_ref, self.head)
        self.sheet = self.shown()

    def shown(self, day: dt.date = DAY, *, everyone: bool = False) -> MembersSheet:
        return MembersSheet(self.board, self.group_ref, day, everyone=everyone)

    def rows(self) -> list[Row]:
        return list(self.sheet.page(0, self.sheet.count()))

    def row(self, ref: str) -> Row:
        return next(row for row in self.rows() if row.ref == ref)

    def words(self) -> list[str]:
        """Each row by its post, or its name."""
        return [self.sheet.row_label(row) or row.ref for row in self.rows()]

    def do(self, plan: SheetPlan) -> SheetPlan:
        assert plan.problems == ()
        self.board.apply(plan.what, plan.changes)
        return plan

    def type(self, ref: str, column: str, typed: object) -> SheetPlan:
        return self.sheet.edit([Edit(ref, column, typed)])  # type: ignore[arg-type]

    def stored(self, ref: str) -> Values:
        with self.board.reading() as connection:
            return records.rows_by_ref(connection, "membership", [ref])[ref]

    def paste(self, text: str, at: str = NEW, column: str = "post") -> Paste:
        self.sheet.all_columns = True
        clip = from_clipboard(None, text)
        return plan_paste(self.sheet, at, column, clip)

    def take(self, paste: Paste) -> Paste:
        self.board.apply(paste.plan.what, paste.plan.changes)
        return paste


@pytest.fixture
def hill(tmp_path: Path) -> Iterator[Hill]:
    made = Hill(Partnership.empty(tmp_path))
    yield made
    made.board.close()


def only_problem(plan: SheetPlan) -> str:
    assert plan.changes == ()
    (found,) = plan.problems
    return found.message


# Shown


def test_the_rows_are_the_printed_list(hill: Hill) -> None:
    assert hill.words() == [
        "Ada Alder",
        "Health",
        "Nurse, Hill Trust",
        "Schools",
        "Head, Hill School",
        NEW,
    ]
    kinds = [row.kind for row in hill.rows()]
    assert kinds.count(RowKind.HEADING) == 2
    assert not hill.row(hill.health).stores
    assert hill.row(hill.chair_row).values["voting"] is True


def test_a_vacant_post_and_who_left_are_told_in_words(hill: Hill) -> None:
    hill.held(hill.nurse, hill.person("Ben Brook"), ended=LAST)
    hill.change(hill.ada, left_on=LAST)
    hill.change(hill.head, ended=LAST)
    note = hill.row(hill.nurse_row).notes["person"]
    assert (note.text, note.tone) == ("vacant since 01/09/2012", Tone.WARNING)
    assert hill.row(hill.chair_row).notes["person"].text == "left 31/08/2012"
    assert hill.row(hill.head_row).notes["post"].text == "abolished 31/08/2012"


def test_former_members_are_shown_where_they_are_wanted(hill: Hill) -> None:
    hill.change(hill.nurse_row, ended=LAST)
    hill.change(hill.head_row, began=dt.date(2013, 4, 1))
    assert hill.words() == ["Ada Alder", NEW]
    hill.sheet = hill.shown(everyone=True)
    assert hill.row(hill.nurse_row).notes["ended"].text == "former"
    assert hill.row(hill.head_row).notes["began"].text == "later"
    hill.sheet = hill.shown(LAST)
    assert "Nurse, Hill Trust" in hill.words()


def test_a_row_stays_in_sight_when_its_typing_ends_it(hill: Hill) -> None:
    hill.do(hill.type(hill.nurse_row, "ended", "31/08/2012"))
    assert "Nurse, Hill Trust" in hill.words()
    assert "Nurse, Hill Trust" not in [
        hill.sheet.row_label(row) for row in hill.shown().page(0, 99)
    ]


def test_the_filter_finds_words_of_the_row_and_its_heading(hill: Hill) -> None:
    for text, found in {
        "hill": ["Health", "Nurse, Hill Trust", "Schools", "Head, Hill School"],
        "chair": ["Ada Alder"],
        "SCHOOLS head": ["Schools", "Head, Hill School"],
        hill.nurse_row.lower(): ["Health", "Nurse, Hill Trust"],
        "nobody": [],
    }.items():
        hill.sheet.holding = text
        assert hill.words() == found
    hill.sheet.holding = " "
    assert hill.words()[-1] == NEW


def test_columns_that_the_list_can_do_without_leave_room_for_the_posts(hill: Hill) -> None:
    def keys() -> list[str]:
        hill.sheet.count()
        return [column.key for column in hill.sheet.columns]

    usual = ["post", "person", "role", "office", "voting", "began"]
    assert keys() == usual
    hill.do(hill.type(hill.head_row, "role", "deputy"))
    assert keys() == [*usual[:3], "deputy_for", *usual[3:]]
    hill.do(hill.type(hill.head_row, "deputy_for", "Nurse"))
    assert "deputy_for" in keys(), "a column stays while its list is typed into"
    hill.do(hill.type(hill.head_row, "ended", "31/12/2020"))
    assert keys()[-1] == "ended"
    hill.sheet.all_columns = True
    assert len(keys()) == 10
    assert [column.key for column in hill.shown().columns] == [*usual, "ended"]


def test_what_left_out_columns_hold_is_said_beside_the_post(hill: Hill) -> None:
    hill.do(hill.type(hill.head_row, "role", "deputy"))
    hill.do(hill.type(hill.head_row, "deputy_for", "Nurse"))
    hill.do(hill.type(hill.head_row, "note", "until May"))
    sheet = hill.shown()

    def said() -> str:
        row = next(row for row in sheet.page(0, 100) if row.ref == hill.head_row)
        return row.notes["post"].text if "post" in row.notes else ""

    assert said() == "deputy for Nurse · until May"
    sheet.all_columns = True
    assert said() == ""


def test_a_column_in_which_a_text_waits_is_shown(hill: Hill) -> None:
    draft = Unstored(ref=hill.head_row, field="note", typed="x" * 300, reason="Too long.")
    hill.board.change_drafts(hill.sheet.drafts.name, [draft])
    assert "note" in [column.key for column in hill.shown().columns]


# Typed


def test_a_typed_post_makes_a_member_at_the_end_of_its_section(hill: Hill) -> None:
    doctor = hill.post("Doctor", hill.trust)
    plan = hill.do(hill.type(NEW, "post", "doctor, hill trust"))
    assert plan.what == "Membership added: Doctor, Hill Trust"
    (ref,) = plan.created
    stored = hill.stored(ref)
    assert (stored["post"], stored["role"], stored["began"]) == (doctor, "member", None)
    assert hill.words()[1:4] == ["Health", "Nurse, Hill Trust", "Doctor, Hill Trust"]
    assert hill.board.undo() is not None
    assert "Doctor, Hill Trust" not in hill.words()


def test_a_typed_name_makes_a_member_without_a_post(hill: Hill) -> None:
    ben = hill.person("Ben Brook")
    (ref,) = hill.do(hill.type(NEW, "person", "Ben Brook")).created
    assert (hill.stored(ref)["person"], hill.stored(ref)["post"]) == (ben, None)


def test_a_new_member_begins_on_the_day_that_was_chosen(hill: Hill) -> None:
    hill.sheet = MembersSheet(hill.board, hill.group_ref, DAY, began=DAY)
    hill.post("Doctor", hill.trust)
    (ref,) = hill.do(hill.type(NEW, "post", "Doctor")).created
    assert hill.stored(ref)["began"] == DAY


def test_an_empty_line_needs_a_post_or_a_name_first(hill: Hill) -> None:
    plan = hill.type(NEW, "role", "adviser")
    assert "needs a post or a name" in only_problem(plan)
    assert plan.problems[0].column == "post"


def test_an_agency_may_stand_by_another_name_or_by_that_of_the_day(hill: Hill) -> None:
    doctor = hill.post("Doctor", hill.trust)
    successor = hill.agency("Hill CCG", sector=hill.health)
    hill.change(hill.trust, successor=successor, succeeded_on=FIRST)
    for text in ("Doctor, Hill NHS Trust", "Doctor, Hill CCG"):
        (ref,) = hill.do(hill.type(NEW, "post", text)).created
        assert hill.stored(ref)["post"] == doctor
        hill.board.undo()


def test_a_post_of_several_of_the_same_name_is_asked_for(hill: Hill) -> None:
    first, second = hill.post("Clerk"), hill.post("Clerk")
    message = only_problem(hill.type(NEW, "post", "Clerk"))
    assert first in message
    assert second in message


def test_a_name_that_is_not_known_stays_in_its_cell(hill: Hill) -> None:
    assert "There is no post called 'Wizard'" in only_problem(hill.type(NEW, "post", "Wizard"))
    assert hill.sheet.missing == (Missing("post", "Wizard"),)


def test_repeating_what_a_cell_shows_changes_nothing(hill: Hill) -> None:
    successor = hill.agency("Hill CCG", sector=hill.health)
    hill.change(hill.trust, successor=successor, succeeded_on=FIRST)
    plan = hill.type(hill.nurse_row, "post", "Nurse, Hill CCG")
    assert (plan.changes, plan.problems) == ((), ())


def test_a_member_keeps_a_post_or_a_name(hill: Hill) -> None:
    assert "needs a post or a name" in only_problem(hill.type(hill.nurse_row, "post", ""))
    assert "needs a post or a name" in only_problem(hill.type(hill.chair_row, "person", ""))


def test_emptying_the_name_beside_a_post_leads_to_handing_over(hill: Hill) -> None:
    hill.held(hill.nurse, hill.ada)
    assert "use Hand over" in only_problem(hill.type(hill.nurse_row, "person", ""))


def test_a_post_typed_beside_a_name_is_held_by_it(hill: Hill) -> None:
    manager = hill.post("Manager")
    hill.do(hill.type(hill.chair_row, "post", "Manager"))
    stored = hill.stored(hill.chair_row)
    assert (stored["post"], stored["person"]) == (manager, None)
    assert hill.row(hill.chair_row).shown["person"] == "Ada Alder"
    hill.board.undo()
    assert hill.stored(hill.chair_row)["person"] == hill.ada


def test_a_new_post_typed_beside_a_name_is_held_by_it(hill: Hill) -> None:
    plan = hill.do(hill.sheet.add_new(hill.chair_row, "post", "Independent Chair"))
    assert plan.what == "Post added: Independent Chair"
    assert hill.row(hill.chair_row).shown == {
        "post": "Independent Chair",
        "person": "Ada Alder",
        "deputy_for": "",
        "sector": "",
    }


def test_a_name_typed_beside_a_post_holds_it(hill: Hill) -> None:
    hill.person("Ben Brook")
    hill.do(hill.type(hill.nurse_row, "person", "Ben Brook"))
    assert hill.row(hill.nurse_row).shown["person"] == "Ben Brook"
    assert hill.stored(hill.nurse_row)["person"] is None
    hill.board.undo()
    assert hill.row(hill.nurse_row).shown["person"] == ""


def test_a_new_name_typed_beside_a_post_holds_it(hill: Hill) -> None:
    hill.do(hill.sheet.add_new(hill.nurse_row, "person", "Cleo Cope"))
    assert hill.row(hill.nurse_row).shown["person"] == "Cleo Cope"


def test_a_post_that_somebody_holds_is_handed_over_elsewhere(hill: Hill) -> None:
    hill.held(hill.nurse, hill.ada)
    hill.person("Ben Brook")
    assert "Ada Alder" in only_problem(hill.type(hill.nurse_row, "person", "Ben Brook"))
    plan = hill.type(hill.nurse_row, "person", "Ada Alder")
    assert (plan.changes, plan.problems) == ((), ())


def test_a_vacant_post_is_taken_up_on_the_day(hill: Hill) -> None:
    hill.held(hill.nurse, hill.ada, ended=LAST)
    hill.person("Ben Brook")
    hill.do(hill.type(hill.nurse_row, "person", "Ben Brook"))
    assert hill.row(hill.nurse_row).shown["person"] == "Ben Brook"
    assert hill.found(hill.group_ref, LAST)[1].names == "Ada Alder"
    hill.sheet = hill.shown(dt.date(2013, 3, 30))
    assert hill.row(hill.nurse_row).notes["person"].text == "vacant since 01/09/2012"


def test_a_deputy_stands_in_for_a_member_of_the_same_group(hill: Hill) -> None:
    elsewhere = hill.member(hill.panel, hill.head)
    deputy = hill.member(hill.group_ref, hill.post("Deputy Nurse", hill.trust), role="deputy")
    hill.do(hill.type(deputy, "deputy_for", "nurse, hill trust"))
    assert hill.stored(deputy)["deputy_for"] == hill.nurse_row
    assert hill.row(deputy).shown["deputy_for"] == "Nurse"
    assert "no member" in only_problem(hill.type(deputy, "deputy_for", elsewhere))
    offered = [offer.ref for offer in hill.sheet.suggest(deputy, "deputy_for", "h")]
    assert offered == [hill.nurse_row, hill.head_row]


# Pasted


def test_a_pasted_list_makes_members_of_known_posts(hill: Hill) -> None:
    hill.post("Doctor", hill.trust)
    hill.post("Teacher", hill.school)
    paste = hill.take(hill.paste("Doctor, Hill Trust\nTeacher, Hill School\n"))
    assert paste.problems == ()
    assert len(paste.plan.created) == 2
    assert hill.words()[1:-1] == [
        "Health",
        "Nurse, Hill Trust",
        "Doctor, Hill Trust",
        "Schools",
        "Head, Hill School",
        "Teacher, Hill School",
    ]
    hill.board.undo()
    assert len(hill.words()) == 6


def test_a_pasted_list_writes_over_nobody(hill: Hill) -> None:
    hill.post("Doctor", hill.trust)
    text = "Head, Hill School\tdeputy\nDoctor, Hill Trust\tmember\n"
    headed = hill.take(hill.paste(f"Post\tRole\n{text}", at=hill.nurse_row))
    assert headed.problems == ()
    assert hill.stored(hill.nurse_row)["post"] == hill.nurse
    assert hill.stored(hill.head_row)["role"] == "deputy"
    assert len(headed.plan.created) == 1


def test_posts_that_are_not_known_are_named_and_not_added(hill: Hill) -> None:
    hill.person("Ben Brook")
    hill.post("Doctor", hill.trust)
    paste = hill.take(hill.paste("Wizard\tBen Brook\nDoctor\t\nWitch, Hill School\tEsme Elm\n"))
    assert [str(problem) for problem in paste.problems] == [
        "Row 1: There is no post called 'Wizard': the row was not added.",
        "Row 3: There is no post called 'Witch, Hill School': the row was not added.",
    ]
    assert hill.sheet.missing == (
        Missing("post", "Wizard"),
        Missing("post", "Witch, Hill School"),
        Missing("person", "Esme Elm"),
    )
    assert paste.taken == 1


def test_posts_and_people_are_added_where_that_is_wanted(hill: Hill) -> None:
    hill.sheet.adds = True
    paste = hill.take(
        hill.paste("Witch, Hill School\tEsme Elm\nNurse, Hill Trust\tGita Garner\nWizard\t\n")
    )
    assert paste.problems == ()
    assert paste.plan.what == "Paste 3 rows"
    assert hill.words()[1:-1] == [
        "Health",
        "Nurse, Hill Trust",
        "Schools",
        "Head, Hill School",
        "Witch, Hill School",
        "No sector",
        "Wizard",
    ]
    names = {hill.sheet.row_label(row): row.shown.get("person") for row in hill.rows()}
    assert names["Witch, Hill School"] == "Esme Elm"
    assert names["Nurse, Hill Trust"] == "Gita Garner"
    hill.board.undo()
    assert len(hill.words()) == 6
    with hill.board.reading() as connection:
        assert records.count(connection, "post", {}) == 2


def test_a_new_post_named_twice_is_two_posts_and_a_new_person_one(hill: Hill) -> None:
    hill.sheet.adds = True
    paste = hill.take(hill.paste("Clerk\tEsme Elm\nClerk\nPorter\tEsme Elm\n"))
    assert paste.problems == ()
    with hill.board.reading() as connection:
        assert records.count(connection, "post", {"title": "Clerk"}) == 2
        assert records.count(connection, "person", {"name": "Esme Elm"}) == 1
    hill.board.undo()
    hill.sheet.adds = False
    first, second = hill.post("Clerk"), hill.post("Clerk")
    hill.take(hill.paste("Clerk\nClerk\n"))
    assert {first, second} <= {row.values["post"] for row in hill.rows()}
    again = hill.paste("Clerk\nClerk\nHead\nHead\n")
    assert again.plan.changes == ()
    assert [str(problem) for problem in again.problems] == [
        "Row 4: 'Head' is on this group already: the row was not added."
    ]


def test_the_headings_of_a_printed_list_say_where_its_rows_stand(hill: Hill) -> None:
    hill.sheet.adds = True
    text = "Schools\nClerk\nHead of House, Hill School\nIn attendance\nSecretary\nNo sector\nLawyer"
    paste = hill.take(hill.paste(text))
    assert paste.problems == ()
    assert hill.words()[3:-1] == [
        "Schools",
        "Head, Hill School",
        "Clerk",
        "Head of House, Hill School",
        "No sector",
        "Lawyer",
        "In attendance",
        "Secretary",
    ]
    by_name = {hill.sheet.row_label(row): row.values["sector"] for row in hill.rows()}
    assert by_name["Clerk"] == hill.schools
    assert by_name["Head of House, Hill School"] is None


def test_a_table_of_organisations_and_roles_is_understood(hill: Hill) -> None:
    hill.sheet.adds = True
    text = (
        "Organisation\tRole\nHealth\tDoctor, Hill NHS Trust\n\tPaediatrician\n"
        "Schools\t\n\tGovernor\nHill School\tBursar\n"
    )
    paste = hill.take(hill.paste(text))
    assert paste.problems == ()
    assert hill.words()[1:-1] == [
        "Health",
        "Nurse, Hill Trust",
        "Doctor, Hill Trust",
        "Paediatrician",
        "Schools",
        "Head, Hill School",
        "Governor",
        "Bursar, Hill School",
    ]


def test_headings_as_people_write_them_are_known(hill: Hill) -> None:
    hill.sheet.adds = True
    council = hill.agency("Hill Council", sector=hill.schools, aliases="HC")
    assert council
    text = (
        "Organisation\tRole\nHealth agencies\t\n\tDoctor,\nThe Schools Sector:\t\n\tGovernor\n"
        "HC\t\n\tLead Member\nArts\t\n\tDancer\nIn attendance\t\n\tClerk, [Minute Taker]\n"
    )
    paste = hill.take(hill.paste(text))
    assert paste.problems == ()
    assert hill.words()[1:-1] == [
        "Health",
        "Nurse, Hill Trust",
        "Doctor",
        "Schools",
        "Head, Hill School",
        "Governor",
        "Lead Member",
        "Arts",
        "Dancer",
        "In attendance",
        "Clerk",
    ]
    assert [row.values["role"] for row in hill.rows()][-2] == "minute_taker"


HEADED = "Organisation\tRole\nArts\tDancer\n\tSinger\nHousing:\t\n\tWarden\n\tCleaner\n"
"""A list as printed: an organisation stands where another part of the list begins."""


def test_headings_that_no_sector_has_are_named_once_with_the_posts(hill: Hill) -> None:
    hill.paste(HEADED)
    assert [(m.table, m.name) for m in hill.sheet.missing] == [
        ("post", "Dancer"),
        ("post", "Singer"),
        ("post", "Warden"),
        ("post", "Cleaner"),
        ("sector", "Arts"),
        ("sector", "Housing"),
    ]


def test_headings_are_added_as_sectors_in_their_order(hill: Hill) -> None:
    hill.sheet.adds = True
    paste = hill.take(hill.paste(HEADED))
    assert paste.problems == ()
    assert hill.words()[-7:-1] == ["Arts", "Dancer", "Singer", "Housing", "Warden", "Cleaner"]
    hill.sheet.adds = False
    hill.paste(HEADED)
    assert hill.sheet.missing == ()


def test_headings_that_are_not_added_leave_the_rows_of_known_posts_under_theirs(
    hill: Hill,
) -> None:
    hill.post("Warden", hill.school)
    paste = hill.take(hill.paste("Organisation\tRole\nArts\t\n\tWarden, Hill School\n\tDancer\n"))
    assert sorted(map(str, paste.problems)) == [
        "Row 3, Printed under: There is no sector called 'Arts': no heading was set.",
        "Row 4: There is no post called 'Dancer': the row was not added.",
    ]
    assert "Warden, Hill School" in hill.words()
    assert "Arts" not in hill.words()


def test_organisations_beside_every_row_are_no_headings(hill: Hill) -> None:
    hill.sheet.adds = True
    hill.paste("Organisation\tRole\nArts\tDancer\nHousing\tWarden\n")
    assert [(m.table, m.name) for m in hill.sheet.missing] == [
        ("post", "Dancer"),
        ("post", "Warden"),
    ]


def test_offices_under_role_are_offices(hill: Hill) -> None:
    hill.sheet.adds = True
    hill.take(hill.paste("Post\tRole\nLay Chair\tVice-Chair\nClerk\tMinutes\n"))
    shown = {hill.sheet.row_label(row): row.values for row in hill.rows()}
    assert (shown["Lay Chair"]["office"], shown["Lay Chair"]["role"]) == ("vice_chair", "member")
    assert shown["Clerk"]["role"] == "minute_taker"


def test_one_pasted_cell_goes_into_the_cell(hill: Hill) -> None:
    doctor = hill.post("Doctor", hill.trust)
    hill.take(hill.paste("Doctor, Hill Trust", at=hill.nurse_row))
    assert hill.stored(hill.nurse_row)["post"] == doctor


def test_pasted_dates_go_onto_the_rows_below(hill: Hill) -> None:
    paste = hill.paste("01/09/2012\n02/09/2012\n", at=hill.nurse_row, column="began")
    hill.take(paste)
    found = [hill.stored(ref)["began"] for ref in (hill.nurse_row, hill.head_row)]
    assert found == [FIRST, dt.date(2012, 9, 2)]


def test_pasted_names_go_beside_the_posts_below(hill: Hill) -> None:
    hill.sheet.adds = True
    hill.take(hill.paste("Ben Brook\nCleo Cope\n", at=hill.nurse_row, column="person"))
    names = [hill.row(ref).shown["person"] for ref in (hill.nurse_row, hill.head_row)]
    assert names == ["Ben Brook", "Cleo Cope"]


def test_the_sheets_own_copy_pasted_back_changes_nothing(hill: Hill) -> None:
    hill.held(hill.nurse, hill.person("Ben Brook"), note="acting")
    successor = hill.agency("Hill CCG", sector=hill.health)
    hill.change(hill.trust, successor=successor, succeeded_on=FIRST)
    lines = [[column.heading for column in hill.sheet.columns]]
    for row in hill.rows()[:-1]:
        role = "Member" if row.kind is RowKind.LINE else ""
        shown = {"role": role, "office": "Chair" if row.values["office"] else ""}
        texts = {**shown, **row.shown}
        lines.append([texts.get(column.key) or "" for column in hill.sheet.columns])
    paste = hill.paste("\n".join("\t".join(line) for line in lines))
    assert paste.problems == ()
    assert paste.plan.changes == ()


# Moved, ended, deleted


def test_members_move_within_their_section(hill: Hill) -> None:
    doctor = hill.member(hill.group_ref, hill.post("Doctor", hill.trust))
    hill.do(hill.sheet.move([doctor], -1))
    assert hill.words()[1:4] == ["Health", "Doctor, Hill Trust", "Nurse, Hill Trust"]
    assert hill.sheet.move([doctor], -1).changes == ()


def test_a_deputy_moves_among_those_of_the_same_member(hill: Hill) -> None:
    doctor = hill.member(hill.group_ref, hill.post("Doctor", hill.trust))
    first, second = (
        hill.member(
            hill.group_ref, hill.post(name, hill.trust), role="deputy", deputy_for=hill.nurse_row
        )
        for name in ("First", "Second")
    )
    hill.do(hill.sheet.move([second], -1))
    assert hill.sheet.move([second], -1).changes == ()
    hill.do(hill.sheet.move([doctor], -1))
    found = [row.ref for row in hill.rows()][2:6]
    assert found == [doctor, hill.nurse_row, second, first]


def test_nobody_moves_while_the_list_is_filtered(hill: Hill) -> None:
    hill.sheet.holding = "hill"
    assert "find line" in only_problem(hill.sheet.move([hill.head_row], -1))


def test_leaving_is_a_last_day_and_no_deletion(hill: Hill) -> None:
    plan = hill.do(hill.sheet.end([hill.nurse_row], LAST))
    assert plan.what == "Nurse, Hill Trust: To 31/08/2012"
    assert hill.stored(hill.nurse_row)["ended"] == LAST
    assert hill.row(hill.nurse_row).notes["ended"].text == "former"


def test_nobody_leaves_before_the_first_day(hill: Hill) -> None:
    hill.change(hill.nurse_row, began=FIRST)
    assert "not before that" in only_problem(hill.sheet.end([hill.nurse_row], LAST))


def test_a_mistake_is_deleted(hill: Hill) -> None:
    hill.do(hill.sheet.delete([hill.nurse_row]))
    assert hill.words() == ["Ada Alder", "Schools", "Head, Hill School", NEW]
    hill.board.undo()
    assert "Nurse, Hill Trust" in hill.words()


def test_drafts_keep_their_place_when_the_group_is_renamed(hill: Hill) -> None:
    before = hill.sheet.drafts.name
    hill.change(hill.group_ref, name="Executive")
    assert hill.shown().drafts.name == before == f"membership {hill.group_ref}"


def test_what_others_store_is_shown(hill: Hill) -> None:
    assert hill.sheet.count() == 6
    hill.member(hill.group_ref, hill.post("Doctor", hill.trust))
    assert [row.ref for row in hill.sheet.page(0, 99)][-1] == NEW
    assert "Doctor, Hill Trust" in hill.words()
