"""What a listing says about itself: what it holds, what it finds, what belongs there."""

from __future__ import annotations

from db.records import RECORDS
from mscb_desktop.values import quoted
from ui.listing.description import Listing


class Words:
    """Sentences about the records of a listing."""

    def __init__(self, listing: Listing) -> None:
        self._listing = listing
        self._record = RECORDS[listing.table]
        self.noun, self.nouns = self._record.title.lower(), self._record.plural.lower()
        self.one = f"an {self.noun}" if self.noun[:1] in "aeiou" else f"a {self.noun}"
        self.name = self._record.name_field.label.lower()

    def looked_through(self) -> str:
        """Name what is looked through: 'name, short name or other names'."""
        names = dict.fromkeys((*self._record.shown_by, *self._record.found_by))
        *first, last = [self._record.fields[name].label.lower() for name in names]
        return f"{', '.join(first)} or {last}" if first else last

    def counted(self, shown: int, everything: int, wanted: str) -> str:
        """Say how many there are, and how many of them hold what is looked for."""
        noun = self.noun if everything == 1 else self.nouns
        if not wanted.strip():
            return f"{everything:,} {noun}"
        return f"{shown:,} of {everything:,} {noun}"

    def why_none(self, shown: int, everything: int, wanted: str) -> str:
        """Say why no record is chosen, and what to do."""
        if not everything:
            return (
                f"{self._listing.belongs} Type a {self.name} into the list, or paste a list from "
                "Excel."
            )
        if not shown:
            return (
                f"No {self.noun} has {quoted(wanted)} in its names. Esc in the find box shows all."
            )
        return f"Choose {self.one} in the list to see and change its details."
