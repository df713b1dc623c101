"""When is that? Times as people and programs write them, read without a guess.

nbgrader's own reader takes ``+0300`` for 300 seconds, ``MSK`` for UTC, 01.03.2026 for the third of
January and ``19:59`` for today. Here a time says its year, month, day, hour and minute in an order
that nobody can misread, and its zone by an offset or a name; where it has none, the course's zone
counts. Everything else is refused with the reason. Times are kept as nbgrader keeps them: in UTC,
without a zone.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from autograder.errors import CourseError

LONGEST = 100
EXAMPLE = "`2026-03-01 18:30:00 UTC`, `2026-03-01 18:30 +0300` or `2026-03-01 18:30 Europe/Moscow`"
FIRST_YEAR, LAST_YEAR = 1990, 2100
LARGEST_OFFSET = timedelta(hours=14)

MONTHS = (
    ("january", "jan", "января"),
    ("february", "feb", "февраля"),
    ("march", "mar", "марта"),
    ("april", "apr", "апреля"),
    ("may", "мая"),
    ("june", "jun", "июня"),
    ("july", "jul", "июля"),
    ("august", "aug", "августа"),
    ("september", "sep", "sept", "сентября"),
    ("october", "oct", "октября"),
    ("november", "nov", "ноября"),
    ("december", "dec", "декабря"),
)
DAYS = (
    ("monday", "mon", "понедельник"),
    ("tuesday", "tue", "вторник"),
    ("wednesday", "wed", "среда"),
    ("thursday", "thu", "четверг"),
    ("friday", "fri", "пятница"),
    ("saturday", "sat", "суббота"),
    ("sunday", "sun", "воскресенье"),
)
MONTH = {name: number for number, names in enumerate(MONTHS, 1) for name in names}
DAY = {name: number for number, names in enumerate(DAYS) for name in names}

DATES = tuple(
    re.compile(rf"(?:(?P<weekday>[^\W\d]+)\.?,? )?{date}(?:T|,? at |,? )(?P<rest>\d.*)", re.I)
    for date in (
        r"(?P<year>\d{4})(?P<dash>[-/])(?P<month>\d\d?)(?P=dash)(?P<day>\d\d?)",
        r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)",
        r"(?P<day>\d\d?)(?:st|nd|rd|th)? (?P<month>[^\W\d]+)\.?,? (?P<year>\d{4})(?: г\.)?",
        r"(?P<month>[^\W\d]+)\.? (?P<day>\d\d?)(?:st|nd|rd|th)?,? (?P<year>\d{4})",
    )
)
TIME = re.compile(
    r"(?P<hour>\d\d?):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,](?P<part>\d{1,9}))?)?"
    r"(?: ?(?P<half>[ap]\.?m\.?)(?!\w))?(?: ?(?P<zone>\S+))?",
    re.I,
)
PACKED = re.compile(r"(\d\d)(\d\d)(\d\d)?(?=\D|$)")
OFFSET = re.compile(r"(?:UTC|GMT)?([+-])(\d\d?)(?::?(\d\d))?", re.I)
ZONE = re.compile(r"[A-Za-z0-9_+-]+(?:/[A-Za-z0-9_+-]+){0,2}")
ABBREVIATION = re.compile(r"[A-Z]{2,5}")

# Numbers alone, in an order that differs from country to country.
ORDER_UNKNOWN = re.compile(r"\d\d?([./-])\d\d?\1(?:\d\d){1,2}\b.*")
SPAN = re.compile(r"(?P<number>\d+(?:\.\d+)?) ?(?P<unit>minute|hour|day|week)s?", re.I)


class DateError(CourseError):
    """A text that is no time, or one that could be two; the message says why."""


def read_time(text: str, zone: tzinfo = UTC) -> datetime:
    """Return the time that `text` names, in UTC and without a zone.

    zone: in which a time without a zone of its own is meant. Raises DateError.
    """
    shown = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    try:
        if len(text) > LONGEST:
            raise ValueError("it is too long")
        return _read(" ".join(text.split()), zone)
    except ValueError as error:
        raise DateError(
            f"{shown!r} is no time that can be read without doubt: {error}. Something like "
            f"{EXAMPLE} is expected"
        ) from error


def _read(text: str, zone: tzinfo) -> datetime:
    if not text:
        raise ValueError("it is empty")
    if ORDER_UNKNOWN.fullmatch(text):
        raise ValueError("it does not say which number is the day and which the month")
    found = next((m for pattern in DATES if (m := pattern.fullmatch(text))), None)
    if found is None:
        if any(re.fullmatch(p.pattern.partition("(?:T|")[0], text, re.I) for p in DATES):
            raise ValueError("it does not say the time of the day")
        raise ValueError("it does not say the year, the month and the day in a form that is known")
    year, month, day = int(found["year"]), _month(found["month"]), int(found["day"])
    clock = TIME.fullmatch(_unpacked(found["rest"]))
    if clock is None:
        raise ValueError("its time of the day is not of the form hours:minutes")
    hour, next_day = _hour(int(clock["hour"]), clock)
    second = int(clock["second"] or 0)
    micro = int((clock["part"] or "0")[:6].ljust(6, "0"))
    local = datetime(year, month, day, hour, int(clock["minute"]), second, micro)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"its year is {year}")
    weekday = found["weekday"]
    if weekday and DAY.get(weekday.lower()) != local.weekday():
        raise ValueError(f"that day is no {weekday}")
    local += timedelta(days=next_day)
    return in_utc(local, _zone(clock["zone"], local, zone))


def in_utc(local: datetime, zone: tzinfo) -> datetime:
    """Return the time `local` of the clocks in `zone`, in UTC.

    Raises ValueError where the clocks are put forward past it or show it twice.
    """
    first, second = (local.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if first.utcoffset() != second.utcoffset():
        # In a gap neither comes back from UTC as it went.
        if first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != local:
            raise ValueError(f"the clocks of {zone} are put forward past {local:%H:%M} that day")
        offsets = " or ".join(f"{t:%z}" for t in (first, second))
        raise ValueError(
            f"the clocks of {zone} show {local:%H:%M} twice that day; write {offsets} behind it"
        )
    return first.astimezone(UTC).replace(tzinfo=None)


def read_span(text: str, due: datetime, zone: tzinfo) -> timedelta:
    """Return by how much later than `due` (in UTC) `text` is: a time, or such as "3 days".

    Days and weeks are those of the calendar: the clock shows the same when they are over, also
    where it was put forward or back between. Raises DateError.
    """
    said = SPAN.fullmatch(text.strip())
    if said is None:
        if not re.match(r"\s*\d+\s*\D{0,9}\s*$", text):
            return read_time(text, zone) - due
        raise DateError(f"{text!r} is no extension: `3 days`, `36 hours` or a time is expected")
    number, unit = float(said["number"]), said["unit"].lower()
    if unit in ("minute", "hour"):
        return timedelta(**{f"{unit}s": number})
    local = due.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None)
    moved = local + timedelta(**{f"{unit}s": number})
    try:
        return in_utc(moved, zone) - due
    except ValueError as error:
        raise DateError(f"{text!r} ends when {error}") from error


def read_zone(name: str) -> tzinfo:
    """Return the time zone called `name`, such as Europe/Moscow or UTC. Raises DateError."""
    if name in ("UTC", "GMT", "Z"):
        return UTC
    try:
        if not ZONE.fullmatch(name) or ABBREVIATION.fullmatch(name):
            raise ValueError(name)
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError) as error:
        raise DateError(
            f"{name!r} is no time zone: a name such as Europe/Moscow, or UTC, is expected"
        ) from error


def shown(time: datetime, zone: tzinfo = UTC) -> str:
    """Return `time`, in UTC, as people of `zone` read it and as `read_time` reads it."""
    local = time.replace(tzinfo=UTC).astimezone(zone)
    seconds = "%Y-%m-%d %H:%M" if not local.second else "%Y-%m-%d %H:%M:%S"
    return f"{local:{seconds}} {local:%z}" if zone is not UTC else f"{local:{seconds}} UTC"


def _month(text: str) -> int:
    if text.isdigit():
        return int(text)
    if text.lower() not in MONTH:
        raise ValueError(f"{text!r} is no month")
    return MONTH[text.lower()]


def _hour(hour: int, clock: re.Match[str]) -> tuple[int, int]:
    """Return the hour of 24, and a day more where the day ends with 24:00."""
    half = (clock["half"] or "").lower().replace(".", "")
    if half and not 1 <= hour <= 12:
        raise ValueError(f"{hour} {half} is no hour")
    if half:
        return hour % 12 + (12 if half == "pm" else 0), 0
    if hour == 24 and int(clock["minute"]) == int(clock["second"] or 0) == 0:
        return 0, 1
    return hour, 0


def _unpacked(rest: str) -> str:
    """Put colons into a time of the day that is written without them, such as 183000."""
    found = PACKED.match(rest)
    if found is None:
        return rest
    return ":".join(part for part in found.groups() if part) + rest[found.end() :]


def _zone(text: str | None, local: datetime, course: tzinfo) -> tzinfo:
    if text is None:
        return course
    if text.upper() in ("Z", "UTC", "GMT"):
        return UTC
    offset = OFFSET.fullmatch(text)
    if offset is not None:
        sign, hours, minutes = offset.groups()
        span = timedelta(hours=int(hours), minutes=int(minutes or 0))
        if span > LARGEST_OFFSET or int(minutes or 0) >= 60:
            raise ValueError(f"no place on earth is {text} from UTC")
        return timezone(span if sign == "+" else -span)
    # What people call the course's own zone, as its clocks have it that day.
    for there in (local.replace(tzinfo=course, fold=fold) for fold in (0, 1)):
        if text == there.tzname():
            return timezone(there.utcoffset() or timedelta())
    try:
        return read_zone(text)
    except DateError:
        raise ValueError(f"{text!r} is no zone that stands for one offset everywhere") from None
