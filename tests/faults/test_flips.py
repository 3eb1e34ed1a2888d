"""No bit or cut changes what is read of a board without a word; and the checker is checked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from db.damage import whole
from db.damage.told import Damage
from db.damage.whole import examine_file
from db.file.connection import PLAIN, Access, access_to
from tests.faults.flips import (
    TOLD,
    TOLD_AT_ONCE,
    Subject,
    all_tallies,
    contents,
    flip_bit,
    killed_board,
    log_of_killed,
    make_board,
)

TRIES = 90


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Subject:
    path = tmp_path_factory.mktemp("flips") / "board.mscb"
    make_board(path)
    return Subject(path, PLAIN)


def test_nothing_changes_without_a_word(tmp_path: Path) -> None:
    tallies = all_tallies(tmp_path, TRIES)
    assert [(tally.what, tally.silent) for tally in tallies if tally.silent] == []
    assert [(tally.what, tally.losses) for tally in tallies if tally.losses] == []
    assert sum(tally.tries for tally in tallies[:2]) == TRIES
    told = [tally.outcomes[TOLD_AT_ONCE] + tally.outcomes[TOLD] for tally in tallies]
    assert all(told), "damage that nobody sees proves nothing"


def without(part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whole, part, lambda *_: iter(()))


def sqlites_own_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    without("_schema", monkeypatch)
    without("_history", monkeypatch)
    monkeypatch.setattr(
        whole, "sum_of", lambda connection, table, *_: whole._kept(connection, table)
    )


def no_sums(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        whole, "sum_of", lambda connection, table, *_: whole._kept(connection, table)
    )


def no_history(monkeypatch: pytest.MonkeyPatch) -> None:
    without("_history", monkeypatch)


@pytest.mark.parametrize("plant", [sqlites_own_alone, no_sums, no_history])
def test_a_check_that_looks_away_is_caught(
    board: Subject,
    monkeypatch: pytest.MonkeyPatch,
    plant: Callable[[pytest.MonkeyPatch], None],
) -> None:
    plant(monkeypatch)
    tally = board.tries("With a part left out", flip_bit, 200, 1)
    assert len(tally.silent) > 5


def test_the_tally_sees_a_checker_that_says_nothing(board: Subject) -> None:
    def blind(_path: Path, _access: Access) -> Sequence[Damage]:
        return ()

    assert len(board.tries("Unchecked", flip_bit, 60, 2, blind).silent) > 5


def test_every_bit_of_one_row_is_told(board: Subject, tmp_path: Path) -> None:
    data = board.path.read_bytes()
    at, copy = data.index(b"Agency 29 of"), tmp_path / "copy.mscb"
    for bit in range(16 * 8):
        damaged = bytearray(data)
        damaged[at + bit // 8] ^= 1 << bit % 8
        copy.write_bytes(damaged)
        assert examine_file(copy), f"bit {bit}"


def test_a_whole_log_is_no_damage(tmp_path: Path) -> None:
    path = tmp_path / "killed.mscb"
    expected = killed_board(path)
    assert log_of_killed(path).stat().st_size > 0
    read = contents(path, access_to(path))
    assert {table: read[table] for table in expected} == expected
    assert examine_file(path) == []
