"""The backups' page: when and where they are made, the list, and the chosen one at the right."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from db.backups.copies import Backup, folder_of
from db.errors import BoardError
from mscb_desktop.boards import SUFFIX
from ui.areas.backups.details import Details
from ui.areas.backups.list import BackupList
from ui.areas.backups.reading import Listed, listed
from ui.context import Context
from ui.files import breakable, open_folder
from ui.tasks import Progress
from ui.theme import scaled
from ui.theme.buttons import button

_KEYS = "Arrows choose · Alt+U back up now · Alt+R restore · F1 all keys"


class BackupsPage(QWidget):
    """Every backup of the board, the newest first.

    Nothing is read before the page is seen.
    """

    status_changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._file = context.file
        self._is_stale = True
        self._was_seen = False
        self.list = BackupList()
        self.details = Details(context)
        self.when = QLabel()
        self.when.setWordWrap(True)
        self.when.setTextFormat(Qt.TextFormat.PlainText)
        self.problem = QLabel()
        self.problem.setProperty("kind", "warning")
        self.problem.setWordWrap(True)
        self.none = QLabel()
        self.none.setWordWrap(True)
        self.none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._make_buttons()
        self._lay_out()
        self.list.chosen.connect(self._on_chosen)
        self.details.shown.connect(self.status_changed)
        self._file.backed_up.connect(self._on_backed_up)
        self.setFocusProxy(self.list)
        self._say_problem("")
        self._show_none(False)

    # What the window asks

    def show_year(self, year: int) -> None:
        """Show the same backups in every year."""

    def refresh(self, touched: frozenset[tuple[str, str]]) -> None:
        """Compare again once the page is seen: the board is another one."""
        self._is_stale = True
        if self.isVisible():
            self._catch_up()

    def go_to(self, ref: str, column: str | None) -> bool:
        """Show no record: a backup's are not the board's."""
        return False

    def status(self) -> tuple[str, str]:
        """Say which backup is chosen, and the keys."""
        return self.details.what.text() if self.details.path is not None else "", _KEYS

    def unstored(self) -> int:
        """Count nothing: nothing is typed here."""
        return 0

    def pictures(self) -> Iterable[tuple[str, Callable[[], object]]]:
        """Give the states of the page that are worth a picture."""
        from ui.areas.backups.pictures import pictures

        return pictures(self, self._context)

    def showEvent(self, event: QShowEvent) -> None:
        """Look into the folder when the page comes into sight."""
        super().showEvent(event)
        if not event.spontaneous():
            self._catch_up()

    # What is done here

    def back_up(self) -> None:
        """Make a backup now."""
        self._say_problem("")
        self.back_up_button.setEnabled(False)
        self._file.back_up(self._on_made, self._on_not_made, self._allow)

    def choose_folder(self) -> None:
        """Let the person choose where backups go."""
        chooser = QFileDialog(self, "Where to keep backups", str(self._folder() or Path.home()))
        chooser.setFileMode(QFileDialog.FileMode.Directory)
        chooser.setOption(QFileDialog.Option.ShowDirsOnly)
        chooser.fileSelected.connect(lambda path: self._file.choose_folder(Path(path)))
        chooser.open()

    def open_folder(self) -> None:
        """Open the folder in which this board's backups lie."""
        folder = self._folder()
        if folder is None:
            return
        own = folder_of(folder, self._context.board.path)
        open_folder(own if own.is_dir() else folder, self._context.say)

    def choose_file(self) -> None:
        """Let the person choose a backup that lies elsewhere."""
        chooser = QFileDialog(self, "Look into a backup", str(self._folder() or Path.home()))
        chooser.setFileMode(QFileDialog.FileMode.ExistingFile)
        chooser.setNameFilters([f"Boards (*{SUFFIX})", "All files (*)"])
        chooser.fileSelected.connect(lambda path: self.show_file(Path(path)))
        chooser.open()

    def show_file(self, path: Path) -> None:
        """Show a backup from anywhere."""
        place = self.list.backups.place_of(path)
        if place is not None:
            self.list.choose(place)
            return
        self.list.choose(None)
        self.details.show_file(path)
        self._show_none(False)

    # Listing

    def _catch_up(self) -> None:
        """List what lies in the folder, and compare again where the board has changed."""
        self._say_problem("")
        self._say_where()
        self._context.tasks.run(
            self._look, self._on_listed, self._on_unlisted, "Looking for backups"
        )

    def _look(self, _: Progress) -> tuple[Listed, ...]:
        return listed(self._file.backups(), self._context.board.clock())

    def _on_listed(self, found: tuple[Listed, ...]) -> None:
        before = self.details.path
        is_same = self._was_seen and not self._is_stale
        self._was_seen, self._is_stale = True, False
        self.list.blockSignals(True)
        self.list.show_listed(found)
        self.list.blockSignals(False)
        if self.list.backup() is None and (before is None or not before.exists()):
            self.list.choose(0 if found else None)
            if not found:
                self.details.show_file(None)
        elif not is_same:
            self.details.read()
        self._show_none(not found and self.details.path is None)

    def _on_unlisted(self, error: Exception) -> None:
        if not isinstance(error, BoardError):
            raise error
        self._say_problem(error.message)

    def _on_chosen(self, backup: Backup | None) -> None:
        if backup is None:
            return
        facts = self.list.backups.lines(self.list.currentIndex().row())
        whole = "proved whole when it was made" if backup.was_whole else "a copy of a damaged board"
        second = [] if facts is None else [facts.second]
        self.details.show_file(backup.path, (*second, whole))

    def _on_backed_up(self) -> None:
        if self.isVisible():
            self._catch_up()

    # Backing up

    def _on_made(self, made: Backup) -> None:
        self._allow()
        self._context.say(f"Backed up {made.at:%H:%M}.")
        place = self.list.backups.place_of(made.path)
        if place is not None:
            self.list.choose(place)
            self.list.setFocus()

    def _on_not_made(self, why: str) -> None:
        self._allow()
        self._say_problem(why)

    def _allow(self) -> None:
        for made in (self.back_up_button, self.first_button):
            made.setEnabled(self._context.board.read_only is None)

    def _folder(self) -> Path | None:
        try:
            return self._file.folder()
        except BoardError as error:
            self._say_problem(error.message)
            return None

    # Showing

    def _say_where(self) -> None:
        folder = self._folder()
        self.usual_button.setVisible(not self._file.is_usual_folder())
        if self._context.board.read_only is not None:
            self.when.setText("This board is open to read only: no backup of it is made here.")
        elif folder is not None:
            self.when.setText(
                "On closing after changes and once a day while open, into "
                f"{breakable(str(folder))}. Each is proved whole before an older one goes."
            )

    def _say_problem(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def _show_none(self, is_empty: bool) -> None:
        self.none.setText(
            "No backup of this board lies there yet. The first is made when you close the board, "
            "or now."
        )
        self._empty.setVisible(is_empty)
        self._split.setVisible(not is_empty)

    def _make_buttons(self) -> None:
        self.back_up_button = button("Back &up now", "archive", self.back_up, primary=True)
        self.folder_button = button("Choose folder…", "folder-open", self.choose_folder)
        self.usual_button = button(
            "Usual folder", "arrow-back-up", lambda: self._file.choose_folder(None)
        )
        self.open_button = button("Open folder", "external-link", self.open_folder)
        self.file_button = button("Another file…", "search", self.choose_file)
        self.file_button.setToolTip("Look into a backup that lies elsewhere, and restore it")
        self.first_button = button("Back up now", "archive", self.back_up)
        self._allow()

    def _lay_out(self) -> None:
        title = QLabel("Backups")
        title.setProperty("kind", "title")
        acts = QHBoxLayout()
        acts.setSpacing(scaled(8))
        acts.addWidget(self.back_up_button)
        for act in (self.folder_button, self.usual_button, self.open_button, self.file_button):
            acts.addWidget(act)
        acts.addStretch()
        self._empty = QWidget()
        empty = QVBoxLayout(self._empty)
        empty.setSpacing(scaled(12))
        empty.addStretch()
        empty.addWidget(self.none)
        empty.addWidget(self.first_button, 0, Qt.AlignmentFlag.AlignCenter)
        empty.addStretch()
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.addWidget(self.list)
        self._split.addWidget(self.details)
        self._split.setChildrenCollapsible(False)
        # Shares of the width, not pixels: a splitter scales them to the room it has.
        self._split.setSizes([10_000, 22_000])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(scaled(20), scaled(16), scaled(20), scaled(12))
        whole.setSpacing(scaled(6))
        for part in (title, self.when, self.problem):
            whole.addWidget(part)
        whole.addLayout(acts)
        whole.addSpacing(scaled(8))
        whole.addWidget(self._split, 1)
        whole.addWidget(self._empty, 1)
