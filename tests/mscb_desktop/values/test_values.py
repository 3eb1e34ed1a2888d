from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.fields import Choice, Field, Kind, Value
from mscb_desktop.values import (
    Unreadable,
    quoted,
    read_value,
    read_whole,
    show_value,
    whole_from_number,
)

CHOICES = (
    Choice("expenditure", "Expenditure"),
    Choice("income", "Income"),
    Choice("internal", "Internal transfer"),
)
FIELDS = {
    kind: Field(kind.name.lower(), kind.value.title(), kind, choices=CHOICES)
    if kind is Kind.CHOICE
    else Field(kind.name.lower(), kind.value.title(), kind)
    for kind in Kind
    if kind is not Kind.LOOKUP
}


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (Kind.TEXT, "  Room Hire ", "Room Hire"),
        (Kind.TEXT, "Recruitment\r\n  (Chair/Lay\u00a0Person)", "Recruitment (Chair/Lay Person)"),
        (Kind.TEXT, "two  spaces", "two  spaces"),
        (Kind.TEXT, " \u00a0\r\n", None),
        (Kind.TEXT, "\u3000", None),
        (Kind.TEXT, None, None),
        (Kind.CODE, "1.10", "1.10"),
        (Kind.CODE, "007", "007"),
        (Kind.CODE, "CE03/CA53/CD05", "CE03/CA53/CD05"),
        (Kind.LONG_TEXT, "one\r\ntwo\rthree\x0bfour\n", "one\ntwo\nthree\nfour"),
        (Kind.LONG_TEXT, "- a\tb", "- a\tb"),
        (Kind.MONEY, "(4,581.00)", -458100),
        (Kind.MONEY, 12, 12),
        (Kind.MONEY, "\n", None),
        (Kind.WHOLE, "1,200", 1200),
        (Kind.WHOLE, "−3", -3),
        (Kind.WHOLE, "12.0", 12),
        (Kind.DATE, "12 Mar 13", dt.date(2013, 3, 12)),
        (Kind.DATE, dt.datetime(2013, 3, 12, 9, 30), dt.date(2013, 3, 12)),
        (Kind.YES_NO, "Y", True),
        (Kind.YES_NO, "✓", True),
        (Kind.YES_NO, "FALSE", False),
        (Kind.YES_NO, True, True),
        (Kind.CHOICE, "EXPENDITURE", "expenditure"),
        (Kind.CHOICE, "internal  transfer", "internal"),
        (Kind.CHOICE, "inc", "income"),
        (Kind.IMAGE, b"png", b"png"),
    ],
)
def test_reading_per_kind(kind: Kind, typed: Value, value: Value) -> None:
    read = read_value(FIELDS[kind], typed)
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(
    ("kind", "typed", "word"),
    [
        (Kind.TEXT, "ab\x07c", "place 3"),
        (Kind.LONG_TEXT, "ab\x00", "code 0"),
        (Kind.TEXT, "\ud800", "place 1"),
        (Kind.TEXT, 12, "cannot hold"),
        (Kind.TEXT, "x" * 40_000, "room for 32,767"),
        (Kind.MONEY, True, "cannot hold"),
        (Kind.MONEY, 10**15, "larger than any budget"),
        (Kind.WHOLE, "1.5", "whole number"),
        (Kind.DATE, dt.date(1066, 10, 14), "year 1066"),
        (Kind.YES_NO, "perhaps", "type yes or no"),
        (Kind.YES_NO, 1, "cannot hold"),
        (Kind.CHOICE, "in", "Income or Internal transfer"),
        (Kind.CHOICE, "other", "not one of: Expenditure, Income, Internal transfer"),
        (Kind.IMAGE, "logo.png", "picture file"),
    ],
)
def test_refusals(kind: Kind, typed: Value, word: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_value(FIELDS[kind], typed)
    assert word in refusal.value.message


def test_a_needed_field_is_not_emptied() -> None:
    with pytest.raises(Unreadable, match="is needed"):
        read_value(Field("name", "Name", Kind.TEXT, required=True), " ")


def test_a_lookup_is_not_read_here() -> None:
    with pytest.raises(TypeError):
        read_value(Field("agency", "Agency", Kind.LOOKUP, target="agency"), "Police")


def test_a_choice_without_its_field_shows_what_is_stored() -> None:
    assert show_value(Kind.CHOICE, "internal") == "internal"
    assert show_value(FIELDS[Kind.CHOICE], "internal") == "Internal transfer"


def test_whole_numbers_from_a_workbook() -> None:
    assert whole_from_number(12.0) == 12
    for number in (1.5, float("nan"), 1e300):
        with pytest.raises(Unreadable):
            whole_from_number(number)
    with pytest.raises(Unreadable):
        read_whole("9" * 5000)


def test_quoted_text_stays_short_and_printable() -> None:
    assert quoted("a\nb\x07") == "'a b?'"
    assert len(quoted("x" * 500)) == 42


NATIVE = {
    Kind.MONEY: st.integers(-(10**13), 10**13),
    Kind.WHOLE: st.integers(-(10**13), 10**13),
    Kind.DATE: st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31)),
    Kind.YES_NO: st.booleans(),
    Kind.CHOICE: st.sampled_from([choice.value for choice in CHOICES]),
}


@pytest.mark.parametrize("kind", NATIVE)
@given(data=st.data())
def test_what_is_shown_reads_back(kind: Kind, data: st.DataObject) -> None:
    value = data.draw(NATIVE[kind])
    assert read_value(FIELDS[kind], show_value(FIELDS[kind], value)) == value


@given(
    st.sampled_from([kind for kind in FIELDS if kind is not Kind.IMAGE]),
    st.text() | st.text("0123456789.,-() £kCR/−\n\t ") | st.text("0123456789/-. MarSeptyno"),
)
def test_any_text_is_read_or_refused_and_reads_the_same_again(kind: Kind, text: str) -> None:
    field = FIELDS[kind]
    try:
        value = read_value(field, text)
    except Unreadable:
        return
    assert field.problem(value) is None
    assert read_value(field, show_value(field, value)) == value
