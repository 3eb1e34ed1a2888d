"""What every page is given: the board, the clock, and the ways to change and to move."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance

    from db.backups.copies import Backup
    from db.board import Board
    from db.changes import Plan
    from db.drafts import KeptDraft
    from mscb_desktop.checks import Finding
    from mscb_desktop.document.model import Document
    from mscb_desktop.sheet.model import SheetPlan
    from ui.tasks import Tasks


class FileServices(Protocol):
    """What the window does with the file of the open board; see `ui/shell/board_file.py`."""

    @property
    def backed_up(self) -> SignalInstance:
        """A backup was made, or the folder for backups is another one."""

    def folder(self) -> Path:
        """Give the folder that backups go to; raises BoardError where the usual cannot be made."""

    def is_usual_folder(self) -> bool:
        """Tell whether nobody has chosen a folder."""

    def choose_folder(self, folder: Path | None) -> None:
        """Let backups go to this folder from now on, to the usual one where it is None."""

    def backups(self) -> list[Backup]:
        """List this board's backups, newest first; raises BoardError where the folder refuses."""

    def back_up(
        self,
        done: Callable[[Backup], object],
        failed: Callable[[str], object],
        stopped: Callable[[], object],
    ) -> None:
        """Make a backup in the background; one at a time."""

    def restore(self, backup: Path, password: str | None = None) -> None:
        """Put a backup in the board's place, which keeps the replaced file beside it."""

    def set_password(self) -> None:
        """Ask for a new password of the board."""

    def lock_after(self) -> int:
        """Give the minutes of a pause after which a protected board is locked; 0 for never."""

    def set_lock_after(self, minutes: int) -> None:
        """Lock protected boards after another pause from now on."""

    def place_in_words(self) -> str:
        """Say where the board lies that is not safe there; '' where it is."""

    def keep_here(self) -> None:
        """Offer to keep the board on this computer."""


class FindingsService(Protocol):
    """What the checks find on the open board; see `ui/findings/watch.py`."""

    @property
    def changed(self) -> SignalInstance:
        """There are other findings than before, or they are known for the first time."""

    @property
    def found(self) -> tuple[Finding, ...] | None:
        """The findings over all years, accepted ones included; None before the first look."""

    def look(self) -> None:
        """Look now, in the background."""


@dataclass(frozen=True, slots=True)
class Context:
    """The window's services, passed to each page.

    `apply` writes a plan through the board's write path and tells the window to refresh its
    pages; it gives False and shows the reason where the change is refused. `open_page` goes to
    an area by its key, and to a record and column there; `show_record` to a record wherever it is
    shown, in its year, and gives False where it is nowhere. `preview` shows a document as PDF with
    Print and Export. `say` puts a short message into the status bar. `open_draft` goes to the cell
    in which an unstored text waits, `drop_draft` gives such a text up. `file` backs the board's
    file up and restores it; `findings` knows what needs doing.
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
    file: FileServices
    findings: FindingsService
