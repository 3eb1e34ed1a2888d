"""Two versions of a text as HTML in the present look's colours, what differs marked."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from mscb_desktop.differing import Part, differing
from ui.theme import colours


def sides(before: str, after: str, *, prose: bool) -> tuple[str, str]:
    """Mark in both versions what the other does not have.

    Of prose single words are marked; other values as wholes, for half a figure says nothing.
    """
    parts: tuple[Sequence[Part], ...]
    if prose:
        parts = differing(before, after)
    else:
        parts = tuple((Part(text, True),) if text else () for text in (before, after))
    return _side(parts[0], "bad"), _side(parts[1], "good")


def plain(text: str) -> str:
    """Give a text as HTML."""
    return escape(text).replace("\n", "<br>")


def _side(parts: Sequence[Part], colour: str) -> str:
    look = colours()
    if not parts:
        return f"<i style='color:{look.muted}'>empty</i>"
    ink, paper = getattr(look, colour), getattr(look, f"{colour}_soft")
    marks = f"background:{paper};color:{ink}"
    if colour == "bad":
        marks += ";text-decoration:line-through"
    return "".join(
        f'<span style="{marks}">{plain(part.text)}</span>' if part.differs else plain(part.text)
        for part in parts
    )
