"""The page of a plan, or of several: what is said above it, its table, and the list of actions."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Connection

from mscb_desktop.document.model import (
    Block,
    Document,
    Heading,
    Orientation,
    PageBreak,
    Paragraph,
    Table,
    Tone,
)
from mscb_desktop.plans.book import Book
from mscb_desktop.plans.rules.counts import plans_in_words
from mscb_desktop.reports.base import Request, settings
from mscb_desktop.reports.plan_list import plan_list
from mscb_desktop.reports.plan_tables import plan_table
from mscb_desktop.reports.rag import KEY
from mscb_desktop.values import show_date


def plan_document(
    connection: Connection,
    request: Request,
    plans: Sequence[str],
    *,
    title: str = "",
    above: Mapping[str, Sequence[Block]] | None = None,
) -> Document:
    """Make the page of plans as on the request's day, each on a page of its own.

    `title` stands above several; one plan has its own. `above` holds what stands above a plan's
    table, by its reference.
    """
    board, book = settings(connection), Book(connection, request.day, plans)
    pages = _Pages(book, above or {})
    title = book.title(plans[0]) if len(plans) == 1 else title
    as_at = f"as at {show_date(book.day)}"
    if len(plans) == 1:
        blocks = list(pages.of(plans[0]))
    else:
        blocks = []
        for plan in plans:
            blocks += [PageBreak()] if blocks else []
            blocks += [
                Heading(book.title(plan)),
                Paragraph(pages.counts(plan), Tone.QUIET),
                *pages.of(plan),
            ]
    said = [block for block in blocks if not isinstance(block, (PageBreak, Table))]
    return Document(
        title,
        board.name,
        tuple(blocks),
        subtitle=f"{as_at} · {pages.counts(*plans)}",
        short_name=board.short_name,
        subject=f"{title} {as_at}",
        orientation=Orientation.LANDSCAPE,
        logo=board.logo,
        file_stem=f"{title} {book.day.isoformat()}",
        workbook=(plan_list(book, plans, title), *said),
        key=KEY if any(map(book.has_rag, plans)) else (),
    )


@dataclasses.dataclass(frozen=True, slots=True)
class _Pages:
    """Makes what stands on the pages of plans."""

    book: Book
    above: Mapping[str, Sequence[Block]]

    def of(self, plan: str) -> Iterator[Block]:
        """Give what a plan begins with, what stands above its table, and the table."""
        introduction = self.book.plans[plan].introduction
        if introduction:
            yield Paragraph(introduction)
        yield from self.above.get(plan, ())
        yield plan_table(self.book, plan)

    def counts(self, *plans: str) -> str:
        """Say of how many plans there are how many actions, and how they stand."""
        several = f"{len(plans)} plans · " if len(plans) > 1 else ""
        return several + plans_in_words(self.book, *plans)
