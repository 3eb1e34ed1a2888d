"""Pictures by way of a workbook: changed, taken away, and what is refused of them."""

from __future__ import annotations

import base64
from collections.abc import Sequence

import openpyxl
import pytest

from db.board import Board
from db.changes import Change
from db.queries.board import board_settings
from mscb_desktop.exchange.applying import apply_import
from mscb_desktop.exchange.model import ImportPlan, RowState, ShownCell
from mscb_desktop.values.picture import MOST_BYTES
from tests.support.any_boards import PNG
from tests.support.edited_workbooks import Exchange

EXTRAS = "Pictures and long texts"


@pytest.fixture(autouse=True)
def with_logo(merton: Board) -> None:
    merton.apply("Logo", [Change("board", "BOARD", {"logo": None}, {"logo": PNG})])


def pieces(
    exchange: Exchange, rows: Sequence[tuple[object, ...]], logo: str = "Picture 1"
) -> ImportPlan:
    def edit(book: openpyxl.Workbook) -> None:
        book[EXTRAS].delete_rows(2, 99)
        for row in rows:
            book[EXTRAS].append(list(row))
        book["Board settings"]["F2"] = logo

    return exchange.edited(edit)


def test_an_emptied_cell_takes_the_picture_away(exchange: Exchange, merton: Board) -> None:
    plan = exchange.cells("Board settings", {(2, "Logo"): None})
    (row,) = plan.page(0, 9, {RowState.CHANGE})
    assert row.cells == (ShownCell("Logo", "Picture", ""),)
    assert apply_import(merton, plan).wrong == ()
    with merton.reading() as connection:
        settings = board_settings(connection)
    assert settings is not None
    assert settings.logo is None


def test_another_picture(exchange: Exchange, merton: Board) -> None:
    other = PNG + b"more"
    text = base64.b64encode(other).decode()
    plan = pieces(exchange, [("Mine", 2, text[40:]), ("Mine", 1, text[:40])], "Mine")
    (row,) = plan.page(0, 9, {RowState.CHANGE})
    assert row.cells == (ShownCell("Logo", "Picture", "Another picture"),)
    assert apply_import(merton, plan).wrong == ()
    with merton.reading() as connection:
        settings = board_settings(connection)
    assert settings is not None
    assert settings.logo == other


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([], "is not whole in this workbook"),
        ([("Picture 1", 2, "AAAA")], "is not whole in this workbook"),
        ([("Picture 1", "1", "AAAA")], "is not whole in this workbook"),
        ([("Picture 1", 1, "not base64!")], "is no longer whole: take the sheet"),
        ([("Picture 1", 1, "AAA")], "is no longer whole: take the sheet"),
        ([("Picture 1", 1, "AAAA")], "'Picture 1' is no PNG or JPEG picture"),
        (
            [
                ("Picture 1", n + 1, base64.b64encode(PNG + bytes(24_500))[:32_000].decode())
                for n in range(MOST_BYTES // 24_000 + 1)
            ],
            "has 2.0 MB and there is room for 2 MB",
        ),
    ],
)
def test_pieces_that_make_no_picture(
    exchange: Exchange, rows: list[tuple[object, ...]], words: str
) -> None:
    (cell,) = pieces(exchange, rows).wrong
    assert (cell.sheet, cell.heading, cell.value) == ("Board settings", "Logo", "Picture 1")
    assert words in cell.message
