"""The open board's file: backed up when that is due, restored, and proved whole."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from db.errors import BoardError
from ui.tasks import BackgroundTasks, Progress

if TYPE_CHECKING:
    from db.backups.copies import Backup
    from db.backups.restore import Restored
    from db.board import Board
    from db.damage.told import Damage
    from ui.shell.window import MainWindow

T = TypeVar("T")

_PROVED_AFTER = 300
"""Milliseconds after opening until the file is proved whole: sooner than a person types."""
_FIRST_LOOK = 20_000
"""Milliseconds after opening until it is backed up where that is due."""
_NEXT_LOOK = 20 * 60_000
"""Milliseconds until both are looked at again."""
_BUSY = "A backup is being made at this moment. Wait for its end."


class BoardFile(QObject):
    """What the window and its pages do with the file of the board that is open.

    Nothing here is imported or asked before a board has been open for a while.
    """

    backed_up = Signal()
    """A backup was made, or the folder for backups is another one."""

    def __init__(self, window: MainWindow, board: Board, tasks: BackgroundTasks) -> None:
        super().__init__(window)
        self._window = window
        self._board = board
        self._tasks = tasks
        self._is_busy = self._is_over = False
        self._then: Callable[[], object] | None = None
        self._timer = QTimer(self, singleShot=True, interval=_FIRST_LOOK)
        self._timer.timeout.connect(self.look_after)
        self._timer.start()
        self._proof = QTimer(self, singleShot=True, interval=_PROVED_AFTER)
        self._proof.timeout.connect(self.examine)
        self._proof.start()

    # Backups

    def folder(self) -> Path:
        """Give the folder that backups go to; raises BoardError where it cannot be made."""
        return folder_of_backups(self._window)

    def is_usual_folder(self) -> bool:
        """Tell whether nobody has chosen a folder."""
        return not self._window.settings.backup_folder

    def choose_folder(self, folder: Path | None) -> None:
        """Let backups go to this folder from now on, to the usual one where it is None."""
        chosen = "" if folder is None else str(folder)
        self._window.remember(self._window.settings._replace(backup_folder=chosen))
        self.backed_up.emit()

    def backups(self) -> list[Backup]:
        """List this board's backups, newest first; raises BoardError where the folder refuses."""
        from db.backups.copies import list_backups

        return list_backups(self.folder(), self._board.path)

    def is_due(self, *, closing: bool) -> bool:
        """Tell whether a backup is to be made now; a board open to read needs none."""
        from mscb_desktop.backing_up.when import is_due

        if self._board.read_only is not None:
            return False
        try:
            return is_due(self._board, self.folder(), closing=closing)
        except (BoardError, OSError):
            return True  # making it says why it cannot be made

    def back_up(
        self,
        done: Callable[[Backup], object],
        failed: Callable[[str], object],
        stopped: Callable[[], object] = lambda: None,
    ) -> None:
        """Make a backup in the background; one at a time."""
        if self._is_busy:
            failed(_BUSY)
            return
        self._is_busy = True
        board, folder = self._board, self.folder

        def job(progress: Progress) -> Backup:
            from db.backups.copies import make_backup

            return make_backup(board, folder(), progress=progress)

        def ended(made: Backup) -> None:
            self._is_busy = False
            self.backed_up.emit()
            if made.was_whole:
                done(made)
                self._look_what_waits()
            else:
                self._then = None  # damage is told first
                self.examine()

        def broken(error: Exception) -> None:
            self._is_busy = False
            if not isinstance(error, BoardError):
                raise error
            failed(error.message)
            self._look_what_waits()

        def ended_early() -> None:
            self._is_busy = False
            self._then = None
            if not self._is_over:
                self._window.status.say("The backup was stopped.")
                stopped()

        self._tasks.run(job, ended, broken, "Backing up", ended_early)

    def back_up_now(self) -> None:
        """Make a backup because the person asks for one, and say how that went."""
        if self._board.read_only is not None:
            self._say_not_backed_up("A board that is open to read is not backed up here.")
            return
        self.back_up(self._say_backed_up, self._say_not_backed_up)

    def look_after(self) -> None:
        """Back the board up where a day has passed, and prove its file whole again."""

        def act(is_due: bool) -> None:
            if is_due and not self._is_busy:
                self.back_up(self._say_backed_up, self._say_not_backed_up)

        # Asked in the background: the folder may lie on a slow stick or drive.
        self._tasks.run(
            lambda _: self.is_due(closing=False), act, self._on_unexamined, "Looking for backups"
        )
        if self._timer.interval() == _NEXT_LOOK:
            self.examine()
        self._timer.start(_NEXT_LOOK)

    def back_up_before(self, then: Callable[[], object]) -> None:
        """Do `then` once a backup that is due has been made, and one under way has ended.

        Where it cannot be made the person decides whether to go on without; where it is stopped
        the board stays open.
        """
        self._then = then  # who changes their mind meanwhile gets what they asked for last
        if self._is_busy:
            self._window.status.say("Waiting for the backup…")
        elif self.is_due(closing=True):
            self._window.status.say("Backing up before the board is closed…")
            self.back_up(lambda _: self._go_on(), self._ask)
        else:
            self._go_on()

    def stop(self) -> None:
        """Look after the file no longer."""
        self._is_over = True
        self._timer.stop()
        self._proof.stop()

    def _look_what_waits(self) -> None:
        """Go on with what waits for the end of a backup that was made for another reason."""
        if self._then is not None:
            self.back_up_before(self._then)

    def _go_on(self) -> None:
        """Do what waits."""
        then, self._then = self._then, None
        if then is not None and not self._is_over:
            then()

    def _ask(self, why: str) -> None:
        """Let the person decide whether to go on without a backup."""
        from ui.dialogs.no_backup import NoBackupDialog

        then, self._then = self._then, None
        if then is not None:
            NoBackupDialog(why, then, self._window).open()

    def _say_backed_up(self, made: Backup) -> None:
        self._window.status.say(f"Backed up {made.at:%H:%M}.")

    def _say_not_backed_up(self, why: str) -> None:
        show = partial(self._window.open_area, "backups")
        self._window.message.show_message((why,), "warning", show, "Backups")

    # Restoring and protection

    def restore(self, backup: Path, password: str | None = None) -> None:
        """Put a backup in the board's place, which keeps the replaced file beside it."""
        window, board = self._window, self._board
        path, access, clock, who = board.path, board.access, board.clock, board.who

        def job(progress: Progress) -> Restored:
            from db.backups.restore import restore

            return restore(
                path,
                backup,
                clock=clock,
                who=who,
                password=password,
                access=access,
                progress=progress,
            )

        window.when_stored(lambda: replace_file(window, path, "Restoring", job))

    def set_password(self) -> None:
        """Ask for a new password of the board."""
        self._window.actions_by_name["set_password"].trigger()

    def lock_after(self) -> int:
        """Give the minutes of a pause after which a protected board is locked; 0 for never."""
        return self._window.settings.lock_after

    def set_lock_after(self, minutes: int) -> None:
        """Lock protected boards after another pause from now on."""
        self._window.remember(self._window.settings._replace(lock_after=minutes))
        if self._window.session is not None:
            self._window.session.lock_when_idle()

    # Where it lies

    def place_in_words(self) -> str:
        """Say where the board lies that is not safe there; '' where it is."""
        from mscb_desktop.places import place_in_words

        return place_in_words(self._board.path)

    def offer_to_keep_here(self) -> None:
        """Offer once a run to keep a board on this computer that lies where it is not safe."""
        window, path = self._window, str(self._board.path)
        if path in window.places_told or path in window.settings.staying or window.message.words:
            return
        place = self.place_in_words()
        if place:
            window.places_told.add(path)
            words = f"{self._board.path.name} lies {place}, where boards have been lost."
            window.message.show_message(
                (words,), "warning", self.keep_here, "Keep it on this computer…"
            )

    def keep_here(self) -> None:
        """Offer to keep the board on this computer."""
        from ui.shell.keeping_here import ask_to_keep_here

        ask_to_keep_here(self._window, self._board, self.place_in_words())

    # Damage

    def examine(self) -> None:
        """Prove the file whole in the background, and tell where it is not."""
        board = self._board

        def job(progress: Progress) -> list[Damage]:
            from mscb_desktop.damaged import examine_board

            return examine_board(board.path, board.access, progress)

        self._tasks.run(job, self._on_examined, self._on_unexamined, "Proving the file whole")

    def _on_examined(self, damages: list[Damage]) -> None:
        if damages:
            from ui.shell.damage import tell_damage

            tell_damage(self._window, self._board.path, damages)

    def _on_unexamined(self, error: Exception) -> None:
        if not isinstance(error, BoardError):
            raise error
        self._window.message.show_message((error.message,), "warning")


