"""Forms over real records of a real board."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from db.board import Board
from db.changes import Change, Entry, Plan, Refused, create
from db.fields import Value
from db.queries import records
from mscb_desktop.values.picture import MOST_BYTES
from tests.support.boards import empty_board
from ui.editors.image import ImageEditor
from ui.editors.pick import PickEditor
from ui.forms import Form, Group
from ui.theme import Look, use_look

K = Qt.Key
GROUPS = [
    Group("Agency", ["name", "short_name", "sector", "aliases"]),
    Group("Contact", ["contact_name", "contact_email"]),
]


@dataclass
class Office:
    """A board with one agency, and forms over it that are refreshed as pages are."""

    qtbot: QtBot
    board: Board
    forms: list[Form] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    done: list[str] = field(default_factory=list)

    def apply(self, plan: Plan) -> bool:
        try:
            self.board.apply(plan.what, plan.changes)
        except Refused as refusal:
            self.said.append(str(refusal))
            return False
        self.done.append(plan.what)
        return True

    def on_change(self, entry: Entry) -> None:
        for form in self.forms:
            form.refresh(entry.touched)

    def open(self, ref: str | None, record: str = "agency", groups: list[Group] = GROUPS) -> Form:
        form = Form(self.board, record, ref, groups, self.apply, self.said.append)
        self.forms.append(form)
        self.qtbot.addWidget(form)
        form.resize(700, 500)
        with self.qtbot.waitExposed(form):
            form.show()
        form.activateWindow()
        form.go_to()
        self.qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        return form

    def type(self, form: Form, name: str, text: str, key: Qt.Key | None = K.Key_Return) -> None:
        line = form.rows[name].editor.focusProxy()
        assert line is not None
        line.setFocus()
        if isinstance(line, QLineEdit):
            line.selectAll()
        self.qtbot.keyClicks(line, text)
        if key is not None:
            self.qtbot.keyClick(line, key)

    def stored(self, ref: str = "AG-0001", table: str = "agency") -> dict[str, Value]:
        with self.board.reading() as connection:
            return dict(records.rows_by_ref(connection, table, [ref])[ref])


@pytest.fixture
def office(qtbot: QtBot, tmp_path: Path) -> Iterator[Office]:
    """Give a board with the sector Health and the agency LB Merton."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    use_look(application, Look())
    board = empty_board(tmp_path)
    sector, agency = board.new_refs("sector")[0], board.new_refs("agency")[0]
    board.apply(
        "Start",
        [
            create("sector", sector, name="Health", position=1),
            create("agency", agency, name="LB Merton", short_name="LBM"),
        ],
    )
    office = Office(qtbot, board)
    board.on_change(office.on_change)
    yield office
    board.close()


def shown(form: Form, name: str) -> str:
    line = form.rows[name].editor.focusProxy()
    assert isinstance(line, QLineEdit)
    return line.text()


def test_a_form_shows_the_record(office: Office) -> None:
    form = office.open("AG-0001")
    assert shown(form, "name") == "LB Merton"
    assert shown(form, "sector") == ""
    assert office.done == []


def test_every_row_has_its_label_as_buddy_and_name(office: Office) -> None:
    form = office.open("AG-0001")
    for row in form.rows.values():
        proxy = row.editor.focusProxy()
        assert proxy is not None
        assert row.label.buddy() is row.editor
        assert proxy.accessibleName().startswith(row.field.label)
    assert form.rows["name"].label.text() == "Name (needed)"
    assert form.rows["name"].help.text() == "As printed in reports."


@pytest.mark.parametrize("key", [K.Key_Return, K.Key_Tab])
def test_a_field_is_stored_by_enter_or_by_leaving_it(office: Office, key: Qt.Key) -> None:
    form = office.open("AG-0001")
    office.type(form, "short_name", "Merton", key)
    office.qtbot.waitUntil(lambda: bool(office.done))
    assert office.done == ["Agency: Short name changed"]
    assert office.stored()["short_name"] == "Merton"
    office.board.undo()
    assert shown(form, "short_name") == "LBM"


