"""Guess by their headings what kind of record a foreign sheet's rows are, and its columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType

from rapidfuzz import fuzz

from db.fields import Field, Kind
from db.records import RECORDS
from db.records.plans import Shows
from mscb_desktop.budget.columns import Layout as BudgetPage
from mscb_desktop.exchange.contact_lists import HELD_POST
from mscb_desktop.exchange.layout import REFERENCE, layouts
from mscb_desktop.exchange.people_rows import BESIDE, FORENAME, SECOND_PHONE, promoted
from mscb_desktop.plans.table.columns import FIELDS, HEADINGS
from mscb_desktop.sheet.headings import heading_key

_SURE, _WITH_KIND = 100.0, 95.0
_NEAR = 84.0
"""Likeness of two headings, of 100, from which one is taken for the other misspelt."""
_BY_NAME = 60.0
"""What it counts that the sheet is called as the kind."""

_ANYTHING = "what"
"""Heads an action only where a plan is known to be below it."""

_MOBILE = ("mobile", "mobile no", "mobile number", "mobile phone", "mob", "mobile tel")
_TELEPHONE = (
    "phone", "tel", "tel no", "telephone number", "telephone no", "phone number", "phone no",
    "contact number", "contact no", "work phone", "direct line", "landline", "office",
)  # fmt: skip
_EMAIL = ("e-mail", "email address", "e-mail address", "contact email", "work email", "mail")
_AT = (
    "agency", "organisation", "organization", "organisation name", "agency name", "employer",
    "company", "partner", "partner agency", "agency/organisation", "service",
)  # fmt: skip
_TITLES = ("job title", "title of post", "job", "post", "position", "role", "designation")

_SAID = {
    "agency": {
        "name": ("organisation", "organisation name", "partner", "partner agency"),
        "short_name": ("abbreviation", "acronym", "initials"),
        "aliases": ("also known as", "aka", "alias", "aliases", "former name"),
        "contact_name": ("contact name", "contact person", "representative"),
        "contact_post": ("job title", "role", "post", "position"),
        "contact_email": _EMAIL,
        "contact_phone": (*_TELEPHONE, *_MOBILE),
        "contact_address": ("postal address", "contact address"),
    },
    "person": {
        "name": (
            "full name",
            "contact",
            "contact name",
            "contact person",
            "member",
            "surname",
            "last name",
            "family name",
            "surname, forename",
            "surname, first name",
            "last name, first name",
            "surname, initial",
        ),
        FORENAME.name: ("forenames", "first name", "first names", "given name", "christian name"),
        "agency": _AT,
        "email": _EMAIL,
        "phone": _TELEPHONE,
        SECOND_PHONE.name: (*_MOBILE, "phone 2", "tel 2", "telephone 2", "other phone"),
        "address": ("postal address", "contact address", "work address"),
        "other_names": ("also known as", "aka", "former name", "known as"),
        "left_on": ("left", "leaving date", "date left"),
        HELD_POST.name: _TITLES,
    },
    "post": {
        "title": _TITLES,
        "agency": _AT,
        "email": _EMAIL,
        "phone": (*_TELEPHONE, *_MOBILE),
        "vacant_since": ("vacant from",),
    },
    "holding": {
        "post": _TITLES,
        "person": ("name", "post holder", "holder", "person"),
        "began": ("start", "start date", "from date", "in post since"),
        "ended": ("end", "end date", "to date", "until"),
        "note": ("remarks", "comment", "notes"),
    },
    "board_group": {
        "name": ("committee", "subgroup", "board", "meeting"),
        "short_name": ("abbreviation", "acronym"),
        "parent": ("parent group", "reporting to"),
        "meets": ("frequency", "how often"),
        "terms": ("tor", "purpose"),
        "quorum_share": ("quorum",),
    },
    "membership": {
        "board_group": ("board", "committee", "subgroup", "meeting"),
        "post": ("job title", "position"),
        "person": ("member", "name"),
        "began": ("start", "start date", "member since"),
        "ended": ("end", "end date", "until"),
        "note": ("remarks", "comment", "notes"),
    },
    "posting": {
        "line": ("budget", "budget heading", "cost heading", "line"),
        "dated": ("date paid", "invoice date", "posting date", "payment date"),
        "party": ("supplier", "payee", "payer", "paid to", "vendor", "supplier name"),
        "invoice": ("invoice", "invoice no", "invoice number", "ref", "ref no"),
        "amount": ("gross", "net", "value", "cost", "total", "£"),
        "state": ("status",),
        "comment": ("comment", "notes", "note", "details"),
    },
}
"""Headings under which people's own tables carry a field, beside those that pasting knows."""


