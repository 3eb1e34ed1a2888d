"""A backup beside the board as a page: counts of each kind, and below them what differs."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from db.queries.history import EntryRow
from mscb_desktop.backing_up.comparison import RowCompared, Tally
from ui.areas.backups.reading import Compared
from ui.differing import head_of, line_of, table_of
from ui.theme import colours, scaled

CHANGES = "changes"
"""The link to the changes that the backup lacks; the others are names of tables."""
MORE = "more"
"""The link that asks for the next page."""

_HEADS = ("", "In the backup", "In the board", "Only in the backup", "Only in the board", "Changed")
_WIDTHS = (30, 14, 14, 14, 14, 14)


def counts_of(compared: Compared, shown: str) -> str:
    """Write the table of counts; kinds that differ are links, the one `shown` is marked."""
    look = colours()
    heads = "".join(
        f'<td width="{width}%" align="{"right" if place else "left"}" '
        f'style="background:{look.head};color:{look.muted}">{words}</td>'
        for place, (width, words) in enumerate(zip(_WIDTHS, _HEADS, strict=True))
    )
    summary = compared.summary
    last = summary.newest.number if summary.newest is not None else 0
    in_board = last - summary.board_lacks + summary.backup_lacks
    lines = [
        _line(
            "Changes in the history",
            CHANGES if summary.backup_lacks else "",
            (last, in_board, summary.board_lacks, summary.backup_lacks, 0),
            is_shown=shown == CHANGES,
        )
    ]
    lines += [
        _line(
            tally.plural,
            tally.table if tally.differs else "",
            (tally.in_backup, tally.in_board or 0, *_differences(tally)),
            is_shown=shown == tally.table,
        )
        for tally in summary.tallies
        if tally.in_backup or tally.in_board
    ]
    return (
        f'<table width="100%" cellspacing="0" cellpadding="{scaled(4)}" '
        f'style="border-collapse:collapse;color:{look.text}"><tr>{heads}</tr>{"".join(lines)}'
        "</table>"
    )


def records_of(tally: Tally, rows: Sequence[RowCompared]) -> str:
    """Write a kind's records that differ, with both values of each field."""
    total = sum(_differences(tally))
    head = _heading(f"{tally.plural} that differ", len(rows), total)
    return head + table_of("In the backup", "In the board", map(_record, rows))


def changes_of(entries: Sequence[EntryRow], total: int) -> str:
    """Write the changes that the board has and the backup lacks, the newest first."""
    look = colours()
    style = f"border-bottom:1px solid {look.hairline}"
    lines = "".join(
        f'<tr><td style="{style}" width="60%">{escape(entry.what)}</td>'
        f'<td style="{style};color:{look.muted}">{entry.at:%d/%m/%Y %H:%M}</td>'
        f'<td style="{style};color:{look.muted}">{escape(entry.who)}</td></tr>'
        for entry in entries
    )
    return (
        _heading("Changes that are only in the board", len(entries), total)
        + f'<table width="100%" cellspacing="0" cellpadding="{scaled(4)}" '
        f'style="border-collapse:collapse;color:{look.text}">{lines}</table>'
    )


def _differences(tally: Tally) -> tuple[int, int, int]:
    return tally.only_backup, tally.only_board, tally.changed


def _line(words: str, link: str, counts: Sequence[int], *, is_shown: bool) -> str:
    look = colours()
    style = f"border-bottom:1px solid {look.hairline}"
    if is_shown:
        style += f";background:{look.selection}"
    name = escape(words)
    if link:
        name = f'<a href="{escape(link)}" style="color:{look.accent}">{name}</a>'
    cells = "".join(
        f'<td align="right" style="{style}">{_count(count, place)}</td>'
        for place, count in enumerate(counts)
    )
    return f'<tr><td style="{style}">{name}</td>{cells}</tr>'


def _count(count: int, place: int) -> str:
    if place < 2 or count:
        return f"{count:,}"
    return f"<span style='color:{colours().muted}'>–</span>"


def _heading(words: str, shown: int, total: int) -> str:
    look = colours()
    counted = f"{shown:,} of {total:,}" if shown < total else f"{total:,}"
    more = ""
    if shown < total:
        more = f' · <a href="{MORE}" style="color:{look.accent}">Show more</a>'
    return (
        f'<p style="margin-top:{scaled(18)}px;margin-bottom:{scaled(6)}px"><b>{escape(words)}</b> '
        f"<span style='color:{look.muted}'>{counted}</span>{more}</p>"
    )


def _record(row: RowCompared) -> str:
    look = colours()
    facts = " · ".join((row.title, row.ref) if row.name != row.ref else (row.title,))
    fate = "differs"
    if not row.in_board:
        fate = "only in the backup"
    elif not row.in_backup:
        fate = "only in the board"
    head = head_of(
        f"<b>{escape(row.name)}</b> <span style='color:{look.muted}'>{escape(facts)} · {fate}"
        "</span>"
    )
    marked = row.in_backup and row.in_board
    return head + "".join(line_of(cell, marked=marked, struck=False) for cell in row.cells)
