"""Ratings on paper and in workbooks: chips of letter and word, and the key that explains them."""

from __future__ import annotations

from db.records.plans import RAG_WORDS, Rag
from mscb_desktop.document.model import Cell, Chip, Content, KeyEntry, Shade
from mscb_desktop.plans.rules.progress import Direction, Standing
from mscb_desktop.plans.words import DIRECTION, MEANINGS, rag_letter

_SHADES = {
    Rag.RED: Shade.RED,
    Rag.AMBER: Shade.AMBER,
    Rag.GREEN: Shade.GREEN,
    Rag.NOT_RATED: Shade.GREY,
}


def rag_chip(rag: Rag | None) -> Chip | None:
    """Show a rating as letter and word on its colour; nothing where nothing was said."""
    return None if rag is None else Chip(rag_letter(rag), RAG_WORDS[rag], _SHADES[rag])


def rag_cell(standing: Standing) -> Content:
    """Show how an action is rated, with a sign for the direction of travel beside it."""
    chip = rag_chip(standing.rag)
    if chip is None or standing.direction is None:
        return chip
    return Cell(chip, word=DIRECTION[standing.direction])


KEY: tuple[KeyEntry, ...] = (
    *(
        KeyEntry(Chip(rag_letter(rag), RAG_WORDS[rag], _SHADES[rag]), MEANINGS[rag])
        for rag in MEANINGS
    ),
    KeyEntry(DIRECTION[Direction.BETTER], "better than before"),
    KeyEntry(DIRECTION[Direction.SAME], "the same"),
    KeyEntry(DIRECTION[Direction.WORSE], "worse"),
)
"""What ratings and signs mean, for the foot of every page."""
