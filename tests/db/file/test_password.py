"""Protected boards: nothing readable on the disk, wrong passwords refused, passwords changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.board import Board
from db.changes import create
from db.damage.whole import examine
from db.drafts import Unstored
from db.errors import BoardError, InUse, PasswordNeeded
from db.file.connection import PLAIN, Access, access_to, copy_file
from db.file.password import Key, is_protected, key_of
from db.protect import change_password
from tests.support.boards import NOON, clock

SECRET = "correct horse"
TEXT = "Telltale Agency of Eastbrook"


@pytest.fixture
def protected(tmp_path: Path) -> Path:
    path = tmp_path / "board.mscb"
    board = Board.create(path, clock=clock, who="Test", password=SECRET)
    board.apply("Added", [create("agency", board.new_refs("agency")[0], name=TEXT)])
    board.close()
    return path


def _change(path: Path, old: str | None, new: str | None) -> None:
    change_password(path, old, new, who="Test", at=NOON)


def _names(path: Path, password: str | None) -> list[str]:
    board = Board.open(path, clock=clock, who="Test", password=password)
    with board.reading() as connection:
        names = [row[0] for row in connection.exec_driver_sql("SELECT name FROM agency")]
        assert examine(connection) == []
    board.close()
    return names


def _readable(folder: Path) -> bool:
    return any(TEXT.encode() in path.read_bytes() for path in folder.iterdir() if path.is_file())


def test_nothing_typed_can_be_read_on_the_disk(protected: Path) -> None:
    assert is_protected(protected)
    assert not _readable(protected.parent)
    board = Board.open(protected, clock=clock, who="Test", password=SECRET)
    board.change_drafts("agency", [Unstored(ref="AG-0001", field="name", typed=TEXT)])
    board.apply("Added", [create("agency", board.new_refs("agency")[0], name=TEXT)])
    assert (protected.parent / f"{protected.name}-wal").stat().st_size > 0
    assert not _readable(protected.parent)
    board.close()


def test_a_plain_board_would_be_readable(protected: Path) -> None:
    _change(protected, SECRET, None)
    assert _readable(protected.parent)
    assert not is_protected(protected)


def test_the_right_password_opens_it(protected: Path) -> None:
    assert _names(protected, SECRET) == [TEXT]


@pytest.mark.parametrize(("typed", "wrong"), [(None, False), ("", True), ("Correct horse", True)])
def test_a_wrong_password_leaves_every_byte(
    protected: Path, typed: str | None, wrong: bool, capfd: pytest.CaptureFixture[str]
) -> None:
    before = {path.name: path.read_bytes() for path in protected.parent.iterdir()}
    with pytest.raises(PasswordNeeded) as refusal:
        Board.open(protected, clock=clock, who="Test", password=typed, sole=True)
    assert refusal.value.was_wrong is wrong
    assert {path.name: path.read_bytes() for path in protected.parent.iterdir()} == before
    assert capfd.readouterr() == ("", "")


def test_the_key_shows_nowhere_in_words(protected: Path) -> None:
    key = key_of(protected, SECRET)
    assert key.words not in repr(Access(key))
    assert str(Key("abc")) == "Key()"


def test_a_copy_keeps_the_password(protected: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.mscb"
    copy_file(protected, copy, access_to(protected, SECRET))
    assert not _readable(tmp_path)
    assert _names(copy, SECRET) == [TEXT]
    with pytest.raises(PasswordNeeded):
        access_to(copy, "another word")


@pytest.mark.parametrize("new", ["another password", "p" * 200, "пароль 🔑 'quoted'", None])
def test_a_password_is_changed_or_taken_off(protected: Path, new: str | None) -> None:
    _change(protected, SECRET, new)
    assert [path.name for path in protected.parent.iterdir()] == [protected.name]
    if new is None:
        assert access_to(protected) == PLAIN
    else:
        with pytest.raises(PasswordNeeded):
            access_to(protected, SECRET)
    assert _names(protected, new) == [TEXT]


def test_a_password_is_put_on(protected: Path) -> None:
    _change(protected, SECRET, None)
    _change(protected, None, "another password")
    assert not _readable(protected.parent)
    assert _names(protected, "another password") == [TEXT]


def test_references_go_on_after_it(protected: Path) -> None:
    _change(protected, SECRET, "another password")
    board = Board.open(protected, clock=clock, who="Test", password="another password")
    assert board.new_refs("agency") == ["AG-0002"]
    assert board.next_undo() == "Added"
    board.close()


def test_the_wrong_old_password_changes_nothing(protected: Path) -> None:
    before = protected.read_bytes()
    with pytest.raises(PasswordNeeded):
        _change(protected, "not it at all", "another password")
    assert protected.read_bytes() == before


def test_a_short_password_is_refused(protected: Path) -> None:
    with pytest.raises(BoardError, match="8 letters or more"):
        _change(protected, SECRET, "short")


def test_an_open_board_keeps_its_password(protected: Path) -> None:
    board = Board.open(protected, clock=clock, who="S. Lee", password=SECRET, sole=True)
    with pytest.raises(InUse, match=r"S\. Lee has it"):
        _change(protected, SECRET, "another password")
    board.close()


def test_a_damaged_board_is_left_as_it_is(protected: Path) -> None:
    _change(protected, SECRET, None)
    board = Board.open(protected, clock=clock, who="Test")
    with board.reading() as connection:
        connection.exec_driver_sql("UPDATE agency SET name = 'Another'")
        connection.commit()
    board.close()
    with pytest.raises(BoardError, match="is damaged"):
        _change(protected, None, "another password")
    assert not is_protected(protected)


def test_a_full_folder_leaves_the_board(protected: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", refuse)
    with pytest.raises(BoardError, match="It is as it was"):
        _change(protected, SECRET, "another password")
    assert _names(protected, SECRET) == [TEXT]
    assert len(list(protected.parent.iterdir())) == 1


def test_a_password_is_proved_without_touching_the_open_file(protected: Path) -> None:
    board = Board.open(protected, clock=clock, who="Test", password=SECRET)
    assert board.access.key is not None
    protected.rename(protected.with_name("away"))
    assert board.access.key.is_of(SECRET)
    assert not board.access.key.is_of("another word")
    protected.with_name("away").rename(protected)
    board.close()


def test_a_command_that_has_the_board_open_keeps_its_password(protected: Path) -> None:
    command = Board.open(protected, clock=clock, who="Test", password=SECRET)
    with command.reading() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM agency").all()
        with pytest.raises(BoardError, match="is open in another window or command"):
            _change(protected, SECRET, "another password")
    command.close()
    assert _names(protected, SECRET) == [TEXT]
