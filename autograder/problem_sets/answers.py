"""Which of the wrong and right answers that we know does each check tell apart?

``tests/submissions/<set>/<exercise>/`` holds them, each a text for the exercise's answer cell:
``right_*.py``, and ``wrong_*.py`` whose docstring's first line names the hint that it must get:
``hint: <name>``. They run with the set's own solutions to the other exercises around them.
"""

from __future__ import annotations

import ast
import contextlib
import io
import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from unittest.mock import patch

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from autograder.books.steps import NamedStubs
from autograder.checks import Report
from autograder.checks.exercise import SEED_VARIABLE
from autograder.errors import SourceError
from autograder.problem_sets.source import problem_sets, read_source
from autograder.submission.cells import CHECK_SUFFIX, exercise_names, find_cell, grade_id

HINT_PREFIX = "hint: "
# A secret seed for trying answers out; the tests use more.
SECRET_SEED = 11


@dataclass
class Tally:
    """One exercise: how many answers are known, and how many its check judges as it must.

    Each answer counts as judged well only if it is on the open and on the secret inputs.
    `faults` says for each of the others what was expected and what came.
    """

    problem_set: str
    exercise: str
    wrong: int = 0
    caught: int = 0
    hinted: int = 0
    right: int = 0
    accepted: int = 0
    empty_gets_nothing: bool = True
    faults: list[str] = field(default_factory=list)


def answers_folder(root: Path) -> Path:
    """Return the folder of all known answers."""
    return root / "tests" / "submissions"


def known_answers(root: Path, problem_set: str, exercise: str, kind: str) -> list[Path]:
    """Return the files of the `kind` ("right" or "wrong") answers to one exercise, sorted."""
    return sorted((answers_folder(root) / problem_set / exercise).glob(f"{kind}_*.py"))


def hint_of(path: Path) -> str:
    """Return the name of the hint that the wrong answer at `path` must get.

    Raises SourceError where its docstring does not begin with ``hint: <name>``.
    """
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    first = text.partition("\n")[0]
    if not first.startswith(HINT_PREFIX):
        raise SourceError(f"{path}: the docstring must begin with `{HINT_PREFIX}<name>`")
    return first.removeprefix(HINT_PREFIX).strip()


def released_answer(source: str, exercise: str) -> str:
    """Return the student's version of the answer cell of `exercise`, as `release` makes it."""
    metadata = {"nbgrader": {"grade_id": exercise, "solution": True, "grade": False}}
    cell = new_code_cell(source, metadata=metadata)
    return str(NamedStubs().preprocess_cell(cell, {"language": "python"}, 0)[0].source)


@cache
def source_notebook(root: Path, problem_set: str) -> NotebookNode:
    """Return the instructor's notebook, read once; do not change it."""
    return read_source(root, problem_set)


def run_answer(
    root: Path, problem_set: str, exercise: str, answer: str | None, seed: int | None
) -> Report:
    """Run the set's notebook up to the exercise's check with `answer` in place of the solution.

    answer: None stands for the set's own solution. seed: of the hidden inputs, on which alone the
    check is then run; None stands for the open ones. Raises SourceError for a check cell that does
    not end with the marks.
    """
    notebook = source_notebook(root, problem_set)
    check = find_cell(notebook, exercise + CHECK_SUFFIX)
    namespace: dict[str, object] = {"__name__": "__main__"}
    with patch.dict(os.environ, {SEED_VARIABLE: str(seed)} if seed is not None else {}):
        for cell in notebook.cells:
            if cell is check:
                break
            if cell.cell_type != "code" or (grade_id(cell) or "").endswith(CHECK_SUFFIX):
                continue
            text = answer if answer is not None and grade_id(cell) == exercise else cell.source
            exec(compile(text, f"<{grade_id(cell)}>", "exec"), namespace)
        source = check.source
        if seed is None:
            source = source[: source.index("### BEGIN HIDDEN TESTS")]
        *body, last = ast.parse(source).body
        if not isinstance(last, ast.Expr):
            raise SourceError(f"{problem_set}: the check of {exercise} must end with the marks")
        if seed is not None:
            body = [node for node in body if not isinstance(node, ast.Expr)]  # the open run
        exec(compile(ast.Module(body, []), "<check>", "exec"), namespace)
        marks = eval(compile(ast.Expression(last.value), "<check>", "eval"), namespace)
    report: Report = marks.report
    return report


