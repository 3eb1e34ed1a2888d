"""Which backups go, whatever the clock does."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.backups.thinning import DAYS, MONTHS, WEEKS, days_of_going, thinned

NOW = dt.datetime(2026, 11, 24, 19, 30)  # a Tuesday
DAY = dt.timedelta(days=1)
MOMENTS = st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2040, 1, 1)).map(
    lambda at: at.replace(microsecond=0)
)
SOME = st.sets(MOMENTS, max_size=80)
CLOSE = st.sets(
    st.integers(0, 4 * 365 * 24).map(lambda hours: NOW - dt.timedelta(hours=hours)), max_size=80
)


def _daily(days: int, last: dt.datetime = NOW) -> list[dt.datetime]:
    return [last - DAY * number for number in range(days)]


def _grown(moments: list[dt.datetime]) -> set[dt.datetime]:
    """Make backups one after another, as a clock says, thinning after each."""
    there: set[dt.datetime] = set()
    for now in moments:
        there.add(now)
        there -= thinned(there, now)
        assert now in there
    return there


def test_nothing_of_nothing_goes() -> None:
    assert thinned([], NOW) == set()
    assert thinned([NOW], NOW) == set()


def test_all_of_two_days_stay() -> None:
    often = [NOW - dt.timedelta(minutes=10 * number) for number in range(6 * 48)]
    there = set(often) - thinned(often, NOW)
    assert {at for at in often if at.date() >= NOW.date() - DAY} <= there
    assert len(there) == len([at for at in often if at.date() >= NOW.date() - DAY]) + 1


def test_one_a_day_for_three_years() -> None:
    days = _daily(3 * 365)
    there = sorted(set(days) - thinned(days, NOW), reverse=True)
    assert there[:14] == days[:14]  # daily: 11 to 24 November
    sundays = [dt.date(2026, 11, 8) - 7 * DAY * number for number in range(9)]
    assert [at.date() for at in there if at.weekday() == 6 and at < days[13]][:9] == sundays
    ends = [at for at in there if (at + DAY).day == 1]
    assert len(ends) == MONTHS - 1  # this month's newest is of today
    assert ends[-1].date() == dt.date(2024, 12, 31) == there[-1].date()
    # Three of the weeks have their newest within the fourteen days.
    assert len(there) == DAYS + (WEEKS - 3) + (MONTHS - 1)


def test_thinned_every_day_or_only_at_the_end_comes_to_the_same() -> None:
    days = _daily(3 * 365)
    assert _grown(sorted(days)) == set(days) - thinned(days, NOW)


def test_several_in_a_minute_all_stay_while_they_are_new() -> None:
    quick = [NOW + dt.timedelta(seconds=number) for number in range(5)]
    assert thinned(quick, quick[-1]) == set()
    later = [quick[0] + 2 * DAY, quick[0] + DAY]
    assert thinned([*quick, *later], later[0]) == set(quick[:-1])


def test_a_clock_far_ahead_takes_no_more_than_a_days_work_does() -> None:
    years = sorted(_daily(3 * 365))
    before = _grown(years)
    wrong = dt.datetime(2061, 1, 5, 9, 0)
    after = (before | {wrong}) - thinned(before | {wrong}, wrong)
    assert before - after <= {min(before), sorted(years)[-DAYS], *_of_twelfth_week(before)}
    assert len(before - after) <= 3
    assert wrong in after


def _of_twelfth_week(times: set[dt.datetime]) -> set[dt.datetime]:
    weeks = sorted({at.isocalendar()[:2] for at in times})
    return {at for at in times if at.isocalendar()[:2] == weeks[-WEEKS]}


def test_backups_of_a_wrong_future_take_no_place_of_the_present() -> None:
    wrong = _daily(3 * 365, dt.datetime(2061, 1, 5, 9, 0))
    right = _daily(400)
    both = set(right) | set(wrong)
    kept = both - thinned(both, NOW)
    assert {at for at in kept if at <= NOW} == set(right) - thinned(right, NOW)
    assert max(wrong) in kept


def test_a_clock_set_back_for_years_loses_nothing() -> None:
    before = _grown(sorted(_daily(400)))
    wrong = dt.datetime(2001, 1, 1, 0, 0, 5)
    assert thinned(before | {wrong}, wrong) == set()


def test_an_hour_lived_twice_is_one_day() -> None:
    twice = [dt.datetime(2026, 10, 25, 1, minute) for minute in (10, 30, 50)]
    assert thinned(twice, dt.datetime(2026, 10, 25, 1, 20)) == set()


def test_a_long_leave_makes_nothing_old_at_once() -> None:
    before = _grown(sorted(_daily(60)))
    back = NOW + 3 * 365 * DAY
    assert len(thinned(before | {back}, back)) <= 2


@given(SOME | CLOSE, MOMENTS)
def test_the_newest_of_all_and_the_newest_till_now_stay(
    times: set[dt.datetime], now: dt.datetime
) -> None:
    gone = thinned(times, now)
    assert gone <= times
    if times:
        assert max(times) not in gone
    till_now = [at for at in times if at <= now]
    if till_now:
        assert max(till_now) not in gone


@given(SOME | CLOSE, MOMENTS)
def test_thinning_twice_changes_nothing(times: set[dt.datetime], now: dt.datetime) -> None:
    there = times - thinned(times, now)
    assert thinned(there, now) == set()


@given(CLOSE, st.lists(MOMENTS, min_size=1, max_size=12))
def test_whatever_the_clock_says_the_one_just_made_stays_and_few_go(
    times: set[dt.datetime], clock: list[dt.datetime]
) -> None:
    there = times - thinned(times, NOW)
    for now in clock:
        gone = thinned(there | {now}, now)
        assert now not in gone
        assert len(gone) <= 3 + _on_a_whole_day(there)
        there = (there | {now}) - gone


def _on_a_whole_day(times: set[dt.datetime]) -> int:
    """Count the most that one day has: they are thinned to one when the day is no longer new."""
    days = [at.date() for at in times]
    return max((days.count(day) for day in days), default=0)


@pytest.mark.parametrize(
    ("made", "goes"),
    [
        (NOW - dt.timedelta(hours=1), dt.date(2026, 11, 26)),
        (NOW, dt.date(2026, 12, 8)),  # a Tuesday; of its day the newest: fourteen days
        (dt.datetime(2026, 11, 22, 12), dt.date(2027, 2, 8)),  # a Sunday: twelve weeks
        (dt.datetime(2026, 10, 31, 12), dt.date(2028, 10, 1)),  # its month's last: 24 months
    ],
)
def test_the_day_on_which_a_backup_goes(made: dt.datetime, goes: dt.date) -> None:
    times = {*_daily(60), NOW - dt.timedelta(hours=1), made}
    for day in _daily(60):
        if day.date() == made.date() and day != made:
            times.discard(day)
    times |= {NOW}
    assert days_of_going(times, NOW)[made] == goes


def test_a_backup_of_the_future_has_no_day() -> None:
    assert days_of_going([NOW, NOW + DAY], NOW)[NOW + DAY] is None
