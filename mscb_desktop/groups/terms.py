"""What lasts from a first to a last day: memberships, and the holding of posts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from db.queries.groups import HoldingRow, PersonRow, PostRow

ONE_DAY = dt.timedelta(days=1)


def covers(began: dt.date | None, ended: dt.date | None, day: dt.date) -> bool:
    """Tell whether a day lies between two others, both included; None is open."""
    return (began is None or began <= day) and (ended is None or day <= ended)


def nearest(began: dt.date | None, ended: dt.date | None, day: dt.date) -> dt.date:
    """Give the day itself where it lies between two others, else the nearer of them."""
    if ended is not None and ended < day:
        return ended
    return began if began is not None and day < began else day


def last_day(holding: HoldingRow, person: PersonRow | None) -> dt.date | None:
    """Give the last day on which somebody holds a post: the end of it, or of all their work."""
    left = person.left_on if person is not None else None
    days = [day for day in (holding.ended, left) if day is not None]
    return min(days, default=None)


def holders(
    holdings: Iterable[HoldingRow], people: Mapping[str, PersonRow], day: dt.date
) -> list[HoldingRow]:
    """Give who of those that ever held a post holds it on a day; more than one share it."""
    return [
        holding
        for holding in holdings
        if covers(holding.began, last_day(holding, people.get(holding.person)), day)
    ]


def vacant_since(
    post: PostRow, holdings: Iterable[HoldingRow], people: Mapping[str, PersonRow], day: dt.date
) -> dt.date | None:
    """Give the first day of a vacancy that lasts on `day`; None where the post is not vacant.

    A post that nobody was ever named for is not vacant: its holder is not known here. It is
    vacant when its last holder has gone, or from the day on that the post itself names, where
    nobody took it up since.
    """
    known = list(holdings)
    if holders(known, people, day):
        return None
    ends = [last_day(holding, people.get(holding.person)) for holding in known]
    after = [end + ONE_DAY for end in ends if end is not None and end < day]
    if post.vacant_since is not None and post.vacant_since <= day:
        began = (holding.began for holding in known)
        if not any(b is not None and post.vacant_since <= b <= day for b in began):
            after.append(post.vacant_since)
    return max(after, default=None)
