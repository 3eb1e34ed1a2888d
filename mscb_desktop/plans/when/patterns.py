"""The patterns of words that name dates, or say why there is none."""

from __future__ import annotations

import re

BULLETS = "•●▪◦‣∙■□➢✓\uf0b7\uf0a7"
_PLAIN = str.maketrans(
    # One letter for one, so that a place in the plain text is the same place in the text.
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
    | dict.fromkeys("\u2018\u2019\u201b\u00b4`", "'")
    | dict.fromkeys("\r\v\f\x1c\x1d\x1e\x85\u2028\u2029", "\n")
    | dict.fromkeys(BULLETS, ";")
    # These four match ASCII letters where case is ignored.
    | {"\u017f": "s", "\u212a": "k", "\u0130": "i", "\u0131": "i"}
)

_S = r"[^\S\n]*"
_S1 = r"[^\S\n]+"
_TH = r"(?:st|nd|rd|th)"
_Y4 = r"(?:19|2[01])[0-9]{2}"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![^\W0-9_])"
)
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
_DAY = rf"(?:3[01]|[12][0-9]|0?[1-9]){_TH}?"
_COUNT = r"(?:[0-9]{1,3}|one|two|three|four|five|six|nine|ten|twelve|eighteen)"
_UNIT = r"(?:days?|weeks?|months?|years?|hours?|am|pm|%)"


def _written_year(name: str) -> str:
    return (
        rf"(?P<y{name}>{_Y4}|[0-9]{{2}})(?:[-/](?P<z{name}>[0-9]{{4}}|[0-9]{{2}}))?"
        rf"(?![0-9]|[:.,/-][0-9]|{_TH}(?!\w)|{_S}{_UNIT}(?!\w))"
    )


_BETWEEN = (
    rf"(?:{_S}'{_S}"  # Dec'13
    rf"|[.,]?\s+(?={_Y4})"  # also where the line is broken before the year
    rf"|{_S}[-,]{_S}(?={_Y4})"
    rf"|\.?{_S1}(?:'{_S})?"
    rf"|[-/.](?!{_DAY}{_S}{_MONTH})"  # Sep-13, but not Sept-12 Oct
    rf"|)"
)

PATTERN = re.compile(
    rf"""(?<!\w)(?=[0-9a-z])(?:
    (?P<year_first>(?<![./-])(?P<iy>{_Y4})-(?P<im>[0-9]{{1,2}})-(?P<id>[0-9]{{1,2}})(?![0-9]))
    |(?P<numbers>(?<![./-])(?P<nd>[0-9]{{1,2}})[ ]?(?P<ns>[/.-])[ ]?(?P<nm>[0-9]{{1,2}})
        [ ]?(?P=ns)[ ]?(?P<ny>{_Y4}|[0-9]{{2}})(?![0-9]|[/.-][0-9]))
    |(?P<month_first>(?P<mf>{_MONTH})\.?{_S1}(?P<fd>3[01]|[12][0-9]|0?[1-9])
        (?:{_TH}(?!\w)(?:,?{_S1}(?P<fy1>{_Y4})(?![0-9]))?|,?{_S1}(?P<fy2>{_Y4})(?![0-9])))
    |(?P<day_first>(?<![0-9][./-])(?:{_WEEKDAY}[.,]*{_S1}(?:the{_S1})?)?
        (?P<days>{_DAY}(?:{_S}(?:,|[&]|/|-|and(?!\w)|to(?!\w)|or(?!\w)){_S}{_DAY}){{0,9}})
        {_S}(?:of{_S1}|[./-])?(?P<md>{_MONTH})(?:{_BETWEEN}{_written_year("d")})?)
    |(?P<month_only>(?P<mm>{_MONTH})(?:{_BETWEEN}{_written_year("m")})?)
    |(?P<quarter>(?P<quarter_name>(?:q(?:uarter|tr)?\.?{_S}(?P<qn>[1-4])
        |(?P<qo>[1-4](?:st|nd|rd|th)|first|second|third|fourth){_S1}quarter)(?!\w))
        (?:{_S}(?:,|of(?!\w)|in(?!\w)|-)?{_S}{_written_year("q")})?)
    |(?P<year_only>(?<![./-])(?P<yy>{_Y4})
        (?:(?:[-/](?=[0-9]{{2}}(?![0-9]))|[ ]?[-/][ ]?(?={_Y4}))(?P<zy>[0-9]{{2,4}}))?
        (?![0-9]|[/.-][0-9]))(?!\w)
    |(?P<no_day>(?:(?:early|mid|late){_S1})?(?:spring|summer|autumn|winter|easter|christmas)
        (?:{_S1}term)?(?:{_S1}{_Y4})?)(?!\w)
    |(?P<ongoing>on[ -]?going|onwards?|continu(?:ous(?:ly)?|ing|es)|rolling|throughout
        |at{_S1}all{_S1}times)(?!\w)
    |(?P<recurring>(?:(?:bi|half|semi|tri|{_COUNT})[ -]?)?
            (?:annual(?:ly)?|yearly|monthly|weekly|quarterly|termly)
        |daily|fortnightly|regular(?:ly)?|per{_S1}annum
        |(?:each|every){_S1}(?:(?:other|{_COUNT}){_S1})?\w+
        |(?:once|twice|{_COUNT}{_S1}times){_S1}(?:a|per|each){_S1}\w+)(?!\w)
    |(?P<to_be_set>t[.]?b[.]?[acd]
        |to{_S1}be{_S1}(?:confirmed|agreed|arranged|decided|determined|set|advised))(?!\w)
    |(?P<no_beginning>(?:within{_S1})?{_COUNT}{_S1}(?:working{_S1})?
        (?:days?|weeks?|months?|years?))(?!\w)
    |(?P<done>closed|achieved|completed?|done|finished)(?!\w)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
NUMBER = re.compile(rf"([0-9]{{1,2}})({_TH}?)", re.IGNORECASE)
LABEL = re.compile(
    r"(?<!\w)(?:actions?|points?|nos?\.?|numbers?|objectives?|standards?|recommendations?|items?"
    r"|phases?|stages?|levels?|tiers?|years?|groups?|sections?|parts?|appendix|annex|version"
    r"|chapter|article|age[ds]?|under|over|priority|week|day|step)[^\S\n]*$",
    re.IGNORECASE,
)
MAY_DO = re.compile(
    r"[^\S\n]+(?:be|need|have|not|also|require|change|slip|include|well|take|move|become|wish)(?!\w)"
)
END_OF = re.compile(
    r"(?<!\w)(?:the[^\S\n]+)?end[^\S\n]+(?:of[^\S\n]+)?(?:the[^\S\n]+)?(?:financial[^\S\n]+year[^\S\n]+)?$",
    re.IGNORECASE,
)
NOT_YET = re.compile(
    r"(?<!\w)(?:be|not|yet|to|until|till|when|once|if|unless|fully)[^\S\n]+$", re.IGNORECASE
)
NOTHING_TO_DO = re.compile(
    r"[^\S\n]*(?:$|[.,;:()\n-]|(?:in|on|since|and|by|as|at)(?!\w)"
    rf"|{_MONTH}|[0-9]|when(?!\w))",
    re.IGNORECASE,
)


def plain(text: str) -> str:
    """Give the text with one kind of dash, apostrophe, line end; a bullet becomes a semicolon."""
    return text.translate(_PLAIN)
