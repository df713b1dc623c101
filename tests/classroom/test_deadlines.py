"""What coming late costs follows the dates, whoever moves them, and needs no --force."""

import os
import time

import pytest
from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from tiny_course import DOUBLE, NEGATE, submit

from autograder.books.attempts import attempts
from autograder.books.course import Course
from autograder.books.grades import class_grades
from autograder.classroom.grade import grade
from autograder.classroom.report import class_report

LATE = """
time_zone = "Europe/Moscow"

[late]
policy = "percent"
percent_per_day = 20
at_most_percent = 60

[sets.tiny]
due = "{due}"
{more}
"""


def set_dates(root, due="2026-03-01 20:00", more=""):
    (root / "course.toml").write_text(LATE.format(due=due, more=more))


def hand_in(root, student, when, **answers):
    path = submit(root, student, **({"double": DOUBLE, "negate": NEGATE} | answers))
    if when is not None:
        path.with_name("timestamp.txt").write_text(when)
    return path


def penalties(root):
    return {s: g.grades.late_penalty for s, g in class_grades(Course.at(root), "tiny").items()}


@pytest.fixture
def late(course):
    """Return the folder of a course in which one is in time, one a day late, one a week."""
    set_dates(course)
    hand_in(course, "in-time", "2026-03-01 20:00 Europe/Moscow")
    hand_in(course, "a-day", "2026-03-02 19:59 +0300")
    hand_in(course, "a-week", "2026-03-08 12:00 UTC")
    hand_in(course, "untold", None)
    said = []
    grade(course, "tiny", tell=said.append)
    assert any("a-day" in line and "5 of 5, then 1 off for coming late" in line for line in said)
    assert penalties(course) == {"in-time": 0, "a-day": 1, "a-week": 3, "untold": 0}
    return course


def again(root, **how):
    said = []
    grade(root, "tiny", tell=said.append, **how)
    return penalties(root), said


def test_a_due_date_that_moves_moves_the_penalties(late):
    set_dates(late, due="2026-03-02 20:00")
    found, said = again(late)
    assert found == {"in-time": 0, "a-day": 0, "a-week": 3, "untold": 0}
    assert "tiny: a-day: 0 marks off for coming late (before: 1)" in said
    set_dates(late, due="2026-02-28 20:00")
    assert again(late)[0] == {"in-time": 1, "a-day": 2, "a-week": 3, "untold": 0}
    set_dates(late, due="none")
    assert again(late)[0] == dict.fromkeys(found, 0)


def test_an_extension_spares_the_one_who_has_it(late):
    set_dates(late, more='extensions = { a-week = "1 week", nobody = "1 day" }')
    assert again(late)[0] == {"in-time": 0, "a-day": 1, "a-week": 0, "untold": 0}
    set_dates(late, more="extensions = {}")
    assert again(late)[0]["a-week"] == 3
    set_dates(late, more='extensions = { new = "1 day" }')
    hand_in(late, "new", "2026-03-03 12:00")
    assert again(late)[0]["new"] == 1


def test_an_extension_that_nbgrader_gave_stands_where_the_file_is_silent(late):
    with Course.at(late).gradebook() as gradebook:
        gradebook.grant_extension("tiny", "a-day", days=1)
    assert again(late)[0]["a-day"] == 0


def test_another_policy_counts_at_once(late):
    text = (late / "course.toml").read_text()
    (late / "course.toml").write_text(text.replace('"percent"', '"zero"'))
    assert again(late)[0] == {"in-time": 0, "a-day": 5, "a-week": 5, "untold": 0}
    (late / "course.toml").write_text(text.replace("= 60", "= 60\ngrace_minutes = 1440"))
    assert again(late)[0]["a-day"] == 0


def test_a_time_that_is_corrected_counts(late):
    stamp = late / "submitted" / "in-time" / "tiny" / "timestamp.txt"
    time.sleep(0.01)
    stamp.write_text("2026-03-02 12:00")
    assert again(late)[0]["in-time"] == 1
    stamp.write_text("2026-03-01 12:00")
    assert again(late)[0]["in-time"] == 0