def mappable(table: str) -> Sequence[Field]:
    """Give the fields that a column of a foreign sheet can be taken for: all but pictures.

    A list of people may hold the post of each beside them, and their forenames and mobiles.
    """
    fields = [field for field in RECORDS[table].fields.values() if field.kind is not Kind.IMAGE]
    return [*fields, *BESIDE, HELD_POST] if table == "person" else fields


def guess_fields(table: str, headings: Mapping[int, str]) -> dict[int, str]:
    """Say which column, by its place, is which field; none is taken twice, the surest first."""
    found = [
        (-likeness, at, name)
        for at, heading in headings.items()
        for name, likeness in _alike(table, heading)
    ]
    fields: dict[int, str] = {}
    for _, at, name in sorted(found):
        if at not in fields and name not in fields.values():
            fields[at] = name
    return promoted(fields)


def best_row(sheet: str, tops: Sequence[tuple[int, Mapping[int, str]]]) -> tuple[int, str | None]:
    """Say which of a sheet's first rows holds the headings, and of what kind the rows are.

    `tops` are the rows' numbers and their texts by column. A row names two fields, or nothing
    else; without such a row it is the first of several texts, and the sheet's name decides.
    Of kinds that fit alike it is the one whose names stand further left: what a table is of
    comes first in it. Where that is the same too, names are people's.
    """
    rated = [
        ((rate + _by_name(sheet, table), -place, _leftness(table, texts)), number, table)
        for place, (number, texts) in enumerate(tops)
        for table in sorted(layouts(), key=lambda table: table != "person")
        if (rate := _rate(table, texts))
    ]
    if rated:
        _, number, table = max(rated, key=lambda found: found[0])
        return number, table
    named = next((table for table in layouts() if _by_name(sheet, table)), None)
    wide = next((number for number, texts in tops if len(texts) > 1), None)
    return wide or (tops[0][0] if tops else 1), named


def _rate(table: str, texts: Mapping[int, str]) -> float:
    """Rate a row as the headings of a kind: 0 where it names too few fields."""
    best = [
        max((likeness for _, likeness in _alike(table, t)), default=0.0) for t in texts.values()
    ]
    matched = sum(likeness > 0 for likeness in best)
    if matched < min(2, len(texts)) or matched * 3 < len(texts):
        return 0.0
    fields = guess_fields(table, texts)
    return sum(_SURE for _ in fields) - len(texts)


def _leftness(table: str, texts: Mapping[int, str]) -> int:
    """Say how far left the names of a kind stand; least of all where they are nowhere."""
    name = RECORDS[table].name_field.name
    places = [at for at, field in guess_fields(table, texts).items() if field == name]
    return -min(places, default=len(texts) + max(texts, default=0))


def _by_name(sheet: str, table: str) -> float:
    key, record = heading_key(sheet), RECORDS[table]
    names = (heading_key(record.title), heading_key(record.plural))
    return _BY_NAME if any(name in key for name in names) else 0.0


def _alike(table: str, heading: str) -> Iterator[tuple[str, float]]:
    """Give the fields that a heading may mean, each with how sure that is."""
    names, key = _names(table), heading_key(heading)
    if not key:
        return
    if key in names:
        yield names[key], _SURE
        return
    rest = key.removeprefix(heading_key(RECORDS[table].title))
    if rest in names:
        yield names[rest], _WITH_KIND
    for other, name in names.items():
        likeness = fuzz.ratio(key, other, score_cutoff=_NEAR)
        if likeness:
            yield name, likeness * 0.9


@cache
def _names(table: str) -> Mapping[str, str]:
    """Give the fields by the keys of all headings that they are known under."""
    record, fields = RECORDS[table], mappable(table)
    names = {heading_key(REFERENCE): REFERENCE}
    names |= {heading_key(field.label): field.name for field in fields}
    for field_name, said in _SAID.get(table, {}).items():
        for heading in said:
            names.setdefault(heading_key(heading), field_name)
    if table == "budget_line":
        for page in BudgetPage:
            for column in page.columns(2000, None):
                if column.field is not None:
                    for heading in (column.heading, *column.names):
                        names.setdefault(heading_key(heading), column.field.name)
    if table == "action":
        for shows, headings in HEADINGS.items():
            # Of who is named there, the words: parties are records of their own.
            field_name = "who" if shows is Shows.WHO else FIELDS[shows].name
            if field_name in record.fields:
                for heading in headings:
                    if heading != _ANYTHING:
                        names.setdefault(heading_key(heading), field_name)
    for heading in (record.title, record.plural):
        names.setdefault(heading_key(heading), record.name_field.name)
    names.pop("", None)
    return MappingProxyType(names)
