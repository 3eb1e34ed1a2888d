"""`recover`: what a backup and the damaged board's own history bring back."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.board import Board
from db.changes import Change
from db.damage.whole import examine_file
from db.file.connection import access_to, copy_file
from db.file.driver import sqlite
from mscb_desktop import cli
from mscb_desktop.commands.opening import PASSWORD
from tests.faults.flips import make_board
from tests.support.boards import clock

SECRET = "a word that is long"


def damaged(folder: Path, password: str | None = None) -> tuple[Path, Path]:
    """Make a backup, change the board once more, and damage it."""
    path, backup = folder / "board.mscb", folder / "backup.mscb"
    make_board(path, password)
    copy_file(path, backup, access_to(path, password))
    board = Board.open(path, clock=clock, who="Test", password=password)
    names = ({"name": "Agency 29 of Łódź"}, {"name": "Police"})
    board.apply("Renamed", [Change("agency", "AG-0030", *names)])
    board.close()
    if password is None:
        connection = sqlite.connect(path)
        connection.execute("UPDATE agency SET name = 'Damaged' WHERE ref = 'AG-0001'")
        connection.commit()
        connection.close()
    else:
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(data)
    return path, backup


def recover(
    path: Path, backup: Path, capsys: pytest.CaptureFixture[str], *more: str
) -> tuple[int, str, str]:
    def nothing(*_: object) -> int:
        raise AssertionError

    arguments = ["recover", "--board", str(path), str(backup), *more]
    code = cli.run(arguments, cli.Doors(nothing, nothing))
    return (code, *capsys.readouterr())


def test_a_preview_says_what_would_come_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, backup = damaged(tmp_path)
    before = path.read_bytes()
    code, out, _ = recover(path, backup, capsys, "--preview")
    assert code == cli.DONE
    assert "One change since can be brought back from the damaged file" in out
    assert path.read_bytes() == before


@pytest.mark.parametrize("password", [None, SECRET])
def test_the_board_is_whole_again(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    password: str | None,
) -> None:
    if password is not None:
        monkeypatch.setenv(PASSWORD, password)
    path, backup = damaged(tmp_path, password)
    code, out, err = recover(path, backup, capsys)
    assert (code, err) == (cli.DONE, "")
    assert f"{path} is whole.\nThe damaged file lies at {tmp_path / 'board replaced'}" in out
    assert examine_file(path, access_to(path, password)) == []


def test_a_backup_of_another_board_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, _ = damaged(tmp_path)
    other = tmp_path / "other.mscb"
    board = Board.create(other, clock=clock, who="Test")
    board.apply("Another board", [])
    board.close()
    before = path.read_bytes()
    for more in ([], ["--preview"]):
        code, out, err = recover(path, other, capsys, *more)
        assert code == cli.REFUSED
        assert "is of another board" in out + err
    assert path.read_bytes() == before
