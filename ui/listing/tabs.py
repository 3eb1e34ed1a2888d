"""Several listings in one area, one at a time under a tab of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from ui.context import Context
from ui.listing.description import Listing
from ui.listing.page import ListingPage
from ui.theme import scaled


class ListingTabs(QWidget):
    """A page of listings; Ctrl+Tab and Ctrl+Shift+Tab go to the next and the one before."""

    status_changed = Signal()

    def __init__(self, context: Context, title: str, listings: Sequence[Listing]) -> None:
        super().__init__()
        self.pages = [ListingPage(context, listing, titled=False) for listing in listings]
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setProperty("kind", "title")
        self.tabs.setAccessibleName(title)
        self._stack = QStackedWidget()
        for page in self.pages:
            number = self.tabs.addTab(page.record.plural)
            self.tabs.setTabToolTip(number, "Ctrl+Tab goes to the next list")
            self._stack.addWidget(page)
            page.status_changed.connect(self.status_changed)
        self.tabs.currentChanged.connect(self.show_page)
        for keys, step in (("Ctrl+Tab", 1), ("Ctrl+Shift+Tab", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self._step, step))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        tabs = QVBoxLayout()
        tabs.setContentsMargins(scaled(20), scaled(14), scaled(20), 0)
        tabs.addWidget(self.tabs)
        whole.addLayout(tabs)
        whole.addWidget(self._stack, 1)
        self.show_page(0)

    @property
    def page(self) -> ListingPage:
        """The listing that is shown."""
        return self.pages[self._stack.currentIndex()]

    def show_page(self, number: int) -> None:
        """Show one of the listings, counted from 0."""
        with QSignalBlocker(self.tabs):
            self.tabs.setCurrentIndex(number)
        self._stack.setCurrentIndex(number)
        self.setFocusProxy(self.pages[number])
        self.status_changed.emit()

    # What the window asks

    def show_year(self, year: int) -> None:
        """Show the same records in every year."""

    def refresh(self, touched: frozenset[tuple[str, str]]) -> None:
        """Ask again for what is shown."""
        for page in self.pages:
            page.refresh(touched)

    def go_to(self, ref: str, column: str | None) -> bool:
        """Choose a record in the listing that holds it."""
        return any(self._led(number, page.go_to(ref, column)) for number, page in self._numbered())

    def show_sheet(self, place: str) -> bool:
        """Bring the sheet into view whose drafts are kept under this name."""
        return any(self._led(number, page.show_sheet(place)) for number, page in self._numbered())

    def status(self) -> tuple[str, str]:
        """Say what is chosen in the listing that is shown."""
        about, keys = self.page.status()
        return about, f"Ctrl+Tab other list · {keys}"

    def unstored(self) -> int:
        """Count what was typed and not taken, in all listings."""
        return sum(page.unstored() for page in self.pages)

    def pictures(self) -> Iterable[tuple[str, Callable[[], object]]]:
        """Give the states of each listing that are worth a picture."""
        for number, page in self._numbered():
            nouns = page.record.plural.lower()
            yield nouns, partial(self.show_page, number)
            for name, call in page.pictures():
                yield f"{nouns}-{name}", call

    def _numbered(self) -> Iterable[tuple[int, ListingPage]]:
        return enumerate(self.pages)

    def _led(self, number: int, found: bool) -> bool:
        if found:
            self.show_page(number)
        return found

    def _step(self, step: int) -> None:
        self.show_page((self._stack.currentIndex() + step) % len(self.pages))
        self.page.setFocus()
