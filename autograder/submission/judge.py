"""How does a check cell run here, when the answers that it calls are elsewhere?

The cell is ordinary Python. Its names are its own and, where it has none, stand-ins for the
notebook's (`autograder.isolation.session.Namespace`); what it shows becomes the cell's outputs.
"""

from __future__ import annotations

import ast
import contextlib
import functools
import io
from types import CodeType

from nbformat import NotebookNode

from autograder.checks import Report
from autograder.checks.showing import Grading, reports_to
from autograder.isolation.session import Namespace
from autograder.submission.cells import new_output

MOST_TEXT = 100_000
CHECKS = 256  # compiled ones that are kept: a class runs the same cells again and again
HIDDEN_TESTS = "### BEGIN HIDDEN TESTS"  # as nbgrader's ClearHiddenTests has it


class Outputs(io.TextIOBase):
    """What a cell shows, in order: text and reports."""

    def __init__(self) -> None:
        self.found: list[NotebookNode] = []
        self._left = MOST_TEXT

    def write(self, text: str) -> int:
        """Keep `text`, up to a limit for the whole cell."""
        kept = text[: self._left]
        self._left -= len(kept)
        last = self.found[-1] if self.found else None
        if last is not None and last.output_type == "stream":
            last.text += kept
        elif kept:
            self.found.append(new_output("stream", name="stdout", text=kept))
        return len(text)

    def writable(self) -> bool:
        """Return True: this is a stream to write to."""
        return True

    def report(self, report: Report) -> None:
        """Keep a check's report."""
        self.found.append(new_output("display_data", data=report._repr_mimebundle_()))


def has_hidden_tests(source: str) -> bool:
    """Whether a check cell has tests that students do not see."""
    return HIDDEN_TESTS in source


def judge(source: str, names: Namespace) -> list[NotebookNode]:
    """Run the check cell `source` with `names`; return its outputs as a notebook has them.

    Never raises for what the cell does: an error is the last output, as in a notebook.
    """
    grading = Grading(has_hidden_tests(source))
    shown = Outputs()
    grading.take = shown.report
    try:
        statements, value = _compiled(source)
        with (
            contextlib.redirect_stdout(shown),
            contextlib.redirect_stderr(shown),
            reports_to(grading),
        ):
            exec(statements, names)
            result = eval(value, names) if value is not None else None
        if result is not None:
            number = isinstance(result, float | int) and not isinstance(result, bool)
            plain = repr(float(result)) if number else "(no number)"
            shown.found.append(new_output("execute_result", data={"text/plain": plain}))
    except (Exception, SystemExit) as error:
        shown.found.append(_error(error))
    return shown.found


@functools.lru_cache(CHECKS)
def _compiled(source: str) -> tuple[CodeType, CodeType | None]:
    """Return the cell's statements, and its last expression where it ends in one."""
    tree = ast.parse(source)
    last = None
    if tree.body and isinstance(tree.body[-1], ast.Expr):
        last = compile(ast.Expression(tree.body.pop().value), "<check>", "eval")  # type: ignore[attr-defined]
    return compile(tree, "<check>", "exec"), last


def _error(error: BaseException) -> NotebookNode:
    # No traceback: its lines are of the check, and hold what a student may not see.
    return new_output("error", ename=type(error).__name__, evalue=str(error)[:500], traceback=[])
