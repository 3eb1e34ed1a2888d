"""A board far larger than any: hundreds of agencies and groups, thousands of people."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

from db.board import Board
from db.changes import Change, create
from db.fields import Value
from mscb_desktop.guards import GUARDS
from mscb_desktop.sheet.order import STEP
from tests.support.boards import empty_board

_SECTORS = ("Health", "Police", "Schools", "Local authority", "Voluntary", "Probation", "Housing")
_PLACES = ("Amber", "Birch", "Cedar", "Dale", "Elm", "Fern", "Grove", "Hazel", "Iris", "Juniper")
_KINDS = ("Primary School", "Health Trust", "Housing Association", "Charity", "Police Unit")
_TITLES = ("Head", "Designated Nurse", "Service Manager", "Chief Officer", "Named Doctor")
_FIRST = ("Ada", "Ben", "Cleo", "Dev", "Esme", "Finn", "Gita", "Hal", "Ines", "Jude", "Kit", "Lou")
_LAST = ("Alder", "Brook", "Cope", "Dunn", "Ellery", "Frith", "Garner", "Hythe", "Ingle", "Jarrow")


def large_partnership(
    folder: Path,
    *,
    agencies: int = 500,
    people: int = 5_000,
    groups: int = 200,
    memberships: int = 20_000,
) -> Board:
    """Make an open board of this size; every person holds a post, which sits on four groups.

    A fifth of the posts was handed over on 1 September 2012.
    """
    chance = random.Random(2013)
    board = empty_board(folder, GUARDS, "partnership")
    year = create("financial_year", board.new_refs("financial_year")[0], start_year=2012)
    sector_refs = board.new_refs("sector", len(_SECTORS))
    agency_refs = board.new_refs("agency", agencies)
    person_refs = board.new_refs("person", people)
    post_refs = board.new_refs("post", people)
    group_refs = board.new_refs("board_group", groups)
    first: list[Change] = [year]
    for place, (ref, name) in enumerate(zip(sector_refs, _SECTORS, strict=True), 1):
        first.append(create("sector", ref, name=name, position=place * STEP))
    for number, ref in enumerate(agency_refs):
        name = f"{_PLACES[number % 10]} {_KINDS[number // 10 % 5]} {number // 50 + 1}"
        first.append(create("agency", ref, name=name, sector=chance.choice(sector_refs)))
    board.apply("Agencies", first)
    board.apply("People and posts", _people(board, person_refs, post_refs, agency_refs, chance))
    board.apply("Groups", _groups(group_refs))
    board.apply("Memberships", _memberships(board, group_refs, post_refs, memberships, chance))
    return board


def _people(
    board: Board,
    person_refs: list[str],
    post_refs: list[str],
    agency_refs: list[str],
    chance: random.Random,
) -> list[Change]:
    handed = dt.date(2012, 9, 1)
    holding_refs = iter(board.new_refs("holding", 2 * len(post_refs)))
    made = []
    for number, (person, post) in enumerate(zip(person_refs, post_refs, strict=True)):
        name = f"{_FIRST[number % 12]} {_LAST[number // 12 % 10]} {number // 120 + 1}"
        agency = agency_refs[number % len(agency_refs)]
        title = f"{_TITLES[number % 5]} {number // len(agency_refs) + 1}"
        email = f"{name.lower().replace(' ', '.')}@example.org"
        made.append(create("person", person, name=name, email=email))
        made.append(create("post", post, title=title, agency=agency))
        terms: list[dict[str, Value]] = [{"person": person, "began": dt.date(2010, 4, 1)}]
        if number % 5 == 0 and number:
            terms[0] = {"person": person_refs[number - 1], "ended": handed - dt.timedelta(days=1)}
            terms.append({"person": person, "began": handed})
        made += [create("holding", next(holding_refs), post=post, **term) for term in terms]
    chance.shuffle(made)
    # What is named comes first.
    return sorted(made, key=lambda change: change.table == "holding")


def _groups(refs: list[str]) -> list[Change]:
    made = []
    for number, ref in enumerate(refs):
        parent = refs[(number - 1) // 8] if number else None
        kind = "board" if not number else "subgroup" if number < 9 else "working_group"
        name = "Partnership" if not number else f"{_PLACES[number % 10]} Group {number}"
        values: dict[str, Value] = {"name": name, "kind": kind, "parent": parent}
        made.append(
            create(
                "board_group", ref, position=(number + 1) * STEP, quorum_share="a third", **values
            )
        )
    return made


def _memberships(
    board: Board, groups: list[str], posts: list[str], count: int, chance: random.Random
) -> list[Change]:
    made = []
    each = count // len(groups)
    sitting = {group: chance.sample(posts, min(each, len(posts))) for group in groups}
    refs = iter(board.new_refs("membership", sum(map(len, sitting.values()))))
    for group, members in sitting.items():
        for place, post in enumerate(members, 1):
            office = {1: "chair", 2: "vice_chair"}.get(place)
            role = "in_attendance" if place % 11 == 0 else "member"
            made.append(
                create(
                    "membership",
                    next(refs),
                    board_group=group,
                    post=post,
                    role=role,
                    office=office,
                    position=place * STEP,
                )
            )
    return made
