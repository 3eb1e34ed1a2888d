"""Set the rows of a pasted list of members onto a group's list."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence

from db.fields import Field, Value
from db.queries.groups import MembershipRow
from db.records.groups import Role
from mscb_desktop.groups.columns import FIELDS
from mscb_desktop.groups.naming import Naming
from mscb_desktop.groups.rows import NEW
from mscb_desktop.sheet.model import PastedRow, Row, RowKind
from mscb_desktop.values import Unreadable, read_choice

Cells = Mapping[str, Value]

_WHO = ("post", "person")
_ROLES = {
    "advisers": Role.ADVISER,
    "advisors": Role.ADVISER,
    "advisor": Role.ADVISER,
    "deputies": Role.DEPUTY,
    "in attendance": Role.IN_ATTENDANCE,
    "members": Role.MEMBER,
    "minutes": Role.MINUTE_TAKER,
    "observers": Role.IN_ATTENDANCE,
    "observer": Role.IN_ATTENDANCE,
}
"""Words of lists for a role, in lower case, beside the role's own."""
_BRACKETED = re.compile(r"(.+?)[\s,]*[\[(]([^\[\]()]+)[\])]")
_NO_SECTOR = frozenset({"no sector", "other", "others"})


class Placing:
    """Says which row each row of a pasted list meets.

    A list that names posts or people meets the rows of those who are on the group already, and
    makes new rows of all others: nobody's row is written over. What names nobody, or names alone
    beside posts, goes onto the rows from `at` on. A heading as lists print it, a sector or 'In
    attendance', says where the rows below it stand. Where rows follow a heading in a column of
    its own, a sector of that name may not be there yet: the rows keep the heading's words.
    """

    def __init__(
        self,
        there: Sequence[Row],
        at: str,
        naming: Naming,
        day: dt.date,
    ) -> None:
        self._there = there
        self._at = at
        self._naming = naming
        self._day = day
        self._met: set[str] = set()
        self._below: dict[str, Value] = {}
        self._headed = False

    def place(self, rows: Sequence[Cells]) -> list[PastedRow]:
        """Place the rows in their order; headings take no row."""
        rows = [_understood(cells) for cells in rows]
        self._headed = _are_headed(rows)
        lines = [row.ref for row in self._there if row.kind is RowKind.LINE]
        if len(rows) == 1 and self._at in lines:
            return [PastedRow(self._at, rows[0], 1)]
        if self._goes_by_place(rows, lines):
            free = lines[lines.index(self._at) :] if self._at in lines else []
            return [
                PastedRow(free[n] if n < len(free) else NEW, cells, n + 1)
                for n, cells in enumerate(rows)
            ]
        return [
            PastedRow(*self._placed(cells), number)
            for number, cells in enumerate(rows, 1)
            if not self._is_heading(cells)
        ]

    def _goes_by_place(self, rows: Sequence[Cells], lines: Sequence[str]) -> bool:
        if any(cells.get("post") for cells in rows):
            return False
        named = any(cells.get("person") for cells in rows)
        headed = any(cells.get("sector") for cells in rows) and named
        return not headed and (self._at in lines or not named)

    def _placed(self, cells: Cells) -> tuple[str, Cells]:
        filled = self._with_agency({key: v for key, v in cells.items() if v is not None})
        row = self._sits(filled)
        if row is not None:
            self._met.add(row.ref)
            # Who is on the group stays so, and the list says the rest of the row.
            return row.ref, {**filled, "post": row.post} if row.post else filled
        return NEW, {**self._below, **filled}

    def _with_agency(self, cells: dict[str, Value]) -> Cells:
        """Read an organisation's column: a sector heads what is below, an agency is the post's."""
        words, post = cells.get("sector"), cells.get("post")
        if not isinstance(words, str):
            return cells
        sector = self._naming.sector(words)
        if sector is not None:
            cells["sector"] = sector
            self._below = {"sector": sector}
        elif isinstance(post, str) and self._naming.agency(words) is not None:
            del cells["sector"]
            cells["post"] = f"{post}, {words}"
        elif self._headed:
            self._below = {"sector": words}
        return cells

    def _is_heading(self, cells: Cells) -> bool:
        """Take a row with one text that is a heading and no member; those below it stand there."""
        filled = {key: value for key, value in cells.items() if value is not None}
        if len(filled) != 1:
            return False
        ((key, words),) = filled.items()
        if key not in (*_WHO, "sector") or not isinstance(words, str):
            return False
        below = self._heading(words)
        if below is None and key == "sector" and self._headed:
            below = {"sector": words.strip().rstrip(":")}
        if below is not None:
            self._below = below
        elif key == "sector":
            self._below = {}
        return below is not None

    def _heading(self, words: str) -> dict[str, Value] | None:
        """Say where what stands below a heading belongs; None for what is no heading."""
        plain = _plain(words)
        if plain in _NO_SECTOR:
            return {}
        if plain in _ROLES:
            return {"role": _ROLES[plain]}
        sector = self._naming.sector(words)
        agency = self._naming.agency(words) if sector is None else None
        if agency is not None:
            sector = agency.sector
        return {"sector": sector} if sector is not None else None

    def _sits(self, cells: Cells) -> MembershipRow | None:
        """Find the member whom a row names, present or later, unless another row met that one."""
        column = next((key for key in _WHO if isinstance(cells.get(key), str)), None)
        if column is None:
            return None
        wanted = set(self._naming.called(column, str(cells[column])))
        return next(
            (
                member.row
                for member in self._naming.members
                if (member.row.post if column == "post" else member.row.person) in wanted
                and member.row.ref not in self._met
                and (member.row.ended is None or member.row.ended >= self._day)
            ),
            None,
        )


