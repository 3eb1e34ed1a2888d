"""Looking at what others store: told at once, and a reading that fails told once."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.board import Board
from db.changes import Entry, create
from tests.support.boards import clock, empty_board
from ui.shell.meanwhile import Meanwhile


def test_what_another_stores_is_told_within_a_second_or_two(tmp_path: Path, qtbot: QtBot) -> None:
    board, parent = empty_board(tmp_path), QObject()
    other = Board.open(board.path, clock=clock, who="S. Lee")
    told: list[str] = []

    def note(entry: Entry) -> None:
        told.append(entry.who)

    meanwhile = Meanwhile(board, lambda _: None, parent)
    board.on_change(note)
    ref = other.new_refs("agency")[0]
    other.apply("Typed", [create("agency", ref, name="Cafcass")])
    qtbot.waitUntil(lambda: told == ["S. Lee"], timeout=2500)
    meanwhile.stop()
    other.close()
    board.close()


def test_a_reading_that_fails_is_told_once(tmp_path: Path, qapp: QApplication) -> None:
    board, parent = empty_board(tmp_path), QObject()
    told: list[str] = []
    meanwhile = Meanwhile(board, told.append, parent)
    meanwhile.look()
    assert told == []
    board.close()
    whole = board.path.read_bytes()
    board.path.write_bytes(b"no board at all" * 1000)
    meanwhile.look()
    meanwhile.look()
    assert len(told) == 1
    assert "cannot be read" in told[0]
    board.close()
    board.path.write_bytes(whole)
    meanwhile.look()
    assert len(told) == 1
    meanwhile.stop()
    board.close()
