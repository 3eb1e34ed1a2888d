"""Passwords on the command line: from the environment, or typed where nobody sees them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mscb_desktop import cli
from mscb_desktop.boards import create_board, open_board
from mscb_desktop.commands.opening import PASSWORD
from mscb_desktop.sample import make_sample
from tests.support.boards import clock

SECRET = "correct horse"


@pytest.fixture(scope="module")
def protected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("protected") / "Merton.mscb"
    create_board(path, name="Merton", clock=clock, who="Test", password=SECRET).close()
    return path


def _check(path: Path) -> int:
    doors = cli.Doors(lambda *_: 0, lambda _: None)
    return cli.run(["check", "--board", str(path)], doors)


def test_a_protected_board_holds_nothing_readable(protected: Path) -> None:
    assert b"Merton" not in protected.read_bytes()


def test_the_environment_holds_the_password(
    protected: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(PASSWORD, SECRET)
    assert _check(protected) == cli.DONE
    assert capsys.readouterr().out.endswith("Every figure agrees, and nothing else needs doing.\n")


def test_a_wrong_password_of_the_environment_is_told(
    protected: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(PASSWORD, "battery staple")
    before = protected.read_bytes()
    assert _check(protected) == cli.REFUSED
    said = capsys.readouterr().err
    assert said == "MSCB_PASSWORD does not hold the password of Merton.mscb. Nothing was changed.\n"
    assert protected.read_bytes() == before


def test_nobody_is_asked_where_there_is_no_terminal(
    protected: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _check(protected) == cli.REFUSED
    said = capsys.readouterr().err
    assert "Merton.mscb is protected by a password" in said
    assert said.endswith("Put the password into the environment variable MSCB_PASSWORD.\n")


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal is made by the pty module")
def test_a_terminal_is_asked_without_echo_until_the_password_is_right(protected: Path) -> None:
    code, shown = _at_a_terminal(["check", "--board", str(protected)], ["battery staple", SECRET])
    assert code == cli.DONE
    assert shown.count("Password of Merton.mscb:") == 2
    assert "This is not the password of Merton.mscb" in shown
    assert "Every figure agrees, and nothing else needs doing." in shown
    assert SECRET not in shown


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal is made by the pty module")
def test_asking_ends(protected: Path) -> None:
    code, shown = _at_a_terminal(["check", "--board", str(protected)], ["a", "b", "c"])
    assert code == cli.REFUSED
    assert shown.count("Password of Merton.mscb:") == 3


def _at_a_terminal(arguments: list[str], answers: list[str]) -> tuple[int, str]:
    """Run a command at a terminal of its own, answering each question for a password."""
    import pty

    ours, theirs = pty.openpty()
    root = Path(cli.__file__).resolve().parent.parent
    running = subprocess.Popen(
        [sys.executable, "-P", "-m", "mscb_desktop", *arguments],
        env={**os.environ, "PYTHONPATH": str(root)},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    shown, asked = b"", 0
    while True:
        try:
            part = os.read(ours, 4096)
        except OSError:  # how Linux says that the other end is closed
            break
        if not part:
            break
        shown += part
        while asked < shown.count(b"Password of") and answers:
            asked += 1
            os.write(ours, answers.pop(0).encode() + b"\n")
    os.close(ours)
    return running.wait(60), shown.decode()


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    path = tmp_path / "Eastbrook.mscb"
    make_sample(path, name="eastbrook", clock=clock, who="Test")
    board = open_board(path, clock=clock)
    with board.reading() as connection:
        connection.exec_driver_sql("UPDATE budget_line SET set_amount = 1 WHERE set_amount > 0")
        connection.commit()
    board.close()
    return path


@pytest.mark.parametrize(
    "command",
    [
        ["report", "budget-statement", "--year", "2026-27", "--output", "out.pdf"],
        ["export", "--output", "out.xlsx"],
        ["import", "data.xlsx"],
    ],
)
def test_nothing_is_printed_of_a_damaged_board_and_nothing_built_on_it(
    command: list[str],
    damaged: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    whole = tmp_path / "whole.mscb"
    make_sample(whole, name="merton", clock=clock, who="Test")
    doors = cli.Doors(lambda *_: 0, lambda _: None)
    assert cli.run(["export", "--board", str(whole), "--output", "data.xlsx"], doors) == cli.DONE
    before = damaged.read_bytes()
    capsys.readouterr()
    assert cli.run([*command, "--board", str(damaged)], doors) == cli.REFUSED
    told = capsys.readouterr()
    assert "Eastbrook.mscb is damaged: " in told.err
    assert "'check' names all of it" in told.err
    assert told.out == ""
    assert not list(tmp_path.glob("out.*"))
    assert damaged.read_bytes() == before
