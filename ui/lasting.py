"""Keep Python's constants alive under PySide6 6.12 on Python 3.11."""

from __future__ import annotations

import ctypes
import sys

_PLENTY = 1 << 40


def keep_constants() -> None:
    """Give None, True, False and the like so many references that they never run out.

    Each Qt call of PySide6 6.12 that returns one of them takes a reference too many. From
    Python 3.12 on these constants cannot die; on 3.11 the interpreter aborts with
    'deallocating None' after some ten thousand calls, which is a few repaints of a table.
    """
    if sys.version_info >= (3, 12):
        return
    for constant in (None, True, False, NotImplemented, ...):
        count = ctypes.c_ssize_t.from_address(id(constant))
        if count.value < _PLENTY // 2:
            count.value += _PLENTY
