"""What every page is given: the board, the clock, and the ways to change and to move."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from db.board import Board
    from db.changes import Plan
    from db.drafts import KeptDraft
    from mscb_desktop.document.model import Document
    from mscb_desktop.sheet.model import SheetPlan
    from ui.tasks import Tasks


@dataclass(frozen=True, slots=True)
class Context:
    """The window's services, passed to each page.

    `apply` writes a plan through the board's write path and tells the window to refresh its
    pages; it gives False and shows the reason where the change is refused. `open_page` goes to
    an area by its key, and to a record and column there; `show_record` to a record wherever it is
    shown, in its year, and gives False where it is nowhere. `preview` shows a document as PDF with
    Print and Export. `say` puts a short message into the status bar. `open_draft` goes to the cell
    in which an unstored text waits, `drop_draft` gives such a text up.
    """

    board: Board
    tasks: Tasks
    apply: Callable[[Plan | SheetPlan], bool]
    open_page: Callable[[str, str | None, str | None], None]
    show_record: Callable[[str, str | None], bool]
    preview: Callable[[Callable[[], Document]], None]
    say: Callable[[str], None]
    year: Callable[[], int]
    set_year: Callable[[int], None]
    open_draft: Callable[[KeptDraft], None]
    drop_draft: Callable[[KeptDraft], None]
