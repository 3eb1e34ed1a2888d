"""Several listings in one area, one at a time under a tab of its own."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from db.records import RECORDS
from ui.context import Context
from ui.listing.description import Listing
from ui.listing.page import ListingPage
from ui.tabs import Tabs


class ListingTabs(Tabs):
    """A page of listings."""

    def __init__(self, context: Context, title: str, listings: Sequence[Listing]) -> None:
        super().__init__(
            title,
            {
                RECORDS[listing.table].plural: partial(ListingPage, context, listing, titled=False)
                for listing in listings
            },
        )
        # All at once: what is typed in any of them and not stored is counted.
        for number in range(len(listings)):
            self.page_at(number)