def test_the_same_notebook_handed_in_again_keeps_the_earlier_time(late):
    hand_in(late, "in-time", "2026-03-05 12:00")
    found, said = again(late)
    assert found["in-time"] == 0
    words = "the same notebook was handed in again at 2026-03-05 12:00 +0300; the first time counts"
    assert any(words in line for line in said)
    assert again(late, force=True)[0]["in-time"] == 0
    [row] = [r for r in class_report(late, "tiny").rows if r.student == "in-time"]
    assert not row.late
    hand_in(late, "in-time", "2026-03-05 12:00", negate="def negate(x):\n    return 0 - x")
    assert again(late)[0]["in-time"] == 3  # another notebook, four days late


def test_copying_keeps_the_time_of_a_file_and_is_handing_in_nevertheless(late):
    path = late / "submitted" / "in-time" / "tiny" / "tiny.ipynb"
    before = path.stat()
    data = path.read_bytes()
    path.unlink()
    path.write_bytes(data)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    path.with_name("timestamp.txt").write_text("2026-03-05 12:00")
    assert again(late)[0]["in-time"] == 0


def test_marks_given_by_hand_count_for_the_penalty(late):
    with Course.at(late).gradebook() as gradebook:
        cell = gradebook.find_grade("double-check", "tiny", "tiny", "a-day")
        cell.manual_score = 0
        gradebook.db.commit()
    assert again(late)[0]["a-day"] == pytest.approx(0.4)


def test_a_time_that_cannot_be_read_costs_its_own_submission_only(late):
    hand_in(late, "a-day", "02.03.2026 19:59", negate="")
    hand_in(late, "new", "2026-03-02 12:00")
    results = {r.student: r for r in grade(late, "tiny", tell=lambda _: None)}
    assert "which number is the day" in results["a-day"].problem
    assert results["new"].penalty == 1


def test_nbgrader_s_own_command_takes_the_same_off(late):
    ours = penalties(late)
    hand_in(late, "in-time", "2026-03-05 12:00")  # the same bytes again
    hand_in(late, "new", "2026-03-02 12:00 +0300")  # nbgrader reads 300 seconds
    api = NbGraderAPI(CourseDirectory(config=Course.at(late).config), config=Course.at(late).config)
    for student in [*ours, "new"]:
        assert api.autograde("tiny", student, force=True)["success"]
    assert penalties(late) == {**ours, "new": 1}
    assert again(late)[0] == {**ours, "new": 1}


def test_the_history_has_a_line_for_each_time(late):
    hand_in(late, "a-day", "2026-03-03 12:00", double="def double(x):\n    return x")
    again(late)
    found = attempts(Course.at(late), "tiny")
    assert [a.student for a in found] == ["a-day", "a-week", "in-time", "untold", "a-day"] or {
        a.student for a in found
    } == {"a-day", "a-week", "in-time", "untold"}
    assert len(found) == 5
    assert found[-1].marks < found[-1].points == 5
    path = late / "attempts" / "tiny.jsonl"
    with path.open("a") as file:
        file.write('{"student": "cut o')
    hand_in(late, "a-day", "2026-03-03 13:00", double="def double(x):\n    return x + x")
    again(late)
    assert len(attempts(Course.at(late), "tiny")) == 6


def test_a_plugin_beside_the_configuration_is_found_and_a_broken_one_named(course):
    from autograder.errors import CourseError

    (course / "mine.py").write_text(
        "from nbgrader.plugins import BasePlugin\n\n\nclass Mine(BasePlugin):\n"
        "    def late_submission_penalty(self, student, score, seconds):\n        return 2.5\n"
    )
    with (course / "nbgrader_config.py").open("a") as file:
        file.write('c.AssignLatePenalties.plugin_class = "mine.Mine"\n')
    (course / "course.toml").write_text('[sets.tiny]\ndue = "2026-03-01 20:00 UTC"\n')
    hand_in(course, "late", "2026-03-02 20:00 UTC")
    grade(course, "tiny", tell=lambda _: None)
    assert penalties(course) == {"late": 2.5}
    text = (course / "nbgrader_config.py").read_text()
    (course / "nbgrader_config.py").write_text(text.replace("mine.Mine", "yours.Yours"))
    with pytest.raises(CourseError, match=r"plugin for coming late .* nbgrader_config\.py"):
        grade(course, "tiny", tell=lambda _: None)
