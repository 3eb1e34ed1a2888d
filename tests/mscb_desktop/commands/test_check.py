"""`check` on files that are not whole: each damage in a line, the remedy, what can be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.file.driver import sqlite
from mscb_desktop import cli
from mscb_desktop.commands.opening import PASSWORD
from mscb_desktop.sample import make_sample
from tests.faults.flips import killed_board, log_of_killed, make_board
from tests.support.boards import clock
from tests.support.merton import RECORDS_IN_ALL

SECRET = "a word that is long"


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    path = tmp_path / "merton.mscb"
    make_sample(path, clock=clock, who="Test")
    return path


def check(path: Path, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, str, str]:
    def nothing(*_: object) -> int:
        raise AssertionError

    code = cli.run(["check", "--board", str(path), *more], cli.Doors(nothing, nothing))
    out, err = capsys.readouterr()
    return code, out, err


def test_a_whole_file_is_told_first(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, err = check(sample, capsys)
    assert out.startswith(f"The file is whole: {RECORDS_IN_ALL} rows, 1 change.\n2012-13  ")
    assert err == ""


def test_a_damaged_cell_is_named_with_what_the_history_knows(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    connection = sqlite.connect(sample)
    connection.execute("UPDATE budget_line SET set_amount = 99 WHERE ref = 'BL-0003'")
    connection.commit()
    connection.close()
    before = sample.read_bytes()
    code, out, err = check(sample, capsys, "--year", "2013-14")
    assert code == cli.REFUSED
    lines = out.splitlines()
    assert lines[:2] == [f"{sample} is damaged:", "  Budget lines are not as they were written:"]
    assert lines[2].startswith("  Budget line BL-0003 ")
    assert "Set holds £0.99; the history knows £" in lines[2]
    assert "is as the history knows it" in out
    assert out.endswith("5 things need doing.\n"), "what else there is to say is said"
    assert "'restore'" in err
    assert sample.read_bytes() == before


def test_a_damaged_log_is_named_and_the_rest_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "killed.mscb"
    killed_board(path)
    log = log_of_killed(path)
    data = bytearray(log.read_bytes())
    data[32 + 24 + 2000] ^= 1
    log.write_bytes(data)
    code, out, err = check(path, capsys)
    assert code == cli.REFUSED
    assert "the log of its last changes is damaged" in err
    assert out.endswith(("agree.\n", "doing.\n"))
    assert log.read_bytes() == bytes(data)


def test_a_protected_board_is_checked_with_its_password(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "secret.mscb"
    make_board(path, SECRET)
    monkeypatch.setenv(PASSWORD, SECRET)
    assert check(path, capsys)[1].startswith("The file is whole: 115 rows, 80 changes.\n")
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    code, out, _ = check(path, capsys)
    assert code == cli.REFUSED
    assert f"{path} is damaged:" in out


def test_where_nothing_can_be_read_the_remedy_stands(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sample.write_bytes(sample.read_bytes()[:9000])
    code, _, err = check(sample, capsys)
    assert code == cli.REFUSED
    assert "Put back a backup" in err
