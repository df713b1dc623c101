"""What a person gives stands everywhere after any regrade, and everything adds up to the total."""

import nbformat
import pytest
from tiny_course import DOUBLE, NEGATE, submit

from autograder.books.course import Course
from autograder.books.grades import class_grades
from autograder.classroom.grade import grade, write_feedback
from autograder.classroom.hand import beside, mark, waiting
from autograder.classroom.report import class_report, to_text
from autograder.cli import main
from autograder.errors import CourseError
from autograder.problem_sets.release import release
from autograder.submission.cells import find_cell

WRITTEN = """

## Why? (4 points)

+++ {"nbgrader": {"schema_version": 3, "grade": true, "grade_id": "why", "locked": false, \
"solution": true, "points": 4, "cell_type": "markdown"}}

2 marks for the reason, 2 for the example.
"""


@pytest.fixture
def written(course):
    """Return a graded course whose set also has a written answer; student-02 is late."""
    path = course / "solutions" / "tiny.md"
    path.write_text(path.read_text().rstrip() + WRITTEN)
    (course / "course.toml").write_text(
        '[late]\npolicy = "percent"\npercent_per_day = 10\n\n'
        '[sets.tiny]\ndue = "2026-03-01 20:00 UTC"\n'
    )
    release(course)

    def answer(notebook):
        find_cell(notebook, "why").source = "Because of the chain rule."

    for i, hour in ((1, 18), (2, 22)):
        path = submit(course, f"student-0{i}", answer, double=DOUBLE, negate=NEGATE)
        path.with_name("timestamp.txt").write_text(f"2026-03-01 {hour}:00 UTC")
    grade(course, "tiny", tell=lambda _: None)
    return course


def shown(root, student):
    """Return rows of marks, penalty and total as feedback, report and gradebook have them."""
    pages = write_feedback(root, "tiny")
    page = next(p for p in pages if student in str(p)).read_text()
    [row] = [r for r in class_report(root, "tiny").rows if r.student == student]
    marks = [r.marks or 0 for r in row.results.values()]
    assert sum(marks) - row.penalty == pytest.approx(row.total)
    assert f"<strong>{row.total:g}</strong> of 9" in page
    return page, row


def test_answers_wait_for_a_person_and_the_page_says_how_many(written):
    assert [(w.student, w.exercise, w.points) for w in waiting(written, "tiny")] == [
        ("student-01", "why", 4),
        ("student-02", "why", 4),
    ]
    page, row = shown(written, "student-01")
    assert "so far, 1 answer to mark" in page
    assert row.results["why"].marks is None
    assert "1 to mark" in to_text(class_report(written, "tiny"))
    text = beside(written, "tiny", "student-01", "why")
    assert "2 marks for the reason" in text
    assert "Because of the chain rule." in text


def test_marks_by_hand_stand_after_any_regrade_and_the_penalty_follows(written):
    mark(written, "tiny", "student-02", "why", 3, "Where is the example?")
    mark(written, "tiny", "student-02", "double", 1)
    for force in (False, True):
        grade(written, "tiny", tell=lambda _: None, force=force)
        page, row = shown(written, "student-02")
        assert (row.results["why"].marks, row.results["double"].marks) == (3, 1)
        assert row.penalty == pytest.approx(0.6)
        assert "Where is the example?" in page
        assert "taken off for coming late" in page
        assert "to mark" not in page.split("</header>")[1].split("<table")[0]
    path = written / "submitted" / "student-02" / "tiny" / "tiny.ipynb"
    notebook = nbformat.read(path, as_version=4)
    find_cell(notebook, "negate").source = "def negate(x):\n    return x"
    nbformat.write(notebook, path)
    grade(written, "tiny", tell=lambda _: None)
    _, row = shown(written, "student-02")
    assert [r.marks for r in row.results.values()] == [1, 0, 3]
    left = [w for w in waiting(written, "tiny") if w.student == "student-02"]
    assert {w.exercise: w.before for w in left} == {"double": 1, "why": 3}
    mark(written, "tiny", "student-02", "why", 2)
    left = [w for w in waiting(written, "tiny") if w.student == "student-02"]
    assert {w.exercise: w.before for w in left} == {"double": 1}
    assert "2 to mark" not in to_text(class_report(written, "tiny"))


def test_what_was_given_can_be_taken_back(written):
    mark(written, "tiny", "student-01", "double", 0)
    assert class_grades(Course.at(written), "tiny")["student-01"].grades.score == 2
    assert "taken back" in mark(written, "tiny", "student-01", "double", None)
    assert class_grades(Course.at(written), "tiny")["student-01"].grades.score == 5
    mark(written, "tiny", "student-01", "why", 4)
    mark(written, "tiny", "student-01", "why", None)
    assert len(waiting(written, "tiny")) == 2


@pytest.mark.parametrize(
    ("who", "what", "marks", "why"),
    [
        ("student-09", "why", 1, "student-09 has no graded submission of tiny"),
        ("student-01", "how", 1, "knows no exercise 'how'"),
        ("student-01", "why", 5, "from 0 to 4"),
        ("student-01", "why", -1, "from 0 to 4"),
        ("student-01", "why", float("nan"), "from 0 to 4"),
    ],
)
def test_what_cannot_be_given_is_refused_by_name(written, who, what, marks, why):
    with pytest.raises(CourseError, match=why):
        mark(written, "tiny", who, what, marks)


def test_the_command_lists_shows_and_gives(written, capsys):
    course = ["--course", str(written)]
    assert main(["mark", "tiny", *course]) == 1
    assert "tiny: 2 answers to mark" in capsys.readouterr().out
    assert main(["mark", "tiny", "student-01", "why", *course]) == 0
    assert "chain rule" in capsys.readouterr().out
    assert main(["mark", "tiny", "student-01", "why", "2.5", *course]) == 0
    assert "2.5 of 4" in capsys.readouterr().out
    assert main(["mark", "tiny", "student-01", *course]) == 2
    assert main(["mark", "tiny", "student-02", "why", "3", *course]) == 0
    assert main(["feedback", "tiny", *course]) == 0
    assert "student-02: 0.8 marks off for coming late (before: 0.5)" in capsys.readouterr().out
