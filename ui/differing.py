"""Two versions of a text as HTML in the present look's colours, what differs marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from mscb_desktop.differing import Part, differing
from mscb_desktop.history import Cell
from ui.theme import colours, scaled


def table_of(before: str, after: str, rows: Iterable[str]) -> str:
    """Write a table of fields with both versions beside each; `rows` are its lines as HTML."""
    look = colours()
    style = f'style="background:{look.head};color:{look.muted}"'
    columns = "".join(
        f'<td width="{width}%" {style}>{words}</td>'
        for width, words in ((22, "Field"), (39, before), (39, after))
    )
    return (
        f'<table width="100%" cellspacing="0" cellpadding="{scaled(5)}" '
        f'style="border-collapse:collapse;color:{look.text}"><tr>{columns}</tr>{"".join(rows)}'
        "</table>"
    )


def head_of(words: str) -> str:
    """Write the line of such a table that begins a record; `words` are HTML."""
    style = f"padding-top:{scaled(12)}px;border-bottom:1px solid {colours().hairline}"
    return f'<tr><td colspan="3" style="{style}">{words}</td></tr>'


def line_of(cell: Cell, *, marked: bool, struck: bool = True) -> str:
    """Write a field's line; see `sides`. Unless `marked`, both versions stand as they are."""
    look = colours()
    if marked:
        shown = sides(cell.before, cell.after, prose=cell.prose, struck=struck)
    else:
        shown = (plain(cell.before) or "–", plain(cell.after) or "–")
    style = f"border-bottom:1px solid {look.hairline};vertical-align:top"
    tds = "".join(f'<td style="{style}">{side}</td>' for side in shown)
    return f'<tr><td style="{style};color:{look.muted}">{escape(cell.label)}</td>{tds}</tr>'


def sides(before: str, after: str, *, prose: bool, struck: bool = True) -> tuple[str, str]:
    """Mark in both versions what the other does not have.

    Of prose single words are marked; other values as wholes, for half a figure says nothing.
    What the later version lacks is `struck` through where it was given up.
    """
    parts: tuple[Sequence[Part], ...]
    if prose:
        parts = differing(before, after)
    else:
        parts = tuple((Part(text, True),) if text else () for text in (before, after))
    return _side(parts[0], "bad", struck=struck), _side(parts[1], "good")


def plain(text: str) -> str:
    """Give a text as HTML."""
    return escape(text).replace("\n", "<br>")


def _side(parts: Sequence[Part], colour: str, *, struck: bool = False) -> str:
    look = colours()
    if not parts:
        return f"<i style='color:{look.muted}'>empty</i>"
    ink, paper = getattr(look, colour), getattr(look, f"{colour}_soft")
    marks = f"background:{paper};color:{ink}"
    if struck:
        marks += ";text-decoration:line-through"
    return "".join(
        f'<span style="{marks}">{plain(part.text)}</span>' if part.differs else plain(part.text)
        for part in parts
    )
