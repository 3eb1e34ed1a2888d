"""A change's rows as a page: before and after side by side, what differs marked."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from mscb_desktop.history import Cell, Fate, RowShown
from ui.areas.history import of_record
from ui.differing import plain, sides
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


def anchor_of(ref: str) -> str:
    """Name the place of a record's row on the page."""
    return f"row-{ref}"


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
        f'<a name="{escape(anchor_of(row.ref))}"></a>'
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
        shown = tuple(plain(text) or "–" for text in (cell.before, cell.after))
    else:
        shown = sides(cell.before, cell.after, prose=cell.prose)
    style = f"border-bottom:1px solid {look.hairline};vertical-align:top"
    tds = "".join(f'<td style="{style}">{side}</td>' for side in shown)
    label = escape(cell.label)
    return f'<tr><td style="{style};color:{look.muted}">{label}</td>{tds}</tr>'
