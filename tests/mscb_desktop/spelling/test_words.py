"""What is a word to be checked, and what is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mscb_desktop.spelling.words import words


def found(text: str) -> list[str]:
    return [word.text for word in words(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The board’s plan; the boards' plan", ["The", "board’s", "plan", "the", "boards", "plan"]),
        ("multi-agency co-ordinating—twice", ["multi-agency", "co-ordinating", "twice"]),
        ("health/social (see 'above')", ["health", "social", "see", "above"]),
        ("April–June, a e-mail.", ["April", "June", "e-mail"]),
        ("- bullet\n\tsecond\u00a0line", ["bullet", "second", "line"]),
        ("ended.Then went on", ["ended", "Then", "went", "on"]),
        ("cafe\u0301 naïve", ["cafe\u0301", "naïve"]),
        ("Sefton & Merton: “quoted”…", ["Sefton", "Merton", "quoted"]),
    ],
)
def test_words_are_parted_as_people_part_them(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "BL-0013",
        "C1a H3 2nd 19-year-old COVID-19 s47 £1,234.00 5pm 10.30am 2012-13",
        "CR4711/ZZ-99 R-10-ABC1",
        "lado@merton.example someone.else@nhs.example,",
        "https://www.merton.example/lscb?id=xq (www.merton.example) merton.gov.example.",
        r"\\server\shaered P:\Bord\plen.docx report_fnial.xlsx /srv/qwx/zx",
        "minutess.docx e.g. i.e., (U.K.)",
        "MARAC MARACs CAF's LSCB’s A&E C&YP RAG-RATED",
        "a I x.",
        "الحماية Олександр Ελένη",
        "x" * 61,
        "☃ 😀 — … !",
    ],
)
def test_what_is_no_word_is_left_alone(text: str) -> None:
    assert found(text) == []


@given(st.text(max_size=80))
def test_each_word_stands_where_it_says(text: str) -> None:
    last = 0
    for word in words(text):
        assert text[word.start : word.end] == word.text
        assert last <= word.start < word.end
        last = word.end
