"""Find records, pages and commands by a few letters, whatever their case, accents and order."""

from mscb_desktop.finding.describing import detail, title
from mscb_desktop.finding.entries import Entry
from mscb_desktop.finding.filling import Filling
from mscb_desktop.finding.index import Index
from mscb_desktop.finding.marks import marked, other_name
from mscb_desktop.finding.search import Found, Hit, find

__all__ = [
    "Entry",
    "Filling",
    "Found",
    "Hit",
    "Index",
    "detail",
    "find",
    "marked",
    "other_name",
    "title",
]
