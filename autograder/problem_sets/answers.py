"""Which of the wrong and right answers that we know does each check tell apart?

A check's own mistakes are wrong answers, each with the hint of its name. Others stand in
``tests/submissions/<set>/<exercise>/``, each a text for the exercise's answer cell: ``right_*.py``,
and ``wrong_*.py`` whose docstring's first line names the hint that it must get: ``hint: <name>``.
A line ``changes: <answer>`` says that the file holds only what it changes of another answer there.
All run with the set's own solutions to the other exercises around them.
"""

from __future__ import annotations

import ast
import contextlib
import io
import os
import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from autograder.books.course import Places
from autograder.books.steps import NamedStubs
from autograder.checks import Exercise, Report, exercises
from autograder.checks.exercise import OPEN_SEED
from autograder.errors import SourceError
from autograder.problem_sets.source import problem_sets, read_source
from autograder.submission.cells import (
    CHECK_SUFFIX,
    checks_module,
    exercise_names,
    find_cell,
    grade_id,
    is_check,
)

HINT_PREFIX = "hint: "
DOCSTRING = re.compile(r'\Ar?"""(.*?)"""\s*', re.DOTALL | re.IGNORECASE)
CHANGES = re.compile(r"^changes: (\w+)$", re.MULTILINE)
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
    """Return the folder of the known answers that are files."""
    return Places(root).answers


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


def answer_text(path: Path) -> str:
    """Return a known answer as a student would hand it in: without the docstring that tells of it.

    Where the docstring has a line ``changes: <answer>``, that answer beside it stands in front.
    """
    text = path.read_text(encoding="utf-8")
    told = DOCSTRING.match(text)
    own = text[told.end() :] if told else text
    base = CHANGES.search(told[1]) if told else None
    if base is None:
        return own
    return f"{answer_text(path.with_name(base[1] + '.py'))}\n\n{own}"


def released_answer(source: str, exercise: str) -> str:
    """Return the student's version of the answer cell of `exercise`, as `release` makes it."""
    metadata = {"nbgrader": {"grade_id": exercise, "solution": True, "grade": False}}
    cell = new_code_cell(source, metadata=metadata)
    return str(NamedStubs().preprocess_cell(cell, {"language": "python"}, 0)[0].source)


@cache
def source_notebook(root: Path, problem_set: str) -> NotebookNode:
    """Return the instructor's notebook, read once; do not change it."""
    return read_source(root, problem_set)


def find_exercise(root: Path, problem_set: str, name: str) -> Exercise:
    """Return the check of an exercise; raises SourceError where there is none."""
    module = checks_module(source_notebook(root, problem_set))
    for exercise in exercises(module) if module else ():
        if exercise.name == name:
            return exercise
    raise SourceError(
        f"solutions/{problem_set}.md: no check of `{name}` is to be found in {module}"
    )


def cells_of(
    root: Path, problem_set: str, exercise: str, answer: str | None, to: str = ""
) -> Iterator[str]:
    """Yield the code of the set's notebook up to the exercise's check.

    answer: in place of the solution; None stands for the set's own. to: an earlier exercise, where
    it is an answer to that one.
    """
    for cell in source_notebook(root, problem_set).cells:
        name = grade_id(cell)
        if is_check(cell) and name == exercise + CHECK_SUFFIX:
            return
        if cell.cell_type == "code" and not is_check(cell) and name not in ("install", "progress"):
            own = answer is None or name != (to or exercise)
            yield cell.source if own else str(answer)


def run_answer(
    root: Path,
    problem_set: str,
    exercise: str,
    answer: str | None,
    seed: int | None,
    program: Any = None,
    to: str = "",
) -> Report:
    """Run the set's notebook up to the exercise's check, and check `answer` in its place.

    answer: None stands for the set's own solution. seed: of the hidden inputs, on which alone the
    check is then run; None stands for the open ones. program: stands for the answer after all.
    to: an earlier exercise that `answer` is an answer to, where it is not the checked one.
    """
    check = find_exercise(root, problem_set, exercise)
    namespace: dict[str, Any] = {"__name__": "__main__"}
    # As when a notebook is graded: figures that are for the student alone are left out.
    graded = patch.dict(os.environ, {"NBGRADER_EXECUTION": "autograde"})
    with graded, contextlib.redirect_stdout(io.StringIO()):
        for text in cells_of(root, problem_set, exercise, answer, to):
            exec(compile(text, f"<{exercise}>", "exec"), namespace)
        if isinstance(program, dict):
            namespace.update(program)
        elif program is not None:
            namespace[check.needs[0]] = program
        return check.run(
            namespace, seed=OPEN_SEED if seed is None else seed, hidden=seed is not None
        )


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

    def both(answer: str | None, program: Any = None) -> list[Report]:
        seeds = (None, SECRET_SEED)
        return [run_answer(root, problem_set, exercise, answer, s, program) for s in seeds]

    def is_wrong(name: str, hint: str, reports: list[Report]) -> None:
        caught = all(r.marks < r.points for r in reports)
        hinted = all(hint in r.hints for r in reports)
        t.wrong, t.caught, t.hinted = t.wrong + 1, t.caught + caught, t.hinted + hinted
        if not (caught and hinted):
            came = "; ".join(f"{r.title}, {', '.join(r.hints) or 'no hint'}" for r in reports)
            t.faults.append(f"{name}: expected lost marks and the hint {hint}; came {came}")

    for hint, program in find_exercise(root, problem_set, exercise).mistakes:
        is_wrong(f"{problem_set} {exercise}, the mistake {hint}", hint, both(None, program))
    for path in known_answers(root, problem_set, exercise, "wrong"):
        is_wrong(str(path), hint_of(path), both(answer_text(path)))
    for path in known_answers(root, problem_set, exercise, "right"):
        reports = both(answer_text(path))
        accepted = all(r.marks == r.points for r in reports)
        t.right, t.accepted = t.right + 1, t.accepted + accepted
        if not accepted:
            t.faults.append(
                f"{path}: expected full marks; came {'; '.join(r.title for r in reports)}"
            )
    stub = released_answer(find_cell(source_notebook(root, problem_set), exercise).source, exercise)
    t.empty_gets_nothing = all(r.marks == 0 for r in both(stub))
    if not t.empty_gets_nothing:
        t.faults.append(f"{problem_set} {exercise}: the unsolved exercise gets marks")
    return t
