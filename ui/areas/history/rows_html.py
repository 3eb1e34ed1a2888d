"""A change's rows as a page: before and after side by side, what differs marked."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from mscb_desktop.history import Fate, RowShown
from ui.areas.history import of_record
from ui.differing import head_of, line_of, table_of
from ui.theme import colours

_FATES = {Fate.CREATED: "added", Fate.CHANGED: "changed", Fate.DELETED: "deleted"}
_COLOURS = {Fate.CREATED: "good", Fate.CHANGED: "muted", Fate.DELETED: "bad"}


def page_of(rows: Sequence[RowShown]) -> str:
    """Write the rows as HTML in the present look's colours; links carry references."""
    look = colours()
    if not rows:
        return f'<p style="color:{look.muted}">No rows were changed.</p>'
    return table_of("Before", "After", map(_row, rows))


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
    head = head_of(
        f'<a name="{escape(anchor_of(row.ref))}"></a>'
        f"<b>{name}</b> <span style='color:{look.muted}'>{escape(facts)}</span> "
        f"<span style='color:{colour}'>· {fate}</span> · {all_}"
    )
    if not row.cells:
        words = "Nothing in it differs."
        if row.purged:
            words = "Its content was removed from the history."
        return head + f'<tr><td colspan="3" style="color:{look.muted}">{words}</td></tr>'
    # Where everything came or went, marks would say nothing more.
    marked = row.fate is Fate.CHANGED
    return head + "".join(line_of(cell, marked=marked) for cell in row.cells)
