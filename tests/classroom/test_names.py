"""Whatever a student is called, the submission is graded, shown on one line, and kept apart."""

import unicodedata

from tiny_course import DOUBLE, NEGATE, submit

from autograder.books.course import Course
from autograder.books.grades import class_grades
from autograder.classroom.grade import grade, write_feedback
from autograder.classroom.report import class_report, to_text

NAMES = [
    "a b",
    "a.b",
    "a+b@uni.edu",
    "o'brien (2)",
    "[x]",
    "Анна К.",
    "=1+1",
    "line\nbreak",
    "A" * 90,
    "Müller",
    unicodedata.normalize("NFD", "Müller"),
    "case",
    "CASE",
    "tab\there",
    "%41",
    "a#b;c",
    "~x",
    "-n",
    "{student_id}",
    "\x1b[31mred",
]


def test_everybody_is_graded_shown_and_kept_apart(course):
    for i, name in enumerate(NAMES):
        submit(course, name, double=DOUBLE, negate=NEGATE if i % 2 else None)
    said = []
    results = {r.student: r for r in grade(course, "tiny", tell=said.append)}
    assert {name: results[name].marks for name in NAMES} == {
        name: 5 if i % 2 else 3 for i, name in enumerate(NAMES)
    }
    assert set(class_grades(Course.at(course), "tiny")) == set(NAMES)
    assert len(write_feedback(course, "tiny")) == len(NAMES)
    text = to_text(class_report(course, "tiny"))
    assert "\x1b" not in text
    assert all(len(line) <= 80 for line in text.splitlines())
    assert "line break" in text
    assert all(result.unchanged for result in grade(course, "tiny", tell=said.append))
