"""How many have to be there, as people write it."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mscb_desktop.groups.quorum import Share, read_share
from mscb_desktop.values import Unreadable

HALF, THIRD = Fraction(1, 2), Fraction(1, 3)


@pytest.mark.parametrize(
    "text",
    ["half", "Half", " a half ", "one half", "one-half", "1/2", "1 / 2", "½", "1⁄2", "50%", "50 %",
     "50 per cent", "50 percent", "50.0%", "0.5", ".5", "at least half", "Half or more", "5/10",
     "half the members", "half of members", "half of the members", "half of all voting members",
     "half of the board", "half of the members of the board", "a minimum of half", "min. 50%",
     "not less than half", "no fewer than half", "≥ 50%", ">=50%", "half of those with a vote",
     "half of the members must be present", "1 in 2", "one out of two", "half (50%)", "half."],
)  # fmt: skip
def test_half(text: str) -> None:
    assert read_share(text) == Share(HALF, is_part=True)


@pytest.mark.parametrize(
    "text",
    ["more than half", "More than 50%", "more than 1/2", "over half", "> 50%", ">½", "a majority",
     "majority", "simple majority", "a simple majority", "majority of members",
     "a majority of the voting members", "at least a majority", "more than half the members"],
)  # fmt: skip
def test_more_than_half(text: str) -> None:
    assert read_share(text) == Share(HALF, is_part=True, above=True)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("a third", THIRD),
        ("one third", THIRD),
        ("one-third of members", THIRD),
        ("third", THIRD),
        ("1/3", THIRD),
        ("1/3rd", THIRD),
        ("⅓", THIRD),
        ("at least a third", THIRD),
        ("33.3%", THIRD),
        ("33.33 per cent", THIRD),
        ("one in three", THIRD),
        ("two thirds", 2 * THIRD),
        ("two-thirds majority", 2 * THIRD),
        ("a 2/3 majority", 2 * THIRD),
        ("2/3rds", 2 * THIRD),
        ("66.67%", 2 * THIRD),
        ("66.6%", 2 * THIRD),
        ("67%", Fraction(67, 100)),
        ("33%", Fraction(33, 100)),
        ("2/5", Fraction(2, 5)),
        ("two fifths", Fraction(2, 5)),
        ("40%", Fraction(2, 5)),
        ("12.5%", Fraction(1, 8)),
        ("quarter", Fraction(1, 4)),
        ("a quarter of the membership", Fraction(1, 4)),
        ("three quarters", Fraction(3, 4)),
        ("¾", Fraction(3, 4)),
        ("75%", Fraction(3, 4)),
        ("2 out of 5", Fraction(2, 5)),
        ("all", Fraction(1)),
        ("all members", Fraction(1)),
        ("everybody", Fraction(1)),
        ("100%", Fraction(1)),
    ],
)
def test_other_parts(text: str, part: Fraction) -> None:
    assert read_share(text) == Share(part, is_part=True)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("5", 5),
        ("5.0", 5),
        ("5 members", 5),
        ("5 voting members", 5),
        ("five", 5),
        ("Five members", 5),
        ("five (5) members", 5),
        ("at least five people", 5),
        ("minimum 5", 5),
        ("minimum of 5 members present", 5),
        ("5+", 5),
        ("5 or more", 5),
        ("no less than 5", 5),
        ("1", 1),
        ("twelve", 12),
        ("1 member", 1),
    ],
)
def test_numbers(text: str, number: int) -> None:
    assert read_share(text) == Share(Fraction(number), is_part=False)


def test_more_than_a_number() -> None:
    assert read_share("more than five") == Share(Fraction(5), is_part=False, above=True)
    assert read_share("more than 0").needed(7) == 1


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("some", "type half, a third"),
        ("five of the core members", "type half, a third"),
        ("half and the chair", "places of their own"),
        ("4 of 12", "type half, a third"),
        ("-5", "type half, a third"),
        ("5-6", "type half, a third"),
        ("1½", "type half, a third"),
        ("2.5", "type half, a third"),
        ("1/0", "type half, a third"),
        ("01/02/2013", "type half, a third"),
        ("five (6)", "type half, a third"),
        ("half half", "type half, a third"),
        ("of", "type half, a third"),
        ("", "type half, a third"),
        ("%", "type half, a third"),
        ("more than a majority", "type half, a third"),
        ("0", "leave it blank"),
        ("0%", "leave it blank"),
        ("3/2", "smaller part"),
        ("120%", "smaller part"),
        ("more than all", "smaller part"),
        ("more than 100%", "smaller part"),
        ("half plus one", "type more than half"),
        ("50% + 1", "type more than half"),
        ("less than half", "at least"),
        ("no more than 5", "at least"),
        ("up to 5", "at least"),
    ],
)
def test_what_cannot_be_read_says_what_to_type(text: str, remedy: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_share(text)
    assert remedy in refusal.value.message
    assert f"'{' '.join(text.split())}'" in refusal.value.message


@pytest.mark.parametrize(
    ("text", "voting", "needed"),
    [
        ("half", 1, 1),
        ("half", 7, 4),
        ("half", 8, 4),
        ("more than half", 1, 1),
        ("more than half", 7, 4),
        ("more than half", 8, 5),
        ("more than 49%", 100, 50),
        ("a third", 1, 1),
        ("a third", 9, 3),
        ("a third", 10, 4),
        ("a third", 12, 4),
        ("two thirds", 3, 2),
        ("66.67%", 3, 2),
        ("67%", 3, 3),
        ("2/5", 5, 2),
        ("2/5", 6, 3),
        ("40%", 10, 4),
        ("10%", 3, 1),
        ("all", 12, 12),
        ("5", 4, 5),
        ("5", 40, 5),
        ("more than 5", 40, 6),
    ],
)
def test_needed_is_exact_and_rounded_up(text: str, voting: int, needed: int) -> None:
    assert read_share(text).needed(voting) == needed


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1/2", "1/2 of the members"),
        ("HALF", "half of the members"),
        ("one third", "a third of the members"),
        ("2 thirds", "two thirds of the members"),
        ("a majority", "more than half of the members"),
        ("over 40 per cent", "more than 40% of the members"),
        ("five people", "5 members"),
        ("1", "1 member"),
        ("everybody", "all members"),
    ],
)
def test_said_as_it_was_written(text: str, words: str) -> None:
    assert read_share(text).in_words() == words


@given(st.integers(1, 60), st.integers(1, 60), st.integers(1, 200), st.booleans())
def test_a_part_needs_the_fewest_that_reach_it(
    first: int, second: int, voting: int, above: bool
) -> None:
    part = Fraction(min(first, second), max(first, second))
    share = Share(part, is_part=True, above=above)
    needed = share.needed(voting)

    def enough(there: int) -> bool:
        return there > part * voting if above else there >= part * voting

    assert enough(needed)
    assert not enough(needed - 1)
    assert share.needed(voting + 1) >= needed


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        share = read_share(text)
    except Unreadable:
        return
    assert share.needed(10) >= 1
    assert share.in_words()


@given(st.fractions(min_value=Fraction(1, 99), max_value=1, max_denominator=99))
def test_what_is_said_is_read_again(part: Fraction) -> None:
    text = f"{part.numerator}/{part.denominator}"
    assert read_share(text) == Share(part, is_part=True)
    assert read_share(read_share(text).in_words()) == Share(part, is_part=True)
