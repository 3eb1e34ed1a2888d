"""Lists of contacts: a row that names a person, and the post that they hold, is three records.

Somebody's own list has a name, a job title, an organisation, an email and a telephone in one row.
Read as people it gives each person, the post at the agency, and who holds it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from db.fields import Field, Kind
from db.records.base import Record
from db.records.people import HOLDING, PERSON, POST
from mscb_desktop.exchange.cells import as_typed, is_blank
from mscb_desktop.exchange.kinds import StoredKind
from mscb_desktop.exchange.model import PlannedRow, WrongCell
from mscb_desktop.exchange.names import link_text, plain
from mscb_desktop.exchange.reading import SheetTable
from mscb_desktop.exchange.workbook import CellValue, Row
from mscb_desktop.values import quoted

HELD_POST = Field(
    "held_post",
    "Post held",
    Kind.TEXT,
    help="The person's post at the agency: it becomes a record, and so does who holds it.",
    length=POST.fields["title"].length,
)
"""A column of a list of people that is no field of theirs."""

_NOBODY = frozenset({"vacant", "vacancy", "vacant post", "tbc", "to be confirmed"})
"""What stands in the column of names where there is nobody."""

_REACHED = (POST.fields["email"], POST.fields["phone"])

_Numbered = tuple[int, Row]


def with_posts(people: SheetTable, at: int) -> tuple[SheetTable, ...]:
    """Part a list of people whose posts stand in the column `at` into people, posts and holders.

    Where a row has a post, its agency is the post's. A row without a name is a post alone, and
    what it says of email and telephone is the post's.
    """
    columns = {field.name: place for place, field in people.columns}
    name_at, agency_at = columns.get("name"), columns.get("agency")
    reached_at = [columns.get(field.name) for field in _REACHED]
    persons: list[_Numbered] = []
    posts: dict[tuple[str, str], _Numbered] = {}
    holders: list[_Numbered] = []
    for number, row in people.rows:
        title, agency = _at(row, at), _at(row, agency_at)
        name, ref = _text(_at(row, name_at)), _text(_at(row, people.reference))
        nobody = not ref and (not name or plain(name) in _NOBODY)
        if is_blank(title):
            persons.append((number, row))
            continue
        words = ", ".join(filter(None, (_text(title), _text(agency))))
        post = (plain(_text(title)), plain(_text(agency)))
        posts.setdefault(post, (number, (title, agency, *(None for _ in _REACHED))))
        if nobody:
            reached = (_at(row, at) for at in reached_at)
            posts[post] = (posts[post][0], (title, agency, *reached))
            continue
        if agency_at is not None and agency_at < len(row):
            row = (*row[:agency_at], None, *row[agency_at + 1 :])
        persons.append((number, row))
        holders.append((number, (words, link_text(ref, name) if ref else name)))
    return (
        replace(people, rows=tuple(_once(persons, [at for at, _ in people.columns], name_at))),
        _table(people.name, POST, ("title", "agency", *(f.name for f in _REACHED)), posts.values()),
        _table(people.name, HOLDING, ("post", "person"), holders),
    )


def know_holders(
    kinds: Mapping[str, StoredKind],
    rows: Iterable[PlannedRow],
    persons: Iterable[PlannedRow],
) -> None:
    """Take rows of such a list that name who holds a post already for what is stored.

    Where another holds the post, or held it, nobody can say from a list who followed when: the
    row is refused, with what to do. So is one whose person, in `persons`, cannot be taken: a
    namesake would hold the post.
    """
    doubtful = {person.number for person in persons if person.wrong}
    kind, people = kinds[HOLDING.name], kinds[PERSON.name]
    held: dict[object, list[str]] = {}
    for ref in kind.rows:
        held.setdefault(kind.value(ref, "post"), []).append(ref)
    for row in rows:
        post, person = row.after.get("post"), row.after.get("person")
        there = held.get(post, ()) if isinstance(post, str) else ()
        now = [ref for ref in there if _goes_on(kind, people, ref)]
        own = next((ref for ref in now if kind.value(ref, "person") == person), None)
        if own is not None:
            row.ref, row.by_name = own, True
            row.before.clear()
            row.after.clear()
        elif row.number in doubtful and isinstance(person, str):
            message = "The person of this row cannot be taken: mend that first."
            shown = link_text(person, people.name(person))
            label = HOLDING.fields["person"].label
            row.wrong.append(WrongCell(row.sheet, row.number, label, shown, message, row.key))
        elif there and person is not None:
            last = (now or there)[-1]
            name = quoted(people.name(str(kind.value(last, "person"))))
            words = f"{name} {'holds' if now else 'held'} this post"
            message = (
                f"{words}: use Hand over, among the people, to say who follows, and from when."
                if now
                else f"{words} before: say in the program from which day it is held now."
            )
            shown = link_text(str(post), kinds[POST.name].name(str(post)))
            label = HOLDING.fields["post"].label
            row.wrong.append(WrongCell(row.sheet, row.number, label, shown, message, row.key))


def _goes_on(kind: StoredKind, people: StoredKind, ref: str) -> bool:
    left = people.value(str(kind.value(ref, "person")), "left_on")
    return kind.value(ref, "ended") is None and left is None


def _once(
    rows: Sequence[_Numbered], columns: Sequence[int], name_at: int | None
) -> Iterable[_Numbered]:
    """Give each person once who stands there with several posts and says the same of the rest."""
    said: set[tuple[str, ...]] = set()
    for number, row in rows:
        cells = tuple(plain(_text(_at(row, at))) for at in columns)
        named = bool(_text(_at(row, name_at)))
        if not named or cells not in said:
            yield number, row
        said.add(cells)


def _table(
    name: str, record: Record, fields: Sequence[str], rows: Iterable[_Numbered]
) -> SheetTable:
    columns = tuple(enumerate(record.fields[field] for field in fields))
    return SheetTable(name, record, columns, None, tuple(rows), beside=True)


def _at(row: Row, at: int | None) -> CellValue:
    return row[at] if at is not None and at < len(row) else None


def _text(raw: CellValue) -> str:
    return " ".join(as_typed(raw).split())
