"""A course of one's own is one command, and later versions of its sets lose no change of it."""

import shutil

import pytest
from tiny_course import DOUBLE, NEGATE, submit

from autograder.books.course import Course
from autograder.books.grades import class_grades
from autograder.books.settings import read_settings
from autograder.classroom.grade import grade
from autograder.cli import main
from autograder.errors import CourseError, SourceError
from autograder.problem_sets.own import start_course, upgrade
from autograder.problem_sets.release import release
from autograder.problem_sets.source import problem_sets

LINE = "Open inputs $x$ are checked beside each exercise."


@pytest.fixture
def project(released_course, tmp_path):
    """Return a project with two sets to take from, the tiny one and a copy."""
    root = tmp_path / "project"
    shutil.copytree(released_course / "solutions", root / "solutions")
    shutil.copy(root / "solutions" / "tiny.md", root / "solutions" / "other.md")
    return root


@pytest.fixture
def own(project, tmp_path, released_course):
    root = tmp_path / "own"
    start_course(root, project, ["tiny"], zone="Europe/Moscow")
    shutil.copytree(released_course / "tiny_checks", root / "tiny_checks")
    return root


def change(root, old, new, name="tiny"):
    path = root / "solutions" / f"{name}.md"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_a_course_has_what_the_commands_need_and_the_sets_that_were_chosen(own, capsys):
    assert problem_sets(own) == ["tiny"]
    assert str(read_settings(own).zone) == "Europe/Moscow"
    release(own)
    submit(own, "student-01", double=DOUBLE, negate=NEGATE)
    [result] = grade(own, "tiny", tell=lambda _: None)
    assert (result.marks, result.points) == (5, 5)
    assert main(["status", "--course", str(own)]) == 0
    said = capsys.readouterr().out
    assert "Europe/Moscow" in said
    assert "handed in   1, of these graded 1" in said


def test_further_sets_are_added_and_nothing_else_changes(own, project):
    (own / "course.toml").write_text((own / "course.toml").read_text() + "# mine\n")
    change(own, LINE, "My own words.")
    assert start_course(own, project, ["other", "tiny"]) == ["other"]
    text = (own / "course.toml").read_text()
    assert "# mine" in text
    assert text.count("[sets.tiny]") == text.count("[sets.other]") == 1
    assert "My own words." in (own / "solutions" / "tiny.md").read_text()


def test_a_folder_with_other_things_is_left_alone(project, tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.tex").write_text("x")
    with pytest.raises(CourseError, match="is not empty"):
        start_course(tmp_path / "full", project, [])
    with pytest.raises(SourceError, match=r"ps99: no such problem set. There are: other, tiny"):
        start_course(tmp_path / "new", project, ["ps99"])
    assert not (tmp_path / "new").exists()
    assert sorted(p.name for p in (tmp_path / "full").iterdir()) == ["thesis.tex"]


def test_a_later_version_is_merged_with_the_changes_and_marks_stay(own, project):
    release(own)
    submit(own, "student-01", double=DOUBLE, negate=NEGATE)
    grade(own, "tiny", tell=lambda _: None)
    with Course.at(own).gradebook() as gradebook:
        gradebook.find_grade("double-check", "tiny", "tiny", "student-01").manual_score = 1
        gradebook.db.commit()
    change(own, LINE, "My own words.")
    change(project, "## Double (3 points)", "## Twice as much (3 points)")
    assert "merged" in upgrade(own, project)["tiny"]
    text = (own / "solutions" / "tiny.md").read_text()
    assert "My own words." in text
    assert "## Twice as much" in text
    assert upgrade(own, project) == {"tiny": "no later version"}
    release(own)
    grade(own, "tiny", tell=lambda _: None)
    assert class_grades(Course.at(own), "tiny")["student-01"].grades.score == 3


def test_where_both_changed_a_line_the_own_file_stays(own, project):
    change(own, LINE, "My own words.")
    change(project, LINE, "Their own words.")
    assert "stays as it is" in upgrade(own, project)["tiny"]
    assert "My own words." in (own / "solutions" / "tiny.md").read_text()
    later = own / "solutions" / ".taken" / "tiny.later.md"
    assert "Their own words." in later.read_text()
    assert problem_sets(own) == ["tiny"]


def test_an_unchanged_set_is_replaced_and_a_strange_one_refused(own, project):
    change(project, LINE, "Their own words.")
    assert upgrade(own, project) == {"tiny": "the later version was taken"}
    assert "Their own words." in (own / "solutions" / "tiny.md").read_text()
    with pytest.raises(SourceError, match="other: was not taken"):
        upgrade(own, project, ["other"])
