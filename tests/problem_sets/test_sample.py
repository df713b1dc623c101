"""The sample class is the same class every time, and its marks are those of the checks."""

import shutil
from pathlib import Path

import nbformat
import pytest

from autograder.books.course import Course
from autograder.classroom.grade import grade
from autograder.classroom.report import class_report
from autograder.problem_sets.sample import CLASS, make_sample
from autograder.problem_sets.source import problem_sets
from autograder.submission.cells import grade_id
from autograder.submission.marks import last_report

PROJECT = Path(__file__).parents[2]
SET = "ps2_forward"


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """Return a copy of what the sample is made from, so that the project's own stays untouched."""
    root = tmp_path_factory.mktemp("project")
    shutil.copytree(PROJECT / "solutions", root / "solutions")
    shutil.copytree(PROJECT / "tests" / "submissions", root / "tests" / "submissions")
    shutil.copy(PROJECT / "nbgrader_config.py", root)
    return root


@pytest.fixture(scope="module")
def sample(project):
    return make_sample(project)


def test_everybody_hands_in_every_set(project, sample):
    for student in CLASS:
        for name in problem_sets(project):
            path = sample / "submitted" / student.name / name / f"{name}.ipynb"
            nbformat.validate(nbformat.read(path, as_version=4))
    assert [s.name for s in CLASS] == [f"student-{i:02d}" for i in range(1, 13)]


def test_making_it_again_changes_no_file(project, sample):
    def times():
        return {p: p.stat().st_mtime_ns for p in sample.rglob("*") if p.is_file()}

    before = times()
    assert make_sample(project) == sample
    assert times() == before


def test_no_answer_says_which_answer_it_is(sample):
    for path in sample.glob("submitted/*/*/*.ipynb"):
        assert "hint: " not in path.read_text()


def test_marks_in_the_gradebook_are_those_of_the_checks(sample):
    outcomes = grade(sample, SET, tell=lambda line: None)
    assert [o.problem for o in outcomes] == [None] * len(CLASS)
    course = Course.at(sample)
    rows = {row.student: row for row in class_report(sample, SET).rows}
    for student in CLASS:
        notebook = nbformat.read(course.graded(student.name, SET), as_version=4)
        reports = [
            last_report(cell)
            for cell in notebook.cells
            if (grade_id(cell) or "").endswith("-check")
        ]
        found = {report["exercise"]: report["marks"] for report in reports}
        assert {n: r.marks for n, r in rows[student.name].results.items()} == found
        assert rows[student.name].total == sum(found.values())
        points = sum(report["points"] for report in reports)
        if student.skill == 1:
            assert rows[student.name].total == points
        else:
            assert rows[student.name].total < points
        assert rows[student.name].late == (student.habit == "late")
    assert rows["student-06"].total == 0
    assert rows["student-08"].repaired == 2
