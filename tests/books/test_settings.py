"""``course.toml`` is read as meant, or refused with its name and the place in it."""

import os
from datetime import UTC, datetime, timedelta

import pytest

from autograder.books.course import Course
from autograder.books.settings import CourseSettings, Late, read_settings
from autograder.checks.markup import BOOK
from autograder.errors import CourseError

WHOLE = """
name = "ad-2026"
time_zone = "Europe/Moscow"
roster = "people.csv"
database = "sqlite:///books.db"

[late]
policy = "percent"
grace_minutes = 15
percent_per_day = 12.5
at_most_percent = 50

[sets.ps1_zero_order]
due = "2026-10-05 23:59"
extensions = { "student-07" = "2 days", "Анна К." = 2026-10-09T12:00:00Z }

[sets.ps2_forward]
due = 2026-10-12T23:59:00

[sets.ps3_reverse]
due = "none"

[sets.ps4_modes]
"""


def test_what_is_set_is_read(tmp_path):
    (tmp_path / "course.toml").write_text(WHOLE, encoding="utf-8")
    found = read_settings(tmp_path)
    assert (found.name, found.roster, found.database) == (
        "ad-2026",
        "people.csv",
        "sqlite:///books.db",
    )
    assert found.late == Late("percent", 15, 12.5, 50)
    first = found.dates["ps1_zero_order"]
    assert first.due == datetime(2026, 10, 5, 20, 59)
    assert first.extensions == {
        "student-07": timedelta(days=2),
        "Анна К.": timedelta(days=3, hours=15, minutes=1),
    }
    assert found.dates["ps2_forward"].due == datetime(2026, 10, 12, 20, 59)
    assert found.dates["ps2_forward"].extensions is None
    assert found.dates["ps3_reverse"].due is None
    assert "ps4_modes" not in found.dates


def test_without_the_file_a_course_has_the_defaults(tmp_path):
    assert read_settings(tmp_path) == CourseSettings()
    (tmp_path / "course.toml").write_text("")
    assert read_settings(tmp_path) == CourseSettings()
    assert CourseSettings().zone is UTC


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("name = autodiff", "is not written as TOML"),
        ("nmae = 'x'", "nmae: no such setting. Is name meant"),
        ("name = 'a/b'", "name: 'a/b' is no name"),
        ("name = 3", "name: 3 is no text"),
        ("time_zone = 'MSK'", "time_zone: 'MSK' is no time zone"),
        ("late = 'zero'", "late: a table is expected"),
        ("[late]\npolicy = 'half'", "late.policy: 'half' is none of"),
        ("[late]\npercent_per_day = 200", "late.percent_per_day: 200 is no number from 0 to 100"),
        ("[late]\ngrace_minutes = true", "late.grace_minutes: True is no number"),
        ("[late]\nat_most_percent = nan", "late.at_most_percent: nan is no number"),
        ("[late]\ndays = 3", "late.days: no such setting"),
        ("sets = ['ps1']", "sets: a table is expected"),
        ("[sets]\nps1 = 'today'", r"written as \[sets.ps1\]"),
        ("[sets.ps1]\ndeu = 'x'", "sets.ps1.deu: no such setting. Is due meant"),
        ("[sets.ps1]\ndue = '01.03.2026 18:00'", "sets.ps1.due: .* which number is the day"),
        ("[sets.ps1]\ndue = 2026-03-01", "2026-03-01 23:59"),
        ("[sets.ps1]\ndue = 5", "sets.ps1.due: 5 is no time"),
        (
            "time_zone = 'Europe/Berlin'\n[sets.ps1]\ndue = 2026-03-29T02:30:00",
            "sets.ps1.due: the clocks .* forward",
        ),
        (
            "[sets.ps1]\ndue = '2026-03-01 18:00'\nextensions = { a = '2026-02-01 18:00' }",
            "sets.ps1.extensions.a: .* before the due date",
        ),
        (
            "[sets.ps1]\ndue = '2026-03-01 18:00'\nextensions = { a = 3 }",
            "sets.ps1.extensions.a: 3 is no time",
        ),
        ("[sets.ps1]\ndue = 'none'\nextensions = { a = '3 days' }", "no due date to extend"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_place(tmp_path, text, why):
    (tmp_path / "course.toml").write_text(text)
    with pytest.raises(CourseError, match=rf"(?s)course\.toml: {why}|course\.toml: .*{why}"):
        read_settings(tmp_path)


def test_other_encodings_are_named(tmp_path):
    (tmp_path / "course.toml").write_bytes("name = 'é'".encode("latin-1"))
    with pytest.raises(CourseError, match="UTF-8"):
        read_settings(tmp_path)


def test_the_book_on_the_web_is_what_notebooks_link_to(course):
    (course / "course.toml").write_text('book = "https://example.org/ad"\n')
    Course.at(course)
    assert os.environ[BOOK] == "https://example.org/ad"
