"""Words by their parts, and misspelt ones: the same as comparing each of them would find."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from mscb_desktop.finding.folding import words as words_of
from mscb_desktop.finding.near import near, slips_allowed
from mscb_desktop.finding.words import Words

LETTERS = st.text("abcd", min_size=1, max_size=12)


def _known(texts: set[str]) -> Words:
    made = Words()
    for number, text in enumerate(sorted(texts)):
        made.add(text, number)
    return made


def test_letters_are_compared_without_case_accents_and_apostrophes() -> None:
    assert words_of("Łódź’s CAFÉ & Straße—Æsir") == ["lodzs", "cafe", "and", "strasse", "aesir"]
    assert words_of("CE03/CA53 BL-0013 1.10") == ["ce03", "ca53", "bl", "0013", "1", "10"]
    assert words_of(" … ·") == []


@given(st.sets(LETTERS), LETTERS)
def test_words_are_met_by_their_beginning_and_by_any_part(texts: set[str], part: str) -> None:
    known = _known(texts)
    begin = sorted(known.word(number) for number in known.beginning(part))
    assert begin == sorted(text for text in texts if text.startswith(part))
    hold = sorted(known.word(number) for number in known.holding(part))
    assert hold == sorted(text for text in texts if part in text)


@given(st.sets(st.tuples(LETTERS, st.integers(0, 5)), max_size=40))
def test_holders_are_those_added(held: set[tuple[str, int]]) -> None:
    known = Words()
    for text, holder in held:
        known.add(text, holder)
    for text, _ in held:
        assert known.exactly(text) == {holder for other, holder in held if other == text}
    assert known.exactly("absent") == set()


@given(st.sets(LETTERS, max_size=40), st.text("abcd", min_size=3, max_size=10))
def test_misspelt_words_are_all_those_within_the_slips_allowed(
    texts: set[str], wanted: str
) -> None:
    known = _known(texts)
    allowed = slips_allowed(wanted)
    found = {known.word(number): slips for number, slips in near(known, wanted).items()}
    expected = {}
    for text in texts if allowed else ():
        cuts = range(max(0, len(wanted) - allowed), len(wanted) + allowed + 1)
        slips = min(OSA.distance(wanted, text[:cut]) for cut in cuts)
        if slips <= allowed:
            expected[text] = slips
    assert found == expected


def test_codes_and_short_words_are_never_taken_for_misspelt() -> None:
    assert [slips_allowed(word) for word in ("ce03", "bus", "fund", "training")] == [0, 0, 1, 2]
