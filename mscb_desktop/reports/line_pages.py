"""The line of accountability in blocks: all objectives, what serves each, what serves none."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from db.records.plans import STATUS_WORDS, Rag, Status
from mscb_desktop.document.model import (
    Block,
    Cell,
    Column,
    Content,
    Kind,
    Paragraph,
    Row,
    RowKind,
    Table,
    Tone,
)
from mscb_desktop.plans.book import Book
from mscb_desktop.plans.model import RATINGS
from mscb_desktop.plans.rules.beneath import ended_on
from mscb_desktop.plans.rules.line import Line, SectionLine
from mscb_desktop.plans.rules.rollup import Accountability, Count, Serving
from mscb_desktop.plans.rules.titles import first_line
from mscb_desktop.plans.words import count_in_words, status_words
from mscb_desktop.reports.of_plans import (
    action_text,
    number_text,
    numbered,
    status_text,
    when_cell,
    who_text,
)
from mscb_desktop.reports.rag import rag_cell, rag_chip
from mscb_desktop.values import show_date

_NO_ACTION = "No action serves this objective."


@dataclass(frozen=True, slots=True)
class LinePages:
    """The blocks of the page and of the workbook; `only` are the objectives that are shown."""

    book: Book
    line: Line
    only: Collection[str] | None

    @property
    def objectives(self) -> Sequence[Accountability]:
        """The objectives that are shown."""
        shown = self.line.objectives
        return [one for one in shown if self.only is None or one.objective.ref in self.only]

    def on_paper(self) -> Iterator[Block]:
        """Give all objectives in one table, then a table each, then what serves none."""
        if self.only is None or len(self.objectives) > 1:
            yield self.summary()
        for section in self.line.sections:
            for one in section.objectives:
                if one in self.objectives:
                    yield self.served(section, one)
        if self.only is None:
            yield from self.loose()

    def in_workbook(self) -> Iterator[Block]:
        """Give the objectives, and all that serves them as one list."""
        yield self.summary()
        yield self.flat()
        if self.only is None:
            yield from self.loose()

    def summary(self) -> Table:
        """Give one row an objective, with how many actions stand how."""
        columns = (
            Column("number", "No.", Kind.CODE),
            Column("objective", "Objective", min_chars=30),
            Column("own", "Own RAG", Kind.CHIP),
            Column("actions", "Actions", Kind.WHOLE),
            Column("red", "Red", Kind.WHOLE),
            Column("amber", "Amber", Kind.WHOLE),
            Column("green", "Green", Kind.WHOLE),
            Column("unrated", "Not rated", Kind.WHOLE),
            Column("open", "Open", Kind.WHOLE),
            Column("complete", "Complete", Kind.WHOLE),
            Column("dropped", "Dropped", Kind.WHOLE),
            Column("overdue", "Overdue", Kind.WHOLE),
            Column("worst", "Worst", Kind.CHIP),
        )
        rows: list[Row] = []
        for section in self.line.sections:
            shown = [one for one in section.objectives if one in self.objectives]
            if shown and section.section is not None:
                name = numbered(section.section.number, section.section.title)
                rows.append(Row((name,), RowKind.HEADING))
            rows += [_summed(one) for one in shown]
        if self.only is None and rows:
            total = _figures(self.line.count)
            rows.append(Row((None, "All, each action once", None, *total), RowKind.TOTAL))
        return Table(
            "objectives",
            "Objectives",
            columns,
            tuple(rows),
            caption="How the actions stand that serve each objective, in all plans.",
            empty="The business plan has no objectives yet.",
        )

    def served(self, section: SectionLine, one: Accountability) -> Table:
        """Give the actions that serve an objective."""
        columns = (
            Column("plan", "Plan", portion=19),
            Column("number", "No.", Kind.CODE, portion=5),
            Column("action", "Action", portion=31),
            Column("who", "Who", portion=24),
            Column("when", "When", portion=15),
            Column("rag", "RAG", Kind.CHIP, portion=9),
            Column("status", "Status", portion=10),
        )
        rows = [self._row(serving) for serving in one.serving if not serving.by_section]
        whole = [self._row(serving) for serving in one.serving if serving.by_section]
        if whole:
            rows += [Row((_whole(section),), RowKind.SUBHEADING), *whole]
        return Table(
            f"serving {one.objective.ref}",
            numbered(one.objective.number, first_line(one.objective.what)),
            columns,
            tuple(rows),
            caption="\n".join(self._caption(one)),
            sheet=numbered(one.objective.number, "objective"),
            empty=_NO_ACTION,
        )

    def _caption(self, one: Accountability) -> Iterator[str]:
        standing = one.standing
        own = str(rag_chip(standing.rag) or "not rated by itself")
        day = f" of {show_date(standing.updated)}" if standing.updated else ""
        who = "; ".join(self.book.who(one.objective.ref).split("\n"))
        status = status_words(standing, one.objective.status_on)
        yield " · ".join(filter(None, (f"Own RAG: {own}{day}", who, status)))
        if one.count.total:
            worst = one.count.worst
            said = f" · worst {rag_chip(worst)}" if worst is not None else ""
            yield f"Served by {count_in_words(one.count)}{said}"

    def _row(self, serving: Serving) -> Row:
        action, standing = serving.action, serving.standing
        return Row(
            (
                self.book.title(action.plan),
                number_text(self.book, action),
                action_text(action),
                who_text(self.book, action),
                when_cell(self.book, action, late_point=serving.overdue),
                _rating(serving),
                status_text(action, standing),
            )
        )

    def flat(self) -> Table:
        """Give every objective with every action that serves it, to sort and filter."""
        columns = (
            Column("objective_number", "Objective", Kind.CODE),
            Column("objective", "Objective in words"),
            Column("own", "Own RAG", Kind.CHIP),
            Column("plan", "Plan"),
            Column("number", "No.", Kind.CODE),
            Column("action", "Action", Kind.LONG_TEXT),
            Column("who", "Who", Kind.LONG_TEXT),
            Column("when", "When"),
            Column("due", "Due", Kind.DATE),
            Column("late", "Days late", Kind.WHOLE),
            Column("rag", "RAG", Kind.CHIP),
            Column("status", "Status"),
            Column("status_on", "Complete or dropped on", Kind.DATE),
            Column("linked", "Linked to"),
        )
        rows = [self._flat(one, serving) for one in self.objectives for serving in one.serving]
        return Table("serving", "Actions", columns, tuple(rows), empty=_NO_ACTION)

    def _flat(self, one: Accountability, serving: Serving) -> Row:
        action, standing, book = serving.action, serving.standing, self.book
        return Row(
            (
                one.objective.number,
                first_line(one.objective.what),
                rag_chip(one.standing.rag),
                book.title(action.plan),
                number_text(book, action),
                action_text(action),
                who_text(book, action),
                (standing.deadline.text or None) if standing.deadline else None,
                standing.due,
                standing.days_late or None,
                rag_chip(serving.rag),
                STATUS_WORDS[standing.status],
                action.status_on if ended_on(action, standing) is not None else None,
                "the whole section" if serving.by_section else "the objective",
            )
        )

    def loose(self) -> Iterator[Block]:
        """Give the links that lead to no objective, and how many actions have none."""
        if self.line.loose:
            columns = (
                Column("plan", "Plan", portion=19),
                Column("number", "No.", Kind.CODE, portion=5),
                Column("action", "Action", portion=31),
                Column("said", "Link as printed", portion=30),
                Column("why", "Which is", portion=18),
                Column("rag", "RAG", Kind.CHIP, portion=10),
            )
            rows = tuple(
                Row(
                    (
                        self.book.title(one.action.plan),
                        number_text(self.book, one.action),
                        action_text(self.book.shown(one.action.ref)),
                        one.said,
                        one.why,
                        rag_cell(one.standing),
                    )
                )
                for one in self.line.loose
            )
            yield Table("loose", "Links to no objective", columns, rows)
        if self.line.unlinked:
            told = "\n".join(
                f"- {self.book.title(plan)}: {_number(number)}"
                for plan, number in self.line.unlinked.items()
            )
            yield Paragraph(
                f"Of the plans that serve {self.book.title(self.line.plan)}, linked to nothing:\n"
                + told,
                Tone.QUIET,
            )


def _summed(one: Accountability) -> Row:
    return Row(
        (
            one.objective.number,
            first_line(one.objective.what),
            rag_chip(one.standing.rag),
            *_figures(one.count),
        ),
        key=one.objective.ref,
    )


def _rating(serving: Serving) -> Content:
    """Show the rating by which an action is counted; the sign for the direction is its own."""
    standing = serving.standing
    return rag_cell(standing) if serving.rag is standing.rag else rag_chip(serving.rag)


def _figures(count: Count) -> tuple[Content, ...]:
    unrated = count.by_rag.get(None, 0) + count.by_rag.get(Rag.NOT_RATED, 0)
    actions = Cell(count.total, Tone.PLAIN if count.total else Tone.WARNING)
    overdue = Cell(count.overdue, Tone.BAD) if count.overdue else _quiet(0)
    return (
        actions,
        *(_quiet(count.by_rag.get(rag, 0)) for rag in RATINGS),
        _quiet(unrated),
        *(_quiet(count.by_status.get(status, 0)) for status in Status),
        overdue,
        rag_chip(count.worst),
    )


def _quiet(number: int) -> Content:
    """Let zeros stand back, so that what there is is seen."""
    return number or Cell(0, Tone.QUIET)


def _whole(section: SectionLine) -> str:
    name = section.section.title if section.section is not None else ""
    number = section.section.number if section.section is not None else ""
    return f"Linked to the whole section {numbered(number, name)}"


def _number(count: int) -> str:
    return "1 action" if count == 1 else f"{count:,} actions"
