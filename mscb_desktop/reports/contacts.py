"""How to reach everyone, or those of one group or agency, as on a day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection

from db.queries.agencies import AgencyRow
from mscb_desktop.document.model import (
    Block,
    Cell,
    Column,
    Content,
    Document,
    Kind,
    Orientation,
    Row,
    RowKind,
    Table,
    Tone,
)
from mscb_desktop.reports.base import Report, Request, settings
from mscb_desktop.reports.of_groups import GROUP, numbered
from mscb_desktop.reports.reach import AGENCY, Contact, Reach, asked_reach, lines_of
from mscb_desktop.values import show_date

_EMPTY = "Nobody is known here on this day."
_NO_AGENCY = "No agency"
_ITS_CONTACT = "the agency’s contact"
_PRINTED = (
    Column("name", "Name", min_chars=16),
    Column("post", "Post", min_chars=22),
    Column("email", "Email", min_chars=20),
    Column("phone", "Telephone", min_chars=13),
    Column("address", "Address", Kind.LONG_TEXT, min_chars=18),
    Column("groups", "On", min_chars=14),
)
_LISTED = (
    Column("name", "Name"),
    Column("post", "Post"),
    Column("agency", "Agency"),
    Column("sector", "Sector"),
    Column("email", "Email"),
    Column("phone", "Telephone"),
    Column("address", "Address", Kind.LONG_TEXT),
    Column("groups", "On"),
    Column("vacant", "Vacant since", Kind.DATE),
)
_OF_AGENCIES = (
    Column("agency", "Agency"),
    Column("short", "Short name"),
    Column("sector", "Sector"),
    Column("name", "Contact"),
    Column("post", "Contact’s post"),
    Column("email", "Email"),
    Column("phone", "Telephone"),
    Column("address", "Address", Kind.LONG_TEXT),
)


def build(connection: Connection, request: Request) -> Document:
    """Make the list of contacts of the group or agency that is asked for, or of all."""
    board = settings(connection)
    reach = asked_reach(connection, request)
    asked = [each.name for each in (reach.group, reach.agency) if each is not None]
    as_at = f"as at {show_date(reach.day)}"
    count = numbered(len(reach.contacts), "contact")
    sheets: tuple[Block, ...] = (_listed(reach),)
    if reach.agencies:
        sheets += (_of_agencies(reach),)
    return Document(
        "Contacts",
        board.name,
        (_printed(reach),),
        subtitle=" · ".join((*asked, as_at, count)),
        short_name=board.short_name,
        subject=f"Contacts {as_at}",
        orientation=Orientation.LANDSCAPE,
        logo=board.logo,
        file_stem=" ".join(("Contacts", *asked, reach.day.isoformat())),
        workbook=sheets,
    )


def _printed(reach: Reach) -> Table:
    """Give the list agency by agency, each one's own contact before the others of it.

    Those of no agency stand first. Columns that nobody fills are left away.
    """
    own = {agency.ref: agency for agency in reach.agencies if _is_known(agency)}
    agencies = dict(own)
    people: dict[str, list[Contact]] = {}
    for contact in reach.contacts:
        ref = contact.agency.ref if contact.agency is not None else ""
        people.setdefault(ref, []).append(contact)
        if contact.agency is not None:
            agencies[ref] = contact.agency
    found = [(_NO_AGENCY, _printed_row(contact, contact.sent_to)) for contact in people.get("", ())]
    for agency in sorted(agencies.values(), key=lambda each: each.name.casefold()):
        own_contact = agency if agency.ref in own else None
        of_it = _of_one(own_contact, people.get(agency.ref, []))
        found += [(agency.name, contents) for contents in of_it]
    columns = tuple(column for column in _PRINTED if any(row.get(column.key) for _, row in found))
    rows: list[Row] = []
    heading = None
    for name, contents in found:
        if name != heading:
            rows.append(Row((name,), RowKind.HEADING))
            heading = name
        rows.append(Row(tuple(contents.get(column.key) for column in columns)))
    return Table("contacts", "", columns or _PRINTED, tuple(rows), empty=_EMPTY)


def _of_one(own: AgencyRow | None, people: Sequence[Contact]) -> Iterator[dict[str, Content]]:
    """Give the rows of one agency; who is its contact by name is marked, and stands first."""
    if own is None:
        yield from (_printed_row(contact, contact.sent_to) for contact in people)
        return
    name = " ".join((own.contact_name or "").casefold().split())
    same = next((each for each in people if name and each.name.casefold() == name), None)
    if same is None:
        yield _own_row(own)
    else:
        told = (*same.groups, _ITS_CONTACT)
        address = lines_of(own.contact_address) or same.address
        row = _printed_row(same, address) | {"groups": ", ".join(told)}
        row["email"] = row["email"] or own.contact_email
        row["phone"] = row["phone"] or own.contact_phone
        yield row
    # The agency's address stands once, with its contact.
    yield from (_printed_row(each, each.address) for each in people if each is not same)


def _printed_row(contact: Contact, address: str) -> dict[str, Content]:
    vacant = contact.vacant_since
    return {
        "name": Cell(f"vacant since {show_date(vacant)}", Tone.WARNING)
        if vacant is not None
        else contact.name or None,
        "post": contact.post_and_remark or None,
        "email": contact.email or None,
        "phone": contact.phone or None,
        "address": address or None,
        "groups": ", ".join(contact.groups) or None,
    }


def _own_row(agency: AgencyRow) -> dict[str, Content]:
    words = Cell(_ITS_CONTACT, Tone.QUIET)
    named = agency.contact_name or agency.contact_post
    return {
        "name": agency.contact_name if named else words,
        "post": agency.contact_post,
        "email": agency.contact_email,
        "phone": agency.contact_phone,
        "address": lines_of(agency.contact_address) or None,
        "groups": words if named else None,
    }


def _is_known(agency: AgencyRow) -> bool:
    return any(
        (
            agency.contact_name,
            agency.contact_post,
            agency.contact_email,
            agency.contact_phone,
            agency.contact_address,
        )
    )


def _listed(reach: Reach) -> Table:
    """Give everyone in one list: for mail merge, and to sort and filter."""
    rows = []
    for contact in reach.contacts:
        cells = (
            contact.name,
            contact.post_and_remark,
            contact.agency_name,
            _sector(reach, contact.agency),
            contact.email,
            contact.phone,
            contact.sent_to,
            ", ".join(contact.groups),
        )
        rows.append(Row((*(cell or None for cell in cells), contact.vacant_since)))
    return Table("contacts", "Contacts", _LISTED, tuple(rows), empty=_EMPTY)


def _of_agencies(reach: Reach) -> Table:
    rows = tuple(Row(tuple(_agency_cells(reach, agency))) for agency in reach.agencies)
    return Table("agencies", "Agencies", _OF_AGENCIES, rows, empty="There is no agency yet.")


def _agency_cells(reach: Reach, agency: AgencyRow) -> Iterator[str | None]:
    yield from (agency.name, agency.short_name, _sector(reach, agency) or None)
    yield from (agency.contact_name, agency.contact_post)
    yield from (agency.contact_email, agency.contact_phone)
    yield lines_of(agency.contact_address) or None


def _sector(reach: Reach, agency: AgencyRow | None) -> str:
    sector = reach.roll.sectors.get(agency.sector or "") if agency is not None else None
    return sector.name if sector is not None else ""


REPORT = Report(
    "contacts",
    "Contacts",
    "Names, posts, agencies, email, telephone and address of all, or of one group or agency.",
    build,
    by_day=True,
    takes=(GROUP, AGENCY),
)
