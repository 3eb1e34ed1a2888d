"""Which record a cell means that names one: by reference, by name, also one new in the workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from db.records.base import Record
from mscb_desktop.exchange.layout import holds_years
from mscb_desktop.exchange.model import NewRow
from mscb_desktop.exchange.names import BETWEEN, part_link, plain
from mscb_desktop.values import Unreadable, quoted, read_year, year_label

Target = str | NewRow
"""A record of the board by its reference, or a row that is new in the workbook."""
Alike = Callable[[Target], bool]

_MOST_NAMED = 6


def names_of(record: Record) -> list[str]:
    """List a record's own fields whose texts may stand for it."""
    names = dict.fromkeys((*record.shown_by, *record.found_by))
    return [name for name in names if record.fields[name].target is None]


@dataclass(slots=True)
class Targets:
    """The records of one kind that links may name."""

    record: Record
    stored: dict[str, str] = field(default_factory=dict)
    """What each record of the board is called, by reference."""
    given: dict[str, NewRow] = field(default_factory=dict)
    """The new rows that bring their own reference."""
    named: dict[str, list[Target]] = field(default_factory=dict)
    """Records by their names and other names, plain."""
    names_of: dict[Target, set[str]] = field(default_factory=dict)
    """The plain names of each record."""

    def add(self, target: Target, texts: Iterable[str]) -> None:
        """Let a record be named by these texts, by each of their lines."""
        own = self.names_of.setdefault(target, set())
        for text in (line for each in texts for line in each.splitlines()):
            name = plain(text)
            if name and name not in own:
                own.add(name)
                self.named.setdefault(name, []).append(target)

    def forget(self, target: Target) -> None:
        """Let nothing name a row any more that is a record of the board."""
        for name in self.names_of.pop(target, ()):
            self.named[name] = [other for other in self.named[name] if other != target]

    def find(self, text: str, alike: Alike | None = None) -> Target:
        """Give the record that the text of a cell means.

        A reference counts before the name behind it, but not where that name is another
        record's. Of several records that have a name the ones that are `alike` count. Raises
        Unreadable.
        """
        ref, name = part_link(text, self.record.prefix)
        if ref is None:
            return self._by_name(text, alike)
        target: Target | None = ref if ref in self.stored else self.given.get(ref)
        if target is None:
            if plain(text) in self.named:
                return self._by_name(text, alike)
            raise Unreadable(self._unknown(ref, name))
        own = self.names_of.get(target, set())
        # A stroke between the two may be a person's, or the first letter of the name.
        spellings = {plain(name), plain(name.strip(BETWEEN))} - {""}
        if own.isdisjoint(spellings):
            for others in filter(None, map(self.named.get, spellings)):
                raise Unreadable(
                    f"{quoted(text)} names two different records: {ref} is "
                    f"{quoted(self.label(target))}, but {quoted(name)} is {self._refs(others)}. "
                    "Leave the reference or the name that is meant."
                )
        return target

    def label(self, target: Target) -> str:
        """Give what a record of the board is called."""
        return self.stored.get(target, "") if isinstance(target, str) else ""

    def _by_name(self, text: str, alike: Alike | None) -> Target:
        title = self.record.title.lower()
        found = self.named.get(plain(self._as_called(text)), [])
        if len(found) > 1 and alike is not None:
            found = [target for target in found if alike(target)] or found
        if len(found) == 1:
            return found[0]
        if found:
            raise Unreadable(
                f"More than one {title} is called {quoted(text)}: type the reference of the one "
                f"that is meant ({self._refs(found)})."
            )
        raise Unreadable(
            f"There is no {title} called {quoted(text)}: type the name or reference of one that "
            f"is there, or add it on the sheet {self.record.plural}."
        )

    def _as_called(self, text: str) -> str:
        """Give a year's own label for the ways to write one: '2013/14' is '2013-14'."""
        if not holds_years(self.record):
            return text
        try:
            return year_label(read_year(text))
        except Unreadable:
            return text

    def _unknown(self, ref: str, name: str) -> str:
        title = self.record.title.lower()
        found = self.named.get(plain(name), ()) if name else ()
        if found:
            return (
                f"There is no {title} {ref}, but {quoted(name)} is {self._refs(found)}: type "
                f"{'that' if len(found) == 1 else 'the one that is meant'}."
            )
        return (
            f"There is no {title} {ref}: type the reference or the name of one that is there, or "
            "empty the cell."
        )

    def _refs(self, targets: Sequence[Target]) -> str:
        refs = [target for target in targets if isinstance(target, str)]
        new = len(targets) - len(refs)
        words = refs[:_MOST_NAMED]
        if len(refs) > _MOST_NAMED:
            words.append(f"{len(refs) - _MOST_NAMED:,} more")
        if new:
            words.append("a new row" if new == 1 else f"{new:,} new rows")
        said = " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))
        return f"{said} of this workbook" if new else said
