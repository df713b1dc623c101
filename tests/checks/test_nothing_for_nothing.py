"""An answer that computes nothing wins nothing, in any exercise of any set."""

import ast
from pathlib import Path

import pytest

from autograder.checks import exercise
from autograder.problem_sets.answers import run_answer, source_notebook
from autograder.problem_sets.source import problem_sets
from autograder.submission.cells import exercise_names, find_cell

ROOT = Path(__file__).parents[2]
EXERCISES = [(s, e) for s in problem_sets(ROOT) for e in exercise_names(source_notebook(ROOT, s))]
SECRET_SEED = 11

# What stands in the place of every body; {first} and {last} are the function's arguments.
NOTHINGS = {
    "None": "return None",
    "0.0": "return 0.0",
    "1.0": "return 1.0",
    "True": "return True",
    "nan": "return float('nan')",
    "an empty list": "return []",
    "an empty dict": "return {{}}",
    "a text": "return 'right'",
    "its first argument": "return {first}",
    "its last argument": "return {last}",
    "all arguments": "return ({all},)",
    "zeros like its first argument": "return np.zeros(np.shape({first}))",
    "zeros like its last argument": "return np.zeros(np.shape({last}))",
    "ones like its last argument": "return np.ones(np.shape({last}))",
    "two zeros": "return np.zeros(np.shape({first})), np.zeros(np.shape({last}))",
    "a function that returns 0.0": "return lambda *args: 0.0",
    "a function that returns zeros": "return lambda x: np.zeros(np.shape(x))",
    "a function that returns its input": "return lambda x: x",
    "an error": "raise ValueError('no answer')",
    "the end of Python": "raise SystemExit",
    "what it calls its first argument with": "return {first}({last})",
    "what f gives, and zeros": "return {first}({last}), np.zeros(np.shape({first}({last})))",
}


class Emptied(ast.NodeTransformer):
    """Puts `body` in the place of the body of every function but `__init__`."""

    def __init__(self, body):
        self.body = body

    def visit_FunctionDef(self, node):
        if node.name == "__init__":
            return node
        args = [a.arg for a in node.args.args] or ["None"]
        text = self.body.format(first=args[0], last=args[-1], all=", ".join(args))
        node.body = ast.parse(f"def f():\n    {text}").body[0].body
        return node


def emptied(problem_set, name, body):
    source = find_cell(source_notebook(ROOT, problem_set), name).source
    return "import numpy as np\n" + ast.unparse(Emptied(body).visit(ast.parse(source)))


@pytest.fixture
def unexplained(monkeypatch):
    """Leave out which mistake explains what failed: most of the time, and no part of marks."""
    monkeypatch.setattr(exercise, "diagnosis", lambda *_: [])
    monkeypatch.setattr(exercise, "right_anew", lambda *_: False)


@pytest.mark.usefixtures("unexplained")
@pytest.mark.parametrize(("problem_set", "name"), EXERCISES)
def test_an_answer_that_computes_nothing_wins_nothing(problem_set, name):
    won = {}
    for nothing, body in NOTHINGS.items():
        report = run_answer(ROOT, problem_set, name, emptied(problem_set, name, body), SECRET_SEED)
        if report.marks:
            won[nothing] = [part.title for part in report.parts if not part.failures]
    assert won == {}
