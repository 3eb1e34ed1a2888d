"""What became of plans between two days: added, completed, rated anew, moved, overdue."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from db.queries.entered import entered
from db.records.plans import STATUS_WORDS, Rag
from mscb_desktop.document.model import (
    Block,
    Cell,
    Column,
    Content,
    Document,
    Kind,
    Orientation,
    Paragraph,
    Row,
    RowKind,
    Table,
    Tone,
)
from mscb_desktop.plans.book import Book
from mscb_desktop.plans.model import RATINGS, Deadline
from mscb_desktop.plans.rules.changed import Changes, Happened, PlanChanges, What
from mscb_desktop.plans.words import late, rag_words
from mscb_desktop.reports.base import Report, Request, settings
from mscb_desktop.reports.choosing_plans import PLAN
from mscb_desktop.reports.of_plans import action_text, number_text, who_text
from mscb_desktop.reports.rag import KEY, rag_chip
from mscb_desktop.reports.request import Day, ReportError
from mscb_desktop.values import show_date, year_of, year_start

FROM = Day("from", "the first of two days; the last day of the year before without it")
TO = Day("to", "the second of two days; without it the day as at which things are shown")

_TITLES = {
    What.ADDED: "Added",
    What.COMPLETED: "Completed",
    What.DROPPED: "Dropped",
    What.CARRIED: "Goes on in a later plan",
    What.RATED: "New rating",
    What.MOVED: "Deadline moved",
    What.OVERDUE: "Newly overdue",
}


def build(connection: Connection, request: Request) -> Document:
    """Make the list of what became of one plan, or of all plans, between two days."""
    board = settings(connection)
    first, last = _days(request)
    book = Book(connection, last)
    only = PLAN.of(request)
    changes = Changes(book, first, entered(connection, "plan"), entered(connection, "action"))
    found = changes.of(list(book.plans) if only is None else [only])
    pages = _Pages(book, found)
    between = f"from {show_date(first)} to {show_date(last)}"
    about = book.title(only) if only is not None else "all plans"
    return Document(
        "What changed in the plans" if only is None else f"What changed: {about}",
        board.name,
        tuple(pages.on_paper(summed=only is None)),
        subtitle=between,
        short_name=board.short_name,
        subject=f"What became of {about} {between}",
        orientation=Orientation.LANDSCAPE,
        logo=board.logo,
        key=KEY,
        file_stem=f"Changes of {about} {first.isoformat()} {last.isoformat()}",
        workbook=(pages.flat(), pages.summary()),
    )


def _days(request: Request) -> tuple[dt.date, dt.date]:
    """Give the two days; raises ReportError where they are not one after the other."""
    last = TO.of(request)
    if last is not None and (request.as_at is not None or request.year is not None):
        raise ReportError("Give one of --to, --as-at and --year: each says the second day.")
    last = last or request.day
    first = FROM.of(request) or year_start(year_of(last)) - dt.timedelta(days=1)
    if first >= last:
        raise ReportError(
            f"{show_date(first)} is not before {show_date(last)}: give two days in their order."
        )
    return first, last


@dataclass(frozen=True, slots=True)
class _Pages:
    """What became of some plans, a table each."""

    book: Book
    changes: Sequence[PlanChanges]

    def on_paper(self, *, summed: bool) -> Iterator[Block]:
        """Give a table a plan to which something happened; the others are named at the end."""
        happened = [one for one in self.changes if one.happened]
        if summed and happened:
            yield self.summary()
        for one in happened:
            yield self.of_plan(one, titled=summed)
        still = [self.book.title(one.plan) for one in self.changes if not one.happened]
        if not happened:
            yield Paragraph("Nothing changed between these days.")
        elif still:
            yield Paragraph(f"Nothing changed in: {'; '.join(still)}.", Tone.QUIET)

    def summary(self) -> Table:
        """Give one row a plan, with how often each thing happened."""
        columns = (
            Column("plan", "Plan", min_chars=30),
            *(Column(what, title, Kind.WHOLE) for what, title in _TITLES.items()),
            Column("first", "of these first", Kind.WHOLE),
            Column("better", "better", Kind.WHOLE),
            Column("worse", "worse", Kind.WHOLE),
        )
        places = [column.key for column in columns]
        at = places.index(What.RATED) + 1
        ordered = (*columns[:at], *columns[-3:], *columns[at:-3])
        rows = []
        for one in self.changes:
            if one.happened:
                cells = [_quiet(len(one.of(what))) for what in What]
                rated = one.of(What.RATED)
                steps = [_step(happened) for happened in rated]
                counted = [_quiet(sum(happened.before is None for happened in rated))]
                counted += [_quiet(sum(step > 0 for step in steps))]
                counted += [_quiet(sum(step < 0 for step in steps))]
                name = f"{self.book.title(one.plan)}{' (new)' if one.new else ''}"
                rows.append(Row((name, *cells[: at - 1], *counted, *cells[at - 1 :])))
        caption = "A point of an action is told and counted by itself."
        return Table(
            "plans", "Plans", ordered, tuple(rows), caption=caption, empty="Nothing changed."
        )

    def of_plan(self, changes: PlanChanges, *, titled: bool) -> Table:
        """Give what became of a plan, sort by sort; one alone has its name above the page."""
        name = self.book.title(changes.plan)
        columns = (
            Column("number", "No.", Kind.CODE, portion=7),
            Column("action", "Action", portion=34),
            Column("who", "Who", portion=25),
            Column("changed", "What changed", portion=30),
            Column("before", "RAG before", Kind.CHIP, portion=9),
            Column("now", "RAG now", Kind.CHIP, portion=9),
        )
        rows: list[Row] = []
        for what, title in _TITLES.items():
            happened = changes.of(what)
            if happened:
                rows.append(Row((f"{title} ({len(happened):,})",), RowKind.HEADING))
                rows += map(self._row, happened)
        return Table(
            f"changes {changes.plan}",
            name if titled else "",
            columns,
            tuple(rows),
            caption="The plan began between these days." if changes.new else "",
            continued=name,
        )

    def flat(self) -> Table:
        """Give all of it as one list, to sort and filter."""
        columns = (
            Column("plan", "Plan"),
            Column("what", "What happened"),
            Column("on", "On", Kind.DATE),
            Column("number", "No.", Kind.CODE),
            Column("action", "Action", Kind.LONG_TEXT),
            Column("who", "Who", Kind.LONG_TEXT),
            Column("changed", "What changed", Kind.LONG_TEXT),
            Column("before", "RAG before", Kind.CHIP),
            Column("now", "RAG now", Kind.CHIP),
            Column("was", "Was due", Kind.DATE),
            Column("due", "Due", Kind.DATE),
            Column("days", "Moved by days", Kind.WHOLE),
        )
        rows = []
        for changes in self.changes:
            for one in changes.happened:
                number, action, who, changed, before, now = self._row(one).cells
                moved = one.what is What.MOVED
                rows.append(
                    Row(
                        (
                            self.book.title(changes.plan),
                            _TITLES[one.what],
                            one.on if one.what is not What.OVERDUE else None,
                            *(number, action, who, changed, before, now),
                            one.was.last_due if one.was else None,
                            one.due.last_due if one.due else None,
                            one.days if moved else None,
                        )
                    )
                )
        return Table("changes", "Changes", columns, tuple(rows), empty="Nothing changed.")

    def _row(self, one: Happened) -> Row:
        return Row(
            (
                number_text(self.book, one.action),
                action_text(one.action),
                who_text(self.book, one.action),
                self._changed(one),
                rag_chip(one.before),
                rag_chip(one.now),
            )
        )

    def _changed(self, one: Happened) -> Content:
        """Say what changed, in a cell."""
        on = f"on {show_date(one.on)}" if one.on is not None else ""
        match one.what:
            case What.ADDED:
                source = self._named(one.other)
                return f"carried from {source}" if source else f"added {on}".strip()
            case What.CARRIED:
                return f"goes on as {self._named(one.other)}" if one.other else f"goes on {on}"
            case What.RATED:
                return _rated(one)
            case What.MOVED:
                return _moved(one)
            case What.OVERDUE:
                standing = self.book.standing(one.action.ref)
                due = f"due {show_date(standing.due)}" if standing.due else ""
                return Cell(f"{due}, {late(standing)}", Tone.BAD)
            case What.COMPLETED | What.DROPPED:
                return f"{STATUS_WORDS[one.action.status].lower()} {on}".strip()

    def _named(self, ref: str | None) -> str:
        """Name an action by number and plan."""
        action = self.book.register.actions.get(ref or "")
        if action is None:
            return ""
        number = number_text(self.book, action)
        title = self.book.title(action.plan)
        return f"{number.rstrip('.')} of {title}" if number else title


def _rated(one: Happened) -> str:
    now = rag_words(one.now)
    on = f" on {show_date(one.on)}" if one.on is not None else ""
    if one.before is None:
        return f"{now} for the first time{on}"
    step = _step(one)
    words = "" if not step else ", better" if step > 0 else ", worse"
    return f"from {rag_words(one.before)} to {now}{on}{words}"


def _moved(one: Happened) -> str:
    """Say from where to where a deadline moved: the words, and the last date where they have it."""
    said = f"from {_said(one.was)} to {_said(one.due)}"
    if not one.days:
        return said
    count = "1 day" if abs(one.days) == 1 else f"{abs(one.days):,} days"
    return f"{said}: {count} {'later' if one.days > 0 else 'earlier'}"


def _said(deadline: Deadline | None) -> str:
    if deadline is None:
        return "no date"
    text = " ".join(deadline.text.split())
    day = show_date(deadline.last_due) if deadline.last_due else ""
    if not day or day == text:
        return text or "no date"
    return f"{text} ({day})" if text else day


def _step(one: Happened) -> int:
    """Tell whether a rating is better (1), worse (-1), or neither."""
    if one.before not in RATINGS or one.now not in RATINGS:
        return 0
    places = {rag: place for place, rag in enumerate(RATINGS)}
    return _sign(places[Rag(one.now)] - places[Rag(one.before)])


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


def _quiet(number: int) -> Content:
    return number or Cell(0, Tone.QUIET)


REPORT = Report(
    "plan-changes",
    "What changed in the plans",
    "What was added, completed, dropped, rated anew, moved or overdue between two days.",
    build,
    by_day=True,
    takes=(FROM, TO, PLAN),
)
