"""The window's spelling: loaded in the background when a long text is first typed into."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.tasks import BackgroundTasks

if TYPE_CHECKING:
    from mscb_desktop.spelling.personal import PersonalWords
    from mscb_desktop.spelling.speller import Speller

SPELLING_KEYS = (
    ("F7", "Go to the next word that looks wrong"),
    ("Shift+F10", "Better words for it, and ‘Add to my words’"),
    ("Alt+Enter", "Begin a new line in a sheet; Enter does in a form"),
)
"""The keys of a long text, as F1 lists them."""

Suggested = Callable[[list[str]], object]


class Spelling(QObject):
    """Says what is wrong in a text, and what would be better.

    `words_file` holds the person's own words. Nothing is wrong before `start` has loaded the
    dictionary, or while checking is turned off.
    """

    changed = Signal()
    """Other words count as wrong than before."""
    said = Signal(str)
    """A short message for the person."""

    def __init__(self, words_file: Path, parent: QObject | None = None, *, on: bool = True) -> None:
        super().__init__(parent)
        self.is_on = on
        self._words_file = words_file
        self._personal: PersonalWords | None = None
        self._speller: Speller | None = None
        self._is_begun = False
        self._suggested: dict[str, list[str]] = {}
        self._ignored: dict[str, set[str]] = {}
        self._tasks = BackgroundTasks(self)

    @property
    def is_loaded(self) -> bool:
        """Tell whether the dictionary is there."""
        return self._speller is not None

    @property
    def is_checking(self) -> bool:
        """Tell whether anything can be wrong at present."""
        return self.is_on and self._speller is not None

    def start(self) -> None:
        """Begin to load the dictionary, unless that was done or checking is turned off."""
        if self._is_begun or not self.is_on:
            return
        self._is_begun = True
        file = self._words_file

        def load() -> tuple[PersonalWords, Speller]:
            from mscb_desktop.spelling.personal import PersonalWords
            from mscb_desktop.spelling.speller import load_speller

            personal = PersonalWords(file)
            return personal, load_speller(personal)

        self._tasks.run(lambda _: load(), self._on_loaded, self._on_failed, "Loading spelling")

    def stop(self) -> None:
        """Wait for the workers to end."""
        self._tasks.stop()

    def set_on(self, on: bool) -> None:
        """Turn checking on or off."""
        self.is_on = on
        self.changed.emit()

    # Asking

    def wrong(self, word: str, place: str) -> bool:
        """Tell whether a word is wrong in the text called `place`."""
        if self._speller is None or not self.is_on or word in self._ignored.get(place, ()):
            return False
        return self._speller.wrong(word)

    def suggest(self, word: str, done: Suggested) -> None:
        """Call `done` with better words, at once where they are known from before."""
        known = self._suggested.get(word)
        if known is not None:
            done(known)
            return
        speller = self._speller
        if speller is None:
            return

        def keep(found: list[str]) -> None:
            self._suggested[word] = found
            done(found)

        self._tasks.run(lambda _: speller.suggest(word), keep, self._on_failed, "Suggesting words")

    def is_own(self, word: str) -> bool:
        """Tell whether the person added this word."""
        return self._personal is not None and word in self._personal

    # Teaching

    def add(self, word: str) -> None:
        """Put a word into the person's own list."""
        self._teach(lambda own: own.add(word), f"‘{word}’ is now one of your words")

    def remove(self, word: str) -> None:
        """Take a word out of the person's own list."""
        self._teach(lambda own: own.remove(word), f"‘{word}’ is no longer one of your words")

    def ignore(self, word: str, place: str) -> None:
        """Leave a word alone in the text called `place`, until the window is closed."""
        self._ignored.setdefault(place, set()).add(word)
        self.changed.emit()

    def _teach(self, change: Callable[[PersonalWords], None], done: str) -> None:
        if self._personal is None:
            return
        try:
            change(self._personal)
        except OSError as error:
            done = (
                f"Your words cannot be kept in {self._words_file} ({error.strerror}): "
                "this one counts until you close the window."
            )
        self._suggested.clear()
        self.changed.emit()
        self.said.emit(done)

    def _on_loaded(self, loaded: tuple[PersonalWords, Speller]) -> None:
        self._personal, self._speller = loaded
        self.changed.emit()

    def _on_failed(self, error: Exception) -> None:
        from ui.log import described, log_fault

        log_fault(described(type(error), error, error.__traceback__))
        self.said.emit("Spelling cannot be checked this time; everything else works as before.")


def spelling_above(widget: QWidget) -> Spelling | None:
    """Find the spelling that a window above `widget` offers as its attribute `spelling`."""
    above = widget.parentWidget()
    while above is not None:
        found = getattr(above, "spelling", None)
        if isinstance(found, Spelling):
            return found
        above = above.parentWidget()
    return None
