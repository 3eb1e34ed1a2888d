"""The rows of a sheet, a page at a time."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence

from mscb_desktop.sheet.model import NOWHERE, Row, Sheet

PAGE = 256
_PAGES_KEPT = 12


class Rows:
    """Asks the sheet for pages at need and keeps the latest few. Places are counted from 0."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._pages: OrderedDict[int, Sequence[Row]] = OrderedDict()
        self._found: dict[str, int] = {}
        self.count = sheet.count()

    def at(self, place: int) -> Row | None:
        """Give the row at a place; None where the sheet has meanwhile become shorter."""
        number, offset = divmod(place, PAGE)
        page = self._page(number)
        return page[offset] if offset < len(page) else None

    def find(self, ref: str, near: int = 0) -> int | None:
        """Give the place of the row with this reference, looked for from `near` outwards."""
        if ref in self._found:
            return self._found[ref]
        place = self._sheet.place_of(ref)
        if place == NOWHERE:
            return None
        if place is None or (row := self.at(place)) is None or row.ref != ref:
            place = self._look_for(ref, near)
        if place is not None:
            self._found[ref] = place
        return place

    def _look_for(self, ref: str, near: int) -> int | None:
        for number in self._outwards(near // PAGE):
            for offset, row in enumerate(self._page(number)):
                if row.ref == ref:
                    return number * PAGE + offset
        return None

    def known(self) -> Iterator[tuple[int, Row]]:
        """Give the rows that are at hand with their places."""
        for number in sorted(self._pages):
            for offset, row in enumerate(self._pages[number]):
                yield number * PAGE + offset, row

    def _page(self, number: int) -> Sequence[Row]:
        page = self._pages.get(number)
        if page is None:
            page = self._sheet.page(number * PAGE, PAGE)
            self._pages[number] = page
            if len(self._pages) > _PAGES_KEPT:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(number)
        return page

    def _outwards(self, start: int) -> Iterator[int]:
        last = max(0, (self.count - 1) // PAGE)
        start = min(max(start, 0), last)
        yield start
        for distance in range(1, last + 1):
            if start - distance >= 0:
                yield start - distance
            if start + distance <= last:
                yield start + distance
