"""What is changed of one action beside its plan: its status, who does it, what it serves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import Connection

from db.board import Board
from db.changes import Change, Plan, Problem, Values, create
from db.fields import Value
from db.queries import plans as queries
from db.queries import records
from db.records import RECORDS
from db.records.plans import STATUS_WORDS, Status
from mscb_desktop import lookups
from mscb_desktop.plans.book import Book
from mscb_desktop.plans.changing.serving import read_links
from mscb_desktop.plans.changing.who import Names, party, pieces
from mscb_desktop.plans.rules.numbering import Meant, Objectives, order
from mscb_desktop.sheet.model import Suggestion
from mscb_desktop.sheet.order import STEP
from mscb_desktop.values import quoted, show_date

PARTIES = ("board_group", "post", "agency")
"""The kinds of record that do actions, named as the fields of `action_party`."""
_OFFERED = 12


def plan_status(board: Board, action: str, status: Status, day: dt.date) -> Plan:
    """Plan another status: complete or dropped on a day, open on none."""
    words = STATUS_WORDS[status].lower()
    on = None if status is Status.OPEN else day
    what = f"{{}}: {words}" if on is None else f"{{}}: {words} on {show_date(on)}"
    return plan_change(board, "action", action, what, status=status, status_on=on)


def plan_change(board: Board, table: str, ref: str, what: str, **values: Value) -> Plan:
    """Plan other values of a record; '{}' in `what` stands for the action's name."""
    with board.reading() as connection:
        stored = records.rows_by_ref(connection, table, [ref]).get(ref)
        action = ref if table == "action" else stored and str(stored["action"])
        words = what.format(_name(connection, action or ref))
    if stored is None:
        return Plan(words, problems=(_gone(table, ref),))
    after = {name: value for name, value in values.items() if stored[name] != value}
    if not after:
        return Plan(words)
    return Plan(words, (Change(table, ref, {name: stored[name] for name in after}, after),))


# Who does it


def offer_parties(board: Board, text: str) -> Sequence[Suggestion]:
    """Offer groups, posts and agencies whose names hold a text; the detail says which it is."""
    found = []
    for table in PARTIES:
        title = RECORDS[table].title
        for one in lookups.offer(board, table, text, _OFFERED // len(PARTIES)):
            near = one.detail.startswith(lookups.LIKE_IT)
            detail = f"{title} · {one.detail}" if near else title
            found.append(Suggestion(one.ref, one.label, detail))
    wanted = text.strip().casefold()
    return sorted(found, key=lambda one: not one.label.casefold().startswith(wanted))


def plan_add_party(board: Board, action: str, text: str) -> Plan:
    """Plan that who is named does an action too; the first of all that are named leads."""
    with board.reading() as connection:
        name = _name(connection, action)
        found = {piece: Names(connection).find(piece) for piece in pieces(text)}
        there = queries.parties(connection, actions=[action])
        placed = records.positions(connection, "action_party", {"action": action})
    known = {ref for row in there for ref in (row.agency, row.post, row.board_group)}
    for piece, key in found.items():
        message = ""
        if key is None:
            message = (
                f"There is no one agency, post or group called {quoted(piece)}: choose one of "
                "the list, or type the words into the plan."
            )
        elif key[1] in known:
            message = f"{quoted(piece)} stands here already."
        if message:
            return Plan(name, problems=(Problem(message, "action_party"),))
    keys = list(dict.fromkeys(key for key in found.values() if key is not None))
    refs = board.new_refs("action_party", len(keys)) if keys else []
    made = []
    for number, (ref, key) in enumerate(zip(refs, keys, strict=True)):
        values = party(action, key, lead=not there and number == 0)
        made.append(create("action_party", ref, position=_end(placed, number), **values))
    return Plan(f"{name}: who does it", tuple(made))


def plan_lead(board: Board, party: str, lead: bool) -> Plan:
    """Plan that one who does an action leads it, or leads it no longer."""
    what = "{}: who leads" if lead else "{}: who leads no longer"
    return plan_change(board, "action_party", party, what, lead=lead or None)


def plan_remove(board: Board, table: str, ref: str) -> Plan:
    """Plan that one does an action no longer, or that it serves an objective no longer."""
    with board.reading() as connection:
        row = records.rows_by_ref(connection, table, [ref]).get(ref)
        if row is None:
            return Plan("Removed", problems=(_gone(table, ref),))
        name = _name(connection, str(row["action"]))
        changes = records.deletion(connection, table, [ref])
    title = RECORDS[table].title.lower()
    return Plan(f"{name}: {title} removed", tuple(changes))


# What it serves


def offer_objectives(connection: Connection, action: str, text: str) -> Sequence[Suggestion]:
    """Offer objectives and sections of the plan that an action's plan serves, by number."""
    wanted = text.strip().casefold()
    found = sorted(
        _objectives(connection, action).by_ref.values(),
        key=lambda one: (order(one.number), one.section is None),
    )
    named = [(one, " ".join(filter(None, (one.number, one.title)))) for one in found]
    held = [
        Suggestion(one.ref, words, "the whole section" if one.section else "")
        for one, words in named
        if wanted in words.casefold()
    ]
    return sorted(held, key=lambda one: not one.label.casefold().startswith(wanted))


def plan_serve(board: Board, action: str, text: str) -> Plan:
    """Plan that an action serves an objective or a section, by reference or as it is printed.

    What is printed stays where it is not the objective's own number and title; what is found
    nowhere is kept as printed alone.
    """
    with board.reading() as connection:
        name = _name(connection, action)
        objectives = _objectives(connection, action)
        there = queries.links(connection, actions=[action])
        placed = records.positions(connection, "action_link", {"action": action})
    chosen = objectives.by_ref.get(text.strip())
    links = [_link_to(chosen)] if chosen is not None else read_links(text, objectives)
    known = {(row.objective, row.plan_section, row.printed) for row in there}
    linked = {(row.objective, row.plan_section) for row in there} - {(None, None)}
    for link in links:
        to = (link["objective"], link["plan_section"])
        if (*to, link["printed"]) in known or to in linked:
            message = "It serves this already: it stands above."
            return Plan(name, problems=(Problem(message, "action_link"),))
    refs = board.new_refs("action_link", len(links)) if links else []
    made = [
        create("action_link", ref, action=action, position=_end(placed, number), **link)
        for number, (ref, link) in enumerate(zip(refs, links, strict=True))
    ]
    return Plan(f"{name}: what it serves", tuple(made))


def _link_to(meant: Meant) -> Values:
    return {
        "objective": meant.objective.ref if meant.objective else None,
        "plan_section": meant.section.ref if meant.section else None,
        "printed": None,
    }


def _objectives(connection: Connection, action: str) -> Objectives:
    row = queries.actions_by_ref(connection, [action]).get(action)
    plans = {plan.ref: plan for plan in queries.plans(connection)}
    served = plans[row.plan].objectives_of if row is not None else None
    return Book(connection, dt.date.max, [served] if served else []).objectives(served or "")


def _name(connection: Connection, action: str) -> str:
    return records.names(connection, "action", [action]).get(action, action)


def _end(placed: Sequence[tuple[str, int]], number: int) -> int:
    """Give the position of the new row of a number, from 0, behind those that are there."""
    return (placed[-1][1] if placed else 0) + STEP * (number + 1)


def _gone(table: str, ref: str) -> Problem:
    return Problem("This was deleted meanwhile: nothing was changed.", table, ref)
