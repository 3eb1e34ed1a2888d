"""The kinds of record, one file each; RECORDS finds them all."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from types import MappingProxyType

from db.records.base import Record


def _found() -> dict[str, Record]:
    records: dict[str, Record] = {}
    for module in pkgutil.iter_modules(__path__):
        contents = vars(importlib.import_module(f"{__name__}.{module.name}"))
        for value in contents.values():
            if isinstance(value, Record):
                records[value.name] = value
    return records


RECORDS: Mapping[str, Record] = MappingProxyType(_found())
"""Every kind of record by its table's name."""
