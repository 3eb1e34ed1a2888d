"""Several pages in one area, one at a time under a tab of its own, each made when it is wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from ui.theme import scaled


class _Stack(QStackedWidget):
    """Pages that scroll what is long by themselves: their height follows from no width."""

    def hasHeightForWidth(self) -> bool:
        return False


class Tabs(QWidget):
    """A page of pages; Ctrl+Tab and Ctrl+Shift+Tab go to the next and the one before.

    `makers` make the pages by their titles; each is a QWidget that is a Page (`ui.areas.find`).
    One that may hold a record that is wanted, or a draft, is made to be asked.
    """

    status_changed = Signal()

    def __init__(self, title: str, makers: Mapping[str, Callable[[], Any]]) -> None:
        super().__init__()
        self._makers = tuple(makers.values())
        self._made: dict[int, Any] = {}
        self._year: int | None = None
        self.titles = tuple(makers)
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setProperty("kind", "title")
        self.tabs.setAccessibleName(title)
        self._stack = _Stack()
        for name in makers:
            number = self.tabs.addTab(name)
            self.tabs.setTabToolTip(number, "Ctrl+Tab goes to the next list")
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
    def made(self) -> Iterable[int]:
        """The places of the pages that were wanted so far."""
        return self._made.keys()

    @property
    def page(self) -> Any:
        """The page that is shown."""
        return self._stack.currentWidget()

    def page_at(self, number: int) -> Any:
        """Give one of the pages, counted from 0, made where it was not yet."""
        if number not in self._made:
            page = self._makers[number]()
            self._made[number] = page
            self._stack.addWidget(page)
            page.status_changed.connect(self.status_changed)
            if self._year is not None:
                page.show_year(self._year)
        return self._made[number]

    def show_page(self, number: int) -> None:
        """Show one of the pages, counted from 0."""
        page = self.page_at(number)
        with QSignalBlocker(self.tabs):
            self.tabs.setCurrentIndex(number)
        self._stack.setCurrentWidget(page)
        self.setFocusProxy(page)
        self.status_changed.emit()

    # What the window asks

    def show_year(self, year: int) -> None:
        """Show the year on every page."""
        self._year = year
        for page in self._made.values():
            page.show_year(year)

    def refresh(self, touched: frozenset[tuple[str, str]]) -> None:
        """Ask again for what is shown."""
        for page in self._made.values():
            page.refresh(touched)

    def go_to(self, ref: str, column: str | None) -> bool:
        """Choose a record on the page that holds it."""
        asked = self.may_hold(ref.partition("-")[0])
        return any(self._led(n, self.page_at(n).go_to(ref, column)) for n in asked)

    def show_sheet(self, place: str) -> bool:
        """Bring the sheet into view whose drafts are kept under this name."""
        return any(
            self._led(n, page.show_sheet(place))
            for n in self.may_hold(place.partition(" ")[0])
            if hasattr(page := self.page_at(n), "show_sheet")
        )

    def may_hold(self, what: str) -> Iterable[int]:
        """List the pages that are asked for a record, known by its prefix, or by a draft's table.

        By default all are, which makes each of them.
        """
        return range(len(self._makers))

    def status(self) -> tuple[str, str]:
        """Say what is chosen on the page that is shown."""
        about, keys = self.page.status()
        return about, f"Ctrl+Tab other list · {keys}"

    def go_on(self, step: int) -> bool:
        """Take the keyboard to the next part of the page that is shown, or the one before."""
        go_on = getattr(self.page, "go_on", None)
        return go_on is not None and bool(go_on(step))

    def unstored(self) -> int:
        """Count what was typed and not taken, on all pages."""
        return sum(page.unstored() for page in self._made.values() if hasattr(page, "unstored"))

    def pictures(self) -> Iterable[tuple[str, Callable[[], object]]]:
        """Give each page, and its states that are worth a picture."""
        for number, title in enumerate(self.titles):
            name = title.lower().replace(" ", "-")
            yield name, partial(self.show_page, number)
            pictures = getattr(self.page_at(number), "pictures", None)
            for state, call in pictures() if pictures else ():
                yield f"{name}-{state}", call

    def _led(self, number: int, found: bool) -> bool:
        if found:
            self.show_page(number)
        return found

    def _step(self, step: int) -> None:
        self.show_page((self.tabs.currentIndex() + step) % len(self._makers))
        self.page.setFocus()
