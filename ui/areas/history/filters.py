"""What narrows the list of changes: words, record, kind, person, what was done, and dates."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from db.board import Board
from db.queries import history
from db.queries.history import Doing, Filter
from db.records import RECORDS
from mscb_desktop.history import DOINGS, Names
from mscb_desktop.values import show_date
from ui.editors.find_line import FindLine
from ui.editors.offers import Offer
from ui.filtering.field import FilterField, date_field, pick_field
from ui.filtering.line import FilterLine
from ui.theme.buttons import link

_WIDE = 118
"""Least width in pixels, at text size 100, of a filter."""
_MOST_OFFERED = 12
_THERE = "in the history"


class Filters(FilterLine):
    """The filters on top of the list; `wanted` is what they ask for together."""

    changed = Signal()
    down = Signal()
    """The keyboard shall go to the list."""

    def __init__(
        self, board: Board, say: Callable[[str], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(_WIDE, parent)
        self._board = board
        self.wanted = Filter()
        self.words = FindLine("Find in what was done")
        self.words.down.connect(self.down)
        fields = {
            "words": FilterField("Words", self.words),
            "ref": pick_field("Record", self._records, say, _THERE),
            "table": pick_field("Kind of record", self._kinds, say, _THERE),
            "who": pick_field("Person", self._people, say, _THERE),
            "doing": pick_field("What was done", lambda text: _holding(text, DOINGS), say, _THERE),
            "since": date_field("From", say),
            "until": date_field("To", say),
        }
        self.clear_button = link("Clear filters", self.clear)
        self.set_fields(fields)
        self.words.textChanged.connect(lambda text: self._take("words", text))
        for name, field in self.fields.items():
            field.changed.connect(lambda value, name=name: self._take(name, value))
        self._show_clear()

    def clear(self) -> None:
        """Ask for everything again."""
        self.show_filter(Filter())

    def show_filter(self, wanted: Filter) -> None:
        """Ask for this, and show it."""
        table = wanted.table or ""
        kind = RECORDS[table].title if table in RECORDS else table
        self.words.blockSignals(True)
        self.words.setText(wanted.words)
        self.words.blockSignals(False)
        for name, value, shown in (
            ("ref", wanted.ref, self._name(wanted.ref)),
            ("table", wanted.table, kind),
            ("who", wanted.who, wanted.who or ""),
            ("doing", wanted.doing, DOINGS[wanted.doing] if wanted.doing else ""),
            ("since", wanted.since, show_date(wanted.since) if wanted.since else ""),
            ("until", wanted.until, show_date(wanted.until) if wanted.until else ""),
        ):
            self.fields[name].show_value(value, shown)
        self.wanted = wanted
        self._show_clear()
        self.changed.emit()

    def _take(self, name: str, value: object) -> None:
        if name == "doing" and isinstance(value, str):
            value = Doing(value)
        wanted = replace(self.wanted, **{name: value})  # type: ignore[arg-type]
        if wanted != self.wanted:
            self.wanted = wanted
            self._show_clear()
            self.changed.emit()

    def _show_clear(self) -> None:
        self.clear_button.setVisible(self.wanted != Filter() or self.unstored() > 0)

    # What is offered

    def _records(self, text: str) -> Sequence[Offer]:
        with self._board.reading() as connection:
            found = history.suggest(connection, self.wanted.table, text, _MOST_OFFERED)
        return [Offer(named.ref, named.name, named.detail) for named in found]

    def _kinds(self, text: str) -> Sequence[Offer]:
        with self._board.reading() as connection:
            tables = history.tables(connection)
        titles = {name: RECORDS[name].title if name in RECORDS else name for name in tables}
        return _holding(text, titles)

    def _people(self, text: str) -> Sequence[Offer]:
        with self._board.reading() as connection:
            people = history.people(connection)
        return _holding(text, {name: name for name in people})

    def _name(self, ref: str | None) -> str:
        table = history.table_of(ref) if ref is not None else None
        if ref is None or table is None:
            return ref or ""
        with self._board.reading() as connection:
            return Names(connection).name(table, ref)


def _holding(text: str, words: dict[Doing, str] | dict[str, str]) -> list[Offer]:
    """Offer what holds a text, those that begin with it first."""
    wanted = text.strip().casefold()
    found = [Offer(str(key), label) for key, label in words.items() if wanted in label.casefold()]
    found.sort(key=lambda offer: not offer.label.casefold().startswith(wanted))
    return found
