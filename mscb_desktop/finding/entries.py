"""What can be found: a record, a page or a command, by the names that people know it by."""

from __future__ import annotations

from dataclasses import dataclass

Key = tuple[str, str]
"""A record's table and reference, or 'page' and an area's key, or 'command' and its name."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be found.

    `also` are its other names, such as a short name. `ref` is a record's reference, '' for what
    is no record. `parent` is the record that it belongs to, as a budget line to its year.
    `keys` is the shortcut that does the same.
    """

    key: Key
    name: str
    also: tuple[str, ...] = ()
    ref: str = ""
    parent: Key | None = None
    keys: str = ""
