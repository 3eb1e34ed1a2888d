"""The pages of the open board, each built when its area is first opened."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.areas.find import Area, Page, areas
from ui.context import Context
from ui.drafts import DraftKeeper
from ui.shell.stack import Stack


class Pages(Stack):
    """Shows one area's page at a time, and keeps the others as they are."""

    status_changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._pages: dict[str, QWidget] = {}
        self._years: dict[str, int] = {}
        self._missed: dict[str, frozenset[tuple[str, str]]] = {}
        self._key = ""

    @property
    def key(self) -> str:
        """The key of the area that is open; '' before the first."""
        return self._key

    @property
    def page(self) -> Page:
        """The page that is open."""
        return cast(Page, self._pages[self._key])

    def area(self) -> Area:
        """The area that is open."""
        return _area(self._key)

    def open_area(self, key: str) -> None:
        """Show an area's page for the year that is open."""
        page = self._made(key)
        self._key = key
        self._catch_up(key)
        self.show_year()
        self.setCurrentWidget(page)
        self.status_changed.emit()

    def show_year(self) -> None:
        """Bring the open page to the year that is open."""
        year = self._context.year()
        if self._years.get(self._key) != year:
            self._years[self._key] = year
            self.page.show_year(year)
            self.status_changed.emit()

    def refresh(self, touched: frozenset[tuple[str, str]]) -> None:
        """Tell the open page of changed rows now, and the others when they are next used."""
        for key in self._pages:
            self._missed[key] = self._missed.get(key, frozenset()) | touched
        self._catch_up(self._key)
        self.status_changed.emit()

    def _catch_up(self, key: str) -> None:
        touched = self._missed.pop(key, None)
        if touched:
            cast(Page, self._pages[key]).refresh(touched)

    def lead_to(self, ref: str, column: str | None, *, elsewhere: bool = True) -> str | None:
        """Go to a record where a page shows it, first on the open one; give the area's key.

        Without `elsewhere` only the open page is asked.
        """
        others = [area.key for area in areas() if area.key != self._key]
        for key in (self._key, *others) if elsewhere else (self._key,):
            if self.ready(key).go_to(ref, column):
                self.open_area(key)
                return key
        return None

    def ready(self, key: str) -> Page:
        """Give an area's page as it stands now in the year that is open, shown or not."""
        page = cast(Page, self._made(key))
        self._catch_up(key)
        if self._years.get(key) != self._context.year():
            self._years[key] = self._context.year()
            page.show_year(self._context.year())
        return page

    def keepers(self, key: str) -> list[DraftKeeper]:
        """List what keeps the unstored texts of the sheets and forms that an area's page shows."""
        page = self._made(key)
        found = page.findChildren(DraftKeeper)
        return [keeper for keeper in found if _is_seen(keeper, page)]

    def unstored(self) -> int:
        """Count the cells of all pages that were typed into and not taken."""
        asked = (getattr(page, "unstored", None) for page in self._built())
        return sum(ask() for ask in asked if ask is not None)

    def _built(self) -> Iterator[Page]:
        yield from cast("list[Page]", list(self._pages.values()))

    def _made(self, key: str) -> QWidget:
        if key not in self._pages:
            page = _area(key).make_page(self._context)
            changed = getattr(page, "status_changed", None)
            if changed is not None:
                changed.connect(self.status_changed)
            self._pages[key] = page
            self.addWidget(page)
        return self._pages[key]


def _is_seen(keeper: DraftKeeper, page: QWidget) -> bool:
    holder = keeper.parent()
    return isinstance(holder, QWidget) and holder.isVisibleTo(page)


def _area(key: str) -> Area:
    return next(area for area in areas() if area.key == key)
