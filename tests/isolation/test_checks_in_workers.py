"""The course's own checks judge an answer in a worker as they judge it in one process."""

from pathlib import Path

import pytest

from autograder.isolation.limits import Limits
from autograder.isolation.sandbox import BY_HAND, WITH_JAX
from autograder.isolation.session import Session
from autograder.isolation.workers import Server
from autograder.problem_sets.answers import (
    answer_text,
    cells_of,
    find_exercise,
    run_answer,
    source_notebook,
)
from autograder.problem_sets.source import problem_sets
from autograder.submission.cells import exercise_names

ROOT = Path(__file__).parents[2]
ANSWERS = ROOT / "tests" / "submissions"
SETS = problem_sets(ROOT)
EXERCISES = [(s, e) for s in SETS for e in exercise_names(source_notebook(ROOT, s))]
JAX_SETS = [s for s in SETS if "import jax" in (ROOT / "solutions" / f"{s}.md").read_text()]
# By name the first right one and the first and last wrong ones of each exercise: all of them are
# tried in one process.
KNOWN = [
    sorted(folder.glob(f"{kind}_*.py"))[which]
    for folder in sorted(ANSWERS.glob("ps*/*/"))
    for kind, which in (("right", 0), ("wrong", 0), ("wrong", -1))
]
SEED = 11
LIMITS = Limits(call_seconds=10, exercise_seconds=100)


@pytest.fixture(scope="module")
def servers():
    """Start a server for each kind of set at its first use."""
    running = {}

    def get(problem_set):
        packages = WITH_JAX if problem_set in JAX_SETS else BY_HAND
        if packages not in running:
            running[packages] = Server(packages)
        return running[packages]

    yield get
    for server in running.values():
        server.close()


def in_a_worker(server, problem_set, exercise, answer):
    with Session(server, LIMITS) as session:
        for source in cells_of(ROOT, problem_set, exercise, answer):
            outcome = session.run_cell(source)
            assert outcome.status == "ok", outcome
        session.mark(exercise)
        with session.exercise(exercise) as names:
            report = find_exercise(ROOT, problem_set, exercise).run(names, seed=SEED, hidden=True)
        return report, session.fault


@pytest.mark.parametrize(("problem_set", "exercise"), EXERCISES)
def test_own_solution_gets_full_marks_in_a_worker(servers, problem_set, exercise):
    report, fault = in_a_worker(servers(problem_set), problem_set, exercise, None)
    assert report.marks == report.points, f"{fault}\n{report.to_text()}"


def name_of(path):
    return f"{path.parent.parent.name}/{path.parent.name}/{path.stem}"


@pytest.mark.parametrize("path", KNOWN, ids=name_of)
def test_a_known_answer_gets_the_same_marks_and_hints_in_a_worker(servers, path):
    problem_set, exercise, answer = path.parts[-3], path.parts[-2], answer_text(path)
    here = run_answer(ROOT, problem_set, exercise, answer, SEED)
    there, fault = in_a_worker(servers(problem_set), problem_set, exercise, answer)
    assert there.marks == here.marks, f"{fault}\n{here.to_text()}\n{there.to_text()}"
    assert there.hints == here.hints, f"{fault}\n{here.to_text()}\n{there.to_text()}"
