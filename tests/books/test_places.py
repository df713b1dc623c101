"""A course says where everything is, as it is configured, and lets one grader in at a time."""

import multiprocessing
import time
from unittest.mock import patch

import pytest
from nbgrader.api import Gradebook
from tiny_course import DOUBLE, submit

from autograder.books.course import Course, Places
from autograder.classroom.grade import grade, write_feedback
from autograder.classroom.report import class_report
from autograder.errors import CourseError


def configure(root, line):
    with (root / "nbgrader_config.py").open("a") as file:
        file.write(f"\n{line}\n")


def test_the_folders_are_nbgraders(course):
    known = Course.at(course)
    assert known.submitted("s", "tiny") == course / "submitted" / "s" / "tiny"
    assert known.graded("s", "tiny") == course / "autograded" / "s" / "tiny" / "tiny.ipynb"
    assert known.feedback("s", "tiny") == course / "feedback" / "s" / "tiny" / "tiny.html"
    assert known.released("tiny").is_file()
    assert known.text("tiny").is_file()
    assert known.database == course / "gradebook.db"
    assert known.released("tiny") == Places(course).released("tiny")


def test_students_are_those_who_handed_in(course):
    for student in ("student-02", "student-01", "a (b)", "[x]"):
        (course / "submitted" / student / "tiny").mkdir(parents=True)
    (course / "submitted" / "student-03" / "other").mkdir(parents=True)
    assert Course.at(course).students("tiny") == ["[x]", "a (b)", "student-01", "student-02"]
    assert Course.at(course).students("ti*") == []


def test_another_order_of_folders_is_followed(course):
    configure(
        course,
        "c.CourseDirectory.directory_structure = '{nbgrader_step}/{assignment_id}/{student_id}'",
    )
    configure(course, "c.CourseDirectory.submitted_directory = 'collected'")
    (course / "collected" / "tiny").mkdir(parents=True)
    path = submit(course, "student-01", double=DOUBLE)
    path.parent.rename(course / "collected" / "tiny" / "student-01")
    assert Course.at(course).students("tiny") == ["student-01"]
    (result,) = grade(course, "tiny", tell=lambda line: None)
    assert result.marks == 3
    (page,) = write_feedback(course, "tiny")
    assert page == course / "feedback" / "tiny" / "student-01" / "tiny.html"
    assert class_report(course, "tiny").rows[0].total == 3


def elsewhere(course, tmp_path):
    """Give `course` another database, in which the set is released; return its file."""
    database = tmp_path / "other place" / "marks.sqlite"
    database.parent.mkdir()
    configure(course, f"c.CourseDirectory.db_url = 'sqlite:///{database}'")
    (course / "gradebook.db").unlink()
    return database


def test_grading_again_with_another_database_changes_nothing(course, tmp_path):
    database = elsewhere(course, tmp_path)
    submit(course, "student-01", double=DOUBLE)
    written = []
    for unchanged in (False, True):
        (result,) = grade(course, "tiny", tell=lambda line: None)
        assert result.unchanged == unchanged
        (page,) = write_feedback(course, "tiny")
        written.append(page.stat().st_mtime_ns)
    assert written[0] == written[1]
    assert database.is_file()
    assert Course.at(course).database == database
    assert not (course / "gradebook.db").exists()
    assert class_report(course, "tiny").rows[0].total == 3


def test_a_database_that_is_no_file_is_named(course):
    configure(course, "c.CourseDirectory.db_url = 'postgresql://grader@localhost/marks'")
    with pytest.raises(CourseError, match=r"nbgrader_config\.py: the gradebook is no file \(postg"):
        _ = Course.at(course).database


def hold(course, told):
    with Course.at(course).only_writer():
        told.send("held")
        time.sleep(60)


@pytest.mark.parametrize("another", [False, True])
def test_a_second_grader_is_refused_whatever_the_database(course, tmp_path, another):
    if another:
        elsewhere(course, tmp_path)
    submit(course, "student-01", double=DOUBLE)
    grade(course, "tiny", tell=lambda line: None)
    fork = multiprocessing.get_context("fork")
    told, tell = fork.Pipe()
    other = fork.Process(target=hold, args=(course, tell))
    other.start()
    try:
        assert told.poll(60)
        with pytest.raises(CourseError, match="another `autograder grade` is at work"):
            grade(course, "tiny", tell=lambda line: None)
    finally:
        other.kill()
        other.join()
    assert grade(course, "tiny", tell=lambda line: None)[0].unchanged


def test_a_report_and_feedback_open_the_gradebook_once(course):
    for i in range(4):
        submit(course, f"student-{i:02d}", double=DOUBLE)
    grade(course, "tiny", tell=lambda line: None)
    for command in (class_report, write_feedback):
        with patch("nbgrader.api.Gradebook", wraps=Gradebook) as opened:
            command(course, "tiny")
        assert opened.call_count <= 2  # marks and names; not once a student
