"""What next year's plan takes over, in sentences."""

from __future__ import annotations

from mscb_desktop.plans.beginning.next_year import NextPlan, Source
from mscb_desktop.values import year_label

_NAMED = 4
"""Links that a sentence repeats before it counts the rest."""


def of_source(source: Source) -> str:
    """Say what is open of a plan, and what stays in it."""
    many, ended = len(source.open), source.ended
    lines = _count(many, _line(source))
    going = f"{lines} {'is' if many == 1 else 'are'} open" if many else "nothing is open"
    stay = f"{ended} that {'is' if ended == 1 else 'are'} complete or dropped"
    stays = f", and {stay} stay{'s' if ended == 1 else ''} here" if ended else ""
    return f"{source.title}: {going}{stays}. Progress told so far stays here too."


def plan_in_words(source: Source, found: NextPlan) -> str:
    """Say what will be made: 'Workplan 2013-14 gets 5 actions and 2 sections.'"""
    if source.year is None:
        return ""
    label = year_label(source.year)
    actions = _count(len(found.actions), _line(source)) if found.actions else "nothing"
    sections = f" and {_count(len(found.sections), 'section')}" if found.sections else ""
    begun = ""
    if source.year_ref is None:
        begun = f" {label} is begun with it; its budget can be started at any time."
    passed = sum(one.passed for one in found.actions)
    emptied = f" {_count(passed, 'deadline')} to be set anew." if passed else ""
    return f"The plan of {label} gets {actions}{sections}.{emptied}{begun}"


def links_in_words(source: Source, found: NextPlan) -> str:
    """Say where the links lead; '' for a plan without any."""
    links = sum(len(one.links) for one in found.actions)
    if source.plan.objectives_of is None or not links:
        return ""
    if source.next_served is None:
        return (
            "The business plan that it serves has no next one yet, so its links stay as they are. "
            "Make that plan first, and they will lead to its objectives of the same numbers."
        )
    name = source.book.title(source.next_served.ref)
    if links == 1:
        lead = f"its link {'leads' if found.moved else 'does not lead'} there"
    else:
        lead = f"{found.moved:,} of {links:,} links lead there"
    told = f"It serves {name}: {lead}."
    if not found.unplaced:
        return told
    shown = [f"'{words}'" for words in found.unplaced[:_NAMED]]
    rest = len(found.unplaced) - len(shown)
    more = f" and {rest} more" if rest > 0 else ""
    return f"{told} Kept as printed, since it has no such objective: {', '.join(shown)}{more}."


def _line(source: Source) -> str:
    return "objective" if source.kind.has_objectives else "action"


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
