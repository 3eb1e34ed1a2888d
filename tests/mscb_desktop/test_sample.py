"""The sample: what it holds, who stands in it, and how long it takes."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

import resources
from db.board import Board
from db.changes import Act
from db.errors import BoardError
from db.history import ENTRY
from db.queries.board import BoardRow, board_settings
from db.records import RECORDS
from mscb_desktop.boards import initials, open_board
from mscb_desktop.budget.years import list_years, year_statement
from mscb_desktop.sample import SAMPLES, SampleError, make_sample
from tests.support.boards import clock
from tests.support.merton import AGENCIES


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Board]:
    path = tmp_path_factory.mktemp("sample") / "merton.mscb"
    make_sample(path, clock=clock, who="Test")
    made = open_board(path, clock=clock, who="Test")
    yield made
    made.close()


def rows(board: Board, table: str) -> list[dict[str, object]]:
    with board.reading() as connection:
        found = connection.execute(select(RECORDS[table].table)).mappings()
        return [dict(row) for row in found]


def test_results_of_both_years(board: Board) -> None:
    with board.reading() as connection:
        past, coming = (year_statement(connection, year) for year in list_years(connection))
    assert (past.set_total, past.actual_total) == (187_960_00, 157_879_00)
    assert (past.under_spend_before, past.under_spend_after) == (30_081_00, 35_167_00)
    assert (past.contributions, past.income_expected) == (128_961_00, 188_459_00)
    assert past.income_received == past.income_expected
    assert (coming.set_total, coming.income_expected) == (161_573_00, 161_573_00)
    assert coming.brought_forward == 35_165_00
    assert not coming.has_actuals


def test_figures_as_printed_are_kept(board: Board) -> None:
    printed = {
        row["description"]: row["printed_difference"]
        for row in rows(board, "budget_line")
        if row["printed_difference"] is not None
    }
    assert printed == {
        "Trainer Car/Parking Allowance": 520_00,
        "Subtotal": 30_080_00,
        "Total expenditure": 35_166_00,
    }


def test_agencies_stand_in_their_sectors(board: Board) -> None:
    sectors = {row["ref"]: row["name"] for row in rows(board, "sector")}
    assert list(sectors.values()) == [
        "Health",
        "Police and community safety",
        "Voluntary and community",
        "Local authority",
        "Probation",
        "Cafcass",
        "Schools",
        "Housing",
        "Other",
    ]
    agencies = rows(board, "agency")
    by_name = {row["name"]: sectors.get(str(row["sector"])) for row in agencies}
    paying = {
        "LB Merton": "Local authority",
        "NHS Sutton & Merton (PCT)": "Health",
        "Metropolitan Police": "Police and community safety",
        "Action for Children": "Voluntary and community",
        "National Probation Service": "Probation",
        "Cafcass": "Cafcass",
    }
    assert {name: by_name[name] for name in paying} == paying
    assert len(by_name) == len(agencies) == AGENCIES
    unsaid = [name for name, sector in by_name.items() if sector is None]
    assert unsaid == ["Ebony Care", "Virtual Behaviour Service"]
    (family_courts,) = (row["aliases"] for row in agencies if row["name"] == "Cafcass")
    assert str(family_courts).splitlines()[0] == "CAFCASS"


def test_one_agency_is_one_record(board: Board) -> None:
    agencies = rows(board, "agency")
    names = [
        " ".join(name.split()).casefold()
        for row in agencies
        for name in (
            str(row["name"]),
            *str(row["short_name"] or "").splitlines(),
            *str(row["aliases"] or "").splitlines(),
        )
    ]
    twice = {name for name in names if names.count(name) > 1}
    assert twice == {"cafcass"}, "its name, and its name in capitals"
    assert all(row["successor"] is None for row in agencies)


def test_contributions_name_their_agencies(board: Board) -> None:
    names = {row["ref"]: row["name"] for row in rows(board, "agency")}
    paid_by = {
        row["description"]: names.get(str(row["agency"]))
        for row in rows(board, "budget_line")
        if row["kind"] == "contribution"
    }
    assert paid_by["CAFCASS"] == "Cafcass"
    assert paid_by["LBM contributions"] == "LB Merton"
    assert [name for name, agency in paid_by.items() if agency is None] == [
        "External contributions"
    ]


def test_the_adjustment_knows_the_overspend_that_it_reclaims(board: Board) -> None:
    lines = {row["ref"]: row for row in rows(board, "budget_line")}
    reclaimed = {
        row["description"]: lines[str(row["reclaims"])]["description"]
        for row in lines.values()
        if row["reclaims"]
    }
    assert reclaimed == {
        "Recruitment costs reclaimed from Sutton": "Recruitment (Chair/Lay Person)"
    }


def test_no_person_is_named(board: Board) -> None:
    assert all(
        value is None
        for row in rows(board, "agency")
        for name, value in row.items()
        if str(name).startswith("contact")
    )


def test_settings_and_history(board: Board) -> None:
    with board.reading() as connection:
        assert board_settings(connection) == BoardRow(
            "Merton Safeguarding Children Board", "MSCB", "Board", "borough", None
        )
        (made,) = connection.execute(select(ENTRY.c.act, ENTRY.c.what)).all()
    assert tuple(made) == (Act.BEGIN, "Sample made")
    assert board.next_undo() is None


def test_new_records_go_on_from_the_samples_references(board: Board) -> None:
    last = max(str(row["ref"]) for row in rows(board, "budget_line"))
    assert board.new_refs("budget_line")[0] == f"BL-{int(last[3:]) + 1:04d}"


def test_it_is_made_quickly_and_never_over_a_file(tmp_path: Path) -> None:
    path = tmp_path / "m.mscb"
    start = time.perf_counter()
    make_sample(path)
    assert time.perf_counter() - start < 1
    with pytest.raises(BoardError, match="is there already"):
        make_sample(path)
    assert [file.name for file in tmp_path.iterdir()] == ["m.mscb"]


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Merton Safeguarding Children Board", "MSCB"),
        ("Board of the Isle", "BI"),
        ("surrey", "surrey"),
        ("x" * 50, "x" * 40),
    ],
)
def test_a_board_without_a_short_name_goes_by_its_initials(name: str, short: str) -> None:
    assert initials(name) == short


def test_samples_are_named_by_their_folders() -> None:
    assert dict(SAMPLES) == {"eastbrook": "eastbrook", "merton": "merton_2012_13"}


@pytest.mark.parametrize(
    ("file", "content", "words"),
    [
        ("sector.csv", "Name,Colour\nHealth,red\n", "Colour"),
        ("agency.csv", "Name,Sector\nSomebody,Nowhere\n", "agency, row 2, Sector: There is no"),
        ("rota.csv", "Name\nAnn\n", "rota"),
    ],
)
def test_files_that_do_not_fit_make_no_board(
    file: str, content: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "sample" / "merton_2012_13"
    shutil.copytree(resources.path("sample", "merton_2012_13"), folder)
    (folder / file).write_text(content, encoding="utf-8")
    monkeypatch.setattr(resources, "_ROOT", tmp_path)
    with pytest.raises(SampleError, match=words):
        make_sample(tmp_path / "m.mscb")
    assert not (tmp_path / "m.mscb").exists()
