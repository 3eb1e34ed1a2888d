"""What an action serves, from what is typed: objectives and sections by number and title."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection

from db.changes import Change, Values
from db.queries import plans as queries
from db.queries import records
from db.records.plans import ACTION_LINK
from mscb_desktop.plans.changing.owned import Stored, arrange
from mscb_desktop.plans.rules.numbering import Meant, Objectives, order, part_links, read_link
from mscb_desktop.plans.rules.titles import first_line

TABLE = "action_link"
_KNOWN_BY = ("objective", "plan_section", "printed")
_LONGEST = ACTION_LINK.fields["printed"].length or 400


def read_links(
    text: str | None, objectives: Objectives | None, known: Mapping[str, Values] | None = None
) -> list[Values]:
    """Read a cell into the values of links, each once; what is not found is kept as printed.

    `known` are the links that there are by their words: a line that repeats one is that.
    """
    there = {_plain(words): values for words, values in (known or {}).items()}
    found: list[Values] = []
    rest: list[str] = []

    def read_rest() -> None:
        for piece in part_links("\n".join(rest)):
            words = " ".join(piece.split()).strip(" ;,")
            if words:
                found.append(there.get(_plain(words)) or _link(words, objectives))
        rest.clear()

    for line in (text or "").splitlines():
        own = there.get(_plain(line))
        if own is None:
            rest.append(line)
            continue
        read_rest()
        found.append(own)
    read_rest()
    return [values for n, values in enumerate(found) if values not in found[:n]]


def links_of(connection: Connection, plan: str, actions: Sequence[str]) -> dict[str, Stored]:
    """Give the stored links of some actions of a plan, in their order."""
    rows = [row for row in queries.links(connection, [plan]) if row.action in set(actions)]
    stored = records.rows_by_ref(connection, TABLE, [row.ref for row in rows])
    found: dict[str, list[tuple[str, Values]]] = {}
    for row in rows:
        found.setdefault(row.action, []).append((row.ref, stored[row.ref]))
    return dict(found)


def retyped(
    action: str, stored: Stored, links: Sequence[Values]
) -> tuple[list[Change], list[Values]]:
    """Give the changes that make an action's links these, and the values of those to be made."""
    wanted = [{"action": action, **values} for values in links]
    return arrange(TABLE, stored, wanted, _KNOWN_BY)


def known_links(stored: Stored, *words: Sequence[str]) -> dict[str, Values]:
    """Give the values of stored links by the words for them: by each of several lists."""
    return {
        text: {name: values[name] for name in _KNOWN_BY}
        for said in words
        for (_, values), text in zip(stored, said, strict=True)
        if text
    }


def _link(words: str, objectives: Objectives | None) -> Values:
    meant = objectives.find(words) if objectives is not None else Meant()
    return {
        "objective": meant.objective.ref if meant.objective else None,
        "plan_section": meant.section.ref if meant.section else None,
        "printed": None if meant.ref and _says_no_more(words, meant) else _short(words),
    }


def _says_no_more(words: str, meant: Meant) -> bool:
    """Tell whether number and title are those of what is meant, as far as they are there."""
    said = read_link(words)
    own = meant.objective.what if meant.objective else meant.section and meant.section.title
    same_number = not said.number or order(said.number) == order(meant.number)
    titles = (_plain(first_line(own or "")), _plain(meant.title))
    return same_number and (not said.title or _plain(said.title) in titles)


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold().rstrip(" :;,.")
