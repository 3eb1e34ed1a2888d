"""The board's own settings."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from db.records.board import BOARD, BOARD_REF

_BOARD = BOARD.table.c


@dataclass(frozen=True, slots=True)
class BoardRow:
    """What a board calls itself, and its logo as a PNG or JPEG file."""

    name: str
    short_name: str
    body_term: str
    area_term: str | None
    logo: bytes | None


def board_settings(connection: Connection) -> BoardRow | None:
    """Give the board's settings, None where they were never made."""
    query = select(
        _BOARD.name, _BOARD.short_name, _BOARD.body_term, _BOARD.area_term, _BOARD.logo
    ).where(_BOARD.ref == BOARD_REF)
    row = connection.execute(query).one_or_none()
    return None if row is None else BoardRow(*row)