def tally(root: Path, sets: Sequence[str] = ()) -> list[Tally]:
    """Try every known answer of `sets` (all where empty) and count how its check judges it."""
    pairs = [
        (problem_set, exercise)
        for problem_set in sets or problem_sets(root)
        for exercise in exercise_names(source_notebook(root, problem_set))
    ]
    with ProcessPoolExecutor() as processes:
        jobs = [processes.submit(_tally_exercise, root, *pair) for pair in pairs]
        return [job.result() for job in jobs]


def to_table(tallies: Sequence[Tally]) -> str:
    """Return the counts as a table of at most 80 columns."""
    names = [f"{t.problem_set} {t.exercise}" for t in tallies]
    width = max([len("together"), *map(len, names)])
    lines = [f"{'':<{width}}  wrong  caught  hint right   right  accepted   empty gets 0"]
    for name, t in zip(names, tallies, strict=True):
        empty = "yes" if t.empty_gets_nothing else "NO"
        lines.append(
            f"{name:<{width}}  {t.wrong:>5}  {t.caught:>6}  {t.hinted:>10}   "
            f"{t.right:>5}  {t.accepted:>8}   {empty:>12}"
        )
    sums = {k: sum(getattr(t, k) for t in tallies) for k in ("wrong", "caught", "hinted")}
    sums |= {k: sum(getattr(t, k) for t in tallies) for k in ("right", "accepted")}
    empty = "yes" if all(t.empty_gets_nothing for t in tallies) else "NO"
    lines.append(
        f"{'together':<{width}}  {sums['wrong']:>5}  {sums['caught']:>6}  {sums['hinted']:>10}   "
        f"{sums['right']:>5}  {sums['accepted']:>8}   {empty:>12}"
    )
    return "\n".join(lines)


def _tally_exercise(root: Path, problem_set: str, exercise: str) -> Tally:
    t = Tally(problem_set, exercise)
    for path in known_answers(root, problem_set, exercise, "wrong"):
        reports = _both(root, problem_set, exercise, path.read_text(encoding="utf-8"))
        wanted = hint_of(path)
        caught = all(r.marks < r.points for r in reports)
        hinted = all(wanted in r.hints for r in reports)
        t.wrong, t.caught, t.hinted = t.wrong + 1, t.caught + caught, t.hinted + hinted
        if not (caught and hinted):
            came = "; ".join(f"{r.title}, {', '.join(r.hints) or 'no hint'}" for r in reports)
            t.faults.append(f"{path}: expected lost marks and the hint {wanted}; came {came}")
    for path in known_answers(root, problem_set, exercise, "right"):
        reports = _both(root, problem_set, exercise, path.read_text(encoding="utf-8"))
        accepted = all(r.marks == r.points for r in reports)
        t.right, t.accepted = t.right + 1, t.accepted + accepted
        if not accepted:
            came = "; ".join(r.title for r in reports)
            t.faults.append(f"{path}: expected full marks; came {came}")
    stub = released_answer(find_cell(source_notebook(root, problem_set), exercise).source, exercise)
    t.empty_gets_nothing = all(r.marks == 0 for r in _both(root, problem_set, exercise, stub))
    if not t.empty_gets_nothing:
        t.faults.append(f"{problem_set} {exercise}: the unsolved exercise gets marks")
    return t


def _both(root: Path, problem_set: str, exercise: str, answer: str) -> list[Report]:
    # The notebooks print their findings; here only the counts are wanted.
    with contextlib.redirect_stdout(io.StringIO()):
        return [run_answer(root, problem_set, exercise, answer, s) for s in (None, SECRET_SEED)]
