"""Which record of the board a row without a reference is: the only one that is called so."""

from __future__ import annotations

from collections.abc import Mapping

from db.fields import Value
from mscb_desktop.exchange.kinds import StoredKind
from mscb_desktop.exchange.links import names_of
from mscb_desktop.exchange.names import plain
from mscb_desktop.values import Unreadable, quoted

_SUCCESSOR = "successor"


class Known:
    """The records of one kind by what they are called, and by their other names.

    Only of kinds where a name alone makes a record: the same name again is the same record.
    """

    def __init__(self, kind: StoredKind) -> None:
        self._kind = kind
        first, *links = kind.record.shown_by
        self._links = tuple(links)
        self._called: dict[str, list[str]] = {}
        self._also: dict[str, list[str]] = {}
        for ref in kind.rows:
            called = {plain(str(kind.value(ref, first) or "")), plain(kind.name(ref))}
            for name in called - {""}:
                self._called.setdefault(name, []).append(ref)
            texts = (str(kind.value(ref, name) or "") for name in names_of(kind.record))
            for name in {plain(line) for text in texts for line in text.splitlines()} - called:
                self._also.setdefault(name, []).append(ref)

    def find(self, text: str, links: Mapping[str, str | None]) -> str | None:
        """Give the record that `text` is the name of; None where there is none.

        `links` are the other parts of the name: the agency of a post. They have to be the same,
        unless the text holds them; after those count posts of an agency that was succeeded, which
        are its successor's now. A name counts before the other names. Raises Unreadable where it
        is the name of several.
        """
        name = plain(text)
        for names, stands in (
            (self._called, self._stands),
            (self._also, self._stands),
            (self._called, self._is_succeeded),
            (self._also, self._is_succeeded),
        ):
            found = [ref for ref in names.get(name, ()) if stands(ref, name, links)]
            if len(found) > 1:
                title = self._kind.record.title.lower()
                raise Unreadable(
                    f"More than one {title} is called {quoted(text)}: put the reference of the "
                    f"one that is meant into the row ({', '.join(found[:6])})."
                )
            if found:
                return found[0]
        return None

    def _stands(self, ref: str, name: str, links: Mapping[str, str | None]) -> bool:
        if all(self._kind.value(ref, link) == links.get(link) for link in self._links):
            return True
        return not any(links.values()) and plain(self._kind.name(ref)) == name

    def _is_succeeded(self, ref: str, _: str, links: Mapping[str, str | None]) -> bool:
        """Tell whether a record's links led to the same ones as `links` do, some by now."""
        return any(links.values()) and all(
            self._last(link, self._kind.value(ref, link)) == self._last(link, links.get(link))
            for link in self._links
        )

    def _last(self, link: str, ref: Value) -> Value:
        """Follow a link's record to what succeeded it last."""
        kind = self._kind.others[str(self._kind.record.fields[link].target)]
        if _SUCCESSOR not in kind.places:
            return ref
        passed: set[Value] = set()
        while isinstance(ref, str) and ref in kind.rows and ref not in passed:
            passed.add(ref)
            ref = kind.value(ref, _SUCCESSOR) or ref
        return ref
