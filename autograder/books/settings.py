"""What did the instructor set? ``course.toml``, read whole or refused by name.

The file may be absent: then a course has what the comments of `TEMPLATE` say for what is left out.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from autograder.books.dates import DateError, in_utc, read_span, read_time, read_zone
from autograder.errors import CourseError

SETTINGS_FILE = "course.toml"
POLICIES = ("none", "zero", "percent")
NAME = re.compile(r"[\w-]{1,60}")
OPEN_END = "none"


@dataclass(frozen=True)
class Late:
    """What coming late costs; see `late.LatePolicy`."""

    policy: str = "none"
    grace_minutes: float = 0.0
    percent_per_day: float = 10.0
    at_most_percent: float = 100.0


@dataclass(frozen=True)
class Dates:
    """When a set is due, in UTC, and by how much later for whom.

    due: None where there is no due date. extensions: None where the file does not speak of them,
    and those in the gradebook stand.
    """

    due: datetime | None
    extensions: Mapping[str, timedelta] | None = None


@dataclass(frozen=True)
class CourseSettings:
    """What ``course.toml`` says. dates: of the sets whose due date it sets."""

    name: str = "autodiff"
    zone: tzinfo = UTC
    roster: str = "roster.csv"
    seed_file: str = ".course_seed"
    database: str = ""
    book: str = ""
    late: Late | None = None
    dates: Mapping[str, Dates] = field(default_factory=dict)


def read_settings(root: Path) -> CourseSettings:
    """Return the settings of the course in `root`; the defaults where it has no ``course.toml``.

    Raises CourseError, which names the file and what in it, where it cannot be read as meant.
    """
    path = root / SETTINGS_FILE
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return CourseSettings()
    except UnicodeDecodeError as error:
        raise CourseError(f"{path}: is not UTF-8 text. Save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise CourseError(
            f"{path}: is not written as TOML: {error}. Text stands in quotes, as in "
            'name = "autodiff".'
        ) from error
    reader = _Reader(path)
    reader.only(
        said,
        "",
        ("name", "time_zone", "roster", "seed_file", "database", "book", "late", "sets"),
    )
    zone = reader.dated("time_zone", lambda: read_zone(reader.text(said, "time_zone", "UTC")))
    name = reader.text(said, "name", "autodiff")
    if not NAME.fullmatch(name):
        raise reader.wrong("name", f"{name!r} is no name: letters, digits, - and _ are expected")
    return CourseSettings(
        name,
        zone,
        reader.text(said, "roster", "roster.csv"),
        reader.text(said, "seed_file", ".course_seed"),
        reader.text(said, "database", ""),
        reader.text(said, "book", ""),
        reader.late(said["late"]) if "late" in said else None,
        {
            each: reader.dates(each, about, zone)
            for each, about in reader.table(said, "sets").items()
            if "due" in reader.known(about, f"sets.{each}")
        },
    )


class _Reader:
    """Reads values of a kind; names the file and the key where there is another."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def wrong(self, key: str, why: str) -> CourseError:
        return CourseError(f"{self._path}: {key}: {why}.")

    def only(self, table: Mapping[str, Any], place: str, keys: Iterable[str]) -> None:
        keys = list(keys)
        for key in table:
            if key not in keys:
                near = get_close_matches(key, keys, 1)
                hint = f"Is {near[0]} meant?" if near else f"There are: {', '.join(keys)}."
                raise CourseError(f"{self._path}: {place}{key}: no such setting. {hint}")

    def known(self, about: Any, place: str) -> Mapping[str, Any]:
        if not isinstance(about, dict):
            raise self.wrong(place, f"a table is expected, written as [{place}]")
        self.only(about, f"{place}.", ("due", "extensions"))
        return about

    def table(self, said: Mapping[str, Any], key: str) -> Mapping[str, Any]:
        value = said.get(key, {})
        if not isinstance(value, dict):
            raise self.wrong(key, f"a table is expected, written as [{key}]")
        return value

    def text(self, said: Mapping[str, Any], key: str, default: str) -> str:
        value = said.get(key, default)
        if not isinstance(value, str):
            raise self.wrong(key, f"{value!r} is no text; put it in quotes")
        return value

    def number(self, said: Mapping[str, Any], place: str, key: str, most: float) -> float | None:
        value = said.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= most:
            raise self.wrong(
                f"{place}.{key}", f"{value!r} is no number from 0" + f" to {most:g}" * (most < 1e9)
            )
        return float(value)

    def late(self, said: Any) -> Late:
        table = self.table({"late": said}, "late")
        limits = {"grace_minutes": 1e9, "percent_per_day": 100.0, "at_most_percent": 100.0}
        self.only(table, "late.", ("policy", *limits))
        policy = self.text(table, "policy", "none")
        if policy not in POLICIES:
            raise self.wrong("late.policy", f"{policy!r} is none of {', '.join(POLICIES)}")
        given = {key: self.number(table, "late", key, most) for key, most in limits.items()}
        return Late(policy, **{key: value for key, value in given.items() if value is not None})

    def dated(self, place: str, read: Any) -> Any:
        try:
            return read()
        except ValueError as error:  # of a clock that is put forward
            raise self.wrong(place, str(error)) from error
        except DateError as error:
            raise self.wrong(place, str(error)) from error

    def dates(self, name: str, about: Mapping[str, Any], zone: tzinfo) -> Dates:
        place = f"sets.{name}.due"
        due = self.dated(place, lambda: self.due(about["due"], zone))
        if "extensions" not in about:
            return Dates(due)
        given = self.table(about, "extensions")
        if given and due is None:
            raise self.wrong(f"sets.{name}.extensions", "there is no due date to extend")
        extensions = {}
        for student, text in given.items():
            place = f"sets.{name}.extensions.{student}"
            extensions[student] = self.dated(place, lambda: self.span(text, due, zone))
            if extensions[student] < timedelta():
                raise self.wrong(place, f"{text!r} is before the due date")
        return Dates(due, extensions)

    def due(self, value: Any, zone: tzinfo) -> datetime | None:
        """Return a due date, written as text or as TOML's own date and time."""
        if value == OPEN_END:
            return None
        if isinstance(value, datetime):
            if value.tzinfo is None:
                return in_utc(value, zone)
            return value.astimezone(UTC).replace(tzinfo=None)
        if isinstance(value, date):
            raise DateError(f"{value} does not say the time of the day; write {value} 23:59")
        if not isinstance(value, str):
            raise DateError(f'{value!r} is no time; "none" or a time is expected')
        return read_time(value, zone)

    def span(self, value: Any, due: datetime, zone: tzinfo) -> timedelta:
        if isinstance(value, str):
            return read_span(value, due, zone)
        moved = self.due(value, zone)
        if moved is None:
            raise DateError(f"{value!r} is no extension")
        return moved - due
