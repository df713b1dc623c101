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
import itertools
import os
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any
from zlib import crc32

import numpy as np

from autograder.checks.compare import Difference, alike, difference, may_be_said
from autograder.checks.drawing import Case, Draw, in_words
from autograder.checks.hints import Words, words_of
from autograder.checks.report import Failure, Marks, Part, Report
from autograder.errors import CheckError
from autograder.isolation.beside import Outcome, fed, run_case, unfed

OPEN_SEED = 2024
SEED_VARIABLE = "AUTOGRADER_SEED"
# Inputs of so many seeds are kept: a class meets the same ones again and again.
PLANS = 4

Program = Any  # a function or class like the answer; a dict of them where it has several names
Cases = Callable[[Draw], Iterable[tuple[Any, ...] | Case]]
Judge = Callable[..., Difference | None]


@dataclass(frozen=True)
class PartRule:
    """A part as the check declares it; see `Exercise.part`."""

    title: str
    points: float
    cases: Cases
    asks: Callable[[Any], Any] | None
    calls: bool
    otherwise: str
    own: bool


@dataclass(eq=False)
class Planned:
    """A case with drawn arguments, and what is right for it."""

    arguments: tuple[Any, ...]
    says: str
    want: Outcome
    predicted: dict[int, Outcome] = field(default_factory=dict)  # by the mistake's program


