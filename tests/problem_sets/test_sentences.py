"""Every sentence of every task has a case that fails when the sentence is broken.

`sentences/<set>.toml` puts beside each sentence the wrong answers that break it and nothing else:
mistakes of the check, or files of `tests/submissions/`. That they lose marks is `test_answers`'
affair. A sentence that asks for nothing has a remark instead, which begins with "no: ".
"""

import ast
import re
import tomllib
from pathlib import Path

import pytest

from autograder.checks import exercises
from autograder.problem_sets.source import problem_sets, read_source
from autograder.submission.cells import grade_id

ROOT = Path(__file__).parents[2]
LISTS = Path(__file__).parent / "sentences"
END = re.compile(r"(?<=[.?!])\s+(?=[A-Z`‘(∂]|[\w, ]+: )")
BULLET = re.compile(r"^- +(.*(?:\n  .*)*)", re.MULTILINE)
ALL = [(name, exercise) for name in problem_sets(ROOT) for exercise in exercises(name)]


def sentences(problem_set, exercise):
    """Return what the task, its list and the docstrings of the answer's cell say, in sentences."""
    cells = read_source(ROOT, problem_set).cells
    at = next(i for i, cell in enumerate(cells) if grade_id(cell) == exercise.name)
    heading = max(i for i in range(at) if cells[i].source.startswith("## "))
    texts = [exercise.words.task]
    for cell in cells[heading:at]:
        texts += BULLET.findall(cell.source)
    nodes = ast.walk(ast.parse(cells[at].source))
    for node in nodes:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and (text := ast.get_docstring(node)):
            texts += text.split("\n\n")
    found = [END.split(" ".join(text.split())) for text in texts]
    return list(dict.fromkeys(sentence for group in found for sentence in group if sentence))


def wrong_answers(problem_set, exercise):
    """Return the names of the mistakes of a check, and of the wrong answers beside it."""
    files = (ROOT / "tests" / "submissions" / problem_set / exercise.name).glob("wrong_*.py")
    return {name for name, _ in exercise.mistakes} | {file.stem for file in files}


def _id(value):
    return getattr(value, "name", value)


@pytest.mark.parametrize(("problem_set", "exercise"), ALL, ids=_id)
def test_each_sentence_has_a_wrong_answer_that_breaks_it(problem_set, exercise):
    listed = tomllib.loads((LISTS / f"{problem_set}.toml").read_text(encoding="utf-8"))
    beside = listed[exercise.name]
    assert list(beside) == sentences(problem_set, exercise)
    known = wrong_answers(problem_set, exercise)
    for sentence, breaks in beside.items():
        if not breaks.startswith("no: "):
            unknown = set(breaks.split()) - known
            assert breaks, f"{sentence!r}: nothing stands beside it"
            assert not unknown, f"{sentence!r}: {sorted(unknown)}"
