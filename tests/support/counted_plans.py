"""Plans counted row by row, without the rules of the program: what their figures are held against.

It knows what the samples hold: points of one level, aliases of actions of the same plan.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from db.board import Board
from db.records import RECORDS

Row = dict[str, Any]
_BAD_TO_GOOD = ("red", "amber", "green", "not_rated")


@dataclass(frozen=True)
class Tally:
    """How many actions there are, and how they stand."""

    total: int
    statuses: dict[str, int]
    ratings: dict[str | None, int]
    overdue: int


class Counted:
    """The rows of a board's plans, counted as at any day."""

    def __init__(self, board: Board) -> None:
        with board.reading() as connection:

            def rows(table: str) -> list[Row]:
                stored = RECORDS[table].table
                found = connection.execute(select(stored).order_by(stored.c.ref))
                return [dict(row) for row in found.mappings()]

            self.plans = {row["ref"]: row for row in rows("plan")}
            self.actions = {row["ref"]: row for row in rows("action")}
            self.links = rows("action_link")
            self.parties = rows("action_party")
            self.updates = rows("progress_update")
            self.deadlines = rows("earlier_deadline")
            self.agencies = {row["ref"]: row for row in rows("agency")}
            self.posts = {row["ref"]: row for row in rows("post")}
            self._years = {row["ref"]: row["start_year"] for row in rows("financial_year")}

    def begins(self, plan: str) -> dt.date | None:
        """Give the first day of a plan's year."""
        year = self.plans[plan]["year"]
        return dt.date(self._years[year], 4, 1) if year else None

    def has_begun(self, action: str, day: dt.date) -> bool:
        first = self.begins(self.actions[action]["plan"])
        return first is None or first <= day

    def itself(self, action: str) -> str:
        return self.actions[action]["same_as"] or action

    def points(self, action: str) -> list[str]:
        return [ref for ref, row in self.actions.items() if row["part_of"] == action]

    def status(self, action: str, day: dt.date) -> str:
        row = self.actions[self.itself(action)]
        later = row["status_on"] is not None and row["status_on"] > day
        return "open" if later else str(row["status"])

    def told(self, action: str, day: dt.date) -> list[Row]:
        """Give the updates of an action up to a day, the newest last."""
        own = [row for row in self.updates if row["action"] == self.itself(action)]
        return sorted((row for row in own if row["dated"] <= day), key=lambda row: row["dated"])

    def own_due(self, action: str, day: dt.date) -> dt.date | None:
        action = self.itself(action)
        old = [d for d in self.deadlines if d["action"] == action and d["replaced_on"] > day]
        if old:
            first: dt.date | None = min(old, key=lambda row: row["replaced_on"])["last_due"]
            return first
        due: dt.date | None = self.actions[action]["last_due"]
        return due

    def due(self, action: str, day: dt.date) -> dt.date | None:
        action = self.itself(action)
        waited = [p for p in self.points(action) if self.status(p, day) != "dropped"]
        days = [self.own_due(one, day) for one in (action, *waited)]
        return max((one for one in days if one is not None), default=None)

    def goes_on(self, action: str, day: dt.date) -> bool:
        row = self.actions[self.itself(action)]
        return any(
            one["carried_from"] in (row["ref"], row["part_of"])
            and one["carried_from"] is not None
            and self.begins(one["plan"]) is not None
            and (self.begins(one["plan"]) or dt.date.max) <= day
            for one in self.actions.values()
        )

    def waits(self, action: str, day: dt.date) -> bool:
        return self.status(action, day) == "open" and not self.goes_on(action, day)

    def late(self, action: str, day: dt.date) -> bool:
        """Tell whether an action by itself is overdue: with the last date of its points."""
        due = self.due(action, day)
        return self.waits(action, day) and due is not None and due < day

    def serving(self, objective: str, day: dt.date) -> dict[str, bool]:
        """Give what serves an objective, and whether only by its section."""
        section = self.actions[objective]["plan_section"]
        direct = {self.itself(row["action"]) for row in self.links if row["objective"] == objective}
        whole = {
            self.itself(row["action"])
            for row in self.links
            if row["objective"] is None and section and row["plan_section"] == section
        }
        found = {ref: ref not in direct for ref in direct | whole if self.has_begun(ref, day)}
        return {r: by for r, by in found.items() if self.actions[r]["part_of"] not in found}

    def tally(self, actions: set[str], day: dt.date) -> Tally:
        statuses: Counter[str] = Counter()
        ratings: Counter[str | None] = Counter()
        overdue = 0
        for action in actions:
            status = self.status(action, day)
            statuses[status] += 1
            if status == "dropped":
                continue
            points = [p for p in self.points(action) if self.status(p, day) != "dropped"]
            told = self.told(action, day)
            if told:
                ratings[told[-1]["rag"]] += 1
            else:
                theirs = {t[-1]["rag"] for p in points if (t := self.told(p, day))}
                ratings[next((rag for rag in _BAD_TO_GOOD if rag in theirs), None)] += 1
            late = self.late(action, day) or any(self.late(p, day) for p in points)
            overdue += late and self.waits(action, day)
        return Tally(len(actions), dict(statuses), dict(ratings), overdue)
