"""Right and wrong words of UK English, of the sector and of the person."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from mscb_desktop.spelling.personal import PersonalWords
from mscb_desktop.spelling.speller import LISTS, EnglishSpeller, _Lines, listed, load_speller
from mscb_desktop.spelling.words import words

NARRATIVE = """The Board’s multi-agency sub-groups met; Cafcass and Ofsted were co-operative.
Colleagues organised a workshop on children's neighbourhoods, and the programme's outturn
(an underspend of £1,234.00) was agreed. Pre-birth assessments are quality-assured by the
LADO at the MASH and the CAFs are audited; see BL-0013 and www.merton.example for wellbeing.
Wandsworth and Croydon benchmarked their frontline practice, e.g. by co-ordinating referrals."""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> EnglishSpeller:
    return load_speller(PersonalWords(tmp_path_factory.mktemp("words") / "my-words.txt"))


def wrong(speller: EnglishSpeller, text: str) -> list[str]:
    return [word.text for word in words(text) if speller.wrong(word.text)]


def test_narrative_of_a_board_is_right(loaded: EnglishSpeller) -> None:
    assert wrong(loaded, NARRATIVE) == []


def test_words_of_the_trade_are_known(loaded: EnglishSpeller) -> None:
    trade = ("MASH", "MARAC", "LADO", "CAF", "safeguarding", "multi-agency", "CCG", "Cafcass")
    assert [word for word in trade if loaded.wrong(word)] == []
    assert not loaded.wrong("Cafcass’s")
    assert not loaded.wrong("Safeguarding")
    assert not loaded.wrong("multi‑agency")  # a hyphen that does not break


@pytest.mark.parametrize(
    "word",
    ["comunity", "color", "organization", "center", "multi-agancy", "cafcass", "merton", "alot"],
)
def test_wrong_words_are_found(loaded: EnglishSpeller, word: str) -> None:
    assert loaded.wrong(word)


@pytest.mark.parametrize(
    ("word", "better"),
    [
        ("comunity", "community"),
        ("organization", "organisation"),
        ("Oftsed", "Ofsted"),
        ("quorat", "quorate"),
        ("multi-agancy", "multi-agency"),
        ("chidren’s", "children’s"),
        ("Safegarding", "Safeguarding"),
    ],
)
def test_the_likeliest_word_comes_first(loaded: EnglishSpeller, word: str, better: str) -> None:
    assert loaded.suggest(word)[0] == better


def test_two_words_run_into_one_are_parted(loaded: EnglishSpeller) -> None:
    assert "a lot" in loaded.suggest("alot")


def test_nothing_is_offered_for_what_is_like_no_word(loaded: EnglishSpeller) -> None:
    assert loaded.suggest("xqzzyt") == []


def test_own_words_are_right_from_then_on(tmp_path: Path, loaded: EnglishSpeller) -> None:
    mine = PersonalWords(tmp_path / "my-words.txt")
    speller = EnglishSpeller(loaded._dictionary, mine)
    assert speller.wrong("Polka-Ikeje")
    mine.add("Ikeje")
    mine.add("bordwalk")
    for right in ("Ikeje", "Ikeje’s", "Polka-Ikeje", "bordwalk", "Bordwalk"):
        assert not speller.wrong(right)
    assert speller.suggest("Ikejee")[0] == "Ikeje"
    mine.remove("Ikeje")
    assert speller.wrong("Ikeje")


def test_hyphens_without_end_take_no_time(loaded: EnglishSpeller) -> None:
    began = time.perf_counter()
    assert loaded.wrong("-".join(["xq"] * 20))
    loaded.suggest("-".join(["xq"] * 20))
    assert time.perf_counter() - began < 1


def test_lists_hold_what_the_dictionary_lacks() -> None:
    from spylls.hunspell import Dictionary, readers

    aff, context = readers.read_aff(_Lines("en_GB.aff"))
    plain = Dictionary(aff, readers.read_dic(_Lines("en_GB.dic"), aff=aff, context=context))
    assert len(list(listed("sector.txt"))) >= 150
    for name in LISTS:
        held = list(listed(name))
        assert len(held) == len(set(held)), name
        assert [word for word in held if plain.lookup(word)] == [], name
