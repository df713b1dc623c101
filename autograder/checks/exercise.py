"""What is an exercise's check? A right program, cases, and mistakes that are programs too.

A check draws cases. The right program says what each comes to; the answer must come to the same.
Where it does not, each known mistake is run on the failed cases, and the one that explains all of
them gives the part its hint. So a hint is a measured diagnosis, not a guess.

The same check runs beside the exercise (open inputs), in grading (the course's secret seed) and in
our own tests, on every mistake that it knows.
"""

from __future__ import annotations

import contextlib
import inspect
import io
import os
import sys
from functools import cached_property
from typing import Any
from zlib import crc32

import numpy as np

from autograder.checks.declaration import Declaration, Planned
from autograder.checks.diagnosis import GENERIC, STATE, diagnosis
from autograder.checks.drawing import Case, Draw, in_words
from autograder.checks.judging import failure
from autograder.checks.parts import Failure, Part
from autograder.checks.report import Marks, Report
from autograder.checks.showing import calling_notebook, goes_by_hidden_tests, shown
from autograder.checks.trying import right_anew, tried
from autograder.errors import CheckError

OPEN_SEED = 2024
SEED_VARIABLE = "AUTOGRADER_SEED"
# Inputs of so many seeds are kept: a class meets the same ones again and again.
PLANS = 4


class Exercise(Declaration):
    """The check of one exercise: declared, and run.

    See `Declaration` for what it is made of.
    """

    @cached_property
    def _plans(self) -> dict[tuple[int, bool], list[list[Planned]]]:
        """The cases of each part, by seed and kind of inputs."""
        return {}

    # ---------------------------------------------------------------------- running it

    def __call__(self, *_: Any) -> Marks:
        """Check the notebook's answer on the open inputs, show the findings, return the marks.

        The answer is found by its name, in the notebook whose cell calls this. Where a `Grading`
        goes by hidden tests, the marks are 0 and nothing is shown.
        """
        if goes_by_hidden_tests():
            return Marks(Report(self.name, False, self._blank()))
        return shown(self.run(calling_notebook(), seed=OPEN_SEED))

    def hidden(self, *_: Any) -> Marks:
        """Check the answer on inputs from the course's secret seed, show what may be shown.

        Raises RuntimeError outside a course's grading, where there is no secret seed.
        """
        seed = os.environ.get(SEED_VARIABLE, "")
        if not seed.isdigit():
            raise RuntimeError(
                f"{self.name}: the hidden inputs need the course's secret seed in the environment "
                f"variable {SEED_VARIABLE}. nbgrader_config.py sets it: grade with `autograder "
                "grade` or `nbgrader autograde` from the root of the course."
            )
        return shown(self.run(calling_notebook(), seed=int(seed), hidden=True))

    def run(self, notebook: dict[str, Any], *, seed: int, hidden: bool = False) -> Report:
        """Check the answer that `notebook` holds and return the report; shows nothing.

        Prints of the answer pass through on open inputs and are dropped on hidden ones, where they
        could carry inputs out. Warnings become notes: they cost no marks.
        """
        parts = self._blank()
        report = Report(self.name, hidden, parts)
        missing = [name for name in self.needs if name not in notebook]
        if missing:
            for part in parts:
                part.cases = 1
                part.failures = [Failure("this cell", f"`{missing[0]}` is not defined")]
                part.hints = {"no-answer": self.words["no-answer"]}
            return report
        out = io.StringIO() if hidden else sys.stdout
        # nbgrader takes all marks from a test cell that writes to stderr: keep it empty.
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            plan = self._plan(seed, hidden)
            failed, notes = tried(self, notebook, plan, hidden)
            for i, part in enumerate(parts):
                part.cases = len(plan[i])
                # Which of many hidden cases fail is the answer's to choose: one stands for all.
                told = failed[i][:1] if hidden else failed[i]
                part.failures = [failure(one, hidden) for one in told]
                named = diagnosis(self, i, failed, plan)
                # That an exception is the one of a mistake explains little, and what a judge saw
                # without a mistake that gives the same is no explanation yet.
                unsure = (
                    {*named} <= {*GENERIC, self.parts[i].otherwise}
                    or any(one.outcome.raised for one in failed[i])
                    or {*named}.isdisjoint(name for name, _ in self.mistakes)
                )
                if failed[i] and unsure and right_anew(self, notebook, self.parts[i], failed[i]):
                    named = [STATE]
                part.hints = {name: self.words[name] for name in named}
            if not {*report.hints} <= {*GENERIC}:
                for part in parts:
                    if "wrong-value" in part.hints:  # perhaps what is named for another part
                        part.hints["wrong-value"] = self.words["wrong-value-too"]
        report.notes += notes
        return report

    def _blank(self) -> list[Part]:
        words = self.words.sections
        return [Part(words.get(rule.title, rule.title), rule.points) for rule in self.parts]

    def _plan(self, seed: int, hidden: bool) -> list[list[Planned]]:
        """Draw the cases of every part, and run the right program on each."""
        if (seed, hidden) not in self._plans:
            plan = []
            for rule in self.parts:
                key = [seed, crc32(self.name.encode()), crc32(rule.title.encode())]
                draw = Draw(np.random.default_rng(key), hidden)
                plan.append([self._planned(case, hidden) for case in rule.cases(draw)])
            while len(self._plans) >= PLANS:
                self._plans.pop(next(iter(self._plans)))
            self._plans[seed, hidden] = plan
        return self._plans[seed, hidden]

    def _planned(self, case: tuple[Any, ...] | Case, hidden: bool) -> Planned:
        case = case if isinstance(case, Case) else Case(case)
        want = self.run_here(self.right, case.arguments)
        says = case.says or in_words(self._parameters(), case.arguments, hidden)
        if want.raised is not None:
            error = f"{want.raised.names[0]}: {want.raised.text}"
            raise CheckError(f"{self.name}: the right program fails in the case {says}: {error}")
        return Planned(case.arguments, says, want)

    def _parameters(self) -> list[str]:
        called = self.beside or self.right
        skipped = 1 + len(self.names) if self.beside else 0
        return list(inspect.signature(called).parameters)[skipped:]
