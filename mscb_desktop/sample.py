"""The samples: boards read from plain text files, a folder each.

Each file is a table: its heading row holds the labels of the fields, its cells what people
type. A lookup holds the reference or the name of a record, a financial year its label. A column
'Reference' gives the records their own references; without it they are numbered in order.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import resources
from db.board import Board, Clock
from db.changes import Change, create
from db.fields import Field, Kind, Value
from db.records import RECORDS
from db.records.base import Record
from db.records.board import BOARD_REF
from mscb_desktop.boards import make_board
from mscb_desktop.budget.years import STEP
from mscb_desktop.values import Unreadable, read_value, read_year

_FOLDER = "sample"
_TABLES = ("board", "sector", "agency", "financial_year", "budget_line", "posting", "acceptance")
_ORDERED_WITHIN: dict[str, tuple[str, ...]] = {
    "budget_line": ("year", "side"),
    "posting": ("line",),
}


def _found() -> dict[str, str]:
    folders = sorted(path.name for path in resources.path(_FOLDER).iterdir() if path.is_dir())
    return {name.partition("_")[0]: name for name in folders if not name.startswith("__")}


SAMPLES: Mapping[str, str] = MappingProxyType(_found())
"""The samples' folders by the names under which people ask for them."""


def make_sample(
    path: Path, *, name: str = "merton", clock: Clock | None = None, who: str | None = None
) -> None:
    """Make a board file that holds a sample; 'merton' is one real year of one real board.

    Raises BoardError where the file is there already or cannot be written.
    """
    make_board(
        path, "Sample made", lambda board: _sample_rows(board, name), clock=clock, who=who
    ).close()


def _sample_rows(board: Board, name: str) -> Sequence[Change]:
    reader = _Reader(board)
    for table in _TABLES:
        file = resources.path(_FOLDER, SAMPLES[name], f"{table}.csv")
        if file.is_file():
            reader.read(RECORDS[table], file.read_text(encoding="utf-8"))
    return reader.changes


class _Reader:
    """Turns the sample's files into new rows, one table after another."""

    def __init__(self, board: Board) -> None:
        self.changes: list[Change] = []
        self._board = board
        self._named: dict[tuple[str, str], str] = {}

    def read(self, record: Record, text: str) -> None:
        """Read one table's file; lookups find the records of this and of earlier files."""
        rows = list(csv.DictReader(io.StringIO(text), strict=True))
        if record.name == "board":
            refs = [BOARD_REF]
        else:
            refs = self._board.new_refs(record.name, len(rows))
            if rows and "Reference" in rows[0]:
                refs = [row.pop("Reference") for row in rows]
        by_label = {field.label: field for field in record.fields.values()}
        lists: dict[tuple[Value, ...], int] = {}
        for ref, row in zip(refs, rows, strict=True):
            values = {
                by_label[label].name: self._value(by_label[label], row[label]) for label in row
            }
            if "position" in record.table.c:
                group = tuple(values[name] for name in _ORDERED_WITHIN.get(record.name, ()))
                lists[group] = values["position"] = lists.get(group, 0) + STEP
            self.changes.append(create(record.name, ref, **values))
            self._name(record, ref, values)

    def _value(self, field: Field, typed: str) -> Value:
        if field.name == "start_year":
            return read_year(typed)
        if field.kind is not Kind.LOOKUP:
            return read_value(field, typed)
        if not typed:
            return None
        name, first = typed, typed.split()[0]
        if (str(field.target), first.casefold()) in self._named:
            name = first
        elif field.target == "financial_year":
            name = str(read_year(typed))
        try:
            return self._named[str(field.target), name.casefold()]
        except KeyError:
            raise Unreadable(f"{field.label}: the sample has no '{typed}' further up.") from None

    def _name(self, record: Record, ref: str, values: dict[str, Value]) -> None:
        names = [ref, str(values[record.shown_by])]
        names += str(values.get("aliases") or "").split("\n")
        for name in filter(None, names):
            self._named.setdefault((record.name, name.casefold()), ref)
