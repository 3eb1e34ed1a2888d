"""What stands beside agencies, people and posts: typed in place, handed over, led from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from db.queries import groups as queries
from mscb_desktop.sheet.clip import Cell
from mscb_desktop.sheet.table import NEW
from tests.support.boards import NOON
from tests.support.pages import Surroundings, surroundings
from tests.support.partnership import Partnership
from ui.grid.report import PasteReport
from ui.grid.view import Grid
from ui.handing_over.dialog import HandOverDialog
from ui.panels.holders import Holders
from ui.panels.memberships import MembershipsOfAgency, MembershipsOfPerson, MembershipsOfPost
from ui.panels.posts_held import PostsHeld
from ui.panels.posts_of_agency import PostsOfAgency

K = Qt.Key
TODAY = NOON.date()
LAST = dt.date(2012, 12, 31)


@pytest.fixture
def around(qtbot: QtBot, tmp_path: Path) -> Iterator[Surroundings]:
    with surroundings(tmp_path, sample=False) as made:
        yield made


@pytest.fixture
def made(around: Surroundings) -> Partnership:
    return Partnership(around.board)


def show(qtbot: QtBot, around: Surroundings, panel: QWidget, ref: str) -> list[int]:
    """Show a panel on a record; give what it counts, now and later."""
    counts: list[int] = []
    panel.counted.connect(counts.append)  # type: ignore[attr-defined]
    around.pages.append(panel)  # type: ignore[arg-type]
    qtbot.addWidget(panel)
    panel.resize(700, 500)
    panel.show_record(ref)  # type: ignore[attr-defined]
    with qtbot.waitExposed(panel):
        panel.show()
    panel.activateWindow()
    return counts


def type_into(qtbot: QtBot, grid: Grid | None, ref: str, column: str, text: str) -> None:
    assert grid is not None
    assert grid.go_to(ref, column)
    grid.setFocus()
    qtbot.keyClicks(grid, text)
    editor = grid.typing.editor
    assert editor is not None
    proxy = editor.focusProxy()
    assert proxy is not None
    qtbot.keyClick(proxy, K.Key_Return)


def texts(panel: QWidget) -> list[str]:
    return [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]


def test_a_title_typed_makes_a_post_and_a_name_beside_it_its_holder(
    qtbot: QtBot, around: Surroundings, made: Partnership
) -> None:
    trust, ada = made.agency("Hill Trust"), made.person("Ada Reed")
    panel = PostsOfAgency(around.context)
    counts = show(qtbot, around, panel, trust)
    assert "No posts yet" in panel.words.text()
    type_into(qtbot, panel.grid, NEW, "title", "Designated Nurse")
    post = around.ref_of("post", "Designated Nurse, Hill Trust")
    type_into(qtbot, panel.grid, post, "holder", "Ada Reed")
    with around.board.reading() as connection:
        (held,) = queries.holdings(connection, posts=[post])
    assert (held.person, held.began) == (ada, None)
    assert counts[-1] == 1
    around.board.undo()
    around.board.undo()
    assert around.row("agency", trust)["name"] == "Hill Trust"


def test_posts_are_pasted_with_their_holders(
    qtbot: QtBot, around: Surroundings, made: Partnership
) -> None:
    trust, ada = made.agency("Hill Trust"), made.person("Ada Reed")
    panel = PostsOfAgency(around.context)
    show(qtbot, around, panel, trust)
    assert panel.grid is not None
    panel.grid.go_to(NEW, "title")
    rows = (("Nurse", "Ada Reed"), ("Doctor", "Nobody Known"), ("Clerk", ""))
    reports: list[PasteReport] = []
    panel.grid.pasted.connect(reports.append)
    panel.grid.paste_clip(tuple(tuple(Cell(text) for text in row) for row in rows))
    with around.board.reading() as connection:
        (held,) = queries.holdings(connection)
        (at,) = (post for post in queries.posts_at(connection, [trust]) if post.ref == held.post)
    assert (at.title, held.person) == ("Nurse", ada)
    assert [report.paste.problems[0].heading for report in reports] == ["Held by"]
    assert "There is no person called 'Nobody Known'" in reports[0].words
    assert panel.pasted.isVisible()
    assert "Nobody Known" in panel.pasted.words.text()
    around.board.undo()
    with around.board.reading() as connection:
        assert not queries.posts_at(connection, [trust])


def test_a_name_never_pushes_another_out(
    qtbot: QtBot, around: Surroundings, made: Partnership
) -> None:
    trust = made.agency("Hill Trust")
    post = made.post("Nurse", trust)
    made.held(post, made.person("Ada Reed"))
    made.person("Ben Cole")
    panel = PostsOfAgency(around.context)
    show(qtbot, around, panel, trust)
    type_into(qtbot, panel.grid, post, "holder", "Ben Cole")
    assert panel.unstored() == 1
    assert panel.grid is not None
    assert "use Hand over" in panel.grid.problems()[0].message
    panel.grid.go_to(post, "title")
    panel.hand_over_button.click()
    (dialog,) = panel.findChildren(HandOverDialog)
    assert dialog.post_words.text() == "Nurse, Hill Trust"
    dialog.reject()


def test_vacancies_and_abolished_posts_are_said_in_words(
    qtbot: QtBot, around: Surroundings, made: Partnership
) -> None:
    trust = made.agency("Hill Trust")
    vacant = made.post("Nurse", trust)
    made.held(vacant, made.person("Ada Reed"), ended=LAST)
    gone = made.post("Clerk", trust, ended=LAST)
    panel = PostsOfAgency(around.context)
    show(qtbot, around, panel, trust)
    assert panel.grid is not None
    rows = {row.ref: row for row in panel.grid.sheet_model.sheet.page(0, 9)}
    assert rows[vacant].notes["holder"].text == "vacant since 01/01/2013"
    assert rows[gone].notes["title"].text == "abolished 31/12/2012"


def test_a_posts_holders_are_typed_and_it_is_handed_over(
    qtbot: QtBot, around: Surroundings, made: Partnership
) -> None:
    post, ada = made.post("Nurse"), made.person("Ada Reed")
    panel = Holders(around.context)
    counts = show(qtbot, around, panel, post)
    assert panel.words.text().startswith("No name is known.")
    type_into(qtbot, panel.grid, NEW, "person", "Ada Reed")
    with around.board.reading() as connection:
        (held,) = queries.holdings(connection, posts=[post])
    assert panel.words.text() == "Held by Ada Reed."
    type_into(qtbot, panel.grid, held.ref, "ended", "31/12/2012")
    assert panel.words.text() == "Vacant since 01/01/2013."
    assert counts[-1] == 1
    assert panel.leads_to(held.ref) == post
    assert panel.of_sheet(f"holding {post}") == post
    assert panel.of_sheet("holding") is None
    panel.hand_over_button.click()
    (dialog,) = panel.findChildren(HandOverDialog)
    dialog.reject()
    assert around.row("person", ada)["name"] == "Ada Reed"


def test_the_posts_of_a_person_are_typed_by_their_whole_names(
    qtbot: QtBot, around: Surroundings, made: Partnership
) -> None:
    hill, vale = made.agency("Hill School"), made.agency("Vale School")
    made.post("Head Teacher", hill)
    wanted = made.post("Head Teacher", vale)
    ada = made.person("Ada Reed")
    panel = PostsHeld(around.context)
    show(qtbot, around, panel, ada)
    assert "Holds no post today" in panel.words.text()
    type_into(qtbot, panel.grid, NEW, "post", "Head Teacher, Vale School")
    assert panel.words.text() == "Holds Head Teacher, Vale School."
    with around.board.reading() as connection:
        (held,) = queries.holdings(connection, people=[ada])
    assert held.post == wanted


def test_where_a_person_sits_is_told_with_the_days_of_each_post(
    qtbot: QtBot, around: Surroundings, made: Partnership
) -> None:
    nurse, clerk = made.post("Nurse"), made.post("Clerk")
    ada, board, panel_group = made.person("Ada Reed"), made.group("Board"), made.group("Panel")
    made.held(nurse, ada, began=dt.date(2011, 4, 1), ended=LAST)
    made.held(clerk, ada, began=dt.date(2013, 1, 1))
    made.member(board, nurse)
    made.member(panel_group, clerk, role="minute_taker")
    own = made.member(panel_group, ada, office="chair", began=dt.date(2012, 9, 1))
    panel = MembershipsOfPerson(around.context)
    counts = show(qtbot, around, panel, ada)
    assert counts == [2]
    words = texts(panel)
    assert words.index("Not today") < words.index("01/04/2011 to 31/12/2012")
    assert {"Minute taker", "Chair", "since 01/01/2013", "since 01/09/2012"} <= set(words)
    ways = {way.accessibleName(): way for way in panel.findChildren(QPushButton)}
    assert set(ways) == {
        "Membership of Panel: go to its group",
        "Membership of Board: go to its group",
    }
    next(way for way in panel.findChildren(QPushButton) if way.text() == "Board").click()
    area, ref, column = around.opened[-1]
    assert (area, column) == ("groups", None)
    assert ref is not None
    assert around.row("membership", ref)["post"] == nurse
    made.change(own, ended=LAST)
    assert counts[-1] == 1


def test_a_post_and_an_agency_know_where_they_sit(
    qtbot: QtBot, around: Surroundings, made: Partnership
) -> None:
    trust = made.agency("Hill Trust")
    post, guest = made.post("Nurse", trust), made.person("Ada Reed", agency=trust)
    group = made.group("Board")
    of_post, of_agency = MembershipsOfPost(around.context), MembershipsOfAgency(around.context)
    first = show(qtbot, around, of_post, post)
    second = show(qtbot, around, of_agency, trust)
    assert (first, second) == ([0], [0])
    assert "This post sits on no group. It is added on the group's page." in texts(of_post)
    made.member(group, post)
    made.member(group, guest, role="adviser")
    assert (first[-1], second[-1]) == (1, 2)
    holder = made.person("Ben Cole")
    made.held(post, holder)
    made.member(group, holder, office="vice_chair")
    assert (first[-1], second[-1]) == (1, 3)
    assert {"Nurse", "Ada Reed", "Adviser"} <= set(texts(of_agency))


def test_nothing_is_changed_on_a_board_that_is_open_to_read(
    qtbot: QtBot, around: Surroundings, made: Partnership, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = made.post("Nurse")
    monkeypatch.setattr(around.board, "read_only", "Somebody else has it open.")
    panel = Holders(around.context)
    show(qtbot, around, panel, post)
    assert not panel.hand_over_button.isEnabled()
    assert panel.grid is not None
    assert panel.grid.sheet_model.rowCount() == 0
