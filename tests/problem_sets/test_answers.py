"""Every wrong answer that we know loses marks and gets its own hint; every right one gets all.

Wrong are the mistakes that a check names, each with the hint of its name, and the answers
``wrong_*.py`` of `tests/submissions/<set>/<exercise>/`, whose docstring's first line names the hint
that they must get; right are the set's own solutions and ``right_*.py``.
"""

import ast
import inspect
from pathlib import Path

import pytest

from autograder.checks import exercises
from autograder.checks.hints import is_common
from autograder.problem_sets.answers import (
    answer_text,
    answers_folder,
    hint_of,
    known_answers,
    released_answer,
    run_answer,
    source_notebook,
)
from autograder.problem_sets.source import problem_sets
from autograder.submission.cells import exercise_names, find_cell

ROOT = Path(__file__).parents[2]
SETS = problem_sets(ROOT)
CHECKS = [(s, e) for s in SETS for e in exercises(s)]
# Those whose answer is one function; the others are classes, or several functions.
FUNCTIONS = [(s, e) for s, e in CHECKS if inspect.isfunction(e.right) and isinstance(e.answer, str)]
RIGHT = sorted(answers_folder(ROOT).glob("ps*/*/right_*.py"))
SECRET_SEEDS = (11, 987654321)


def _name(path: Path) -> str:
    return f"{path.parent.parent.name}/{path.parent.name}/{path.stem}"


def _seeds(i: int) -> tuple[int | None, ...]:
    """Return on which inputs the i-th wrong answer is tried: open ones (None) or hidden ones.

    The one or the other, in turn; `make answers` tries each on both.
    """
    both = (None, SECRET_SEEDS[0])
    return (both[i % 2],)


RIGHT_SEEDS = [
    pytest.param(path, seed, id=f"{_name(path)}-{seed}")
    for i, path in enumerate(RIGHT)
    for seed in (None, SECRET_SEEDS[i % 2])
]
WRONG = [
    pytest.param(path, seed, id=f"{_name(path)}-{seed}")
    for i, path in enumerate(sorted(answers_folder(ROOT).glob("ps*/*/wrong_*.py")))
    for seed in _seeds(i)
]
MISTAKES = [
    pytest.param(s, e, hint, program, seed, id=f"{s}/{e.name}/{hint}-{i}-{seed}")
    for s, e in CHECKS
    for i, (hint, program) in enumerate(e.mistakes)
    for seed in _seeds(i)
]


def _id(value: object) -> str:
    return getattr(value, "name", str(value))


@pytest.mark.parametrize(("problem_set", "exercise"), CHECKS, ids=_id)
@pytest.mark.parametrize("seed", [None, SECRET_SEEDS[0]])
def test_own_solution_gets_full_marks(problem_set, exercise, seed):
    report = run_answer(ROOT, problem_set, exercise.name, None, seed)
    assert report.marks == report.points, report.to_text()


@pytest.mark.parametrize(("path", "seed"), RIGHT_SEEDS)
def test_right_answer_gets_full_marks(path, seed):
    report = run_answer(ROOT, path.parts[-3], path.parts[-2], answer_text(path), seed)
    assert report.marks == report.points, report.to_text()


@pytest.mark.parametrize(("path", "seed"), WRONG)
def test_wrong_answer_loses_marks_and_gets_its_own_hint(path, seed):
    report = run_answer(ROOT, path.parts[-3], path.parts[-2], answer_text(path), seed)
    assert report.marks < report.points, report.to_text()
    assert hint_of(path) in report.hints, report.to_text()


@pytest.mark.parametrize(("problem_set", "exercise", "hint", "program", "seed"), MISTAKES)
def test_a_mistake_that_a_check_names_loses_marks_and_gets_its_hint(
    problem_set, exercise, hint, program, seed
):
    report = run_answer(ROOT, problem_set, exercise.name, None, seed, program)
    assert report.marks < report.points, report.to_text()
    assert hint in report.hints, report.to_text()


@pytest.mark.parametrize(("problem_set", "exercise"), CHECKS, ids=_id)
@pytest.mark.parametrize("seed", [None, SECRET_SEEDS[0]])
def test_empty_answer_gets_nothing(problem_set, exercise, seed):
    source = find_cell(source_notebook(ROOT, problem_set), exercise.name).source
    stub = released_answer(source, exercise.name)
    assert "raise NotImplementedError" in stub
    assert exercise.name in stub[stub.index("NotImplementedError") :], "the error names it"
    report = run_answer(ROOT, problem_set, exercise.name, stub, seed)
    assert report.marks == 0, report.to_text()
    assert report.hints == ["not-solved"], report.to_text()


@pytest.mark.parametrize(("problem_set", "exercise"), CHECKS, ids=_id)
def test_exercise_has_six_wrong_and_three_right_answers(problem_set, exercise):
    wrong = len(known_answers(ROOT, problem_set, exercise.name, "wrong")) + len(exercise.mistakes)
    assert wrong >= 6
    assert len(known_answers(ROOT, problem_set, exercise.name, "right")) >= 3


@pytest.mark.parametrize("problem_set", SETS)
def test_notebook_has_the_exercises_of_the_checks_in_their_order(problem_set):
    names = exercise_names(source_notebook(ROOT, problem_set))
    assert names == [exercise.name for exercise in exercises(problem_set)]


@pytest.mark.parametrize(("problem_set", "exercise"), CHECKS, ids=_id)
def test_every_hint_has_words_and_is_given_to_some_wrong_answer(problem_set, exercise):
    for hint, _ in exercise.mistakes:
        assert exercise.words[hint]
    assert exercise.words.title
    assert exercise.words.task
    assert "TASK" not in exercise.words.task
    given = {hint for hint, _ in exercise.mistakes}
    given |= {hint_of(p) for p in known_answers(ROOT, problem_set, exercise.name, "wrong")}
    own = Path(inspect.getfile(type(exercise))).parent / problem_set / f"{exercise.name}.en.md"
    named = [line[3:].strip() for line in own.read_text().splitlines() if line.startswith("## ")]
    parts = {part.title for part in exercise.parts} | {part.otherwise for part in exercise.parts}
    unused = {hint for hint in set(named) - given - parts if not is_common(hint)}
    assert not unused, f"no wrong answer is known for {sorted(unused)}"


@pytest.mark.parametrize(("problem_set", "exercise"), FUNCTIONS, ids=_id)
def test_a_mistake_and_the_right_program_have_the_answers_signature(problem_set, exercise):
    source = find_cell(source_notebook(ROOT, problem_set), exercise.name).source
    (function,) = (
        ast.parse(source).body[:1]
        if source.startswith("def ")
        else [
            node for node in ast.parse(source).body if getattr(node, "name", "") == exercise.answer
        ]
    )
    wanted = [argument.arg for argument in function.args.args]
    for program in [exercise.right, *(p for _, p in exercise.mistakes)]:
        if inspect.isfunction(program):
            inspect.signature(program).bind_partial(*wanted)  # raises where it cannot be called
    named = list(inspect.signature(exercise.right).parameters)
    assert named[: len(wanted)] == wanted[: len(named)]
