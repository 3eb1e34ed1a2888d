"""What can be done with a group and its members: buttons, keys and the menu of reports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from db.changes import Plan
from db.queries import records
from mscb_desktop.groups.members import Roll
from mscb_desktop.values import show_date
from ui.areas.groups.members import MembersPanel
from ui.context import Context
from ui.theme import icon
from ui.theme.buttons import button, only_where_written

_FEW = 3
"""How many names without an address the status bar tells."""


class Actions:
    """The acts for the group that is shown, as on the day that is shown.

    `group` gives its reference, None where there is none; `day` the day.
    """

    def __init__(
        self,
        context: Context,
        members: MembersPanel,
        group: Callable[[], str | None],
        day: Callable[[], dt.date],
        parent: QWidget,
    ) -> None:
        self._context = context
        self._members = members
        self._group = group
        self._day = day
        self._parent = parent
        self.open_file: Callable[[Path], bool] = _open_file
        self.hand_over_button = button("Hand over…", "switch-horizontal", self.hand_over)
        self.hand_over_button.setToolTip(
            "Say who follows in the post of the current row (Ctrl+Shift+H)"
        )
        self.ends_button = button("Ends on…", "calendar-off", members.ask_leaving)
        self.ends_button.setToolTip(
            "End the memberships of the selected rows, or delete a mistake (Ctrl+E)"
        )
        for made in (self.hand_over_button, self.ends_button):
            only_where_written(made, context.board.read_only)
        self.copy_button = button("Copy addresses", "copy", self.copy_addresses)
        self.copy_button.setToolTip(
            "Copy the email addresses of all who are on the group that day (Ctrl+Shift+C)"
        )
        self.reports_button = button("&Reports", "file-text", lambda: None)
        self.reports_button.setToolTip("Show, print or export lists of this group")
        self.menu = QMenu(parent)
        self.reports_button.setMenu(self.menu)
        self._fill()

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        """The buttons from left to right."""
        return self.hand_over_button, self.ends_button, self.copy_button, self.reports_button

    def set_enabled(self, *, enabled: bool) -> None:
        """Let the buttons act, or not, since no group is shown."""
        written = self._context.board.read_only is None
        for made in self.buttons:
            changes = made in (self.hand_over_button, self.ends_button)
            made.setEnabled(enabled and (written or not changes))

    def hand_over(self) -> None:
        """Say who follows in the post of the current row."""
        post = self._members.current_post()
        if post is None:
            self._context.say("Choose the row of a post first: it is posts that are handed over.")
            return
        from ui.handing_over.dialog import HandOverDialog

        HandOverDialog(self._context, post, self._parent, self._day()).open()

    def delete(self) -> None:
        """Delete the group; where it has members, the window says so."""
        ref = self._group()
        if ref is None:
            return
        with self._context.board.reading() as connection:
            name = records.names(connection, "board_group", [ref]).get(ref, ref)
            changes = records.deletion(connection, "board_group", [ref])
        if self._context.apply(Plan(f"Group deleted: {name}", tuple(changes))):
            self._context.say(f"{name} is deleted. Ctrl+Z brings it back.")

    def copy_addresses(self) -> None:
        """Put 'Name <address>; …' of the day on the clipboard, and say who has no address."""
        from mscb_desktop.groups.distribution import addresses

        group = self._group()
        if group is None:
            return
        with self._context.board.reading() as connection:
            found = addresses(Roll(connection, self._day(), [group]), group)
        count = len(found.entries)
        if not count:
            self._context.say("Nothing to copy: nobody on the group has an address.")
            return
        QGuiApplication.clipboard().setText(found.text)
        words = f"{count:,} addresses" if count != 1 else "1 address"
        told = f"{words} copied, as at {show_date(self._day())}."
        self._context.say(f"{told} {_without(found.without)}".strip())

    def export_addresses(self) -> None:
        """Write the distribution list as a workbook and open it."""
        from ui.preview.output import save_for_excel

        group, day, board = self._group(), self._day(), self._context.board
        if group is None:
            return

        def job(progress: Callable[[int, int], None]) -> Path:
            from mscb_desktop.reports import made

            document = made(board, "contacts", as_at=day, of={"group": group})
            return save_for_excel(document, board.clock(), progress)

        self._context.tasks.run(job, self._show, self._failed, "Writing the distribution list")

    def preview(self, report: str, **of: Any) -> None:
        """Show a report as on the day."""
        day, board = self._day(), self._context.board

        def build() -> Any:
            from mscb_desktop.reports import made

            return made(board, report, as_at=day, of=of)

        self._context.preview(build)

    def of_group(self, report: str, **of: Any) -> None:
        """Show a report of the group as on the day."""
        group = self._group()
        if group is not None:
            self.preview(report, group=group, **of)

    def _fill(self) -> None:
        entries: tuple[tuple[str, str, Callable[[], object]] | None, ...] = (
            ("Membership", "users", partial(self.of_group, "membership")),
            ("Membership of all groups", "users", partial(self.preview, "membership")),
            ("Structure", "sitemap", partial(self.preview, "structure")),
            ("Contacts", "mail", partial(self.of_group, "contacts")),
            ("Labels and name cards…", "printer", self.ask_labels),
            None,
            ("Distribution list to Excel", "file-spreadsheet", self.export_addresses),
        )
        for entry in entries:
            if entry is None:
                self.menu.addSeparator()
                continue
            words, picture, act = entry
            made = self.menu.addAction(icon(picture), words)
            made.triggered.connect(lambda _=False, act=act: act())

    def ask_labels(self) -> None:
        """Ask for the sheet and its first label, then show them."""
        from ui.areas.groups.labels import LabelsDialog

        def show(sheet: str, first: int) -> None:
            self.of_group("labels", sheet=sheet, start=first)

        LabelsDialog(show, self._parent).open()

    def _show(self, path: Path) -> None:
        opened = self.open_file(path)
        self._context.say(
            "The distribution list opens in Excel." if opened else f"It was written to {path}."
        )

    def _failed(self, error: Exception) -> None:
        self._context.say(getattr(error, "message", str(error)))


def _without(names: tuple[str, ...]) -> str:
    if not names:
        return ""
    some = "; ".join(names[:_FEW]) + (" …" if len(names) > _FEW else "")
    return f"Without an address: {len(names):,} ({some})."


def _open_file(path: Path) -> bool:
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
