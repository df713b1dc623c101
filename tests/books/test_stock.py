"""The notebooks work under nbgrader as it is, without anything of ours but the checks."""

import contextlib
import io
import os
import shutil
from pathlib import Path
from unittest.mock import patch

import nbformat
import pytest
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde
from nbgrader.coursedir import CourseDirectory
from nbgrader.validator import Validator
from traitlets.config import Config

from autograder.checks import exercises
from autograder.checks.exercise import SEED_VARIABLE
from autograder.problem_sets.log import captured_log
from autograder.problem_sets.release import release
from autograder.problem_sets.sample import without_markers
from autograder.problem_sets.source import problem_sets, read_source
from autograder.submission.cells import exercise_names, find_cell, grade_id

PROJECT = Path(__file__).parents[2]
SETS = problem_sets(PROJECT)
# Who is graded by stock nbgrader, which takes long; half a notebook of one set is enough.
GRADED = {
    s: ["solved", "half", "empty"] if s == "ps2_forward" else ["solved", "empty"] for s in SETS
}


def solved_names(problem_set, student):
    names = exercise_names(read_source(PROJECT, problem_set))
    return {"solved": names, "half": names[: len(names) // 2], "empty": []}[student]


def hand_graded_names(problem_set):
    """Return the cells that a person grades; an empty one fails like an empty exercise."""
    return [
        grade_id(cell)
        for cell in read_source(PROJECT, problem_set).cells
        if cell.metadata.get("nbgrader", {}).get("grade") and cell.metadata["nbgrader"]["solution"]
    ]


def write(root, problem_set, student, folder):
    source = read_source(PROJECT, problem_set)
    notebook = nbformat.read(
        root / "exercises" / problem_set / f"{problem_set}.ipynb", as_version=4
    )
    by_hand = hand_graded_names(problem_set) if student == "solved" else []
    for name in [*solved_names(problem_set, student), *by_hand]:
        find_cell(notebook, name).source = without_markers(find_cell(source, name).source)
    path = root / folder / student / problem_set / f"{problem_set}.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(notebook, path)
    return path


@pytest.fixture(scope="module")
def stock(tmp_path_factory):
    """Return a released course with submissions, and nbgrader's own configuration."""
    root = tmp_path_factory.mktemp("stock")
    shutil.copytree(PROJECT / "solutions", root / "solutions")
    shutil.copy(PROJECT / "nbgrader_config.py", root)
    with patch.dict(os.environ):
        release(root)
        scripts = os.environ["PATH"]
    for problem_set in SETS:
        for student in GRADED[problem_set]:
            write(root, problem_set, student, "submitted")
            if student != "empty":
                write(root, problem_set, student, "at_home")
    config = Config()
    config.CourseDirectory.root = str(root)
    config.CourseDirectory.course_id = "autodiff"
    config.CourseDirectory.source_directory = "_build/source"
    config.CourseDirectory.release_directory = "exercises"
    with patch.dict(os.environ, {SEED_VARIABLE: "11", "PATH": scripts}):
        yield root, config


@pytest.mark.parametrize("problem_set", SETS)
def test_stock_autograde_gives_the_marks_of_the_checks(stock, problem_set):
    _, config = stock
    directory = CourseDirectory(config=config, assignment_id=problem_set)
    with captured_log():
        Autograde(coursedir=directory, config=config).start()
    points = {e.name: e.points for e in exercises(problem_set)}
    with Gradebook(directory.db_url, directory.course_id) as gradebook:
        for student in GRADED[problem_set]:
            solved = solved_names(problem_set, student)
            for name, full in points.items():
                grade = gradebook.find_grade(f"{name}-check", problem_set, problem_set, student)
                assert grade.score == (full if name in solved else 0), (student, name)


@pytest.mark.parametrize(
    ("problem_set", "student"), [(s, n) for s in SETS for n in GRADED[s] if n != "empty"]
)
def test_plain_validate_says_what_fails(stock, problem_set, student):
    root, _ = stock
    patient = Config({"Execute": {"timeout": 300}})  # a busy machine compiles for long
    validator = Validator(config=patient)
    validator.stream = io.StringIO()
    with contextlib.redirect_stderr(io.StringIO()):
        validator.validate_and_print(
            str(root / "at_home" / student / problem_set / f"{problem_set}.ipynb")
        )
    said = validator.stream.getvalue()
    not_solved = len(exercises(problem_set)) - len(solved_names(problem_set, student))
    if not_solved:
        failed = not_solved + len(hand_graded_names(problem_set))
        assert f"VALIDATION FAILED ON {failed} CELL(S)" in said
        # The text of the findings reaches the student, the hint with it.
        assert said.count("not started") + said.count("not solved yet") >= not_solved
    else:
        assert "Success! Your notebook passes all the tests." in said
