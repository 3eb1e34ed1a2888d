"""The right half of the page: one backup beside the board, and putting it in the board's place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QUrl, Signal
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QTextBrowser, QVBoxLayout, QWidget

from db.backups.copies import moment_of
from db.errors import BoardError, PasswordNeeded
from db.queries.history import EntryRow
from mscb_desktop.backing_up.comparison import RowCompared
from mscb_desktop.document.errors import Cancelled
from ui.areas.backups.compared_html import CHANGES, MORE, changes_of, counts_of, records_of
from ui.areas.backups.reading import Compared, compare, more_lacking, more_rows
from ui.context import Context
from ui.dialogs.password import PasswordDialog
from ui.dialogs.restore import RestoreDialog
from ui.files import size_of
from ui.tasks import Progress
from ui.theme import scaled
from ui.theme.buttons import button, link


class Details(QWidget):
    """Shows what is in the chosen file and how the board differs from it."""

    shown = Signal()
    """Another file, or what was read of it, is shown."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.path: Path | None = None
        self.compared: Compared | None = None
        self._kind = ""
        self._passwords: dict[Path, str] = {}
        self._asked = object()
        self.what = _words("subtitle")
        self.facts = _words("muted")
        self.state = _words("")
        self.page = QTextBrowser()
        self.page.setFrameShape(QFrame.Shape.NoFrame)
        self.page.setOpenLinks(False)
        self.page.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.page.setAccessibleName("The backup beside the board")
        self.page.setStyleSheet("QTextBrowser { border: none; padding: 0; }")
        self.page.anchorClicked.connect(self._on_link)
        self.password_button = button("Type its password…", "lock", self.ask_password)
        self.again_link = link("Read it", self.read)
        self.restore_button = button("&Restore this backup…", "history", self.ask_restore)
        self.reason = _words("muted")
        self._lay_out()
        self.show_file(None)

    def show_file(self, path: Path | None, facts: Sequence[str] = ()) -> None:
        """Show a backup, or none, with what is known of its file."""
        self.path = path
        self.setVisible(path is not None)
        if path is None:
            self._forget()
            return
        at = moment_of(path)
        self.what.setText(f"Backup of {at:%d/%m/%Y %H:%M}" if at else path.name)
        self.facts.setText(" · ".join(facts) or _facts_of(path))
        self.facts.setToolTip(str(path))
        self.read()

    def read(self) -> None:
        """Read the file beside the board as it is now, in the background."""
        path = self.path
        if path is None:
            return
        self._forget()
        self._say("Reading what is in it…")
        board, password = self._context.board, self._passwords.get(path)
        self._run(
            lambda progress: compare(path, board, password, progress),
            self._on_compared,
            self._on_failed,
        )

    def ask_password(self) -> None:
        """Ask for the password that the backup was made under."""
        path = self.path
        if path is None:
            return
        access = self._context.board.access

        def open_it(password: str, _: bool) -> str | None:
            from db.backups.copies import access_of

            try:
                access_of(path, access, password)
            except BoardError as error:
                return error.message
            self._passwords[path] = password
            self.read()
            return None

        PasswordDialog(path.name, open_it, self).open()

    def ask_restore(self) -> None:
        """Ask whether the board shall be as this backup is, and do it."""
        path, compared = self.path, self.compared
        if path is None or compared is None:
            return
        password = self._passwords.get(path)
        RestoreDialog(
            self.what.text(),
            self._context.board.path.name,
            compared.summary.backup_lacks,
            [entry.what for entry in compared.lacking],
            compared.summary.stranger,
            lambda: self._context.file.restore(path, password),
            self,
        ).open()

    def changeEvent(self, event: QEvent) -> None:
        """Write the page anew in another look."""
        super().changeEvent(event)
        looks = (QEvent.Type.FontChange, QEvent.Type.PaletteChange)
        if event.type() in looks and hasattr(self, "reason") and self.compared is not None:
            self._write()

    # Reading

    def _forget(self) -> None:
        """Want nothing more of what is being read, and show nothing of what was."""
        self._asked = object()
        self.compared = None
        self._kind = ""
        self.page.clear()
        self._show_reason("")
        for part in (self.password_button, self.again_link):
            part.hide()
        self.restore_button.setEnabled(False)
        self.shown.emit()

    def _run(
        self,
        job: Callable[[Progress], object],
        done: Callable[..., object],
        failed: Callable[[BoardError], object],
    ) -> None:
        """Do work on the chosen file, of which nothing is told once another one is chosen."""
        asked = self._asked = object()

        def work(progress: Progress) -> object:
            def still_wanted(at: int, total: int) -> None:
                if self._asked is not asked:
                    raise Cancelled
                progress(at, total)

            return job(still_wanted)

        def broken(error: Exception) -> None:
            if not isinstance(error, BoardError):
                raise error
            if self._asked is asked:
                failed(error)

        def finished(result: object) -> None:
            if self._asked is asked:
                done(result)

        def stopped() -> None:
            if self._asked is asked:
                self._on_stopped()

        self._context.tasks.run(work, finished, broken, "Reading the backup", stopped)

    def _on_compared(self, compared: Compared) -> None:
        self.compared = compared
        summary = compared.summary
        differing = [tally.table for tally in summary.tallies if tally.differs]
        self._kind = next(iter(differing), CHANGES if summary.backup_lacks else "")
        self._say(_difference(compared))
        self._write()
        why = self._context.board.read_only or ""
        if not why and not differing and not summary.backup_lacks and not summary.board_lacks:
            why = "There is nothing to restore: the board holds the same."
        self.restore_button.setEnabled(not why)
        self._show_reason(why)
        self.shown.emit()

    def _on_failed(self, error: BoardError) -> None:
        self._say(error.message, "warning")
        self.password_button.setVisible(isinstance(error, PasswordNeeded))

    def _on_stopped(self) -> None:
        if self.compared is None:
            self._say("Reading it was stopped.")
            self.again_link.show()

    # Showing

    def _write(self) -> None:
        assert self.compared is not None
        compared, kind = self.compared, self._kind
        html = counts_of(compared, kind)
        if kind == CHANGES:
            html += changes_of(compared.lacking, compared.summary.backup_lacks)
        elif kind:
            tally = next(tally for tally in compared.summary.tallies if tally.table == kind)
            html += records_of(tally, compared.rows[kind])
        place = self.page.verticalScrollBar().value()
        self.page.setHtml(html)
        self.page.verticalScrollBar().setValue(place)

    def _on_link(self, where: QUrl) -> None:
        name = where.toString()
        if name == MORE:
            self._read_more()
        else:
            self._kind = name
            self._write()

    def _read_more(self) -> None:
        path, compared, kind = self.path, self.compared, self._kind
        if path is None or compared is None:
            return
        board, password = self._context.board, self._passwords.get(path)

        def add_rows(rows: tuple[RowCompared, ...]) -> None:
            more = {**compared.rows, kind: compared.rows[kind] + rows}
            self.compared = replace(compared, rows=more)
            self._write()

        def add_entries(entries: tuple[EntryRow, ...]) -> None:
            self.compared = replace(compared, lacking=compared.lacking + entries)
            self._write()

        if kind == CHANGES:
            start = len(compared.lacking)
            self._run(
                lambda _: more_lacking(path, board, password, start), add_entries, self._on_failed
            )
        else:
            after = compared.rows[kind][-1].ref
            self._run(
                lambda _: more_rows(path, board, password, kind, after), add_rows, self._on_failed
            )

    def _say(self, words: str, kind: str = "muted") -> None:
        self.state.setText(words)
        self.state.setProperty("kind", kind)
        self.state.style().polish(self.state)

    def _show_reason(self, words: str) -> None:
        self.reason.setText(words)
        self.reason.setVisible(bool(words))
        self.restore_button.setAccessibleDescription(words)

    def _lay_out(self) -> None:
        state = QHBoxLayout()
        state.setSpacing(scaled(12))
        state.addWidget(self.state, 1)
        state.addWidget(self.again_link)
        state.addWidget(self.password_button)
        acts = QHBoxLayout()
        acts.setSpacing(scaled(12))
        acts.addWidget(self.restore_button)
        acts.addWidget(self.reason, 1)
        acts.addStretch()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(scaled(16), 0, 0, 0)
        whole.setSpacing(scaled(4))
        for part in (self.what, self.facts):
            whole.addWidget(part)
        whole.addLayout(state)
        whole.addSpacing(scaled(8))
        whole.addWidget(self.page, 1)
        whole.addSpacing(scaled(8))
        whole.addLayout(acts)


def _difference(compared: Compared) -> str:
    """Say in a sentence how the board differs."""
    summary = compared.summary
    lacks, more = summary.backup_lacks, summary.board_lacks
    parts = []
    if lacks:
        parts.append(f"{_changes(lacks)} since then {_are(lacks)} only in the board")
    if more:
        parts.append(f"{_changes(more)} {_are(more)} only in the backup")
    if parts:
        return "; ".join(parts) + "."
    if summary.differs:
        return "The board differs from it."
    return "The board holds the same as this backup."


def _changes(count: int) -> str:
    return "1 change" if count == 1 else f"{count:,} changes"


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _facts_of(path: Path) -> str:
    try:
        return f"{size_of(path.stat().st_size)} · {path.parent}"
    except OSError:
        return str(path.parent)


def _words(kind: str) -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("kind", kind)
    return label
