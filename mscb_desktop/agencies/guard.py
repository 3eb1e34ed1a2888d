"""The guard of successors: no agency is succeeded by itself, directly or by way of others."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from db.changes import Change, Problem
from db.queries import agencies as queries
from db.queries import records
from mscb_desktop.agencies.rules import circle


def keep_successors_apart(connection: Connection, changes: Sequence[Change]) -> list[Problem]:
    """Refuse a successor that leads back to the agency."""
    named = {
        change.ref: change.after["successor"]
        for change in changes
        if change.table == "agency" and change.after and change.after.get("successor")
    }
    if not named:
        return []
    successors = dict(queries.successors(connection))
    names = records.names(connection, "agency", list(successors))
    for change in changes:
        if change.table == "agency" and change.after and "successor" in change.after:
            successor = change.after["successor"]
            successors[change.ref] = str(successor) if successor else None
        if change.table == "agency" and change.after and change.after.get("name"):
            names[change.ref] = str(change.after["name"])
    return [
        Problem(_words(way, names), "agency", ref, "successor")
        for ref in named
        if (way := circle(ref, successors))
    ]


def _words(way: Sequence[str], names: dict[str, str]) -> str:
    called = [names.get(ref, ref) for ref in way]
    if len(called) == 1:
        return f"{called[0]} cannot be succeeded by itself: choose another agency, or none."
    steps = ", which is succeeded by ".join([*called[1:], called[0]])
    return (
        f"{called[0]} would be succeeded by {steps}: that is a circle. "
        "Choose another agency, or none."
    )
