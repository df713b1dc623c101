"""What does a graded class look like, without a class?

Twelve students, made from the right and wrong answers that the checks are tested on, mixed per
exercise: the same class every time. They stand in a course of their own, ``_build/sample``.
"""

from __future__ import annotations

import random
import re
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell
from nbgrader.api import Gradebook

from autograder.books.course import CONFIG_FILE, Course
from autograder.errors import CourseError
from autograder.problem_sets.answers import answer_text, known_answers
from autograder.problem_sets.release import is_stale, release
from autograder.problem_sets.source import problem_sets, read_source
from autograder.submission.cells import CHECK_SUFFIX, exercise_names, find_cell, grade_id

DUE = "2026-03-01 20:00:00 UTC"
IN_TIME = "2026-03-01 18:30:00 UTC"
LATE = "2026-03-02 07:15:00 UTC"


@dataclass(frozen=True)
class Student:
    """How a sample student works.

    skill: the chance that an exercise is right. tried: the chance that a wrong one has an answer
    at all. habit: "plots" adds a cell with a print and a figure, "typo" leaves a syntax error in
    one answer, "copies" duplicates a check cell and tags it, "late" hands in after the date.
    """

    name: str
    skill: float
    tried: float = 1.0
    habit: str = ""


# These walk every path of a graph, or double what they hold with each operation, so that a later
# exercise that builds on them runs into the time limit. That is graded as it should be, but nobody
# needs to wait for it in a sample.
SLOW = {"wrong_all_paths_last_kept", "wrong_every_visit_listed", "wrong_whole_operand_in_rule"}

CLASS = [
    Student("student-01", 1.0),
    Student("student-02", 1.0, habit="plots"),
    Student("student-03", 0.85),
    Student("student-04", 0.8),
    Student("student-05", 0.75, habit="typo"),
    Student("student-06", 0.0, tried=0.0),
    Student("student-07", 0.7, habit="late"),
    Student("student-08", 0.65, habit="copies"),
    Student("student-09", 0.6, tried=0.7),
    Student("student-10", 0.5),
    Student("student-11", 0.4, tried=0.5),
    Student("student-12", 0.25),
]
# Whatever gradebook the project has, the sample's students must not get into it.
OWN_GRADEBOOK = '\nc.CourseDirectory.pop("db_url", None)\n'


def make_sample(project: Path) -> Path:
    """Make or refresh the sample course of the project in ``_build/sample``; return its folder.

    A file whose text would stay the same is left alone. Raises CourseError where a set cannot be
    released.
    """
    root = project / "_build" / "sample"
    config = (project / CONFIG_FILE).read_text(encoding="utf-8")
    _write(root / CONFIG_FILE, config + OWN_GRADEBOOK)
    for name in problem_sets(project):
        text = (project / "solutions" / f"{name}.md").read_text(encoding="utf-8")
        _write(root / "solutions" / f"{name}.md", text)
    for old in set(problem_sets(root)) - set(problem_sets(project)):
        (root / "solutions" / f"{old}.md").unlink()
    _release(root)
    for name in problem_sets(root):
        source = read_source(root, name)
        released = nbformat.read(Course.at(root).released(name), as_version=4)
        for student in CLASS:
            folder = root / "submitted" / student.name / name
            notebook = notebook_of(project, name, source, released, student)
            _write(folder / f"{name}.ipynb", nbformat.writes(notebook) + "\n")
            _write(folder / "timestamp.txt", LATE if student.habit == "late" else IN_TIME)
    return root


def _release(root: Path) -> None:
    course = Course.at(root)
    stale = [name for name in problem_sets(root) if is_stale(root, name)]
    if course.database.is_file():
        with course.gradebook() as gradebook:
            known = {assignment.name for assignment in gradebook.assignments}
        stale += [name for name in problem_sets(root) if name not in known | set(stale)]
    if not stale and course.database.is_file():
        return
    try:
        release(root, stale, force=True)
    except CourseError:
        # Cells came or went, which a gradebook with submissions refuses. It is only a sample's.
        course.database.unlink()
        release(root, force=True)
    with course.gradebook() as gradebook:
        _set_due(gradebook, problem_sets(root))


def _set_due(gradebook: Gradebook, sets: list[str]) -> None:
    for name in sets:
        gradebook.update_or_create_assignment(name, duedate=DUE)


def notebook_of(
    project: Path, name: str, source: NotebookNode, released: NotebookNode, student: Student
) -> NotebookNode:
    """Return what `student` hands in for the set `name`; the same notebook every time."""
    notebook = deepcopy(released)
    exercises = exercise_names(source)
    for exercise in exercises:
        answer = _answer(project, name, source, exercise, student)
        if answer is not None:
            find_cell(notebook, exercise).source = answer
    chance = random.Random(f"{student.name} {name}")
    if student.habit == "typo":
        cell = find_cell(notebook, chance.choice(exercises))
        cell.source = cell.source.replace("):\n", ")\n", 1)
    if student.habit == "copies":
        check = find_cell(notebook, chance.choice(exercises) + CHECK_SUFFIX)
        copy = deepcopy(check)
        copy["id"], copy.metadata["tags"] = "pasted", ["skip-execution"]
        notebook.cells.insert(notebook.cells.index(check) + 1, copy)
    if student.habit == "plots":
        first = next(i for i, c in enumerate(notebook.cells) if grade_id(c) == exercises[0])
        notebook.cells.insert(first, new_code_cell(PLOT, id="own-plot"))
    return notebook


PLOT = """\
import matplotlib.pyplot as plt

# What does the running example look like along w1?
w1 = np.linspace(1.1, 4, 50)
v2 = 2 * np.log(w1)
plt.plot(w1, v2 + np.sqrt(v2))
plt.xlabel("w1")
plt.ylabel("L(w1, 2)")
plt.show()
print("L grows from", (v2 + np.sqrt(v2))[0].round(3), "to", (v2 + np.sqrt(v2))[-1].round(3))"""


def _answer(
    project: Path, name: str, source: NotebookNode, exercise: str, student: Student
) -> str | None:
    """Return the student's text for the answer cell, or None where it stays empty."""
    chance = random.Random(f"{student.name} {name} {exercise}")
    if chance.random() < student.skill:
        # Two right answers of different styles need not fit together, so the best have one style.
        own = without_markers(find_cell(source, exercise).source)
        others = known_answers(project, name, exercise, "right") if student.skill < 1 else []
        choice = chance.choice([None, *others])
        return own if choice is None else answer_text(choice)
    wrong = [p for p in known_answers(project, name, exercise, "wrong") if p.stem not in SLOW]
    if not wrong or chance.random() >= student.tried:
        return None
    return answer_text(chance.choice(wrong))


def without_markers(source: str) -> str:
    """Return the instructor's answer cell without the lines that mark where the solution is."""
    return re.sub(r"^[ \t]*### (BEGIN|END) SOLUTION\n?", "", source, flags=re.MULTILINE)


def _write(path: Path, text: str) -> None:
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
