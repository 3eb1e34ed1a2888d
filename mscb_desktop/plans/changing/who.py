"""Who does an action, from what is typed: agencies, posts and groups of the lists, and words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from db.changes import Change, Values
from db.queries import plans as queries
from db.queries import records
from mscb_desktop.plans.changing.owned import Stored, arrange
from mscb_desktop.plans.model import Party

Key = tuple[str, str]
"""The field of a party that is filled, and the reference that it holds."""

TABLE = "action_party"
_KINDS = {"agency": "agency", "post": "post", "board_group": "board_group"}
"""The fields that name a party, with the records that they name, in the order of their trying."""
_BETWEEN = re.compile(r"[\n;]")
_ROUND = " \t-\u2013\u2014\u2022*"
_BRACKETED = re.compile(r"\(([^()]+)\)")


@dataclass(frozen=True, slots=True)
class Doers:
    """Who was typed: the parties found in their order, and the words where these say more."""

    words: str | None
    parties: tuple[Key, ...]


class Names:
    """Finds the agency, post or group that is called so, each name once."""

    def __init__(self, connection: Connection, known: Mapping[str, Key] | None = None) -> None:
        self._connection = connection
        self._known: dict[str, Key | None] = {
            _plain(name): key for name, key in (known or {}).items()
        }

    def find(self, name: str) -> Key | None:
        """Give the one that a name means exactly; None for none, or for several of a kind."""
        plain = _plain(name)
        if plain not in self._known:
            self._known[plain] = self._look_up(name)
        return self._known[plain]

    def read(self, text: str | None) -> Doers:
        """Read who was typed, a line each or with semicolons between."""
        found: dict[Key, None] = {}
        whole = True
        for piece in pieces(text or ""):
            key = self.find(piece)
            if key is None:
                whole = False
            else:
                found[key] = None
        return Doers(None if whole else (text or "").strip() or None, tuple(found))

    def _look_up(self, name: str) -> Key | None:
        for field, table in _KINDS.items():
            found = records.exactly(self._connection, table, name)
            if len(found) == 1:
                return field, found[0]
        return None


def pieces(text: str) -> list[str]:
    """Part who was typed into names: '(Barnardos) (Jigsaw4u)' are two."""
    found: list[str] = []
    for line in _BETWEEN.split(text):
        piece = line.strip(_ROUND)
        bracketed = _BRACKETED.findall(piece)
        if bracketed and not _BRACKETED.sub("", piece).strip():
            found += [each.strip() for each in bracketed if each.strip()]
        elif piece:
            found.append(piece)
    return found


def parties_of(connection: Connection, plan: str, actions: Sequence[str]) -> dict[str, Stored]:
    """Give the stored parties of some actions of a plan, in their order."""
    rows = [row for row in queries.parties(connection, [plan]) if row.action in set(actions)]
    stored = records.rows_by_ref(connection, TABLE, [row.ref for row in rows])
    found: dict[str, list[tuple[str, Values]]] = {}
    for row in rows:
        found.setdefault(row.action, []).append((row.ref, stored[row.ref]))
    return dict(found)


def retyped(
    action: str, stored: Stored, was: Doers, now: Doers, text: str | None
) -> tuple[str | None, list[Change], list[Values]]:
    """Say what another text of 'Who' does: the words to keep, changes, and parties to be made.

    Parties that were chosen beside the words, which these never named, stay. The first that is
    named leads, unless it did so beside others already.
    """
    there = {key: values for _, values in stored if (key := _key(values)) is not None}
    beside = [key for key in there if key not in (*was.parties, *now.parties)] if text else []
    named = [*now.parties, *beside]
    leading = {key for key in named if key in there and there[key]["lead"]}
    if now.parties and now.parties[0] not in leading:
        leading = {now.parties[0], *leading.intersection(beside)}
    wanted = [party(action, key, lead=key in leading) for key in named]
    words = text if beside else now.words
    return words, *arrange(TABLE, stored, wanted, tuple(_KINDS))


def party(action: str, key: Key, *, lead: bool) -> Values:
    """Give the values of a party, without its place."""
    field, ref = key
    return {"action": action, **dict.fromkeys(_KINDS), field: ref, "lead": lead or None}


def key_of(party: Party) -> Key:
    """Give by what a party is known."""
    named = {"agency": party.agency, "post": party.post, "board_group": party.group}
    return next(((field, ref) for field, ref in named.items() if ref), ("agency", ""))


def _key(values: Values) -> Key | None:
    return next(((name, str(values[name])) for name in _KINDS if values[name]), None)


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
