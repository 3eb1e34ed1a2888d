"""Sharing a page's width among the columns of a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Want:
    """What one column asks for, in points.

    `least` is the width below which words or figures would be cut, `natural` the width at
    which nothing wraps, `weight` the share of spare room.
    """

    least: float
    natural: float
    weight: float


def shared(wants: Sequence[Want], room: float) -> list[float] | None:
    """Give each column's width so that they fill `room`; None where the least do not fit.

    With room to spare, weighted columns grow; without, all shrink from natural towards least,
    those that ask for most giving most, and no single column asks for more than half the page.
    """
    least = sum(want.least for want in wants)
    if least > room:
        return None
    natural = sum(want.natural for want in wants)
    if natural <= room:
        weights = [want.weight for want in wants]
        if not any(weights):
            weights = [want.natural for want in wants]
        spare, whole = room - natural, sum(weights)
        return [
            want.natural + spare * (weight / whole)
            for want, weight in zip(wants, weights, strict=True)
        ]
    asked = [max(want.least, min(want.natural, room * 0.5)) for want in wants]
    more = sum(asked) - least
    if least + more < room:
        asked = [want.natural for want in wants]
        more = natural - least
    part = (room - least) / more
    return [want.least + (ask - want.least) * part for want, ask in zip(wants, asked, strict=True)]


def portioned(
    leasts: Sequence[float], portions: Sequence[float], room: float
) -> list[float] | None:
    """Share `room` by portions, no width below its least; None where the least do not fit."""
    if sum(leasts) > room:
        return None
    short: set[int] = set()
    while True:
        free = room - sum(leasts[at] for at in short)
        whole = sum(part for at, part in enumerate(portions) if at not in short)
        widths = [
            leasts[at] if at in short else free * part / whole for at, part in enumerate(portions)
        ]
        more = {at for at, width in enumerate(widths) if width < leasts[at]}
        if not more:
            return widths
        short |= more