def test_an_unchanged_field_makes_no_change(office: Office) -> None:
    form = office.open("AG-0001")
    office.type(form, "name", " LB Merton ")
    assert office.done == []
    assert shown(form, "name") == "LB Merton"


def test_what_is_refused_stays_with_its_reason(office: Office) -> None:
    form = office.open("AG-0001")
    office.type(form, "short_name", "x" * 41)
    row = form.rows["short_name"]
    assert row.reason.isVisible()
    assert "shorten it" in row.reason.text()
    assert [problem.column for problem in form.problems()] == ["short_name"]
    office.type(form, "contact_name", "Ann Other")
    assert office.stored()["contact_name"] == "Ann Other"
    assert shown(form, "short_name") == "x" * 41
    office.type(form, "short_name", "LBM")
    assert form.problems() == ()
    assert not row.reason.isVisible()


def test_escape_goes_back_to_what_is_stored(office: Office) -> None:
    form = office.open("AG-0001")
    office.type(form, "short_name", "x" * 41)
    office.type(form, "short_name", "other", K.Key_Escape)
    assert shown(form, "short_name") == "LBM"
    assert form.problems() == ()
    assert office.done == []


def test_a_needed_field_cannot_be_emptied(office: Office) -> None:
    form = office.open("AG-0001")
    office.type(form, "name", " ")
    assert form.problems()[0].message == "Name is needed: type something here."
    assert office.stored()["name"] == "LB Merton"


def test_a_refused_change_keeps_the_text(office: Office) -> None:
    form = office.open("AG-0001")
    form.refresh = lambda touched: None  # type: ignore[method-assign] # a form that is behind
    office.apply(Plan("Elsewhere", tuple(_changes(office, short_name="Elsewhere"))))
    office.type(form, "short_name", "Here")
    assert "not stored" in form.problems()[0].message
    assert shown(form, "short_name") == "Here"
    assert office.stored()["short_name"] == "Elsewhere"


def test_a_refresh_shows_changes_but_keeps_what_is_being_typed(office: Office) -> None:
    form = office.open("AG-0001")
    office.type(form, "name", "Half", key=None)
    office.apply(Plan("Elsewhere", tuple(_changes(office, short_name="New"))))
    assert shown(form, "name") == "Half"
    assert shown(form, "short_name") == "New"


def test_a_lookup_is_picked_by_a_part_of_its_name(office: Office) -> None:
    form = office.open("AG-0001")
    office.type(form, "sector", "heal")
    assert office.stored()["sector"] == "SE-0001"
    assert shown(form, "sector") == "Health"
    office.type(form, "sector", " ", K.Key_Return)
    assert office.stored()["sector"] is None


def test_a_lookup_adds_a_record_in_the_same_change(office: Office) -> None:
    form = office.open("AG-0001")
    editor = form.rows["sector"].editor
    assert isinstance(editor, PickEditor)
    office.type(form, "sector", "Housing", key=None)
    assert editor.offers.isVisible()
    office.qtbot.keyClick(editor.line, K.Key_Down)
    office.qtbot.keyClick(editor.line, K.Key_Return)
    assert office.done == ["Agency: Sector changed"]
    assert shown(form, "sector") == "Housing"
    office.board.undo()
    assert office.stored()["sector"] is None
    with office.board.reading() as connection:
        assert records.count(connection, "sector", {}) == 1


def test_an_unknown_name_is_refused_with_the_remedy(office: Office) -> None:
    form = office.open("AG-0001")
    office.type(form, "sector", "Nothing")
    assert "There is no sector called 'Nothing'" in form.problems()[0].message


def test_long_text_keeps_its_lines(office: Office) -> None:
    form = office.open("AG-0001")
    office.type(form, "aliases", "Merton Council\rLB of Merton", K.Key_Tab)
    office.qtbot.waitUntil(lambda: bool(office.done))
    assert office.stored()["aliases"] == "Merton Council\nLB of Merton"


