"""A change's rows as a page: before and after side by side, what differs marked."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from mscb_desktop.differing import Part, differing
from mscb_desktop.history import Cell, Fate, RowShown
from ui.areas.history import of_record
from ui.theme import colours, scaled

_FATES = {Fate.CREATED: "added", Fate.CHANGED: "changed", Fate.DELETED: "deleted"}
_COLOURS = {Fate.CREATED: "good", Fate.CHANGED: "muted", Fate.DELETED: "bad"}


def page_of(rows: Sequence[RowShown]) -> str:
    """Write the rows as HTML in the present look's colours; links carry references."""
    look = colours()
    if not rows:
        return f'<p style="color:{look.muted}">No rows were changed.</p>'
    style = f'style="background:{look.head};color:{look.muted}"'
    columns = "".join(
        f'<td width="{width}%" {style}>{words}</td>'
        for width, words in ((22, "Field"), (39, "Before"), (39, "After"))
    )
    body = f"<tr>{columns}</tr>" + "".join(_row(row) for row in rows)
    return (
        f'<table width="100%" cellspacing="0" cellpadding="{scaled(5)}" '
        f'style="border-collapse:collapse;color:{look.text}">{body}</table>'
    )


def _row(row: RowShown) -> str:
    look = colours()
    name = escape(row.name)
    if row.there:
        name = f'<a href="{escape(row.ref)}" style="color:{look.accent}">{name}</a>'
    facts = " · ".join((row.title, row.ref) if row.name != row.ref else (row.title,))
    fate, colour = _FATES[row.fate], getattr(look, _COLOURS[row.fate])
    all_ = (
        f'<a href="{escape(of_record(row.ref))}" '
        f'style="color:{look.accent};text-decoration:none">All its changes</a>'
    )
    style = f"padding-top:{scaled(12)}px;border-bottom:1px solid {look.hairline}"
    head = (
        f'<tr><td colspan="3" style="{style}">'
        f"<b>{name}</b> <span style='color:{look.muted}'>{escape(facts)}</span> "
        f"<span style='color:{colour}'>· {fate}</span> · {all_}</td></tr>"
    )
    if not row.cells:
        words = "Nothing in it differs."
        if row.purged:
            words = "Its content was removed from the history."
        return head + f'<tr><td colspan="3" style="color:{look.muted}">{words}</td></tr>'
    return head + "".join(_cell(cell, row.fate) for cell in row.cells)


def _cell(cell: Cell, fate: Fate) -> str:
    look = colours()
    if fate is not Fate.CHANGED:
        # Everything came or went: marks would say nothing more.
        sides = tuple(_text(text) or "–" for text in (cell.before, cell.after))
    else:
        before, after = differing(cell.before, cell.after) if cell.prose else _whole(cell)
        sides = (_side(before, "bad"), _side(after, "good"))
    style = f"border-bottom:1px solid {look.hairline};vertical-align:top"
    tds = "".join(f'<td style="{style}">{side}</td>' for side in sides)
    label = escape(cell.label)
    return f'<tr><td style="{style};color:{look.muted}">{label}</td>{tds}</tr>'


def _whole(cell: Cell) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """Mark short values as wholes: half a figure says nothing."""
    before, after = ((Part(text, True),) if text else () for text in (cell.before, cell.after))
    return before, after


def _side(parts: Sequence[Part], colour: str) -> str:
    look = colours()
    if not parts:
        return f"<i style='color:{look.muted}'>empty</i>"
    ink, paper = getattr(look, colour), getattr(look, f"{colour}_soft")
    marks = f"background:{paper};color:{ink}"
    if colour == "bad":
        marks += ";text-decoration:line-through"
    return "".join(
        f'<span style="{marks}">{_text(part.text)}</span>' if part.differs else _text(part.text)
        for part in parts
    )


def _text(text: str) -> str:
    return escape(text).replace("\n", "<br>")
