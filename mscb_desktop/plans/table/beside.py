"""What typing into a plan's rows makes beside the actions: parties, links and updates."""

from __future__ import annotations

from collections.abc import Mapping

from db.fields import Value
from db.records.plans import Shows
from mscb_desktop.plans.changing import serving
from mscb_desktop.plans.changing import who as doers
from mscb_desktop.plans.changing.updating import Said, said_of
from mscb_desktop.plans.table.columns import LINKS, NARRATIVE, RAG, WHO
from mscb_desktop.plans.table.rows import link_words
from mscb_desktop.plans.table.typed_rows import TypedRows, text_of
from mscb_desktop.sheet.order import STEP
from mscb_desktop.values import show_date

VIRTUAL = (WHO.name, LINKS.name, RAG.name, NARRATIVE.name)
"""What cells hold that no column of an action does."""
_UPDATE = (RAG.name, NARRATIVE.name)
"""Named alike in the cell and in the update."""


def set_who(rows: TypedRows) -> None:
    """Find the parties among the words of 'Who'; the words stay where they say more."""
    known = {
        party.name: doers.key_of(party)
        for action in rows.actions.values()
        for party in action.parties
    }
    names = doers.Names(rows.connection, known)
    retyped = _retyped(rows, WHO.name, {ref: rows.book.who(ref) for ref in rows.there})
    stored = doers.parties_of(rows.connection, rows.plan, list(retyped)) if retyped else {}
    for ref, text in retyped.items():
        action = rows.actions[ref]
        was = names.read(action.who)
        if action.who is None:
            was = doers.Doers(None, tuple(map(doers.key_of, action.parties)))
        words, changes, made = doers.retyped(ref, stored.get(ref, ()), was, names.read(text), text)
        rows.there[ref]["who"] = words
        rows.typed.beside += changes
        for values in made:
            rows.making.add(doers.TABLE, values)
    for ref, values in rows.new.items():
        read = names.read(text_of(values.pop(WHO.name, None)))
        values["who"] = read.words
        for place, key in enumerate(read.parties, 1):
            made_one = doers.party(rows.taken[ref], key, lead=place == 1)
            rows.making.add(doers.TABLE, {**made_one, "position": place * STEP}, ref)


def set_links(rows: TypedRows) -> None:
    """Find the objectives and sections that are served; what is not found stays as printed."""
    book = rows.book
    serves = book.plans[rows.plan].objectives_of
    objectives = book.objectives(serves) if serves else None
    words = {ref: link_words(book, rows.actions[ref]) for ref in rows.there}
    shown = {ref: "\n".join(filter(None, links)) for ref, links in words.items()}
    retyped = _retyped(rows, LINKS.name, shown)
    stored = serving.links_of(rows.connection, rows.plan, list(retyped)) if retyped else {}
    for ref, text in retyped.items():
        own = stored.get(ref, ())
        whole = [book.link_text(rows.plan, link) for link in rows.actions[ref].links]
        known = serving.known_links(own, whole, words[ref])
        read = serving.read_links(text, objectives, known)
        changes, made = serving.retyped(ref, own, read)
        rows.typed.beside += changes
        for values in made:
            rows.making.add(serving.TABLE, values)
    for ref, values in rows.new.items():
        links = serving.read_links(text_of(values.pop(LINKS.name, None)), objectives)
        for place, link in enumerate(links, 1):
            made_one = {"action": rows.taken[ref], **link, "position": place * STEP}
            rows.making.add(serving.TABLE, made_one, ref)


def set_updates(rows: TypedRows) -> None:
    """Say ratings and narratives of the actions as on the day of the page.

    What repeats the words that show says nothing new. What an earlier update says is not taken
    back by emptying the cell.
    """
    said: dict[str, dict[str, Value]] = {}
    of_new: dict[str, dict[str, Value]] = {}
    rows_of = {action: ref for ref, action in rows.taken.items()}
    for ref, values in rows.there.items():
        given = {name: values.pop(name) for name in _UPDATE if name in values}
        target = rows.targets.get(ref, rows.book.register.target(ref).ref)
        new = rows_of.get(target)
        where = said.setdefault(ref, {}) if new is None else of_new.setdefault(target, {})
        where |= _to_be_said(rows, ref, given)
    for ref, values in rows.new.items():
        given = {name: value for name in _UPDATE if (value := values.pop(name, None)) is not None}
        own = rows.taken[ref]
        target = rows.targets.get(own, own)
        if target in rows.actions:
            said[target] = {**given, **said.get(target, {})}
        elif target == own:
            of_new[own] = {**of_new.get(own, {}), **given}
        else:
            of_new[target] = {**given, **of_new.get(target, {})}
    wanted = {ref: _said(values) for ref, values in said.items() if values}
    changes, problems = said_of(rows.connection, rows.board, wanted, rows.book.day)
    rows.typed.beside += changes
    rows.typed.problems += problems
    for action, values in of_new.items():
        if values:
            made = {"action": action, "dated": rows.book.day, **values}
            rows.making.add("progress_update", made, rows_of[action])


def _to_be_said(rows: TypedRows, ref: str, given: Mapping[str, Value]) -> dict[str, Value]:
    standing = rows.book.standing(ref)
    shown: dict[str, Value] = {RAG.name: standing.rag, NARRATIVE.name: standing.narrative}
    if all(value == shown[name] for name, value in given.items()):
        return {}
    taken = dict(given)
    if standing.updated is not None and standing.updated != rows.book.day:
        for name, value in given.items():
            if value is None and shown[name] is not None:
                day = show_date(standing.updated)
                why = f"This was said on {day} and stays there: say it anew, or change that update."
                rows.problem(why, ref, Shows(name))
                del taken[name]
    return taken


def _said(values: Mapping[str, Value]) -> Said:
    return Said(**values)  # type: ignore[arg-type]  # read by the facts of the update's fields


def _retyped(rows: TypedRows, name: str, shown: Mapping[str, str]) -> dict[str, str | None]:
    """Take a cell's texts out of the rows of actions; give those that say something else now."""
    typed = {ref: text_of(values.pop(name)) for ref, values in rows.there.items() if name in values}
    return {ref: text for ref, text in typed.items() if text != (shown[ref] or None)}
