"""`from mine import double` gives the same marks in every way in which it can be checked."""

import os
import shutil
import subprocess
import sys
from unittest.mock import patch

import pytest
from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from tiny_course import DOUBLE, NEGATE, submit

from autograder.books.course import Course, load_config
from autograder.books.gradebook import Books
from autograder.books.steps import settings_of
from autograder.classroom.batch import Set
from autograder.classroom.grade import grade, write_feedback
from autograder.classroom.parcels import about_set, graded_here, opened, packed
from autograder.classroom.report import class_report, to_text
from autograder.student.check import check
from autograder.submission.cells import METADATA_KEY, is_check
from autograder.submission.marks import last_report

# Nothing that lies beside a notebook comes before what is installed.
IMPORTED = """\
import os, sys
assert "" not in sys.path and sys.path.index(os.getcwd()) == len(sys.path) - 1
from mine import double
"""
FORMS = {"with": True, "without": False}


@pytest.fixture
def two(course):
    """Hand in the same notebook twice, with the file that it imports and without."""
    for student, with_it in FORMS.items():
        path = submit(course, student, double=IMPORTED, negate=NEGATE)
        if with_it:
            path.with_name("mine.py").write_text("import helper\n" + DOUBLE)
            path.with_name("helper.py").write_text("z = 1j\n")
    return course


def marks(course):
    found = {}
    with Course.at(course).gradebook() as gradebook:
        for submission in gradebook.assignment_submissions("tiny"):
            found[submission.student.id] = submission.score
    return found


def check_marks(course, student):
    found = check(course / "submitted" / student / "tiny" / "tiny.ipynb", tell=lambda line: None)
    return sum(exercise.marks for exercise in found)


def test_every_way_gives_the_same_marks(two, tmp_path):
    expected = {"with": 5.0, "without": 2.0}
    sys.path.insert(0, str(two))
    with patch.dict(os.environ, {"PYTHONPATH": str(two)}):
        assert {student: check_marks(two, student) for student in FORMS} == expected
    grade(two, "tiny", tell=lambda line: None)
    assert marks(two) == expected

    for way in ("nbgrader autograde", "formgrader"):
        again = shutil.copytree(two, tmp_path / way)
        shutil.rmtree(again / "autograded")
        shutil.rmtree(again / "_build" / "graded")
        (again / "gradebook.db").unlink()
        from autograder.problem_sets.release import release

        release(again)
        config = load_config(again)
        api = NbGraderAPI(CourseDirectory(config=config), config=config)
        for student in FORMS:
            if way == "formgrader":
                assert api.autograde("tiny", student)["success"]
            else:
                command = [sys.executable, "-m", "nbgrader", "autograde", "tiny", "--student"]
                subprocess.run([*command, student], cwd=again, check=True, capture_output=True)
        assert marks(again) == expected, way


def test_the_files_travel_to_another_machine(two):
    course = Course.at(two)
    with Books(course, "tiny") as books:
        known = Set("tiny", course.released("tiny"), books.source, settings_of(course.config))
    found = {}
    for student in FORMS:
        submitted = (student, course.submitted(student, "tiny"))
        parcel = packed(known, {}, tuple(sys.path), submitted)
        answer = graded_here(about_set(known), str(two), parcel.notebook)
        notebook = opened(parcel, answer, None, "there")
        found[student] = sum(
            last_report(cell)["marks"] for cell in notebook.cells if is_check(cell)
        )
        told = notebook.metadata[METADATA_KEY]["files"]
        assert told == [] or "`mine`" in told[0]
    assert found == {"with": 5.0, "without": 2.0}


def test_a_changed_file_is_graded_again_and_an_unchanged_one_is_not(two):
    lines = []
    grade(two, "tiny", tell=lines.append)
    mine = two / "submitted" / "with" / "tiny" / "mine.py"
    assert [r.unchanged for r in grade(two, "tiny", tell=lines.append)] == [True, True]
    mine.write_text("def double(x):\n    return 3 * x")
    results = {r.student: r for r in grade(two, "tiny", tell=lines.append)}
    assert results["without"].unchanged
    assert results["with"].marks == 2.0


def test_student_and_instructor_read_what_is_missing(two):
    lines = []
    grade(two, "tiny", tell=lines.append)
    sentence = "The cell `double` imports `mine`: there is no such package where it is graded"
    assert [line for line in lines if sentence in line] != []
    pages = {p.parts[-3]: p.read_text() for p in write_feedback(two, "tiny")}
    assert "Files that the notebook did not get" in pages["without"]
    assert "<code>mine.py</code> beside the notebook" in pages["without"]
    assert "Files that the notebook did not get" not in pages["with"]


def test_the_student_s_check_says_what_to_hand_in_and_what_is_missing(two):
    told = {}
    sys.path.insert(0, str(two))
    with patch.dict(os.environ, {"PYTHONPATH": str(two)}):
        for student in FORMS:
            lines = told[student] = []
            check(two / "submitted" / student / "tiny" / "tiny.ipynb", tell=lines.append)
    used = "The notebook uses helper.py, mine.py beside it. Hand in such files with it."
    assert used in told["with"]
    assert any("no file `mine.py` beside the notebook" in line for line in told["without"])


def test_the_report_names_what_is_unusual_in_a_file(two):
    grade(two, "tiny", tell=lambda line: None)
    text = to_text(class_report(two, "tiny"))
    assert "helper.py: computes with complex numbers" in text


def test_under_nbgrader_a_link_s_content_is_not_given(two):
    """nbgrader copies what it leads to into autograded/; the notebook must not get it there."""
    folder = two / "submitted" / "without" / "tiny"
    (two / "elsewhere.py").write_text(DOUBLE)
    (folder / "mine.py").symlink_to(two / "elsewhere.py")
    config = load_config(two)
    api = NbGraderAPI(CourseDirectory(config=config), config=config)
    assert api.autograde("tiny", "without")["success"]
    assert marks(two) == {"without": 2.0}
