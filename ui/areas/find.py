"""Find the areas: each folder under `ui/areas` that describes one as AREA."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, Protocol

import ui.areas
from ui.listing.description import Listing

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.context import Context


class Page(Protocol):
    """What the window needs of an area's page, which is a QWidget.

    A page may have five things more: a signal `status_changed` without arguments, after which
    the window asks `status` again; `unstored()`, the number of cells typed into and not taken;
    `go_on(step)`, which takes the keyboard to the page's next part (1), or the one before (-1),
    and gives False where there is none;
    `show_sheet(place)`, which brings the sheet or form into view whose drafts are kept under this
    name (`mscb_desktop.drafts`), and gives False where there is none;
    `pictures()`, its states worth a picture as (name, call that brings it about), the state
    that it opens in being taken anyway.
    """

    def show_year(self, year: int) -> None:
        """Show the financial year that begins on 1 April of `year`."""

    def refresh(self, touched: frozenset[tuple[str, str]]) -> None:
        """Ask again for what is shown where rows (table, reference) that it shows changed."""

    def go_to(self, ref: str, column: str | None) -> bool:
        """Select the record's cell and focus it; False where this page does not show it."""

    def status(self) -> tuple[str, str]:
        """Give what the status bar says of the page: about the selection, and the keys."""


class Area(NamedTuple):
    """One entry of the navigation.

    `page` is 'module:Class', imported when the area is first opened; the class is called with
    the window's Context and gives a QWidget that is a Page. An area that is lists with forms
    says so by `listings` instead, and needs no page of its own. The badge beside the title counts
    the findings of `mscb_desktop.checks` whose area is this key.
    """

    key: str
    title: str
    icon: str
    order: int
    page: str = ""
    below_line: bool = False
    uses_year: bool = True
    listings: tuple[Listing, ...] = ()

    def make_page(self, context: Context) -> QWidget:
        """Import and build the page."""
        if self.listings:
            return _listing_page(context, self)
        module, name = self.page.split(":")
        build: Callable[[Context], QWidget] = getattr(importlib.import_module(module), name)
        return build(context)


def _listing_page(context: Context, area: Area) -> QWidget:
    if len(area.listings) == 1:
        from ui.listing.page import ListingPage

        return ListingPage(context, area.listings[0])
    from ui.listing.tabs import ListingTabs

    return ListingTabs(context, area.title, area.listings)


@cache
def areas() -> tuple[Area, ...]:
    """List the areas in the navigation's order without importing any page."""
    found = [
        importlib.import_module(f"ui.areas.{module.name}").AREA
        for module in pkgutil.iter_modules(ui.areas.__path__)
        if module.ispkg
    ]
    return tuple(sorted(found, key=lambda area: area.order))
