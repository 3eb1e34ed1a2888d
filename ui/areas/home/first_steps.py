"""What a board that holds nothing yet is begun with."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from db.board import Board
from db.queries import records
from ui.areas.home.parts import heading_of
from ui.theme.buttons import link
from ui.theme.look import scaled

_KINDS = ("agency", "person", "post", "board_group", "financial_year")
"""Kinds of record of which one is enough for a board to have been begun."""
_STEPS = (
    ("groups", "Begin with the groups", "Who sits on them is typed, or pasted from Word or Excel."),
    ("exchange", "Read lists from Excel", "Agencies, contacts, members; seen first, then taken."),
    ("agencies", "Name the agencies", "The council, health trusts, police, schools, charities."),
    ("budget", "Start a year's budget", "What is set, expected, spent and received."),
)
"""Each area with the words that lead to it, and what is done there."""


def is_empty(board: Board) -> bool:
    """Tell whether a board holds nothing yet."""
    with board.reading() as connection:
        return not any(records.count(connection, table, {}) for table in _KINDS)


class FirstSteps(QWidget):
    """The ways to begin, each leading to its page."""

    def __init__(self, open_page: Callable[[str], object]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scaled(2))
        column.addWidget(heading_of("This board holds nothing yet"))
        self.ways = []
        for area, words, done in _STEPS:
            way = link(words, partial(open_page, area))
            way.setAccessibleDescription(done)
            self.ways.append(way)
            said = QLabel(done)
            said.setProperty("kind", "muted")
            said.setWordWrap(True)
            said.setContentsMargins(scaled(2), 0, 0, scaled(8))
            column.addWidget(way)
            column.addWidget(said)