def test_a_new_record_waits_for_what_it_needs(office: Office) -> None:
    form = office.open(None)
    office.type(form, "short_name", "CCG")
    assert office.done == []
    assert office.said == ["Kept until it can be stored: Name is needed."]
    with office.qtbot.waitSignal(form.created) as told:
        office.type(form, "name", "Merton CCG")
    assert told.args == ["AG-0002"]
    assert office.done == ["Agency ‘Merton CCG’ added"]
    assert office.stored("AG-0002")["short_name"] == "CCG"
    office.type(form, "contact_name", "Ann Other")
    assert office.stored("AG-0002")["contact_name"] == "Ann Other"


def test_a_new_record_of_an_ordered_list_goes_to_its_end(office: Office) -> None:
    form = office.open(None, "sector", [Group("", ["name"])])
    office.type(form, "name", "Police")
    position = office.stored("SE-0002", "sector")["position"]
    assert isinstance(position, int)
    assert position > 1


def test_a_deleted_record_says_so_and_comes_back(office: Office) -> None:
    form = office.open("AG-0001")
    office.board.apply("Gone", [create("agency", "AG-0001", **office.stored()).reversed()])
    assert any("Ctrl+Z" in label.text() for label in form.findChildren(QLabel))
    line = form.rows["name"].editor.focusProxy()
    assert isinstance(line, QLineEdit)
    assert line.isReadOnly()
    office.board.undo()
    assert not line.isReadOnly()


def test_a_closed_form_says_why(office: Office) -> None:
    form = office.open("AG-0001")
    form.set_read_only("2011-12 is closed.")
    office.type(form, "name", "Other")
    assert office.done == []
    assert shown(form, "name") == "LB Merton"


@pytest.fixture
def picture(tmp_path: Path) -> Callable[[str, int], Path]:
    """Give a maker of PNG files of any size in bytes."""

    def make(name: str, size: int = 0) -> Path:
        image = QImage(40, 20, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.darkCyan)
        data = QByteArray()
        buffer = QBuffer(data)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")
        path = tmp_path / name
        path.write_bytes(bytes(data.data()).ljust(size, b"\0"))
        return path

    return make


def test_a_picture_is_chosen_shown_and_removed(
    office: Office, picture: Callable[..., Path]
) -> None:
    office.board.apply(
        "Settings", [create("board", "BOARD", name="M", short_name="M", body_term="Board")]
    )
    form = office.open("BOARD", "board", [Group("", ["name", "logo"])])
    editor = form.rows["logo"].editor
    assert isinstance(editor, ImageEditor)
    path = picture("logo.png")
    editor.take_file(path)
    assert office.stored("BOARD", "board")["logo"] == path.read_bytes()
    assert not editor.preview.pixmap().isNull()
    office.qtbot.mouseClick(editor.remove, Qt.MouseButton.LeftButton)
    assert office.stored("BOARD", "board")["logo"] is None


def test_a_picture_too_large_or_of_another_kind_is_refused(
    office: Office, picture: Callable[..., Path], tmp_path: Path
) -> None:
    office.board.apply(
        "Settings", [create("board", "BOARD", name="M", short_name="M", body_term="Board")]
    )
    form = office.open("BOARD", "board", [Group("", ["logo"])])
    editor = form.rows["logo"].editor
    assert isinstance(editor, ImageEditor)
    editor.take_file(picture("large.png", MOST_BYTES + 1))
    assert "2 MB" in form.problems()[0].message
    (tmp_path / "text.png").write_text("no picture")
    editor.take_file(tmp_path / "text.png")
    assert "no PNG or JPEG" in form.problems()[0].message
    editor.take_file(tmp_path / "missing.png")
    assert "cannot be read" in form.problems()[0].message
    assert office.done == []
    editor.take_file(picture("logo.png"))
    assert form.problems() == ()


def _changes(office: Office, **after: str) -> list[Change]:
    before: dict[str, Value] = {name: office.stored()[name] for name in after}
    return [Change("agency", "AG-0001", before, after)]
