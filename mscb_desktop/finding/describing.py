"""Say what an entry is and where it belongs: 'Agency · Health · AG-0004'."""

from __future__ import annotations

from db.records import RECORDS
from mscb_desktop.finding.entries import Entry
from mscb_desktop.finding.search import Hit


def title(entry: Entry) -> str:
    """Give an entry's name, or its reference where it has none."""
    return entry.name or entry.ref


def detail(hit: Hit) -> str:
    """Give the kind of an entry, what it belongs to, and its reference or its keys."""
    entry = hit.entry
    kind = entry.key[0]
    words = RECORDS[kind].title if kind in RECORDS else kind.capitalize()
    parent = title(hit.parent) if hit.parent is not None else ""
    # The board's own row has a reference that tells nothing; a nameless one is called by its own.
    ref = entry.ref if entry.name and "-" in entry.ref else ""
    return " · ".join(filter(None, (words, parent, ref, entry.keys)))