@dataclass(eq=False)
class Failed:
    """A case in which the answer was not right."""

    planned: Planned
    outcome: Outcome
    difference: Difference


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
        if isinstance(program, str):
            return lambda spelled: (self.mistakes.append((program, spelled)), spelled)[1]
        self.mistakes.append((program.__name__.replace("_", "-"), program))
        return program

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
        grading = _grading.get()
        if grading is not None and grading.hidden:
            return Marks(Report(self.name, False, self._blank()))
        return shown(self.run(_notebook(), seed=OPEN_SEED))

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
        return shown(self.run(_notebook(), seed=int(seed), hidden=True))

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
            failed, notes = self._try(notebook, plan, hidden)
            for i, part in enumerate(parts):
                part.cases = len(plan[i])
                # Which of many hidden cases fail is the answer's to choose: one stands for all.
                told = failed[i][:1] if hidden else failed[i]
                part.failures = [self._failure(one, hidden) for one in told]
                named = self._diagnosis(i, failed, plan)
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
        want = self._here(self.right, case.arguments)
        says = case.says or in_words(self._parameters(), case.arguments, hidden)
        if want.raised is not None:
            error = f"{want.raised.names[0]}: {want.raised.text}"
            raise CheckError(f"{self.name}: the right program fails in the case {says}: {error}")
        return Planned(case.arguments, says, want)

    def _parameters(self) -> list[str]:
        called = self.beside or self.right
        skipped = 1 + len(self.names) if self.beside else 0
        return list(inspect.signature(called).parameters)[skipped:]

    def _here(self, program: Program, arguments: Sequence[Any]) -> Outcome:
        """Run a program of ours on a case."""
        return run_case(self.beside, program, tuple(self.names.values()), arguments)

    def _try(
        self, notebook: dict[str, Any], plan: list[list[Planned]], hidden: bool
    ) -> tuple[list[list[Failed]], list[str]]:
        """Run the answer on every part; return the failed cases of each, and notes.

        Programs of ours go to the answer last of all, when it can win nothing more by them but
        what it may use.
        """
        failed: list[list[Failed]] = []
        warned: dict[str, None] = {}  # an ordered set
        for rule, cases in zip(self.parts, plan, strict=True):
            outcomes = self._outcomes(notebook, cases, {})
            failed.append(self._failed(rule, cases, outcomes))
            for name, text in itertools.chain(*(o.warned for o in outcomes)):
                said = f"`{name}`" if may_be_said(name) else "a warning of your own"
                warned["a warning" if hidden else f"the warning {said}: {text}"] = None
        notes = [f"your code gave {w}; it costs no marks." for w in warned]
        if any(failed) and self.earlier:
            helped = False
            for i, (rule, cases) in enumerate(zip(self.parts, plan, strict=True)):
                if failed[i] and not rule.own:
                    again = self._failed(rule, cases, self._outcomes(notebook, cases, self.earlier))
                    helped = helped or not again
                    failed[i] = again
            if helped:
                names = " and ".join(f"`{name}`" for name in self.earlier)
                notes.append(f"your {names} fails here; this answer was tried with a right one.")
        if any(failed) and self.built_on:
            self._blame_earlier(notebook, failed)
        return failed, notes

    def _outcomes(
        self, notebook: dict[str, Any], cases: list[Planned], programs: Mapping[str, Program]
    ) -> list[Outcome]:
        """Run the notebook's answer on `cases`; programs: ours, to stand in for its names."""
        sources = {name: textwrap.dedent(inspect.getsource(p)) for name, p in programs.items()}
        arguments = [case.arguments for case in cases]
        several = not isinstance(self.answer, str)
        remote = getattr(notebook, "run_cases", None)  # where the answers are in a worker
        if remote is not None:
            n = len(self.answer) if several else 0
            found: list[Outcome] = remote(self.beside, self.needs, n, arguments, sources)
            return found
        before = fed(notebook, sources)
        try:
            objects = [notebook[name] for name in self.needs]
            n = len(self.answer) if several else 1
            answer = dict(zip(self.answer, objects, strict=False)) if several else objects[0]
            return [run_case(self.beside, answer, objects[n:], given) for given in arguments]
        finally:
            unfed(notebook, before)

    def _blame_earlier(self, notebook: dict[str, Any], failed: list[list[Failed]]) -> None:
        """Mark what the right program does no better, over the student's earlier objects."""
        right = {self.answer: self.right} if isinstance(self.answer, str) else self.right
        programs = {name: p for name, p in right.items() if name not in self.built_on}
        for rule, wrong in zip(self.parts, failed, strict=True):
            outcomes = self._outcomes(notebook, [one.planned for one in wrong], programs)
            for one, outcome in zip(wrong, outcomes, strict=True):
                unsolved = one.difference.hint in ("not-solved", "earlier-not-solved")
                fails = self._difference(rule, one.planned, outcome) is not None
                if fails and not unsolved and _alike(one.outcome, outcome):
                    one.difference = Difference(one.difference.message, "earlier-answer")

    # ---------------------------------------------------------------------- judging

    def _failed(
        self, rule: PartRule, cases: list[Planned], outcomes: list[Outcome]
    ) -> list[Failed]:
        judged = [
            (c, o, self._difference(rule, c, o)) for c, o in zip(cases, outcomes, strict=True)
        ]
        return [Failed(case, outcome, found) for case, outcome, found in judged if found]

    def _difference(self, rule: PartRule, case: Planned, got: Outcome) -> Difference | None:
        """Say what is wrong with an outcome, or return None."""
        if got.fault is not None:
            return Difference("stopped", got.fault)
        if got.raised is not None:
            return self._exception(got)
        if got.changed and not case.want.changed:
            return Difference("an argument was changed", "arguments-changed")
        found = self._value_difference(rule, case, got)
        if found is None and rule.calls and got.calls > case.want.calls:
            asked = " and ".join(map(str, case.want.calls))
            came = " and ".join(map(str, got.calls))
            message = f"{came} evaluations where {asked} {'is' if asked == '1' else 'are'} enough"
            return Difference(message, "too-many-evaluations")
        if found is not None and rule.calls:
            return Difference("counts only where the value is right", found.hint)
        return found

    def _value_difference(self, rule: PartRule, case: Planned, got: Outcome) -> Difference | None:
        value, want = got.value, case.want.value
        if self.judge is not None:
            try:
                return self.judge(value, want, *case.arguments)
            except (TypeError, IndexError, KeyError, AttributeError, ValueError):
                # A worker may have sent anything; what the driver gives for ours is known to pass.
                self.judge(want, want, *case.arguments)
                return Difference("another form than asked", "wrong-type")
        if rule.asks is not None:
            try:
                value, want = rule.asks(value), rule.asks(want)
            except (TypeError, IndexError, KeyError, AttributeError, ValueError):
                whole = difference(value, want, self.rtol, self.atol, self.double)
                return whole or Difference("another form than asked", "wrong-type")
        return difference(value, want, self.rtol, self.atol, self.double)

    def _exception(self, got: Outcome) -> Difference:
        assert got.raised is not None
        kind, text = got.raised.names[0], got.raised.text
        if kind == "NotImplementedError" and text == self.name:
            return Difference("not solved yet", "not-solved")
        if kind == "NotImplementedError" and text in self._others():
            return Difference(f"needs `{text}`, not solved yet", "earlier-not-solved")
        named = f"raised `{kind}`" if may_be_said(kind) else "raised an exception of your own"
        return Difference(named, "raised")

    def _others(self) -> list[str]:
        """Return the names of the exercises of the same set."""
        package = sys.modules.get(self.module.rpartition(".")[0])
        return [exercise.name for exercise in getattr(package, "EXERCISES", ())]

    def _failure(self, one: Failed, hidden: bool) -> Failure:
        found = one.difference
        if hidden:
            return Failure(one.planned.says, HIDDEN_WORDS.get(found.hint, "not the right value"))
        text = one.outcome.raised.text if one.outcome.raised and found.hint == "raised" else ""
        message = f"{found.message}: {text}" if text else found.message
        return Failure(one.planned.says, message, found.got, found.want)

    # ---------------------------------------------------------------------- diagnosing

    def _diagnosis(
        self, part: int, failed: list[list[Failed]], plan: list[list[Planned]]
    ) -> list[str]:
        """Return the hints for a part: one mistake that explains all failed cases, at most two.

        Of several, that one which would fail in the fewest cases that passed, in any part.
        """
        rule, wrong = self.parts[part], failed[part]
        if not wrong:
            return []
        seen = [one.difference.hint for one in wrong]
        known = dict.fromkeys(name for name, _ in self.mistakes)
        explained = {name: {one for one in wrong if self._shows(rule, name, one)} for name in known}
        alone = [name for name, cases in explained.items() if len(cases) == len(wrong)]
        if len(alone) > 1:
            failing = {one.planned for cases in failed for one in cases}
            passed = [
                (other, case)
                for other, cases in zip(self.parts, plan, strict=True)
                for case in cases
                if case not in failing
            ]
            alone.sort(key=lambda name: sum(self._fails(r, name, case) for r, case in passed))
        if alone:
            return alone[:1]
        specific = [hint for hint in seen if hint not in GENERIC]
        if specific:
            return list(dict.fromkeys(specific))
        for pair in itertools.combinations(known, 2):
            if len(explained[pair[0]] | explained[pair[1]]) == len(wrong):
                return list(pair)
        for hint in GENERIC:
            if hint in seen:
                return [rule.otherwise if hint == "wrong-value" else hint]
        return [rule.otherwise]

    def _predicted(self, name: str, case: Planned) -> list[Outcome]:
        """Return what the mistake of that name, in each of its spellings, makes of a case."""
        found = []
        for number, (hint, program) in enumerate(self.mistakes):
            if hint == name:
                if number not in case.predicted:
                    case.predicted[number] = self._here(program, case.arguments)
                found.append(case.predicted[number])
        return found

    def _shows(self, rule: PartRule, name: str, one: Failed) -> bool:
        """Whether a mistake is visible in a case, and gives what the answer gave."""
        return any(
            _alike(one.outcome, predicted, rule)
            and self._difference(rule, one.planned, predicted) is not None
            for predicted in self._predicted(name, one.planned)
        )

    def _fails(self, rule: PartRule, name: str, case: Planned) -> bool:
        """Whether a mistake, in each of its spellings, is visible in a case."""
        return all(self._difference(rule, case, o) for o in self._predicted(name, case))


