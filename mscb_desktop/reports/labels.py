"""Address labels and name cards of a group, of an agency or of all, as on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from mscb_desktop.document.cards import (
    C32011,
    L4784,
    L7159,
    L7160,
    L7163,
    PLACE_CARDS,
    TABLE_CARDS,
    Cards,
    CardSheet,
    CardStyle,
)
from mscb_desktop.document.model import Block, Column, Document, DocumentError, Row, Table
from mscb_desktop.reports.base import Report, ReportError, Request, settings
from mscb_desktop.reports.of_groups import GROUP, numbered
from mscb_desktop.reports.reach import AGENCY, Contact, asked_reach
from mscb_desktop.reports.request import Choice, Number
from mscb_desktop.values import show_date

SHEETS = {
    "l7160": L7160,
    "l7163": L7163,
    "l7159": L7159,
    "l4784": L4784,
    "c32011": C32011,
    "table": TABLE_CARDS,
    "place": PLACE_CARDS,
}
"""The sheets by the names that a request gives them."""
_USUAL = "l7160"
_NO_ADDRESS, _VACANT = "no address", "vacant"
_NAMED = 5
"""How many of those without a label for one reason a remark names; the workbook names all."""

SHEET = Choice(
    "sheet",
    "address labels l7160 (21 a sheet, meant without it), l7163 (14) or l7159 (24); name badges "
    "l4784 or cards c32011 (10 each); table (2) and place cards (8) to fold",
    words={name: sheet.name for name, sheet in SHEETS.items()},
)
START = Number(
    "start", "the place of the first label on a sheet of which some are used", least=1, most=99
)


def build(connection: Connection, request: Request) -> Document:
    """Make labels of those who are asked for; who has no label is told, and listed in Excel."""
    board = settings(connection)
    reach = asked_reach(connection, request)
    sheet = SHEETS[SHEET.of(request) or _USUAL]
    made = _Made.of(reach.contacts, with_address=sheet.style is CardStyle.LABEL)
    what = "Address labels" if made.with_address else "Name cards"
    asked = [each.name for each in (reach.group, reach.agency) if each is not None]
    as_at = f"as at {show_date(reach.day)}"
    cards = made.cards(sheet, what, START.of(request) or 1)
    sheets: tuple[Block, ...] = (cards,)
    if made.without:
        sheets += (made.table(),)
    return Document(
        what,
        board.name,
        (cards,),
        subtitle=" · ".join((*asked, as_at, sheet.name)),
        short_name=board.short_name,
        subject=f"{what} {as_at}",
        file_stem=" ".join((what, *asked, reach.day.isoformat())),
        workbook=sheets,
        remark=made.remark(),
    )


@dataclass(frozen=True, slots=True)
class _Made:
    """The labels that are printed, and who has none for which reason."""

    with_address: bool
    labels: Sequence[Contact]
    without: Sequence[tuple[Contact, str]]

    @classmethod
    def of(cls, contacts: Sequence[Contact], *, with_address: bool) -> _Made:
        """Part those who have a label from those who have none; nobody has two.

        Whoever holds several posts has the label of the first that has an address.
        """
        labels: dict[str, Contact] = {}
        without: dict[str, tuple[Contact, str]] = {}
        for contact in contacts:
            if contact.vacant_since is not None:
                since = show_date(contact.vacant_since)
                without[contact.ref] = (contact, f"{_VACANT} since {since}")
            elif with_address and not contact.sent_to:
                without.setdefault(contact.ref, (contact, _NO_ADDRESS))
            else:
                labels.setdefault(contact.ref, contact)
        told = [found for ref, found in without.items() if ref not in labels]
        return cls(with_address, list(labels.values()), told)

    def cards(self, sheet: CardSheet, title: str, start: int) -> Cards:
        """Lay the labels out on a sheet."""
        headings: tuple[str, ...] = ("Name", "Post", "Agency")
        lines = [self._lines(contact) for contact in self.labels]
        if self.with_address:
            longest = max((len(line) - len(headings) for line in lines), default=0)
            headings += tuple(f"Address {n + 1}" for n in range(longest))
        try:
            return Cards(
                "labels",
                title,
                sheet,
                tuple(lines),
                headings,
                start,
                crop_marks=sheet.style is CardStyle.TENT,
                sheet_name=title,
                empty="Nobody has an address." if self.with_address else "Nobody is known here.",
            )
        except DocumentError as error:
            raise ReportError(str(error)) from error

    def _lines(self, contact: Contact) -> tuple[str, ...]:
        who = (contact.name, contact.post, contact.agency_name)
        if not self.with_address:
            return who
        first, *rest = _address_lines(contact.sent_to)
        # Many write the agency above its street.
        address = rest if first.casefold() == contact.agency_name.casefold() else [first, *rest]
        return (*who, *address)

    def table(self) -> Table:
        """List who has no label."""
        columns = ("Name", "Post", "Agency", "Why")
        return Table(
            "without",
            "Without a label" if self.with_address else "Without a card",
            tuple(Column(heading.lower(), heading) for heading in columns),
            tuple(
                Row((contact.name or None, contact.post or None, contact.agency_name or None, why))
                for contact, why in self.without
            ),
        )

    def remark(self) -> str:
        """Say who has no label, '' where everybody has one."""
        if not self.without:
            return ""
        what = "label" if self.with_address else "card"
        verb = "has" if len(self.without) == 1 else "have"
        told = [f"{numbered(len(self.without), 'contact')} {verb} no {what}."]
        for reason, words in ((_NO_ADDRESS, "No address"), (_VACANT, "Vacant")):
            named = [contact.called for contact, why in self.without if why.startswith(reason)]
            more = len(named) - _NAMED
            listed = "; ".join(named[:_NAMED]) + (f"; and {more:,} more" if more > 0 else "")
            told += [f"{words}: {listed}."] if named else []
        if len(self.without) > _NAMED:
            told.append("The workbook names them all.")
        return " ".join(told)


def _address_lines(address: str) -> list[str]:
    """Give an address line by line; one that was typed on a single line is parted at its commas.

    A house's number stays with its street.
    """
    lines = address.splitlines()
    if len(lines) > 1:
        return lines
    parted: list[str] = []
    for part in filter(None, (part.strip() for part in address.split(","))):
        if parted and parted[-1].isdecimal():
            parted[-1] += f" {part}"
        else:
            parted.append(part)
    return parted or lines


REPORT = Report(
    "labels",
    "Labels",
    "Address labels, name badges and name cards of all, or of one group or agency.",
    build,
    by_day=True,
    takes=(GROUP, AGENCY, SHEET, START),
)