def folder_of_backups(window: MainWindow) -> Path:
    """Give the folder that all boards' backups go to; raises BoardError where there is none.

    The usual one is made where it is not there.
    """
    from mscb_desktop.backing_up.when import default_folder

    chosen = window.settings.backup_folder
    if chosen:
        return Path(chosen)
    try:
        return default_folder()
    except OSError as error:
        raise BoardError(
            f"The usual folder for backups cannot be made ({error.strerror}). Choose another one."
        ) from error


def replace_file(
    window: MainWindow, path: Path, title: str, job: Callable[[Progress], Restored]
) -> None:
    """Close the board, put another file in its place in the background, and open that.

    Says where the replaced file lies. Where it fails or is stopped, the board that stands there
    is opened.
    """

    def done(restored: Restored) -> None:
        kept = f" The replaced file is {restored.replaced}." if restored.replaced else ""
        open_again(window, path, f"{restored.what}.{kept}", "good")

    def failed(why: str) -> None:
        open_again(window, path, why, "bad")

    window.close_board()
    in_background(window, title, job, done, failed)


def open_again(window: MainWindow, path: Path, words: str, tone: str) -> None:
    """Open a board after work on its file, unless the person has opened another meanwhile."""
    if window.session is None:
        window.open_board(path)
    window.message.show_message((words,), tone)


def in_background(
    window: MainWindow,
    title: str,
    job: Callable[[Progress], T],
    done: Callable[[T], object],
    failed: Callable[[str], object],
) -> None:
    """Do work on a file that is not open, with the start page in front.

    What was done before it could be stopped is told as done.
    """
    window.show_no_board()
    window.status.say(f"{title}…")
    tasks = BackgroundTasks(window)
    tasks.started.connect(window.task_strip.watch)
    results: list[T] = []

    def finished(result: T) -> None:
        tasks.deleteLater()
        done(result)

    def broken(error: Exception) -> None:
        tasks.deleteLater()
        if not isinstance(error, BoardError):
            raise error
        failed(error.message)

    def stopped() -> None:
        tasks.deleteLater()
        if results:
            done(results[0])
        else:
            failed(f"{title} was stopped. Nothing was changed.")

    def keep(progress: Progress) -> T:
        results.append(job(progress))
        return results[0]

    tasks.run(keep, finished, broken, title, stopped)
