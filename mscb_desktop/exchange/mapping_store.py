"""Mappings of foreign sheets kept for the next time, under the headings of the sheet."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from db.records import RECORDS
from mscb_desktop.document.files import put_in_place
from mscb_desktop.sheet.headings import heading_key

_MOST_KEPT = 200


@dataclass(frozen=True, slots=True)
class KeptMapping:
    """What was said of a sheet: its kind, the field of each column in order, what is fixed."""

    table: str
    fields: tuple[str | None, ...]
    fixed: tuple[tuple[str, str], ...] = ()


class MappingStore:
    """Keeps mappings in a JSON file, the newest last; a file that cannot be read holds none."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def find(self, headings: str) -> KeptMapping | None:
        """Give what was kept for a sheet with these headings, as `signature` gives them."""
        kept = self._read().get(headings)
        return _understood(kept)

    def keep(self, headings: str, mapping: KeptMapping) -> None:
        """Keep a mapping in place of an older one; raises DocumentError where it cannot be."""
        kept = self._read()
        kept.pop(headings, None)
        kept[headings] = {
            "kind": mapping.table,
            "columns": list(mapping.fields),
            "fixed": dict(mapping.fixed),
        }
        newest = dict(list(kept.items())[-_MOST_KEPT:])
        self._path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(newest, ensure_ascii=False, indent=1)
        put_in_place(text.encode(), self._path)

    def _read(self) -> dict[str, object]:
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}


def signature(headings: Mapping[int, str]) -> str:
    """Give the headings of a sheet, by column, as the name under which its mapping is kept."""
    return " | ".join(heading_key(text) for _, text in sorted(headings.items()))


def _understood(kept: object) -> KeptMapping | None:
    """Read what was kept, also by another version of the program; None where it has no use."""
    if not isinstance(kept, dict) or kept.get("kind") not in RECORDS:
        return None
    columns, fixed = kept.get("columns"), kept.get("fixed")
    if not isinstance(columns, list) or not isinstance(fixed, dict):
        return None
    return KeptMapping(
        kept["kind"],
        tuple(name if isinstance(name, str) else None for name in columns),
        tuple((str(name), str(text)) for name, text in fixed.items()),
    )
