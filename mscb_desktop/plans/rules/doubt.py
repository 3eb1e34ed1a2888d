"""Something in a plan that does not go together, as data: what it is, where, and in words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

_SHOWN = 60
"""Letters of a title that a message repeats."""


class Kind(StrEnum):
    """What does not go together; the value is part of the key with which it is accepted."""

    OVERDUE_AND_GREEN = "overdue_green"
    AMBER_STAYS = "amber_stays"
    ENDED_ON_NO_DAY = "ended_no_day"
    COPIED = "copied"
    REPEATED = "repeated"
    NO_LEAD = "no_lead"
    NO_DATE = "no_date"
    NEVER_DUE = "never_due"
    """The deadline says so itself: 'Ongoing', 'Six monthly'."""
    NO_NARRATIVE = "no_narrative"
    NO_RATING = "no_rating"
    NO_OBJECTIVE = "no_objective"
    NOT_LINKED = "not_linked"
    OTHER_TITLE = "other_title"
    SAME_NUMBER = "same_number"


TITLES = {
    Kind.OVERDUE_AND_GREEN: "Overdue and Green",
    Kind.AMBER_STAYS: "Amber for three updates",
    Kind.ENDED_ON_NO_DAY: "Complete or dropped without a date",
    Kind.COPIED: "The narrative of another line",
    Kind.REPEATED: "The narrative of the last update",
    Kind.NO_LEAD: "No lead",
    Kind.NO_DATE: "No date",
    Kind.NEVER_DUE: "Never due",
    Kind.NO_NARRATIVE: "Rated without narrative",
    Kind.NO_RATING: "Narrative without rating",
    Kind.NO_OBJECTIVE: "No such objective",
    Kind.NOT_LINKED: "Linked to nothing",
    Kind.OTHER_TITLE: "Number and title disagree",
    Kind.SAME_NUMBER: "Number used twice",
}


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something to look at in an action; `field` of the action or its newest update leads there.

    An acceptance holds for `state`, at most 200 letters. `about` tells two doubts of one kind
    apart: the link as printed.
    """

    kind: Kind
    action: str
    field: str
    message: str
    state: str
    about: str = ""

    @property
    def key(self) -> str:
        """Its name among all: it stays the same while its state changes."""
        return ":".join(filter(None, (self.kind, self.action, self.about)))


def short(text: str) -> str:
    """Quote the beginning of a text for a message, on one line: 'Develop a …'."""
    line = " ".join(text.split())
    if len(line) > _SHOWN:
        line = line[:_SHOWN].rsplit(" ", 1)[0].rstrip(" ,;:.") + " …"
    return f"'{line}'"
