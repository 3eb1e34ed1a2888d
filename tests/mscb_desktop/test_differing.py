"""Two versions of a text are parted into what they share and what differs."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mscb_desktop.differing import Part, differing


def marked(parts: tuple[Part, ...]) -> str:
    return "".join(f"[{part.text}]" if part.differs else part.text for part in parts)


def test_words_that_differ_are_marked_on_both_sides() -> None:
    before, after = differing("Two venues booked in May.", "Three venues booked in June.")
    assert marked(before) == "[Two] venues booked in [May]."
    assert marked(after) == "[Three] venues booked in [June]."


def test_a_line_added_is_marked_alone() -> None:
    before, after = differing("- One\n- Two", "- One\n- New\n- Two")
    assert marked(before) == "- One\n- Two"
    assert marked(after) == "- One\n- [New\n- ]Two"


def test_a_text_beside_nothing_differs_whole() -> None:
    assert differing("", "All new") == ((), (Part("All new", True),))
    assert differing("", "") == ((), ())


def test_very_long_texts_differ_as_a_block_between_equal_ends() -> None:
    before = "Begin " + " ".join(f"a{n}" for n in range(5000)) + " end"
    after = "Begin " + " ".join(f"b{n}" for n in range(5000)) + " end"
    parts, _ = differing(before, after)
    assert [part.differs for part in parts] == [False, True, False]


_TEXT = st.lists(st.sampled_from(["one", " ", "two", "\n", ".", "Łódź", "🙂"])).map("".join)


@given(_TEXT, _TEXT)
def test_the_parts_give_the_texts_and_share_the_rest(before: str, after: str) -> None:
    left, right = differing(before, after)
    assert "".join(part.text for part in left) == before
    assert "".join(part.text for part in right) == after
    shared = ["".join(part.text for part in side if not part.differs) for side in (left, right)]
    assert shared[0] == shared[1]
    assert (before == after) == (not any(part.differs for part in (*left, *right)))
