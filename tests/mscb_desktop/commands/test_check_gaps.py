"""`check` on a board with gaps in its groups: each by name, counted beside the figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.changes import create
from mscb_desktop import checks, cli
from mscb_desktop.boards import open_board
from tests.support.boards import clock, empty_board


def check(path: Path, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, list[str]]:
    def nothing(*_: object) -> int:
        raise AssertionError

    code = cli.run(["check", "--board", str(path), *more], cli.Doors(nothing, nothing))
    return code, capsys.readouterr().out.splitlines()[1:]


def test_gaps_are_named_counted_and_accepted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    board = empty_board(tmp_path)
    figures = {"set_amount": 100, "printed_set": 200, "position": 1}
    board.apply(
        "Groups",
        [
            create("financial_year", "FY-0001", start_year=2012),
            create("board_group", "GR-0001", name="Board", position=1),
            create("person", "PE-0001", name="Ada Alder"),
            create("membership", "ME-0001", board_group="GR-0001", person="PE-0001", role="member",
                   position=1),
        ],
    )  # fmt: skip
    board.close()
    gap = (
        "2012-13  GR-0001  Board: no chair. Nobody is its chair as at 31/03/2013. Choose Chair "
        "as the office of the member who chairs it."
    )
    assert check(board.path, capsys) == (cli.REFUSED, [gap, "1 thing needs doing."])
    board = open_board(board.path, clock=clock, who="Test")
    board.apply(
        "Line",
        [create("budget_line", "BL-0001", year="FY-0001", side="expenditure", kind="expenditure",
                description="Rooms", **figures)],
    )  # fmt: skip
    board.close()
    code, lines = check(board.path, capsys, "--year", "2012-13")
    assert code == cli.REFUSED
    assert lines[-1] == "2 figures do not agree, and 1 other thing needs doing."
    assert gap in lines
    board = open_board(board.path, clock=clock, who="Test")
    with board.reading() as connection:
        found = checks.find(connection, clock().date())
    for finding in found:
        plan = checks.plan_accept(board, finding, "Known.")
        board.apply(plan.what, plan.changes)
    board.close()
    code, lines = check(board.path, capsys)
    assert (code, lines[-1]) == (cli.DONE, "Nothing else needs doing.")
    assert f"{gap} Accepted: Known." in lines
