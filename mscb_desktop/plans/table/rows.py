"""The rows of a plan's table: sections as headings, actions with their points, empty lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote, unquote

from db.fields import Field, Value
from db.queries.plans import SectionRow
from db.records.plans import STATUS_WORDS, Shows
from mscb_desktop.plans.book import Book
from mscb_desktop.plans.model import Action
from mscb_desktop.plans.rules.beneath import same_as, under_rag, under_status, under_when
from mscb_desktop.plans.rules.progress import Standing
from mscb_desktop.plans.table.columns import FIELDS, section_fields
from mscb_desktop.plans.words import DIRECTION, rag_words
from mscb_desktop.sheet.model import Column, Note, Row, RowKind, Tone

NO_SECTION = "plan"
"""Stands for the section of actions that have none."""
_COMING, _POINT = "+", ">"
_OF_TARGET = frozenset({Shows.WHEN, Shows.STATUS})
"""What an action that is the same as another shows of that alone."""


class NewRow:
    """What the reference of a row that is to be made says: its section, the action it is a point
    of.

    `section` is a section's reference, None for none; `coming` the title of one that is to be
    made with it. A point without `above` is one of the new row before it.
    """

    def __init__(
        self,
        section: str | None = None,
        *,
        coming: str = "",
        above: str = "",
        point: bool = False,
    ) -> None:
        self.section = section
        self.coming = coming
        self.above = above
        self.point = point or bool(above)

    @property
    def key(self) -> str:
        """Give the words behind 'new:' by which a sheet knows it."""
        place = _COMING + quote(self.coming, safe="") if self.coming else self.section
        return (place or NO_SECTION) + (_POINT + self.above if self.point else "")

    @property
    def ref(self) -> str:
        """Give its reference."""
        return f"new:{self.key}"

    @classmethod
    def read(cls, key: str) -> NewRow:
        """Read a key."""
        place, point, above = key.partition(_POINT)
        coming = unquote(place.removeprefix(_COMING)) if place.startswith(_COMING) else ""
        section = None if coming or place == NO_SECTION else place
        return cls(section, coming=coming, above=above, point=bool(point))


class Rows:
    """Makes the rows of one plan from a book."""

    def __init__(self, book: Book, plan: str, columns: Sequence[Column], *, typed: bool) -> None:
        self._book = book
        self._plan = plan
        self._keys = [column.key for column in columns]
        self._typed = typed
        self._stores = {Shows(key): FIELDS[Shows(key)] for key in self._keys}
        self._section_fields = section_fields(columns) if typed else {}
        self._titled = next(reversed([*section_fields(columns)]), "")

    def all(self) -> Iterator[Row]:
        """Give the rows as the plan prints, each section with an empty line behind it."""
        parts = list(self._book.parts(self._plan)) if self._plan in self._book.plans else []
        for part in parts:
            if part.section is not None:
                yield self._heading(part.section)
            for action in part.actions:
                yield self._action(action)
            if self._typed:
                yield self.new(NewRow(part.section.ref if part.section else None))
        if not parts and self._typed:
            yield self.new(NewRow())

    def new(self, row: NewRow) -> Row:
        """Give an empty line."""
        return Row(row.ref, RowKind.NEW, dict.fromkeys(self._keys), stores=self._cells())

    def _heading(self, section: SectionRow) -> Row:
        values: dict[str, Value] = dict.fromkeys(self._keys)
        values[self._titled] = section.title
        shown = {}
        if Shows.NUMBER in values:
            values[Shows.NUMBER.value] = section.number
        elif section.number:
            shown[self._titled] = f"{section.number} {section.title}"
        return Row(section.ref, RowKind.HEADING, values, shown, self._section_fields)

    def _action(self, own: Action) -> Row:
        book = self._book
        action, standing = book.shown(own.ref), book.standing(own.ref)
        deadline = standing.deadline
        values: dict[Shows, Value] = {
            Shows.NUMBER: own.number,
            Shows.RECOMMENDATION: own.recommendation,
            Shows.WHAT: action.what,
            Shows.OUTCOMES: action.outcomes,
            Shows.MEASURES: action.measures,
            Shows.WHO: book.who(own.ref) or None,
            Shows.WHEN: (deadline.text or None) if deadline else None,
            Shows.LINKS: "\n".join(filter(None, link_words(book, own))) or None,
            Shows.EVIDENCE: action.evidence,
            Shows.MONITORING: action.monitoring,
            Shows.STATUS: standing.status,
            Shows.RAG: standing.rag,
            Shows.NARRATIVE: standing.narrative,
        }
        shown = {Shows.RAG: rag_words(standing.rag), Shows.STATUS: STATUS_WORDS[standing.status]}
        notes = self._notes(action, standing)
        shut: set[Shows] = set()
        target = book.register.target(own.ref)
        if target is not own:
            # What stands here to be typed, and to be copied, is the words that name the other.
            values[Shows.WHAT] = same_as(book.register, own)
            if action.what:
                notes[Shows.WHAT] = Note(action.what)
            shut |= _OF_TARGET
        elif deadline is not None and deadline is not action.deadlines[-1]:
            now = " ".join(action.deadlines[-1].text.split()) or "no date"
            notes[Shows.WHEN] = _with(notes.get(Shows.WHEN), Note(f"now {now}"))
            shut.add(Shows.WHEN)
        keys = self._keys
        links = "\n".join(book.link_texts(own.ref))
        return Row(
            own.ref,
            RowKind.LINE,
            {key: values[Shows(key)] for key in keys},
            {key.value: text for key, text in shown.items() if key in keys},
            self._cells(shut),
            notes={key.value: note for key, note in notes.items() if key in keys},
            whole={Shows.LINKS.value: links} if links else {},
        )

    def _notes(self, action: Action, standing: Standing) -> dict[Shows, Note]:
        book, shown = self._book, {Shows(key) for key in self._keys}
        notes: dict[Shows, Note] = {}
        under = list(under_when(book, action, shown))
        if under:
            tone = Tone.BAD if any(small.is_late for small in under) else Tone.QUIET
            notes[Shows.WHEN] = Note(" · ".join(small.text for small in under), tone)
        serves = book.plans[self._plan].objectives_of
        if serves and any(not (link.objective or link.section) for link in action.links):
            notes[Shows.LINKS] = Note("not found", Tone.WARNING)
        since, was = under_status(book, action), under_rag(book, action)
        if since:
            notes[Shows.STATUS] = Note(since)
        if standing.direction is not None:
            notes[Shows.RAG] = Note(DIRECTION[standing.direction])
        elif was:
            notes[Shows.RAG] = Note(was)
        return notes

    def _cells(self, shut: set[Shows] | None = None) -> Mapping[str, Field]:
        if not self._typed:
            return {}
        return {
            shows.value: field
            for shows, field in self._stores.items()
            if not (shut and shows in shut)
        }


def link_words(book: Book, action: Action) -> list[str]:
    """Say each link of an action as the table has room for it: by its number, where it has one.

    Of two links with one number both are said in full.
    """
    numbers = [book.link_number(link) for link in action.links]
    return [
        number if numbers.count(number) == 1 and number else book.link_text(action.plan, link)
        for number, link in zip(numbers, action.links, strict=True)
    ]


def _with(note: Note | None, other: Note) -> Note:
    return other if note is None else Note(f"{note.text} · {other.text}", note.tone)
