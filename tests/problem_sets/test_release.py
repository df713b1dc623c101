"""Students get exactly what solutions/ says, without solutions, hidden tests or traces."""

import json
import os
import re
import shutil
from pathlib import Path

import nbformat
import pytest
from nbgrader.utils import compute_checksum
from tiny_course import DOUBLE, NEGATE, submit

from autograder.checks import exercises
from autograder.checks.markup import BOOK
from autograder.classroom.grade import grade
from autograder.errors import CourseError, SourceError
from autograder.problem_sets.release import is_stale, release
from autograder.problem_sets.source import problem_sets, read_source
from autograder.submission.cells import find_cell, grade_id

PROJECT = Path(__file__).parents[2]
SETS = problem_sets(PROJECT)


def released(problem_set):
    return PROJECT / "exercises" / problem_set / f"{problem_set}.ipynb"


def leaks(text, source):
    """Return what of the solutions and hidden tests of the notebook `source` stands in `text`."""
    secret, public = [], set()
    for cell in source.cells:
        hidden = False
        for line in cell.source.splitlines():
            if re.search(r"### (BEGIN|END) (SOLUTION|HIDDEN TESTS)", line):
                hidden = "BEGIN" in line
                secret.append(line.strip().removeprefix("### "))
            elif hidden:
                secret.append(line.strip())
            else:
                public.add(line.strip())
    # As JSON writes it; lines as short as `i += 1` tell nothing.
    return [s for s in secret if len(s) > 8 and s not in public and json.dumps(s)[1:-1] in text]


def test_exercises_are_in_step_with_solutions(tmp_path):
    shutil.copytree(PROJECT / "solutions", tmp_path / "solutions")
    shutil.copy(PROJECT / "nbgrader_config.py", tmp_path)
    for path in release(tmp_path, prove=False):
        assert released(path.stem).is_file(), "run `make release`"
        assert path.read_bytes() == released(path.stem).read_bytes(), "run `make release`"
    made = sorted(p.stem for p in (PROJECT / "exercises").glob("*/*.ipynb"))
    assert made == SETS, "run `make release`"


@pytest.mark.parametrize("problem_set", SETS)
def test_no_solution_and_no_hidden_test_is_in_the_released_file(problem_set):
    assert leaks(released(problem_set).read_text(), read_source(PROJECT, problem_set)) == []


@pytest.mark.parametrize("problem_set", SETS)
@pytest.mark.parametrize("place", ["cell", "output", "metadata"])
def test_a_leak_would_be_seen(problem_set, place):
    source = read_source(PROJECT, problem_set)
    check = next(c for c in source.cells if "BEGIN HIDDEN TESTS" in c.source)
    line = check.source.splitlines()[-2]
    notebook = nbformat.read(released(problem_set), as_version=4)
    code = next(c for c in notebook.cells if c.cell_type == "code")
    if place == "cell":
        code.source += line
    elif place == "output":
        code.outputs.append(nbformat.v4.new_output("stream", text=line))
    else:
        notebook.metadata["note"] = line
    assert leaks(nbformat.writes(notebook), source) == [line]


@pytest.mark.parametrize("problem_set", SETS)
def test_the_released_notebook_is_valid_and_bare(problem_set):
    notebook = nbformat.read(released(problem_set), as_version=4)
    nbformat.validate(notebook)
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    assert notebook.metadata["language_info"] == {"name": "python"}
    for cell in notebook.cells:
        assert set(cell.metadata) <= {"nbgrader", "deletable", "editable"}
        if cell.cell_type == "code":
            assert cell.outputs == []
            assert cell.execution_count is None


@pytest.mark.parametrize("problem_set", SETS)
def test_every_check_is_locked_with_its_checksum(problem_set):
    checks = [
        cell
        for cell in nbformat.read(released(problem_set), as_version=4).cells
        if (grade_id(cell) or "").endswith("-check")
    ]
    assert checks
    for cell in checks:
        assert cell.metadata["nbgrader"]["locked"]
        assert cell.metadata["editable"] is False
        assert cell.metadata["deletable"] is False
        assert cell.metadata["nbgrader"]["checksum"] == compute_checksum(cell)


def test_releasing_again_gives_the_same_bytes(course):
    before = (course / "exercises" / "tiny" / "tiny.ipynb").read_bytes()
    (path,) = release(course, ["tiny"])
    assert path.read_bytes() == before


