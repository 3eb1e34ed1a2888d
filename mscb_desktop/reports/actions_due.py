"""What partners owe: the open actions of one, or of all, what is overdue first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from db.records.agency import AGENCY as AGENCY_RECORD
from db.records.groups import GROUP as GROUP_RECORD
from db.records.people import POST as POST_RECORD
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
from mscb_desktop.plans.book import Book
from mscb_desktop.plans.rules.owed import Duty, Owing, Partner, Partners, Waiting
from mscb_desktop.reports.base import Report, Request, settings
from mscb_desktop.reports.of_plans import action_text, number_text, who_text
from mscb_desktop.reports.rag import KEY, rag_cell
from mscb_desktop.reports.reach import AGENCY
from mscb_desktop.reports.request import Of, ReportError
from mscb_desktop.values import show_date

LEAD = Of(
    "lead",
    "what one post, group or agency leads",
    table=POST_RECORD.name,
    also=(GROUP_RECORD.name, AGENCY_RECORD.name),
)
_NOTHING = "No open action waits for anybody on this day."


def build(connection: Connection, request: Request) -> Document:
    """Make the list of one partner's open actions, or of all partners'."""
    board, day = settings(connection), request.day
    agency, lead = AGENCY.of(request), LEAD.of(request)
    if agency is not None and lead is not None:
        raise ReportError("Give either --agency or --lead: what an agency owes, or what one leads.")
    partners = Partners(connection, day)
    waiting = Waiting(book := Book(connection, day), partners)
    as_at = f"as at {show_date(day)}"
    ref = agency or lead
    if ref is not None:
        owing = waiting.of(_partner(partners, ref))
        pages = _Pages(book, (owing,), (), only_led=lead is not None)
        name = owing.partner.name
        title = f"Actions that {name} leads" if lead is not None else f"Actions due: {name}"
        subtitle = f"{as_at} · {pages.counted(owing)}"
    else:
        pages = _Pages(book, tuple(waiting.of_all()), tuple(waiting.of_nobody()))
        title, subtitle = "Actions due", f"by all partners, {as_at}"
    return Document(
        title,
        board.name,
        tuple(pages.on_paper()),
        subtitle=subtitle,
        short_name=board.short_name,
        subject=f"Open actions {as_at}",
        orientation=Orientation.LANDSCAPE,
        logo=board.logo,
        key=KEY,
        file_stem=f"{title} {day.isoformat()}",
        workbook=(pages.flat(),),
    )


def _partner(partners: Partners, ref: str) -> Partner:
    found = partners.agency(ref) or partners.post(ref) or partners.group(ref)
    if found is None:
        raise ReportError(f"There is no agency, post or group {ref} in this board.")
    return found


@dataclass(frozen=True, slots=True)
class _Pages:
    """What some partners owe, a table each, and what waits for nobody of the lists."""

    book: Book
    owed: Sequence[Owing]
    of_nobody: Sequence[Duty]
    only_led: bool = False

    def on_paper(self) -> Iterator[Block]:
        """Give a table a partner; of several all partners first."""
        if len(self.owed) > 1:
            yield self.summary()
        for owing in self.owed:
            yield self.owing(owing, owing.partner.name if len(self.owed) > 1 else "Open actions")
        if self.of_nobody:
            rows = tuple(map(self._row, self.of_nobody))
            yield Table(
                "nobody",
                "Waiting for no partner of the lists",
                self._columns(),
                rows,
                caption=f"{_counted(self.of_nobody)}: nobody is named, or only in words",
            )
        elif not self.owed:
            yield Table("nobody", "Open actions", self._columns(), (), empty=_NOTHING)

    def counted(self, owing: Owing) -> str:
        """Say how many actions a partner owes, and how many of them are overdue."""
        return _counted(self._duties(owing))

    def summary(self) -> Table:
        """Give one row a partner."""
        columns = (
            Column("partner", "Partner", min_chars=30),
            Column("leads", "Leads", Kind.WHOLE),
            Column("part", "Has a part in", Kind.WHOLE),
            Column("overdue", "Overdue", Kind.WHOLE),
            Column("longest", "Longest, days late", Kind.WHOLE),
        )
        rows = tuple(
            Row(
                (
                    owing.partner.name,
                    _quiet(len(owing.leads)),
                    _quiet(len(owing.has_part)),
                    Cell(owing.overdue, Tone.BAD) if owing.overdue else _quiet(0),
                    max((duty.standing.days_late for duty in owing.duties), default=0) or None,
                )
            )
            for owing in self.owed
        )
        caption = (
            "An action may wait for several partners, so that the columns are not added up; a "
            "point of an action is counted by itself."
        )
        return Table("partners", "Partners", columns, rows, caption=caption)

    def owing(self, owing: Owing, title: str) -> Table:
        """Give what a partner owes: what it leads, then what it has a part in."""
        rows: list[Row] = []
        for heading, duties in (("Leads", owing.leads), ("Has a part in", owing.has_part)):
            if duties and not (self.only_led and duties is owing.has_part):
                if not self.only_led:
                    rows.append(Row((heading,), RowKind.HEADING))
                rows += map(self._row, duties)
        return Table(
            f"owed {owing.partner.ref}",
            title,
            self._columns(),
            tuple(rows),
            caption=self.counted(owing) if len(self.owed) > 1 else "",
            empty="It owes no action on this day.",
        )

    def flat(self) -> Table:
        """Give all of it as one list, to sort and filter."""
        columns = (
            Column("partner", "Partner"),
            Column("lead", "Leads"),
            *self._columns(),
        )
        rows = [
            Row((owing.partner.name, "yes" if duty.lead else "no", *self._row(duty).cells))
            for owing in self.owed
            for duty in self._duties(owing)
        ]
        rows += [Row((None, None, *self._row(duty).cells)) for duty in self.of_nobody]
        return Table("due", "Actions due", columns, tuple(rows), empty=_NOTHING)

    def _duties(self, owing: Owing) -> Sequence[Duty]:
        return owing.leads if self.only_led else owing.duties

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column("number", "No.", Kind.CODE, portion=7),
            Column("plan", "Plan", portion=18),
            Column("action", "Action", portion=30),
            Column("who", "Who", portion=24),
            Column("when", "When", portion=14),
            Column("due", "Due", Kind.DATE, portion=9),
            Column("late", "Days late", Kind.WHOLE, portion=6),
            Column("rag", "RAG", Kind.CHIP, portion=10),
            Column("updated", "Rated on", Kind.DATE, portion=9),
        )

    def _row(self, duty: Duty) -> Row:
        action, standing = duty.action, duty.standing
        due: Content = standing.due
        if standing.overdue:
            due = Cell(standing.due, Tone.BAD)
        return Row(
            (
                number_text(self.book, action),
                self.book.title(action.plan),
                action_text(action),
                who_text(self.book, action),
                (standing.deadline.text or None) if standing.deadline else None,
                due,
                Cell(standing.days_late, Tone.BAD) if standing.overdue else None,
                rag_cell(standing),
                standing.updated if standing.rag is not None else None,
            )
        )


def _counted(duties: Sequence[Duty]) -> str:
    overdue = sum(duty.standing.overdue for duty in duties)
    count = "1 open action" if len(duties) == 1 else f"{len(duties):,} open actions"
    return f"{count}, {overdue:,} overdue" if overdue else count


def _quiet(number: int) -> Content:
    return number or Cell(0, Tone.QUIET)


REPORT = Report(
    "actions-due",
    "Actions due",
    "What a partner owes, or all partners: open actions, overdue first, with days late and RAG.",
    build,
    by_day=True,
    takes=(AGENCY, LEAD),
)
