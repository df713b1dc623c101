"""When was something handed in, by the words in which Moodle says it?

Moodle writes times in the language and the zone of whoever downloads, and names neither. The words
for months are those of Unicode's collection (Babel); what could be two times, or is written in
numbers whose order is not certain, is no time.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache

from autograder.books.roster import key

LANGUAGES = (
    "en ru de fr es it pt nl pl uk cs sk sl hr sr bg ro hu fi sv nb da et lv lt el tr ca eu gl "
    "id vi he ar fa hi zh ja ko kk be ka hy az"
)
CLOCK = re.compile(r"(?<!\d)(\d{1,2}):(\d\d)(?::(\d\d))?(?:\s*([AaPp])\.?[Mm]\.?)?(?![\d:])")
ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
EAST_ASIAN = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]")
# Words that stand between the numbers of a date and change nothing.
FILLERS = frozenset(re.findall(r"\S+", "at de del d г р um kl klo o a à às las год року uhr"))


def moodle_time(text: str, zone: tzinfo) -> datetime | None:
    """Return the time that Moodle wrote as `text`, in UTC; None where it is not certain."""
    clock = CLOCK.search(text)
    if clock is None or CLOCK.search(text, clock.end()):
        return None
    hour, minute = int(clock[1]), int(clock[2])
    if clock[4]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if clock[4].lower() == "p" else 0)
    date = _date(text[: clock.start()] + " " + text[clock.end() :])
    if date is None:
        return None
    try:
        local = datetime(*date, hour, minute, int(clock[3] or 0), tzinfo=zone)
    except ValueError:
        return None
    found = local.astimezone(UTC)
    # An hour that the clocks skip, or that they show twice.
    if found.astimezone(zone).replace(tzinfo=None) != local.replace(tzinfo=None):
        return None
    if local.replace(fold=1).astimezone(UTC) - found > timedelta():
        return None
    return found


def _date(text: str) -> tuple[int, int, int] | None:
    for pattern in (ISO, EAST_ASIAN):
        found = pattern.search(text)
        if found is not None and not re.search(r"\d", text.replace(found[0], "")):
            return int(found[1]), int(found[2]), int(found[3])
    words = [word.strip(".,،、()").strip() for word in key(text).split()]
    words = [word for word in words if word]
    numbers = [word for word in words if word.isdecimal()]
    years = [int(n) for n in numbers if len(n) == 4]
    days = [int(n) for n in numbers if len(n) <= 2]
    if len(years) != 1 or len(days) != 1 or len(numbers) != 2:
        return None
    spoken = [word for word in words if not word.isdecimal() and word not in FILLERS]
    dates = {
        (years[0], month, days[0])
        for months, weekdays in _calendars()
        if (month := _understood(spoken, months, weekdays, years[0], days[0])) is not None
    }
    return dates.pop() if len(dates) == 1 else None


def _understood(
    spoken: list[str], months: dict[str, int], weekdays: dict[str, int], year: int, day: int
) -> int | None:
    """Return the month that the words name in one language, if they are all of that language."""
    found = [months[word] for word in spoken if word in months]
    named = [weekdays[word] for word in spoken if word in weekdays and word not in months]
    if len(found) != 1 or len(found) + len(named) != len(spoken) or len(named) > 1:
        return None
    try:
        weekday = datetime(year, found[0], day).weekday()
    except ValueError:
        return None
    return found[0] if not named or named[0] == weekday else None


@cache
def _calendars() -> list[tuple[dict[str, int], dict[str, int]]]:
    """Return, by language, the names of months (1 to 12) and of days (Monday is 0)."""
    from babel.dates import get_day_names, get_month_names

    found = []
    for language in LANGUAGES.split():
        months: dict[str, int] = {}
        weekdays: dict[str, int] = {}
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for names, into in (
                    (get_month_names(width, context, language), months),
                    (get_day_names(width, context, language), weekdays),
                ):
                    for number, name in names.items():
                        into.setdefault(key(name).strip("."), int(number))
        found.append((months, weekdays))
    return found
