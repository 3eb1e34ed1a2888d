"""What was typed and not stored in the open board: kept, told at the start, found again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from db.drafts import KeptDraft
from db.errors import BoardError
from mscb_desktop.values import year_label
from ui.areas.find import areas
from ui.drafts import DraftKeeper

if TYPE_CHECKING:
    from ui.shell.session import Session
    from ui.shell.window import MainWindow

HOME = "home"
"""The area whose page lists what is not stored."""


class UnstoredTexts(QObject):
    """The drafts of a session's board, as the window deals with them."""

    def __init__(self, window: MainWindow, session: Session) -> None:
        super().__init__(session)
        self._window = window
        self._session = session
        self._board = session.desk.board
        self._began = self._board.clock()
        self._known: frozenset[tuple[str, str, str]] = frozenset()
        self._board.on_drafts(self._on_changed)

    def keep(self) -> bool:
        """Keep now all that is typed and not stored; False where that fails."""
        kept = [keeper.write() for keeper in self._keepers()]
        return all(kept)

    def end(self) -> None:
        """Keep all that is typed, and nothing from then on: the board is being closed."""
        for keeper in self._keepers():
            keeper.write()
            keeper.end()

    def count(self) -> int:
        """Count the texts that wait; what is being typed at this moment is none of them."""
        return len(self._waiting())

    def elsewhere(self) -> int:
        """Count the texts that wait where no sheet or form shows them now."""
        if not self._known:
            return 0
        keepers = self._keepers()
        return sum(
            not any(k.place.name == place and k.shows((ref, field)) for k in keepers)
            for place, ref, field in self._known
        )

    def tell(self) -> None:
        """Say at the start what waits since another day, with the way to it."""
        drafts = self._board.drafts()
        self._known = self._waiting()
        if not drafts or self._board.read_only is not None:
            return
        since = drafts[0].at
        if len(drafts) == 1:
            words = f"1 text was typed and not stored ({since:%d/%m/%Y %H:%M})."
            self._window.message.show_message(
                (words,), "warning", lambda: self.open(drafts[0]), "Show"
            )
            return
        words = f"{len(drafts)} texts were typed and not stored, from {since:%d/%m/%Y %H:%M} on."
        self._window.message.show_message(
            (words,), "warning", lambda: self._session.open_page(HOME, None, None), "Show them"
        )

    def open(self, draft: KeptDraft) -> None:
        """Go to the cell or field of a draft, or as near to it as the program still has."""
        session, before = self._session, self._session.year
        for year in self._years(draft):
            session.set_year(year)
            if self._show(draft):
                return
        session.set_year(before)
        near = (ref for ref in (draft.ref, _owner(draft)) if ref is not None)
        if not any(session.show_record(ref, None) for ref in near):
            self._window.status.say("There is no such place any more: copy the text instead.")

    def give_up(self, draft: KeptDraft) -> None:
        """Drop a draft for good, also where a page shows it."""
        keepers = [k for k in self._keepers() if k.place.name == draft.place]
        for keeper in keepers:
            keeper.give_up(draft.cell)
        try:
            self._board.change_drafts(draft.place, [], [draft.cell])
        except BoardError as error:
            self._window.message.show_message((error.message,))

    def _years(self, draft: KeptDraft) -> list[int]:
        """Give the years on whose pages the draft's place may stand, the likeliest first."""
        from mscb_desktop.whereabouts import whereabouts

        starts = [start for start, _, _ in self._session.desk.years()]
        for start in starts:
            if draft.place.endswith(year_label(start)):
                # A projection stands on the page of the year before it.
                return [start, start - 1]
        with self._board.reading() as connection:
            found = whereabouts(connection, _owner(draft) or draft.ref).start_year
        return [self._session.year if found is None else found]

    def _show(self, draft: KeptDraft) -> bool:
        """Go to a draft on the page that holds its sheet or form; False where none does."""
        pages = self._session.pages
        for area in areas():
            page = pages.ready(area.key)
            show_sheet = getattr(page, "show_sheet", None)
            if show_sheet is None or not show_sheet(draft.place):
                page.go_to(draft.ref, draft.field)
            keeper = next((k for k in pages.keepers(area.key) if k.holds(draft)), None)
            if keeper is not None:
                self._session.open_page(area.key, None, None)
                keeper.wanted.emit(*draft.cell)
                return True
        return False

    def _waiting(self) -> frozenset[tuple[str, str, str]]:
        return frozenset(
            (draft.place, *draft.cell)
            for draft in self._board.drafts()
            if draft.reason is not None or draft.at <= self._began
        )

    def _on_changed(self) -> None:
        """Bring the list and its count up to the drafts, where other cells have one now."""
        waiting = self._waiting()
        if waiting != self._known:
            self._known = waiting
            self._session.on_drafts_changed()

    def _keepers(self) -> list[DraftKeeper]:
        return self._window.findChildren(DraftKeeper)


def _owner(draft: KeptDraft) -> str | None:
    """Give the record to whose list a draft's place belongs ('posting BL-0013')."""
    within = draft.place.partition(" ")[2]
    return within if "-" in within and " " not in within else None
