"""Keep PySide from reading the source of every module that is imported after it."""

from __future__ import annotations

import sys


def spare_sources() -> None:
    """Tell PySide that no module switches its features (snake_case names and the like).

    It looks for 'PySide6' in the source of each module as it is imported, SQLAlchemy's too,
    which takes about a tenth of the window's start. Does nothing where PySide has no such hook.
    """
    for name in ("shibokensupport.feature", "shibokensupport.signature.loader"):
        module = sys.modules.get(name)
        if module is not None and hasattr(module, "feature_imported"):
            vars(module)["feature_imported"] = _nothing


def _nothing(module: object) -> None:
    return None