def test_a_changed_source_reaches_the_notebook(course):
    source = course / "solutions" / "tiny.md"
    source.write_text(source.read_text().replace("Two small exercises", "Two tiny exercises"))
    (path,) = release(course)
    assert "Two tiny exercises" in path.read_text()


def test_a_notebook_with_answers_is_not_overwritten(course):
    path = course / "exercises" / "tiny" / "tiny.ipynb"
    notebook = nbformat.read(path, as_version=4)
    find_cell(notebook, "negate").source = "def negate(x):\n    return 0 - x"
    nbformat.write(notebook, path)
    with pytest.raises(CourseError, match=r"tiny\.ipynb: holds answers \(negate\)"):
        release(course)
    assert "return 0 - x" in path.read_text()
    release(course, force=True)
    assert "return 0 - x" not in path.read_text()


def test_an_unknown_set_is_named_with_those_that_exist(course):
    with pytest.raises(SourceError, match=r"ps99: no such problem set\. There are: tiny\."):
        release(course, ["ps99"])


def test_a_folder_without_a_course_says_so(tmp_path):
    with pytest.raises(CourseError, match=r"nbgrader_config\.py is missing"):
        release(tmp_path)


def test_the_notebook_links_to_the_book(monkeypatch):
    """Beside each exercise stands its place in the book, at the book's address if there is one."""

    def places():
        cells = read_source(PROJECT, "ps2_forward").cells
        return [line for c in cells for line in c.source.split("\n") if "In the book:" in line]

    monkeypatch.delenv(BOOK, raising=False)
    assert len(places()) == len(exercises("ps2_forward"))
    assert all("](../../_build/html/chapters/04_forward.html#" in place for place in places())
    monkeypatch.setenv(BOOK, "https://book.example/")
    assert all("](https://book.example/chapters/04_forward.html#" in place for place in places())


def change(root, name, old, new):
    path = root / "solutions" / f"{name}.md"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    return path


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("points: 3", "points: 1", r"`double-check` 0 of 1 \(its check gives 3\)"),
        ("points: 3", "points: 4", r"`double-check` 3 of 4 \(its check gives 3\)"),
        ("answer = 2 * x", "answer = 3 * x", "`double-check` 0 of 3"),
        ("answer = 2 * x", "answer = 2 *", "`double-check` 0 of 3"),
    ],
)
def test_a_set_whose_own_solution_loses_marks_is_refused_and_the_released_one_stays(
    course, old, new, why
):
    before = (course / "exercises" / "tiny" / "tiny.ipynb").read_bytes()
    change(course, "tiny", old, new)
    with pytest.raises(CourseError, match=rf"tiny\.md: not released, .*{why}"):
        release(course)
    assert (course / "exercises" / "tiny" / "tiny.ipynb").read_bytes() == before


def test_a_set_that_nbgrader_refuses_leaves_the_released_one(course):
    before = (course / "exercises" / "tiny" / "tiny.ipynb").read_bytes()
    submit(course, "student-01", double=DOUBLE, negate=NEGATE)
    grade(course, "tiny", tell=lambda _: None)
    change(course, "tiny", "grade_id: negate-check", "grade_id: negate-again")
    with pytest.raises(CourseError, match="nbgrader could not release it"):
        release(course, prove=False)
    assert (course / "exercises" / "tiny" / "tiny.ipynb").read_bytes() == before
    assert not (course / "_build" / "releasing").exists()


def test_a_source_with_an_older_date_is_released(course):
    path = change(course, "tiny", "answer = 2 * x", "answer = x + x")
    path.write_text(path.read_text().replace("# Two small", "# Very small"))
    os.utime(path, (0, 0))
    assert is_stale(course, "tiny")
    release(course)
    text = (course / "exercises" / "tiny" / "tiny.ipynb").read_text()
    assert "Very small" in text
    assert not is_stale(course, "tiny")


def test_dates_alone_make_nothing_stale(course):
    assert not is_stale(course, "tiny")
    (course / "solutions" / "tiny.md").touch()
    assert not is_stale(course, "tiny")
    shutil.rmtree(course / "_build")  # as after a clone
    assert not is_stale(course, "tiny")
    change(course, "tiny", "# Two small", "# Very small")
    assert is_stale(course, "tiny")
    shutil.rmtree(course / "_build")
    assert is_stale(course, "tiny")


def test_a_course_without_problem_sets_says_so(tmp_path):
    shutil.copy(PROJECT / "nbgrader_config.py", tmp_path)
    with pytest.raises(SourceError, match="holds no problem set"):
        release(tmp_path)
