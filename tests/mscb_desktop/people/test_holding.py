"""A name typed beside a post: who takes it up, and from when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from mscb_desktop.people.holding import take_up
from tests.support.partnership import Partnership

DAY = dt.date(2013, 3, 31)


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Partnership]:
    partnership = Partnership.empty(tmp_path)
    yield partnership
    partnership.board.close()


def _taken(made: Partnership, post: str, person: str | None) -> tuple[list[dt.date | None], str]:
    """Let the name be typed; give the first days of the holdings made, and the refusal."""
    with made.board.reading() as connection:
        changes, refusal = take_up(connection, made.board, post, person, DAY)
    made.board.apply("Typed", changes)
    first = [(change.after or {}).get("began") for change in changes]
    assert all(isinstance(day, dt.date | None) for day in first)
    return first, refusal or ""  # type: ignore[return-value]


def test_the_first_name_ever_holds_the_post_since_nobody_knows_when(made: Partnership) -> None:
    post, ada = made.post("Nurse"), made.person("Ada Reed")
    assert _taken(made, post, ada) == ([None], "")


def test_into_a_vacancy_somebody_comes_on_the_day(made: Partnership) -> None:
    post, ada, ben = made.post("Nurse"), made.person("Ada Reed"), made.person("Ben Cole")
    made.held(post, ada, ended=dt.date(2012, 12, 31))
    assert _taken(made, post, ben) == ([DAY], "")
    said = made.post("Doctor", vacant_since=dt.date(2013, 1, 1))
    assert _taken(made, said, ben) == ([DAY], "")


def test_the_holder_typed_again_changes_nothing(made: Partnership) -> None:
    post, ada = made.post("Nurse"), made.person("Ada Reed")
    made.held(post, ada)
    assert _taken(made, post, ada) == ([], "")
    assert _taken(made, made.post("Doctor"), None) == ([], "")


@pytest.mark.parametrize("typed", ["another", "nothing"])
def test_nobody_is_put_in_a_holders_place_unseen(made: Partnership, typed: str) -> None:
    post, ada, ben = made.post("Nurse"), made.person("Ada Reed"), made.person("Ben Cole")
    made.held(post, ada, began=dt.date(2012, 1, 1))
    changes, refusal = _taken(made, post, ben if typed == "another" else None)
    assert not changes
    assert refusal == (
        "'Ada Reed' holds this post: use Hand over to say who follows, and from when."
    )


def test_who_comes_later_is_named(made: Partnership) -> None:
    post, ada, ben = made.post("Nurse"), made.person("Ada Reed"), made.person("Ben Cole")
    made.held(post, ada, began=dt.date(2013, 5, 1))
    changes, refusal = _taken(made, post, ben)
    assert not changes
    assert "'Ada Reed' holds this post from 01/05/2013 on" in refusal


def test_a_post_that_is_gone_is_told(made: Partnership) -> None:
    assert _taken(made, "PT-0099", made.person("Ada Reed"))[1] == (
        "This post was deleted meanwhile."
    )
