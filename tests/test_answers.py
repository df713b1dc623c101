"""Every wrong answer that we know loses marks and gets its own hint; every right one gets all.

`tests/submissions/<set>/<exercise>/` holds the answers, each a text for the exercise's answer cell:
`right_*.py`, and `wrong_*.py` whose docstring's first line names the hint it must get:
``hint: <name>``. They run with the set's own solutions to the other exercises around them.
"""

from pathlib import Path

import pytest

from autograder.checks import exercises
from autograder.checks.trial import COMMON_HINTS
from autograder.problem_sets.answers import (
    answers_folder,
    hint_of,
    known_answers,
    released_answer,
    run_answer,
    source_notebook,
)
from autograder.problem_sets.source import problem_sets
from autograder.submission.cells import exercise_names, find_cell

ROOT = Path(__file__).parents[1]
SETS = problem_sets(ROOT)
EXERCISES = [(s, e) for s in SETS for e in exercise_names(source_notebook(ROOT, s))]
RIGHT = sorted(answers_folder(ROOT).glob("ps*/*/right_*.py"))
WRONG = sorted(answers_folder(ROOT).glob("ps*/*/wrong_*.py"))
SECRET_SEEDS = (11, 987654321)


def _name(path: Path) -> str:
    return f"{path.parent.parent.name}/{path.parent.name}/{path.stem}"


@pytest.mark.parametrize(("problem_set", "exercise"), EXERCISES)
@pytest.mark.parametrize("seed", [None, *SECRET_SEEDS])
def test_own_solution_gets_full_marks(problem_set, exercise, seed):
    report = run_answer(ROOT, problem_set, exercise, None, seed)
    assert report.marks == report.points, report.to_text()


@pytest.mark.parametrize("path", RIGHT, ids=_name)
@pytest.mark.parametrize("seed", [None, *SECRET_SEEDS])
def test_right_answer_gets_full_marks(path, seed):
    report = run_answer(ROOT, path.parts[-3], path.parts[-2], path.read_text(), seed)
    assert report.marks == report.points, report.to_text()


@pytest.mark.parametrize("path", WRONG, ids=_name)
@pytest.mark.parametrize("seed", [None, SECRET_SEEDS[0]])
def test_wrong_answer_loses_marks_and_gets_its_own_hint(path, seed):
    report = run_answer(ROOT, path.parts[-3], path.parts[-2], path.read_text(), seed)
    assert report.marks < report.points, report.to_text()
    assert hint_of(path) in report.hints, report.to_text()


@pytest.mark.parametrize(("problem_set", "exercise"), EXERCISES)
@pytest.mark.parametrize("seed", [None, SECRET_SEEDS[0]])
def test_empty_answer_gets_nothing(problem_set, exercise, seed):
    source = find_cell(source_notebook(ROOT, problem_set), exercise).source
    stub = released_answer(source, exercise)
    assert "raise NotImplementedError" in stub
    assert exercise in stub[stub.index("NotImplementedError") :], "the error names its exercise"
    report = run_answer(ROOT, problem_set, exercise, stub, seed)
    assert report.marks == 0, report.to_text()
    assert report.hints == ["not-solved"], report.to_text()


@pytest.mark.parametrize(("problem_set", "exercise"), EXERCISES)
def test_exercise_has_four_wrong_and_two_right_answers(problem_set, exercise):
    assert len(known_answers(ROOT, problem_set, exercise, "wrong")) >= 4
    assert len(known_answers(ROOT, problem_set, exercise, "right")) >= 2


@pytest.mark.parametrize("problem_set", SETS)
def test_checks_and_notebook_agree_on_exercises_and_points(problem_set):
    checks = {e.name: e.points for e in exercises(problem_set)}
    cells = {
        name: find_cell(source_notebook(ROOT, problem_set), f"{name}-check").metadata["nbgrader"][
            "points"
        ]
        for name in exercise_names(source_notebook(ROOT, problem_set))
    }
    assert list(cells) == list(checks)
    assert cells == checks


@pytest.mark.parametrize("problem_set", SETS)
def test_every_hint_of_a_set_is_given_to_some_wrong_answer(problem_set):
    hints = {h for e in exercises(problem_set) for h in e.hints} - set(COMMON_HINTS)
    given = {hint_of(p) for p in WRONG if p.parts[-3] == problem_set}
    assert hints <= given, f"no wrong answer is known for {sorted(hints - given)}"
