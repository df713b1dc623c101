"""What does the check of an exercise declare? A right program, parts with cases, mistakes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from autograder.checks.compare import Difference
from autograder.checks.drawing import Case, Draw
from autograder.checks.hints import Words, words_of
from autograder.isolation.beside import Outcome, run_case

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
    calls: bool | str
    otherwise: str
    own: bool


@dataclass(eq=False)
class Planned:
    """A case with drawn arguments, and what is right for it."""

    arguments: tuple[Any, ...]
    says: str
    want: Outcome
    predicted: dict[int, Outcome] = field(default_factory=dict)  # by the mistake's program


class Declaration:
    """What a check declares: see `exercise.Exercise`.

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
        are right. Each `Counted` among the arguments comes as the answer's calls left it.
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

    # ---------------------------------------------------------------------- declaring a check

    def part(
        self,
        title: str,
        points: float,
        *,
        asks: Callable[[Any], Any] | int | None = None,
        calls: bool | str = False,
        otherwise: str = "wrong-value",
        own: bool = False,
    ) -> Callable[[Cases], Cases]:
        """Add a part: `points` are won when the answer is right in every case that it yields.

        asks: the piece of the value that is judged, an index or a function. calls: judged is also
        how often the answer calls each `Counted`: at most as often as the right program; a word for
        what is counted, such as "activations", names it in the findings, and the hint is then
        ``too-many-activations``. otherwise: the hint where the value is wrong, or not finite, no
        mistake explains it, and the parts before are right.
        own: judged are the student's earlier answers too: nothing stands in for them.
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

    def run_here(self, program: Program, arguments: Sequence[Any]) -> Outcome:
        """Run a program of ours on a case."""
        return run_case(self.beside, program, tuple(self.names.values()), arguments)