# What is said of a case with hidden inputs, of which an answer could tell by any word of its own.
HIDDEN_WORDS = {
    "raised": "stopped with an error",
    "not-solved": "not solved yet",
    "earlier-not-solved": "needs another exercise that is not solved yet",
    "arguments-changed": "an argument was changed",
    "returned-nothing": "returned nothing",
    "single-precision": "single precision where double is asked",
    "too-many-evaluations": "more evaluations than are needed",
    "too-slow": "stopped: it took too long",
    "ended-python": "stopped: Python was ended",
    "not-run": "not run",
}

# The hints for what was seen and not explained; the first that was seen is told.
GENERIC = (
    "raised",
    "returned-nothing",
    "wrong-type",
    "wrong-shape",
    "not-finite",
    "wrong-value",
    "nearly-right",
)


def _alike(got: Outcome, predicted: Outcome, rule: PartRule | None = None) -> bool:
    """Whether two outcomes are the same: value, or class of exception, and calls if they count."""
    if got.fault is not None or got.changed != predicted.changed:
        return False
    if got.raised is not None or predicted.raised is not None:
        both = got.raised is not None and predicted.raised is not None
        return both and predicted.raised.names[0] in got.raised.names  # type: ignore[union-attr]
    if rule is not None and rule.calls and got.calls != predicted.calls:
        return False
    asks = rule.asks if rule is not None else None
    try:
        values = [asks(o.value) if asks else o.value for o in (got, predicted)]
    except (TypeError, IndexError, KeyError, AttributeError, ValueError):
        values = [got.value, predicted.value]
    return alike(*values)


# ------------------------------------------------------------------------------ where it runs


class Grading:
    """One run of a check cell as a grader sees it: `take` gets each report in place of the page.

    hidden: whether hidden tests give the marks. Open checks are then left out: they would only say
    what the same cell says in the student's own notebook, and they would cost as much again.
    """

    def __init__(self, hidden: bool) -> None:
        self.take: Callable[[Report], None] = lambda report: None
        self.hidden = hidden


_grading: ContextVar[Grading | None] = ContextVar("grading", default=None)


@contextlib.contextmanager
def reports_to(grading: Grading) -> Iterator[None]:
    """Within, checks belong to `grading`."""
    token = _grading.set(grading)
    try:
        yield
    finally:
        _grading.reset(token)


def _notebook() -> dict[str, Any]:
    """Return the names of the cell that calls a check."""
    frame = sys._getframe(2)
    return frame.f_globals


def shown(report: Report) -> Marks:
    """Show `report` where the code runs: grader, notebook, `nbgrader validate`, terminal."""
    grading = _grading.get()
    if grading is not None:
        grading.take(report)
    elif os.environ.get("NBGRADER_VALIDATING") and report.marks < report.points:
        # The validator prints a failed cell's stderr, and nothing else of its output.
        print(report.to_text(), file=sys.stderr)
    elif "IPython" in sys.modules and sys.modules["IPython"].get_ipython() is not None:
        from IPython.display import display

        display(report)
    else:
        print(report.to_text())
    return Marks(report)
