"""Texts are taken out of words whole, in any case, and where they are quoted cut."""

from __future__ import annotations

import pytest

from db.quotes import Quotes

LONG = "Jane Doe, 12 Gap Road, Wimbledon, left on Friday and writes from Croydon"


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("Agency ‘Jane Doe’ added", "Agency ‘(removed)’ added"),
        ("JANE DOE's post", "(removed)'s post"),
        ("Jane Doering added", "Jane Doering added"),
        ("Jo and Joan", "(removed) and Joan"),
        (f"Comment: {LONG[:39].rstrip()}…", "Comment: (removed)"),
        ("‘Jane Doe, 1…’ and ‘Police, Merton…’", "‘(removed)’ and ‘Police, Merton…’"),
        ("Jane D…", "Jane D…"),
        ("Nothing of it", "Nothing of it"),
    ],
)
def test_quotes_are_removed(words: str, left: str) -> None:
    quotes = Quotes(["Jo", "Jane Doe", LONG])
    assert quotes.removed_from(words) == left


def test_no_texts_stand_nowhere() -> None:
    assert Quotes([]).removed_from("Words…") == "Words…"
    assert not Quotes([]).stand_in("Words")
    assert Quotes(["a.b"]).stand_in("see a.b.")
    assert not Quotes(["a.b"]).stand_in("see axb")
