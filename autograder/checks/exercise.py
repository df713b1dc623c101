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
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from zlib import crc32

import numpy as np

from autograder.checks.diagnosis import diagnosis
from autograder.checks.drawing import Case, Draw, in_words
from autograder.checks.hints import Words, words_of
from autograder.checks.judging import Cases, Judge, PartRule, Planned, Program, failure
from autograder.checks.report import Failure, Marks, Part, Report
from autograder.checks.showing import calling_notebook, goes_by_hidden_tests, shown
from autograder.checks.trying import tried
from autograder.errors import CheckError
from autograder.isolation.beside import Outcome, run_case

OPEN_SEED = 2024
SEED_VARIABLE = "AUTOGRADER_SEED"
# Inputs of so many seeds are kept: a class meets the same ones again and again.
PLANS = 4


class Exercise:
    """The check of one exercise.

    module: ``__name__`` of the check's module, whose last part is the exercise's name.
    right: the program that is right, with the answer's own signature.
    answer: the name in the notebook, the exercise's own unless given; a tuple of names where an
        answer has several, which then come as a dict.
    beside: ``beside(answer, *names, *arguments)`` is what a case does, where a plain call
        ``answer(*arguments)`` is not enough. A function of the set's module ``beside``, for it
        runs where the answer is: it builds and calls, and knows nothing of what is right.
    names: further names of the notebook that `beside` takes → what stands for them here.
    earlier: exercises that an answer may call → right programs for them. Where the student's own
        fail, the answer is tried with these; each must be a function that stands alone.
    built_on: names of earlier exercises' objects which an answer must use as they are. Where the
        right program fails with them too, the hint is ``earlier-answer``.
    judge: ``judge(got, want, *arguments)`` returns a `Difference` or None, where several values
        are right.
    rtol, atol, double: see `compare.difference`.
    """

    def __init__(
        self,
        module: str,
        right: Program,
        *,
        answer: str | tuple[str, ...] | None = None,
        beside: Callable[..., Any] | None = None,
        names: Mapping[str, Any] | None = None,
        earlier: Mapping[str, Program] | None = None,
        built_on: Sequence[str] = (),
        judge: Judge | None = None,
        rtol: float = 1e-9,
        atol: float = 0.0,
        double: bool = False,
    ) -> None:
        self.module = module
        self.name = module.rpartition(".")[2]
        self.right = right
        self.answer = answer or self.name
        self.beside, self.names = beside, dict(names or {})
        self.earlier, self.built_on = dict(earlier or {}), tuple(built_on)
        self.judge, self.rtol, self.atol, self.double = judge, rtol, atol, double
        self.parts: list[PartRule] = []
        self.mistakes: list[tuple[str, Program]] = []
        self._plans: dict[tuple[int, bool], list[list[Planned]]] = {}

    # ---------------------------------------------------------------------- declaring a check

    def part(
        self,
        title: str,
        points: float,
        *,
        asks: Callable[[Any], Any] | int | None = None,
        calls: bool = False,
        otherwise: str = "wrong-value",
        own: bool = False,
    ) -> Callable[[Cases], Cases]:
        """Add a part: `points` are won when the answer is right in every case that it yields.

        asks: the piece of the value that is judged, an index or a function. calls: judged is also
        how often the answer calls each `Counted`: at most as often as the right program. otherwise:
        the hint where the value is wrong and no mistake explains it. own: judged are the student's
        earlier answers too: nothing stands in for them.
        """
        piece = (lambda value: value[asks]) if isinstance(asks, int) else asks

        def add(cases: Cases) -> Cases:
            self.parts.append(PartRule(title, points, cases, piece, calls, otherwise, own))
            return cases

        return add

    def mistake(self, program: Program) -> Any:
        """Add a mistake: a program like the answer with this one mistake, named as its hint is.

        Under another name, for a second spelling: ``@check.mistake("name-of-the-hint")``.
        """
        name = program if isinstance(program, str) else program.__name__.replace("_", "-")

        def add(spelled: Program) -> Program:
            self.mistakes.append((name, spelled))
            return spelled

        return add if isinstance(program, str) else add(program)

    # ---------------------------------------------------------------------- what it says of itself

    @property
    def points(self) -> float:
        """The sum of the parts' points."""
        return float(sum(part.points for part in self.parts))

    @property
    def words(self) -> Words:
        """Title, task and hints, in the language of the reader."""
        file = sys.modules[self.module].__file__
        assert file is not None
        return words_of(file)

    @property
    def needs(self) -> tuple[str, ...]:
        """The names of the notebook that the check takes."""
        answers = (self.answer,) if isinstance(self.answer, str) else self.answer
        return (*answers, *self.names)

    def __repr__(self) -> str:
        return f"<exercise {self.name}, {self.points:g} points>"

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
                part.hints = {name: self.words[name] for name in named}
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

    def run_here(self, program: Program, arguments: Sequence[Any]) -> Outcome:
        """Run a program of ours on a case."""
        return run_case(self.beside, program, tuple(self.names.values()), arguments)
