"""Rules across agencies."""

from __future__ import annotations

from collections.abc import Mapping


def circle(agency: str, successors: Mapping[str, str | None]) -> tuple[str, ...]:
    """Follow an agency's successors; give the way back to it, () where none leads back.

    The way begins with the agency and ends with the one that it succeeds: an agency that
    succeeds itself gives itself alone. A circle further on that it is no part of ends the way.
    """
    way = [agency]
    seen = {agency}
    following = successors.get(agency)
    while following is not None:
        if following == agency:
            return tuple(way)
        if following in seen:
            return ()
        seen.add(following)
        way.append(following)
        following = successors.get(following)
    return ()
