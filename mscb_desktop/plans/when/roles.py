"""What the words around a date make of it: a deadline, a start, or the day of a closing."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence

from mscb_desktop.plans.when.result import Said
from mscb_desktop.plans.when.words import Named, Remark, Role
from mscb_desktop.plans.when.years import Join

_REACH = 40
"""How many letters before a date its own words can stand."""

_LEAD = re.compile(
    r"(?<!\w)(?:(?P<week>w/?[cb]|week[ ]+(?:commencing|beginning)|week[ ]+of)"
    r"|(?P<not_before>(?:not?|none|never)[ ]+(?:before|earlier[ ]+than)|earliest)"
    r"|(?P<before>before)"
    r"|(?P<after>after)"
    r"|(?:(?:very )?(?:early|late)|mid(?:dle of)?|(?:start|beginning|end) of(?: the month of)?"
    r"|(?:the )?end|w/?e|week[ ]+ending))[^\S\n:-]*[:-]?[^\S\n]*$",
    re.IGNORECASE,
)
_STARTS = re.compile(
    r"(?<!\w)(?:from|since|start(?:s|ed|ing)?|beg(?:in|ins|an|un|inning)|commenc(?:e|es|ed|ing)"
    r"|w\.?e\.?f\.?|with effect from|effective(?: from)?)"
    r"[^\S\n:-]*[:-]?[^\S\n]*(?:(?:in|on|from|of|at)[^\S\n]+)?(?:the[^\S\n]+)?$",
    re.IGNORECASE,
)
_FORMER = re.compile(
    r"(?<!\w)(?:was|were|previously|originally|formerly|instead of|not"
    r"|(?:revised|moved|changed|extended|slipped|deferred|postponed|carried over)[^\S\n]+from)"
    r"[^\S\n:]*$",
    re.IGNORECASE,
)
_AGAIN = r"(?:(?:\w+[ -]?)?(?:month|quarter|year|annual|week|term|fortnight)ly|annually|every|each)"
_GOES_ON = re.compile(
    rf"[^\S\n]*(?:[,(/-][^\S\n]*)?(?:"
    rf"(?:(?:and|&|then|\+)[^\S\n]+)+(?:on[ -]?going|onwards?|continu|rolling|{_AGAIN})"
    rf"|then[^\S\n]+{_AGAIN}"
    rf"|start(?:s|ing)?(?:[^\S\n]+date)?[^\S\n)]*(?:$|[\n;.,])"
    rf"|(?:on[ -]?going|onwards?|continu\w+|rolling)[^\S\n)]*(?:$|[\n;.,]))",
    re.IGNORECASE,
)
_OPEN_END = re.compile(r"[^\S\n]*-(?:[^\S\n]*(?:$|[\n;])|[0-9]{2}(?![0-9])|[^\S\n]*[0-9]{4}(?!\d))")
_BREAK = re.compile(r"[\n;!?]|\.(?=[^\S\n]+[A-Z(]|\s*$)")
_WANTED = re.compile(
    r"(?<!\w)(?:by|due|next|review|reviewed|target|deadline|until|till|to|for)(?!\w)", re.IGNORECASE
)


def breaks(text: str) -> list[int]:
    """Give the places at which a line, a point or a sentence ends."""
    return [match.end() for match in _BREAK.finditer(text)]


def lead(text: str, one: Named, after: int) -> None:
    """Take in the words right before a date that say which day of it is meant."""
    match = _LEAD.search(text, max(after, one.start - _REACH), one.start)
    if match is None or (one.note and not match["after"]):
        return
    if match["week"]:
        if one.day is None:
            return
        one.shift, one.note = 6, "last day of the week"
    elif match["not_before"]:
        one.role = Role.START
    elif match["before"]:
        one.shift, one.note = -1, "the day before"
    elif match["after"]:
        one.role, one.note = Role.START, "after"
    one.start = match.start()


def settle_roles(
    text: str,
    named: Sequence[Named],
    joined: Sequence[Join],
    remarks: list[Remark],
    ends: Sequence[int],
) -> None:
    """Say of each date what it is for; a remark of closing that is none is taken out."""
    for at, one in enumerate(named):
        before = named[at - 1].end if at else 0
        if _FORMER.search(text, max(before, one.start - _REACH), one.start):
            one.role = Role.FORMER
        elif joined[at] is Join.RANGE:
            one.role = Role.START
        elif at and joined[at - 1] is Join.RANGE:
            continue
        elif start := _STARTS.search(text, max(before, one.start - _REACH), one.start):
            one.role, one.start = Role.START, start.start()
        elif _GOES_ON.match(text, one.end) or _OPEN_END.match(text, one.end):
            one.role = Role.START
    for remark in [remark for remark in remarks if remark.said is Said.DONE]:
        _close(text, named, joined, remarks, ends, remark)


def _close(
    text: str,
    named: Sequence[Named],
    joined: Sequence[Join],
    remarks: list[Remark],
    ends: Sequence[int],
    done: Remark,
) -> None:
    """Take the date behind 'closed' in its sentence for the day of closing.

    'Completed by end of July 2012' is a deadline all the same, as it is said with 'by', and so is
    what stands behind a comma: 'Achieved, next review March 2013'.
    """
    at = bisect.bisect_left(named, done.end, key=lambda one: one.start)
    if at == len(named) or bisect.bisect(ends, done.start) < bisect.bisect(ends, named[at].start):
        return
    between = text[done.end : named[at].start]
    if _WANTED.search(between):
        if between.lower().rstrip().endswith((" by", " by the")):
            remarks.remove(done)
        return
    if "," in between and between.strip(" ,"):
        return
    named[at].role = Role.CLOSED
    while at + 1 < len(named) and joined[at] is not Join.NONE:
        at += 1
        named[at].role = Role.CLOSED
