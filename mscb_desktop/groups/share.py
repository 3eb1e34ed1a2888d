"""How many members a quorum asks for, as people write it: half, a third, 40%, more than half, 5."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from mscb_desktop.values import Unreadable, quoted

_NUMBERS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
)
_UNITS = {word: number for number, word in enumerate(_NUMBERS.split(), start=1)}
_PARTS = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
_SIGNS = str.maketrans(
    {
        **{sign: f" {n}/{d} " for sign, n, d in (("½", 1, 2), ("⅓", 1, 3), ("⅔", 2, 3))},
        **{sign: f" {n}/{d} " for sign, n, d in (("¼", 1, 4), ("¾", 3, 4), ("⅕", 1, 5))},
        **{sign: f" {n}/{d} " for sign, n, d in (("⅖", 2, 5), ("⅗", 3, 5), ("⅘", 4, 5))},
        **dict.fromkeys("\u2044\u2215", "/"),
        **dict.fromkeys("\u00a0\u2007\u202f", " "),
        **dict.fromkeys("\u2010\u2011\u2012\u2013", "-"),
    }
)
_HYPHEN = re.compile(r"(?<=[0-9a-z])-(?=[a-z])")

_LEAST = re.compile(
    r"(?:at least|(?:a |the )?min(?:imum|\.)?(?: of)?|not? (?:less|fewer) than|≥|>=)\s*"
)
_MORE = re.compile(r"(?:more than|greater than|over|above|>)\s*")
_OR_MORE = re.compile(r"\s*(?:\+|or (?:more|over|above))(?= |$)")
_OF_MEMBERS = re.compile(
    r"(?: of)?(?: (?:the|all|its|our|their|them|those))*(?: (?:board|group|subgroup|panel))?"
    r"(?: voting)?(?: (?:members?|membership|people|persons?))?"
    r"(?: (?:with (?:a )?votes?|(?:entitled|able) to vote|who (?:can )?vote))?"
    r"(?: (?:to be|must be|have to be|being|are))?(?: (?:present|there|in attendance))?"
    r"(?: of (?:the|our|this) (?:board|group|subgroup|panel))?"
)
_MAJORITY = re.compile(r"(?:(?:a|the) )?(?:(?:simple|absolute|clear|bare) )?majority")
_A_MAJORITY = "a majority"
_ALL = re.compile(r"all|every(?:body|one| member)|the whole")
_PER_CENT = re.compile(r"([0-9]{1,3})(?:\.([0-9]{1,4}))? ?(?:%|per ?cent|pc)")
_FRACTION = re.compile(r"([0-9]{1,3}) ?(?:/|in|out of) ?([0-9]{1,3})(?:rds?|ths?|nds?)?")
_DECIMAL = re.compile(r"0?\.([0-9]{1,4})")
_WHOLE = re.compile(r"([0-9]{1,4})(?:\.0+)?")
_AT_MOST = re.compile(r"(?:not? more|less|fewer) than|up to|at most|max")
_AS_NUMBERS = re.compile(rf"({'|'.join(_UNITS)}) (in|out of) ({'|'.join(_UNITS)})")
_PLUS_ONE = re.compile(r".*(?:\+|plus) ?(?:1|one)\b.*")
_IN_BRACKETS = re.compile(r"(.+?) ?\((.+)\)(.*)")


@dataclass(frozen=True, slots=True)
class Share:
    """How many members with a vote have to be there: a part of them, or a number.

    With `above` more than that. `words` is how it was written, in the words of a report.
    """

    amount: Fraction
    is_part: bool
    above: bool = False
    words: str = field(default="", compare=False)

    def needed(self, voting: int) -> int:
        """Give how many of `voting` members have to be there, at least one of any."""
        exact = self.amount * voting if self.is_part else self.amount
        whole = exact.numerator // exact.denominator
        if self.above or whole < exact:
            whole += 1
        return max(1, whole)

    def in_words(self) -> str:
        """Say it before 'with a vote': 'a third of the members', '5 members'."""
        more = "more than " if self.above else ""
        if not self.is_part:
            return f"{more}{self.words} {'member' if self.amount == 1 else 'members'}"
        if self.amount == 1:
            return "all members"
        return f"{more}{self.words} of the members"


def read_share(text: str) -> Share:
    """Read how many members a quorum asks for.

    A part ('half', '1/2', '50%', 'two thirds', 'a majority') or a number of them ('5', 'five
    members'), with 'at least', which changes nothing, or 'more than' before it. Raises
    Unreadable where it is neither, where nobody would have to be there, or more than all.
    """
    plain = _HYPHEN.sub(" ", text.casefold().translate(_SIGNS))
    plain = " ".join(plain.split()).rstrip(".")
    share = _read(plain)
    if share is None:
        raise Unreadable(_reason(text, plain))
    if share.amount == 0 and not share.above:
        raise Unreadable(
            f"{quoted(text)} asks for nobody: leave it blank if the number does not matter."
        )
    if share.is_part and (share.amount > 1 or (share.amount == 1 and share.above)):
        raise Unreadable(
            f"{quoted(text)} is more than all members: type a smaller part, such as half."
        )
    return share


def _read(plain: str) -> Share | None:
    bracketed = _IN_BRACKETS.fullmatch(plain)
    if bracketed is not None:
        # 'five (5) members': said twice, and only one thing if both are the same.
        outer, inner = _read(bracketed[1] + bracketed[3]), _read(bracketed[2])
        return outer if outer == inner else None
    least = _LEAST.match(plain)
    more = None if least else _MORE.match(plain)
    before, above = least or more, more is not None
    if before is not None:
        plain = plain[before.end() :]
    for core in _cores(_OR_MORE.sub("", plain, count=1)):
        found = _amount(core)
        if found is not None:
            amount, is_part, words = found
            if words == _A_MAJORITY:
                return None if above else Share(amount, True, True, "half")
            return Share(amount, is_part, above, words)
    return None


def _cores(plain: str) -> Iterator[str]:
    """Give what may be the amount: the text less the words for members behind it."""
    yield plain
    for gap in re.finditer(" ", plain):
        if _OF_MEMBERS.fullmatch(plain[gap.start() :]):
            yield plain[: gap.start()]


def _amount(core: str) -> tuple[Fraction, bool, str] | None:
    """Read an amount without its surroundings into (amount, whether a part, words)."""
    if _MAJORITY.fullmatch(core):
        return Fraction(1, 2), True, _A_MAJORITY
    if _ALL.fullmatch(core):
        return Fraction(1), True, "all"
    core = re.sub(r"^(?:a|the) (?=[0-9])", "", core.removesuffix(" majority"))
    core = _AS_NUMBERS.sub(lambda m: f"{_UNITS[m[1]]} {m[2]} {_UNITS[m[3]]}", core)
    if (match := _PER_CENT.fullmatch(core)) is not None:
        decimals = match[2] or ""
        shown = f"{match[1]}.{decimals}" if decimals else match[1]
        return _rounded(Fraction(shown) / 100, len(decimals), 100), True, f"{shown}%"
    if (match := _FRACTION.fullmatch(core)) is not None:
        above, below = int(match[1]), int(match[2])
        return (Fraction(above, below), True, f"{above}/{below}") if below else None
    if (match := _DECIMAL.fullmatch(core)) is not None:
        shown = f"0.{match[1]}"
        return _rounded(Fraction(shown), len(match[1]) - 1, 10), True, shown
    if (match := _WHOLE.fullmatch(core)) is not None:
        return Fraction(int(match[1])), False, str(int(match[1]))
    if core in _UNITS:
        return Fraction(_UNITS[core]), False, str(_UNITS[core])
    return _named(core)


def _named(core: str) -> tuple[Fraction, bool, str] | None:
    """Read 'half', 'a third', 'one third', 'two thirds', '2 thirds'."""
    *before, part = core.split() or [""]
    below = _PARTS.get(part) or _PARTS.get(part.removesuffix("s"))
    if below is None or len(before) > 1 or (not before and part.endswith("s")):
        return None
    many = before[0] if before else "a"
    above = 1 if many in ("a", "the") else _UNITS.get(many, int(many) if many.isdecimal() else 0)
    if not 0 < above <= below:
        return None
    return Fraction(above, below), True, _name(above, part)


def _name(above: int, part: str) -> str:
    if above > 1:
        return f"{list(_UNITS)[above - 1]} {part}"
    return part if part == "half" else f"a {part.removesuffix('s')}"


def _rounded(part: Fraction, decimals: int, unit: int) -> Fraction:
    """Give the part that a figure with decimals stands for: 66.67% are two thirds, rounded."""
    for third in (Fraction(1, 3), Fraction(2, 3)):
        if decimals and abs(part - third) * unit * 10**decimals < 1:
            return third
    return part


def _reason(text: str, plain: str) -> str:
    if _PLUS_ONE.fullmatch(plain):
        return (
            f"{quoted(text)} can be read in two ways where the members are odd in number: "
            "type more than half if that is meant."
        )
    if _AT_MOST.match(plain):
        return f"{quoted(text)} says how many at most: type how many have to be there at least."
    return (
        f"{quoted(text)} is not how many members have to be there: type half, a third, 2/5, 40%, "
        "more than half, or 5. Chair, sectors and agencies have places of their own."
    )
