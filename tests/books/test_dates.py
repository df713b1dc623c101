"""A time is read as it was meant, or refused by name; nothing is guessed."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.books.dates import DateError, read_span, read_time, read_zone, shown

MOSCOW, BERLIN, KATHMANDU = map(ZoneInfo, ("Europe/Moscow", "Europe/Berlin", "Asia/Kathmandu"))


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2026-03-01 18:30:00 UTC", "2026-03-01 18:30"),
        ("2026-03-01 18:30:00.250000 UTC", "2026-03-01 18:30:00.25"),
        ("2026-03-01 18:30:00.000000 UTC", "2026-03-01 18:30"),
        ("2026-03-01T18:30:00Z", "2026-03-01 18:30"),
        ("20260301T183000Z", "2026-03-01 18:30"),
        ("2026-03-01T18:30:00.123456789+03:00", "2026-03-01 15:30:00.123456"),
        ("2026-03-01 18:30 +0300", "2026-03-01 15:30"),
        ("2026-03-01 18:30:00 -03", "2026-03-01 21:30"),
        ("2026-03-01 18:30:00 UTC+5:45", "2026-03-01 12:45"),
        ("2026-03-01 18:30 America/Los_Angeles", "2026-03-02 02:30"),
        ("2026-07-01 18:30 America/Argentina/Ushuaia", "2026-07-01 21:30"),
        ("2026-03-01 18:30 EST5EDT", "2026-03-01 23:30"),
        ("2026-03-01 18:30", "2026-03-01 15:30"),
        ("2026-03-01 18:30 MSK", "2026-03-01 15:30"),
        ("2026/3/1 8:05", "2026-03-01 05:05"),
        ("2026-03-01 24:00", "2026-03-01 21:00"),
        ("2026-12-31 24:00 UTC", "2027-01-01 00:00"),
        ("March 1, 2026, 6:30 PM", "2026-03-01 15:30"),
        ("Sunday, 1 March 2026, 12:05 AM", "2026-02-28 21:05"),
        ("1st Mar 2026 at 12:00 p.m.", "2026-03-01 09:00"),
        ("Sun, 01 Mar 2026 18:30:00 +0300", "2026-03-01 15:30"),
        ("воскресенье, 1 марта 2026 г., 18:30", "2026-03-01 15:30"),
        ("  2026-03-01   18:30\n", "2026-03-01 15:30"),
    ],
)
def test_a_time_that_is_certain_is_read(text, utc):
    assert read_time(text, MOSCOW) == datetime.fromisoformat(utc)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("01.03.2026 18:30", "which number is the day"),
        ("3/1/26 18:30", "which number is the day"),
        ("01-03-2026 18:30", "which number is the day"),
        ("19:59", "year, the month and the day"),
        ("-1", "year, the month and the day"),
        ("1772389800", "year, the month and the day"),
        ("tomorrow at noon", "year, the month and the day"),
        ("2026-03-01", "the time of the day"),
        ("1 March 2026", "the time of the day"),
        ("2026-03-01 18", "hours:minutes"),
        ("2026-03-01 18:30 EST", "'EST' is no zone"),
        ("2026-03-01 18:30 IST", "'IST' is no zone"),
        ("2026-07-01 18:30 MSD", "'MSD' is no zone"),
        ("2026-03-01 18:30 Europe/Moskau", "'Europe/Moskau' is no zone"),
        ("2026-03-01 18:30 +2500", "no place on earth"),
        ("2026-03-01 18:30 +0360", "no place on earth"),
        ("Monday, 1 March 2026, 18:30", "no Monday"),
        ("1 Brumaire 2026 18:30", "'Brumaire' is no month"),
        ("2026-02-29 18:30", "day is out of range"),
        ("2026-03-01 25:00", "hour must be"),
        ("2026-03-01 24:01", "hour must be"),
        ("2026-03-01 18:60", "minute must be"),
        ("2026-03-01 13:00 pm", "13 pm is no hour"),
        ("0026-03-01 18:30", "its year is 26"),
        ("", "empty"),
        ("2026-03-01 18:30" + " UTC" * 100, "too long"),
        ("2026-03-01 18:30 UTC UTC", "hours:minutes"),
    ],
)
def test_a_time_that_could_be_another_is_refused_with_the_reason(text, why):
    with pytest.raises(DateError, match=why):
        read_time(text, MOSCOW)


@given(
    st.datetimes(datetime(1990, 1, 2), datetime(2100, 12, 30)),
    st.sampled_from(["UTC", "Europe/Moscow", "Europe/Berlin", "Asia/Kathmandu"]),
)
def test_what_is_shown_is_read_again(time, name):
    time = time.replace(microsecond=0)
    assert read_time(shown(time, read_zone(name))) == time


def test_clocks_that_are_put_forward_or_back_leave_no_doubt():
    with pytest.raises(DateError, match="forward past 02:30"):
        read_time("2026-03-29 02:30", BERLIN)
    with pytest.raises(DateError, match=r"02:30 twice that day; write \+0200 or \+0100"):
        read_time("2026-10-25 02:30", BERLIN)
    assert read_time("2026-10-25 02:30 +0100", BERLIN) == datetime(2026, 10, 25, 1, 30)
    assert read_time("2026-10-25 02:30 CET", BERLIN) == datetime(2026, 10, 25, 1, 30)


def test_days_are_those_of_the_calendar_and_hours_those_of_the_clock():
    due = read_time("2026-03-27 23:59", BERLIN)
    assert read_span("3 days", due, BERLIN) == timedelta(days=3, hours=-1)
    assert read_span("72 hours", due, BERLIN) == timedelta(days=3)
    assert read_span("1 week", due, UTC) == timedelta(days=7)
    assert read_span("2026-03-28 23:59", due, BERLIN) == timedelta(days=1)
    for text in ("3", "3 moons", "soon"):
        with pytest.raises(DateError):
            read_span(text, due, BERLIN)


@pytest.mark.parametrize("name", ["MSK", "Moscow", "../etc/passwd", "", "/etc/localtime", "x\0"])
def test_a_zone_is_a_name_of_the_zones_database(name):
    with pytest.raises(DateError, match="is no time zone"):
        read_zone(name)
