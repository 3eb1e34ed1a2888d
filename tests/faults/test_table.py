"""The table of all faults: what it says, and that every fault can be asked for by its name."""

from __future__ import annotations

import importlib
import inspect
from collections import Counter
from pathlib import Path

import pytest

from tests.faults import __main__ as every
from tests.faults.tally import HEADINGS, Tally, quiet, table


def test_every_fault_is_found() -> None:
    for fault in every.FAULTS.values():
        module, _, name = fault.where.partition(":")
        run = getattr(importlib.import_module(f"tests.faults.{module}"), name)
        assert list(inspect.signature(run).parameters)[:3] == ["count", "seed", "say"]
        assert fault.full >= fault.quick > 0


def test_the_full_numbers_are_those_promised() -> None:
    full = {name: fault.full for name, fault in every.FAULTS.items()}
    assert full["typing"] + full["window"] == 500
    assert {full[name] for name in ("import", "export", "backup", "migration")} == {200}
    assert (full["disk"], full["flips"], full["races"], full["workbooks"]) == (50, 1200, 100, 2000)


def test_an_unknown_fault_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        every.main(["flood"])
    assert "there is no flood; there are typing, window" in capsys.readouterr().err


def test_the_table_shows_what_was_lost_and_what_was_not_tried() -> None:
    tally = Tally("Power cut", 3)
    for number in tally.numbers(quiet):
        with tally.guarded(f"try {number}"):
            raise ValueError("half")
        if number == 1:
            tally.silent.append("a row")
    tally.outcomes["in the dark"] += 3
    tally.wanted = 4
    assert tally.losses == [f"try {number}: ValueError: half" for number in range(3)]
    heads, _, row = table([tally]).splitlines()
    assert heads == f"| {' | '.join(HEADINGS)} |"
    assert row == "| Power cut | 3 of 4 | 0 | 3 | 1 | 3 in the dark |"
    assert not tally.is_clean


@pytest.mark.parametrize(
    "spoil",
    [
        lambda tally: tally.losses.append("x"),
        lambda tally: tally.silent.append("x"),
        lambda tally: setattr(tally, "tries", 1),
    ],
)
def test_only_a_tally_without_loss_is_clean(spoil) -> None:  # type: ignore[no-untyped-def]
    tally = Tally("Power cut", 2, tries=2)
    assert tally.is_clean
    spoil(tally)
    assert not tally.is_clean


def test_tallies_of_one_fault_are_joined() -> None:
    one = Tally("Kill", 2, 2, 5, ["a"], [], Counter(done=2))
    other = Tally("Kill", 1, 1, 1, ["b"], ["c"], Counter(done=1, left=1))
    assert one + other == Tally("Kill", 3, 3, 6, ["a", "b"], ["c"], Counter(done=3, left=1))


def test_a_new_table_takes_the_place_of_the_old(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"before\n{every.BEGIN}\nold\n{every.END}\nafter\n", encoding="utf-8")
    every.keep(page, "Made today.", r"| \1 |")
    every.keep(page, "Made today.", r"| \1 |")
    text = page.read_text(encoding="utf-8")
    assert text == f"before\n{every.BEGIN}\nMade today.\n\n| \\1 |\n{every.END}\nafter\n"


def test_a_page_without_marks_is_left_as_it_is(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("no marks", encoding="utf-8")
    with pytest.raises(ValueError, match="no marks"):
        every.keep(page, "", "")
    assert page.read_text(encoding="utf-8") == "no marks"


def test_the_page_has_its_marks_and_its_command() -> None:
    text = every.PAGE.read_text(encoding="utf-8")
    assert text.index(every.BEGIN) < text.index(every.END)
    assert "python3 dev.py faults" in text
