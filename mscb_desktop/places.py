"""Places in which a board is not safe, in words."""

from __future__ import annotations

from pathlib import Path

from db.file.places import on_network, synced_by


def place_in_words(path: Path) -> str:
    """Say where a board lies that is not safe there ('on a network drive'); '' where it is."""
    if on_network(path):
        return "on a network drive"
    program = synced_by(path)
    return f"in a folder that is copied elsewhere ({program})" if program else ""
