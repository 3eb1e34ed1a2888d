"""Which agency stood in another's place on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from db.queries.agencies import AgencyRow


class Successions:
    """Which agency stood in another's place on a day."""

    def __init__(self, agencies: Iterable[AgencyRow]) -> None:
        self._agencies = {agency.ref: agency for agency in agencies}
        self._predecessors: dict[str, list[AgencyRow]] = {}
        for agency in self._agencies.values():
            if agency.successor is not None and agency.succeeded_on is not None:
                self._predecessors.setdefault(agency.successor, []).append(agency)

    def at(self, ref: str, day: dt.date) -> AgencyRow | None:
        """Give the agency that did this one's work on a day; None where there is no such agency.

        A successor is followed from its first day on. Before the first day of an agency with one
        predecessor it is that one; with several, nobody can say which, and it stays itself. A
        succession without a day changes nothing.
        """
        agency = self._agencies.get(ref)
        seen = {ref}
        while agency is not None and agency.succeeded_on is not None:
            following = self._agencies.get(agency.successor or "")
            if day < agency.succeeded_on or following is None or following.ref in seen:
                break
            seen.add(following.ref)
            agency = following
        while agency is not None:
            before = self._predecessors.get(agency.ref, [])
            first = before[0].succeeded_on if len(before) == 1 else None
            if first is None or day >= first or before[0].ref in seen:
                break
            seen.add(before[0].ref)
            agency = before[0]
        return agency
