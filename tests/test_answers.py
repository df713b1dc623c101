"""Every wrong answer that we know loses marks and gets its own hint; every right one gets all.

`tests/submissions/<set>/<exercise>/` holds the answers, each a text for the exercise's answer cell:
`right_*.py`, and `wrong_*.py` whose docstring's first line names the hint it must get:
``hint: <name>``. They run with the set's own solutions to the other exercises around them.
"""

import ast
import os
from functools import cache
from pathlib import Path
from unittest.mock import patch

import pytest
from nbformat.v4 import new_code_cell

from autograder.checks import Report, exercises
from autograder.checks.exercise import SEED_VARIABLE
from autograder.checks.trial import COMMON_HINTS
from autograder.grading.release import NamedStubs
from autograder.grading.source import (
    exercise_names,
    find_cell,
    grade_id,
    problem_sets,
    read_source,
)

ROOT = Path(__file__).parents[1]
ANSWERS = ROOT / "tests" / "submissions"
SETS = problem_sets(ROOT)
EXERCISES = [(s, e) for s in SETS for e in exercise_names(read_source(ROOT, s))]
RIGHT = sorted(ANSWERS.glob("ps*/*/right_*.py"))
WRONG = sorted(ANSWERS.glob("ps*/*/wrong_*.py"))
SECRET_SEEDS = (11, 5077, 987654321)

notebook = cache(lambda problem_set: read_source(ROOT, problem_set))


def _name(path: Path) -> str:
    return f"{path.parent.parent.name}/{path.parent.name}/{path.stem}"


def run_answer(problem_set: str, exercise: str, answer: str | None, seed: int | None) -> Report:
    """Run the set's notebook up to the exercise's check with `answer` in place of the solution.

    The check's cell is run as a grader runs it; `seed` None stands for the open inputs alone.
    """
    cells = notebook(problem_set).cells
    check = find_cell(notebook(problem_set), f"{exercise}-check")
    namespace: dict[str, object] = {"__name__": "__main__"}
    with patch.dict(os.environ, {SEED_VARIABLE: str(seed)} if seed is not None else {}):
        for cell in cells:
            if cell is check:
                break
            if cell.cell_type != "code" or (grade_id(cell) or "").endswith("-check"):
                continue
            text = answer if answer is not None and grade_id(cell) == exercise else cell.source
            exec(compile(text, f"<{grade_id(cell)}>", "exec"), namespace)
        source = check.source
        if seed is None:
            source = source[: source.index("### BEGIN HIDDEN TESTS")]
        *body, last = ast.parse(source).body
        exec(compile(ast.Module(body, []), "<check>", "exec"), namespace)
        assert isinstance(last, ast.Expr), "a check cell must end with the marks"
        marks = eval(compile(ast.Expression(last.value), "<check>", "eval"), namespace)
    return marks.report


def hint_of(path: Path) -> str:
    first = (ast.get_docstring(ast.parse(path.read_text())) or "").splitlines()[:1]
    assert first, f"{path}: the docstring must begin with `hint: <name>`"
    assert first[0].startswith("hint: "), f"{path}: the docstring must begin with `hint: <name>`"
    return first[0].removeprefix("hint: ").strip()


@pytest.mark.parametrize(("problem_set", "exercise"), EXERCISES)
@pytest.mark.parametrize("seed", [None, *SECRET_SEEDS])
def test_own_solution_gets_full_marks(problem_set, exercise, seed):
    report = run_answer(problem_set, exercise, None, seed)
    assert report.marks == report.points, report.to_text()


@pytest.mark.parametrize("path", RIGHT, ids=_name)
@pytest.mark.parametrize("seed", [None, *SECRET_SEEDS])
def test_right_answer_gets_full_marks(path, seed):
    report = run_answer(path.parts[-3], path.parts[-2], path.read_text(), seed)
    assert report.marks == report.points, report.to_text()


@pytest.mark.parametrize("path", WRONG, ids=_name)
@pytest.mark.parametrize("seed", [None, *SECRET_SEEDS])
def test_wrong_answer_loses_marks_and_gets_its_own_hint(path, seed):
    report = run_answer(path.parts[-3], path.parts[-2], path.read_text(), seed)
    assert report.marks < report.points, report.to_text()
    assert hint_of(path) in report.hints, report.to_text()


@pytest.mark.parametrize(("problem_set", "exercise"), EXERCISES)
@pytest.mark.parametrize("seed", [None, SECRET_SEEDS[0]])
def test_empty_answer_gets_nothing(problem_set, exercise, seed):
    source = find_cell(notebook(problem_set), exercise).source
    stub = released(source, exercise)
    assert "raise NotImplementedError" in stub
    assert exercise in stub[stub.index("NotImplementedError") :], "the error names its exercise"
    report = run_answer(problem_set, exercise, stub, seed)
    assert report.marks == 0, report.to_text()
    assert report.hints == ["not-solved"], report.to_text()


def released(source: str, exercise: str) -> str:
    """Return the student's version of an answer cell, as `release` makes it."""
    metadata = {"nbgrader": {"grade_id": exercise, "solution": True, "grade": False}}
    cell = new_code_cell(source, metadata=metadata)
    return NamedStubs().preprocess_cell(cell, {"language": "python"}, 0)[0].source


@pytest.mark.parametrize(("problem_set", "exercise"), EXERCISES)
def test_exercise_has_four_wrong_and_two_right_answers(problem_set, exercise):
    folder = ANSWERS / problem_set / exercise
    assert len(list(folder.glob("wrong_*.py"))) >= 4
    assert len(list(folder.glob("right_*.py"))) >= 2


@pytest.mark.parametrize("problem_set", SETS)
def test_checks_and_notebook_agree_on_exercises_and_points(problem_set):
    checks = {e.name: e.points for e in exercises(problem_set)}
    cells = {
        name: find_cell(notebook(problem_set), f"{name}-check").metadata["nbgrader"]["points"]
        for name in exercise_names(notebook(problem_set))
    }
    assert list(cells) == list(checks)
    assert cells == checks


@pytest.mark.parametrize("problem_set", SETS)
def test_every_hint_of_a_set_is_given_to_some_wrong_answer(problem_set):
    hints = {h for e in exercises(problem_set) for h in e.hints} - set(COMMON_HINTS)
    given = {hint_of(p) for p in WRONG if p.parts[-3] == problem_set}
    assert hints <= given, f"no wrong answer is known for {sorted(hints - given)}"
