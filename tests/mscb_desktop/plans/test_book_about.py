"""A book about one action tells of it what the book of every plan tells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.board import Board
from mscb_desktop.boards import open_board
from mscb_desktop.plans.book import Book
from mscb_desktop.sample import make_sample
from tests.support.boards import clock

DAYS = (dt.date(2025, 6, 30), dt.date(2026, 11, 24))


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Board]:
    path: Path = tmp_path_factory.mktemp("sample") / "board.mscb"
    make_sample(path, name="eastbrook", clock=clock, who="Test")
    board = open_board(path, clock=clock, who="Test")
    yield board
    board.close()


@pytest.mark.parametrize("day", DAYS)
def test_it_agrees_with_the_whole_book_about_every_action(board: Board, day: dt.date) -> None:
    with board.reading() as connection:
        whole = Book(connection, day)
        for ref, action in whole.register.actions.items():
            one = Book(connection, day, [action.plan], about=ref)
            assert one.shown(ref) == whole.shown(ref)
            assert one.standing(ref) == whole.standing(ref)
            assert one.updates(ref) == whole.updates(ref)
            assert one.who(ref) == whole.who(ref)
            assert one.link_texts(ref) == whole.link_texts(ref)
            assert list(one.register.points(ref)) == list(whole.register.points(ref))


def test_it_reads_what_belongs_to_the_action_and_no_more(board: Board) -> None:
    with board.reading() as connection:
        whole = Book(connection, DAYS[1])
        some = next(a for a in whole.register.actions.values() if a.links and a.carried_from)
        one = Book(connection, DAYS[1], [some.plan], about=some.ref)
        assert {some.ref, some.carried_from} <= one.register.actions.keys()
        assert len(one.register.actions) < 10
        assert Book(connection, DAYS[1], [], about="AN-9999").register.actions == {}
