"""What stands in a cell, broken into lines: the text and its note."""

from __future__ import annotations

from dataclasses import dataclass

from db.fields import Kind
from db.records.plans import Rag
from mscb_desktop.sheet.model import Column, Note, Row, RowKind, Tone
from ui.grid.chips import chip_width, chip_words, ground_of
from ui.grid.metrics import Metrics
from ui.grid.model import GridModel, is_figure

STRONG_ROWS = frozenset({RowKind.HEADING, RowKind.SUBTOTAL, RowKind.TOTAL})
TINTED_ROWS = frozenset({RowKind.SUBTOTAL, RowKind.TOTAL})
_TINT_OF_TONE = {Tone.QUIET: "muted", Tone.WARNING: "warning", Tone.BAD: "bad"}
TICK = "✓"
_INVITATION = "Type here to add a row"
_INVITATION_SHORT = "New row"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text in one of the palette's colours, semi-bold or not.

    With a `ground`, another of these colours, it stands on a chip of its own.
    """

    text: str
    tint: str
    strong: bool = False
    ground: str = ""

    def width(self, metrics: Metrics) -> int:
        """Width of the text, or of its chip."""
        if self.ground:
            return chip_width(self.text, metrics)
        return metrics.width(self.text, self.strong)


Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it is to be painted in a width."""

    lines: tuple[Line, ...]
    figure: bool


def lay_out(model: GridModel, row: Row, column: Column, width: int, metrics: Metrics) -> Cell:
    """Break the cell's text and note into lines of at most `width` pixels.

    A figure is never broken: where figure and note do not fit on one line the note goes below.
    """
    strong = row.kind in STRONG_ROWS
    figure = is_figure(column)
    text = model.text(row, column)
    note = model.note(row, column)
    tint = _tint(model, row, column, note)
    if not text and note is None and row.kind is RowKind.NEW and column is _inviting(model):
        fits = metrics.width(_INVITATION) <= width
        text, tint = _INVITATION if fits else _INVITATION_SHORT, "muted"
    if column.kind is Kind.YES_NO and model.typed(row, column) is None:
        text = TICK if row.values.get(column.key) is True else ""
    lines: list[Line]
    chip = rating(model, row, column)
    if chip is not None:
        lines = [(chip,)]
    else:
        whole = figure and model.reason(row, column) is None
        texts = (text,) if whole and text else metrics.wrap(text, width, strong)
        lines = [(Piece(line, tint, strong),) for line in texts]
    if note is not None:
        lines = _with_note(lines, note, width, metrics, strong)
    return Cell(tuple(lines), figure)


def _inviting(model: GridModel) -> Column:
    """Give the column in which an empty line says so: the first that is no column of numbers."""
    columns = model.columns
    return next((column for column in columns if column.kind is not Kind.CODE), columns[0])


def rating(model: GridModel, row: Row, column: Column) -> Piece | None:
    """Give the chip of a cell that holds a rating; None where it holds none, or typed text."""
    value = row.values.get(column.key)
    ground = ground_of(column, value)
    if not ground or model.typed(row, column) is not None:
        return None
    return Piece(chip_words(Rag(str(value))), f"{ground}_text", True, ground)


def _with_note(
    lines: list[Line], note: Note, width: int, metrics: Metrics, strong: bool
) -> list[Line]:
    piece = Piece(note.text, _TINT_OF_TONE[note.tone])
    if lines:
        last = lines[-1]
        joined = last[0].width(metrics) + metrics.width(f" {note.text}")
        if joined <= width:
            return [*lines[:-1], (*last, Piece(f" {note.text}", piece.tint))]
    return [*lines, *((Piece(line, piece.tint),) for line in metrics.wrap(note.text, width))]


def _tint(model: GridModel, row: Row, column: Column, note: Note | None) -> str:
    if model.reason(row, column) is not None:
        return "bad"
    if note is not None and note.tone is Tone.BAD and is_figure(column):
        return "bad"  # a figure is what is bad; of a text only what the note says
    quiet = column.kind is Kind.LONG_TEXT if column.quiet is None else column.quiet
    return "muted" if quiet and row.kind not in STRONG_ROWS else "text"
