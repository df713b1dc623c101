"""What is read for a whole class is what nbgrader says of each student, in a few queries."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import event
from tiny_course import DOUBLE, NEGATE, submit

from autograder.books.course import Course
from autograder.books.grades import class_grades
from autograder.classroom.grade import grade
from autograder.classroom.report import class_report

TIMES = {"student-01": "2026-03-01 18:30:00 UTC", "student-02": "2026-03-02 07:15:00 UTC"}


@pytest.fixture
def graded(course):
    with Course.at(course).gradebook() as gradebook:
        gradebook.update_or_create_assignment("tiny", duedate="2026-03-01 20:00:00 UTC")
    for i in range(1, 6):
        student = f"student-{i:02d}"
        path = submit(course, student, double=DOUBLE if i % 2 else None, negate=NEGATE)
        if student in TIMES:
            path.with_name("timestamp.txt").write_text(TIMES[student])
    grade(course, "tiny", tell=lambda line: None)
    with Course.at(course).gradebook() as gradebook:
        by_hand = gradebook.find_grade("double-check", "tiny", "tiny", "student-02")
        by_hand.manual_score, by_hand.extra_credit = 1.5, 0.25
        by_hand.needs_manual_grade = True  # as after a second grading
        gradebook.find_comment("double", "tiny", "tiny", "student-02").manual_comment = "So so."
        gradebook.find_grade("negate-check", "tiny", "tiny", "student-03").auto_score = None
        gradebook.find_grade("negate-check", "tiny", "tiny", "student-03").needs_manual_grade = True
        late = gradebook.find_submission_notebook("tiny", "tiny", "student-02")
        late.late_submission_penalty = 0.5
        gradebook.db.commit()
    return course


def test_marks_are_those_that_nbgrader_has(graded):
    course = Course.at(graded)
    found = class_grades(course, "tiny")
    assert sorted(found) == course.students("tiny")
    with course.gradebook() as gradebook:
        for student, standing in found.items():
            theirs = gradebook.find_submission_notebook("tiny", "tiny", student)
            grades = standing.grades
            assert grades.score == theirs.score - (theirs.late_submission_penalty or 0)
            assert grades.max_score == theirs.max_score
            assert grades.points == {g.name: g.max_score for g in theirs.grades}
            assert grades.comments == {c.name: c.comment for c in theirs.comments}
            for name, score in grades.scores.items():
                grade_ = next(g for g in theirs.grades if g.name == name)
                assert score == grade_.score or (score is None and grade_.needs_manual_grade)
            submission = gradebook.find_submission("tiny", student)
            assert standing.late == (submission.total_seconds_late > 0)


def test_marks_that_a_person_gave_are_shown_and_those_to_give_are_not(graded):
    found = class_grades(Course.at(graded), "tiny")
    assert found["student-02"].grades.scores == {"double-check": 1.75, "negate-check": 2}
    assert found["student-03"].grades.scores == {"double-check": 3, "negate-check": None}
    assert found["student-02"].late
    assert "double" in found["student-02"].blank
    rows = {row.student: row for row in class_report(graded, "tiny").rows}
    assert (rows["student-02"].total, rows["student-02"].penalty) == (3.25, 0.5)
    assert rows["student-02"].late


def test_an_extension_makes_nobody_late(graded):
    course = Course.at(graded)
    with course.gradebook() as gradebook:
        submission = gradebook.find_submission("tiny", "student-02")
        submission.extension = timedelta(days=2)
        assert submission.timestamp == datetime(2026, 3, 2, 7, 15)
        gradebook.db.commit()
    assert not class_grades(course, "tiny")["student-02"].late


def test_a_set_that_the_gradebook_does_not_know_has_no_grades(course):
    assert class_grades(Course.at(course), "other") == {}


def test_the_queries_do_not_grow_with_the_class(graded):
    course = Course.at(graded)
    counted = []
    with course.gradebook() as gradebook:
        event.listen(gradebook.engine, "before_cursor_execute", lambda *_: counted.append(1))
        # The same engine for all that follows.
        object.__setattr__(course, "gradebook", lambda: _Open(gradebook))
        class_grades(course, "tiny")
    assert len(counted) <= 6


class _Open:
    def __init__(self, gradebook):
        self.gradebook = gradebook

    def __enter__(self):
        return self.gradebook

    def __exit__(self, *_):
        pass
