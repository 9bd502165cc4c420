"""Times in all forms become the day in Shanghai, whatever zone they were written in."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector.extract.stores.dates import (
    day_of_millis,
    day_of_moment,
    day_of_seconds,
    day_of_text,
    shanghai_day,
)

MOMENTS = st.datetimes(datetime(2000, 1, 2), datetime(2099, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001
ZONES = st.integers(-12, 14).map(lambda hours: timezone(timedelta(hours=hours)))


@pytest.mark.parametrize(
    ("read", "value", "day"),
    [
        (day_of_seconds, 1726820955, date(2024, 9, 20)),
        (day_of_seconds, "1386696615", date(2013, 12, 11)),  # 17:30 of the 10th in UTC
        (day_of_millis, 1505353538271, date(2017, 9, 14)),
        (day_of_moment, "2026-10-22T15:42:36Z", date(2026, 10, 22)),
        (day_of_moment, "2026-10-22T16:00:00Z", date(2026, 10, 23)),
        (day_of_moment, "2019-07-15T01:30:17.000-07:00", date(2019, 7, 15)),
        (day_of_moment, "2019-07-15T09:00:00-07:00", date(2019, 7, 16)),
        (day_of_moment, "Tue, 29 Sep 2026 17:05:00 +0000", date(2026, 9, 30)),
        (day_of_moment, "Fri Oct 23 2026 09:58:23 GMT+0000 (Coordinated Universal Time)", date(2026, 10, 23)),
        (day_of_text, "2026年6月1日", date(2026, 6, 1)),
        (day_of_text, "2026-06-01", date(2026, 6, 1)),
        (day_of_text, "2026/6/1 23:59:59", date(2026, 6, 1)),
        (day_of_text, "2026.06.01", date(2026, 6, 1)),
    ],
)
def test_the_day_is_that_of_shanghai(read, value, day):
    assert read(value) == day


@pytest.mark.parametrize("read", [day_of_seconds, day_of_millis, day_of_moment, day_of_text])
def test_absent_is_none(read):
    assert read(None) is None
    assert read("") is None


def test_zero_seconds_are_never_and_not_1970():
    assert day_of_seconds(0) is None
    assert day_of_millis("0") is None


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (day_of_seconds, "gestern"),
        (day_of_seconds, 10**18),
        (day_of_seconds, float("nan")),
        (day_of_moment, "2026-10-22T15:42:36"),  # no zone
        (day_of_moment, "Tue, 29 Sep"),
        (day_of_moment, "x" * 200),
        (day_of_text, "2026年13月1日"),
        (day_of_text, "3天前"),
        (day_of_text, "2026-06"),
    ],
)
def test_what_is_no_time_is_refused(read, value):
    with pytest.raises(ValueError):  # noqa: PT011  # messages come from several parsers
        read(value)


@given(MOMENTS, ZONES)
def test_one_moment_is_one_day_in_every_form(moment, zone):
    moment = moment.replace(microsecond=0)
    there = moment.astimezone(zone)
    day = (moment + timedelta(hours=8)).date()
    assert shanghai_day(there) == day
    assert day_of_moment(there.isoformat()) == day
    assert day_of_moment(format_datetime(there)) == day
    assert day_of_seconds(int(moment.timestamp())) == day
    assert day_of_millis(str(int(moment.timestamp()) * 1000)) == day
    script = there.strftime("%a %b %d %Y %H:%M:%S GMT%z (Somewhere)")
    assert day_of_moment(script) == day


@given(
    st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from(["{}年{}月{}日", "{}-{}-{}", "{}/{}/{}"])
)
def test_chinese_days_are_taken_as_written(day, form):
    assert day_of_text(form.format(day.year, day.month, day.day)) == day
    assert day_of_text(form.format(day.year, f"{day.month:02d}", f"{day.day:02d}")) == day


@given(st.text(max_size=40))
def test_any_text_is_a_day_absent_or_refused(text):
    for read in (day_of_seconds, day_of_millis, day_of_moment, day_of_text):
        try:
            day = read(text)
        except ValueError:
            continue
        assert day is None or isinstance(day, date)