def _are_headed(rows: Sequence[Cells]) -> bool:
    """Tell whether a column of organisations says something only where another part begins."""
    named = [cells for cells in rows if any(cells.get(key) for key in _WHO)]
    return any(cells.get("sector") for cells in rows) and any(
        not cells.get("sector") for cells in named
    )


def _understood(cells: Cells) -> Cells:
    """Put what stands under 'Role', or in brackets behind a post, where it belongs.

    Lists call offices and posts roles too: 'Administrator, [Minute Taker]'.
    """
    words = cells.get("role")
    rest = {key: value for key, value in cells.items() if key != "role"}
    if isinstance(words, str):
        role, office = _role(words), _office(words)
        if role is not None:
            rest["role"] = role
        elif office is not None and rest.get("office") is None and any(rest.get(w) for w in _WHO):
            rest["office"] = office
        elif rest.get("post") is None:
            rest["post"] = words
        else:
            return cells
    return _unbracketed(rest)


def _unbracketed(cells: dict[str, Value]) -> Cells:
    post = cells.get("post")
    if not isinstance(post, str):
        return cells
    match = _BRACKETED.fullmatch(post)
    role, office = (_role(match[2]), _office(match[2])) if match else (None, None)
    found = {"role": role} if role is not None else {"office": office}
    if match is not None and (role is not None or office is not None):
        return {**found, **{key: v for key, v in cells.items() if v}, "post": _tidy(match[1])}
    return {**cells, "post": _tidy(post)}


def _tidy(words: str) -> str:
    return words.rstrip(" ,;") or words


def _role(words: str) -> str | None:
    return _ROLES.get(_plain(words)) or _choice(FIELDS["role"], words)


def _office(words: str) -> str | None:
    if _plain(words) == "deputy chair":
        return "vice_chair"
    return _choice(FIELDS["office"], words.replace("-", " "))


def _choice(field: Field, words: str) -> str | None:
    try:
        return read_choice(field.choices, words)
    except Unreadable:
        return None


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold().rstrip(":")
