"""How is an answer tried: drawn inputs, a guarded call, a comparison, a named mistake?

A check draws inputs from `Trial.rng`, and for each case says what to call, what is right, and what
each known mistake would have returned. The mistake that explains the most failed cases of a part
gives the part's hint. So a hint is a measured diagnosis, not a guess.
"""

from __future__ import annotations

import builtins
import math
import warnings
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np

from autograder.checks.outcome import Outcome, copies, same_bits
from autograder.checks.report import Failure, Part

# Hints that any exercise may give. A set's own hints stand in its module.
COMMON_HINTS = {
    "not-solved": "This exercise has no answer yet. Replace `raise NotImplementedError(...)` by "
    "your solution and run both cells again.",
    "earlier-not-solved": "Your answer uses another exercise that has no answer yet. Solve that "
    "one first, then run this check again.",
    "raised": "Your code stopped with an error. Call it in a cell of your own with a small input "
    "to see where.",
    "returned-nothing": "Your function returned `None`. Is a `return` missing, or is it indented "
    "too deep?",
    "wrong-type": "The value has another type than the task asks for. Compare with the return "
    "value that the task describes.",
    "wrong-shape": "The value has another shape than the task asks for. A derivative with respect "
    "to an array has the shape of that array.",
    "not-finite": "The value holds `nan` or `inf` where the right answer is finite.",
    "too-slow": "Your code ran too long and was stopped. Is there a loop that does not end, or "
    "work that is done again and again?",
    "ended-python": "Your code ended Python itself. Does it call `exit`, recurse without an end, "
    "or need very much memory?",
    "not-run": "Cells before this one used up the time for the whole notebook, or ended Python too "
    "often, so this check could not run. Look for the message at those cells.",
    "too-large": "The value is far larger than what the task asks for, or nested too deep.",
    "unreadable": "The value is of a kind that cannot be read. Return numbers, arrays, or what the "
    "task describes.",
    "too-many-calls": "Your code calls the function that it is given without end.",
    "arguments-changed": "Your function changed an array that it was given. The caller still needs "
    "it: work on a copy, and write `a = a + b` where `a += b` would write into it.",
    "nearly-right": "The value is right to some digits only. The rules of differentiation are "
    "exact to rounding: is there a finite difference, a rounded number or an added small constant?",
    "wrong-value": "The value is wrong, and it is none of the usual mistakes. Compute a small case "
    "by hand and compare step by step.",
}

# What is wrong with an answer as such, by the exception that a worker's answer ends in.
FAULT_HINTS = {
    "TimeLimitReached": "too-slow",
    "WorkerEnded": "ended-python",
    "OversizedAnswer": "too-large",
    "MalformedAnswer": "unreadable",
    "TooManyCalls": "too-many-calls",
    "NotRun": "not-run",
}

NOT_SOLVED = "not solved yet"

_FLOATS = (float, np.float64)

# Below this relative error the formula is right and the way of computing it is not.
NEARLY = 1e-4

# In a wanted tuple, the place of an item that another part judges.
ANY = object()

# Names of types, besides Python's own, that a finding may repeat.
SPOKEN_TYPES = {
    *("ndarray", "LinAlgError", "AxisError"),
    *("Dual", "Node"),
    *FAULT_HINTS,
}

# What a mistake would have returned: a value, a function that computes it (called only when the
# case failed), an exception class that it would have raised, or an `AnyOf` of those; None where
# the mistake does not show.
Predicted = Any
# Hint name → what that mistake gives; or what makes such a dict, called only when the case failed.
Mistakes = Mapping[str, Predicted] | Callable[[], Mapping[str, Predicted]]


class AnyOf:
    """One mistake that shows in several ways: any of `predictions` gives its hint."""

    def __init__(self, *predictions: Predicted) -> None:
        self.predictions = predictions


class CheckError(Exception):
    """A check itself is wrong: never to be charged to the answer."""


class AnswerError(Exception):
    """What `read` of `Trial.compare` objects to: a message without values, and a hint."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


class Trial:
    """One run of one exercise's check.

    rng: NumPy generator from which every input is drawn, seeded by course, exercise and kind.
    hidden: whether this is the graded run, with the secret seed and at least as many cases. The
        answers then know hidden inputs, so that no word of theirs may be shown.
    others: names of the set's other exercises, which an answer may call.
    """

    def __init__(
        self,
        rng: np.random.Generator,
        hidden: bool,
        parts: list[Part],
        hints: Mapping[str, str],
        others: Collection[str] = (),
    ) -> None:
        self.rng = rng
        self.hidden = hidden
        self.hints = {**COMMON_HINTS, **hints}
        self.warned: dict[str, None] = {}  # an ordered set
        self._others = frozenset(others)
        self._parts = {part.title: part for part in parts}
        self._part: Part | None = None
        self._votes: dict[str, int] = {}

    def draws(self, open_cases: int, hidden_cases: int) -> range:
        """Return the indices of the random cases to run: often more of them with hidden inputs."""
        return range(hidden_cases if self.hidden else open_cases)

    def normal(self, *shape: int) -> np.ndarray:
        """Return standard normal numbers of `shape`, float64; a float-like 0-d array for none."""
        return self.rng.standard_normal(shape)

    def uniform(self, low: float, high: float) -> float:
        """Return one number drawn evenly from [low, high)."""
        return float(self.rng.uniform(low, high))

    @contextmanager
    def part(self, title: str, otherwise: str = "wrong-value") -> Iterator[None]:
        """Run the cases of one part: its points are won when every case in the block passes.

        `otherwise` names the hint for a wrong value that no predicted mistake explains. An
        exception in the block ends this part only.
        """
        self._part, self._votes = self._parts[title], {}
        try:
            yield
        except CheckError:
            raise
        except (Exception, SystemExit) as error:
            # A check that builds on student objects meets their errors outside `compare` too.
            self._failed("a step of this part", self._describe(error), self._hint_of(error))
        part, self._part = self._part, None
        if part.failures:
            generic = ("wrong-value", "nearly-right")
            specific = {h: n for h, n in self._votes.items() if h not in generic}
            if "nearly-right" in self._votes and "wrong-value" not in self._votes:
                otherwise = "nearly-right"
            part.hint = max(specific, key=specific.__getitem__) if specific else otherwise
            part.hint_text = self.hints[part.hint]

    def compare(
        self,
        case: str,
        call: Callable[..., Any],
        *args: Any,
        want: Any,
        mistakes: Mistakes | None = None,
        rtol: float = 1e-9,
        atol: float = 0.0,
        read: Callable[[Any], Any] | None = None,
    ) -> Any:
        """Call `call(*args)` and compare what it returns with `want`.

        case: the input in words that give nothing away (shapes, kinds, never expected values).
        want: number, array, string, None, or a tuple or list of those; a sequence matches a
            sequence, an array anything that converts to its shape (lists, float32, JAX arrays),
            `ANY` anything at all.
        mistakes: hint name → what an answer with that mistake returns (see `Mistakes`).
        read: turns what was returned (an object of the answer's, say) into what `want` is compared
            with, or raises AnswerError.
        rtol: bound on max|got − want| / max|want|; atol: the same on max|got − want|.
        Returns what was returned, or None after an exception. Never raises for the answer's sake.
        """

        def verdict(got: Any) -> tuple[str, ...] | None:
            try:
                got = read(got) if read else got
            except AnswerError as objection:
                return str(objection), objection.hint
            problem = difference(got, want, rtol, atol)
            if problem is None:
                return None
            message, generic = problem
            if self.hidden and generic == "wrong-shape":
                # A shape is the answer's to choose: it could carry hidden inputs out.
                message = "another shape or number of values than asked"
            known = _known(mistakes).items()
            named = [n for n, predicted in known if self._explains(predicted, got, want)]
            return message, *(named or [generic])

        return self._tried(case, call, args, verdict, mistakes)

    def judge(
        self,
        case: str,
        call: Callable[..., Any],
        *args: Any,
        verdict: Callable[[Any], tuple[str, ...] | None],
        mistakes: Mistakes | None = None,
    ) -> Any:
        """Call `call(*args)` and judge what it returns where many answers are right.

        verdict: maps what was returned to None (right) or to (message without values, hint names).
        mistakes: hint name → the exception class that an answer with that mistake raises.
        Returns what was returned, or None after an exception.
        """
        return self._tried(case, call, args, verdict, mistakes)

    def _tried(
        self,
        case: str,
        call: Callable[..., Any],
        args: tuple[Any, ...],
        verdict: Callable[[Any], tuple[str, ...] | None],
        mistakes: Mistakes | None,
    ) -> Any:
        """Call, see that the arguments are unchanged, take the verdict, note what failed."""
        self._current().cases += 1
        given = copies(args)
        try:
            got = self._guarded(call, *args)
        except (Exception, SystemExit) as error:
            known = _known(mistakes).items()
            named = [n for n, predicted in known if self._raises(predicted, error)]
            self._failed(case, self._describe(error), *(named or [self._hint_of(error)]))
            return None
        if (isinstance(call, Outcome) and call.changed) or not all(
            same_bits(a, b) for a, b in zip(args, given, strict=True)
        ):
            self._failed(case, "an argument was changed", "arguments-changed")
            return got
        problem = verdict(got)
        if problem is not None:
            self._failed(case, *problem)
        return got

    def require(self, case: str, holds: bool | Callable[[], bool], message: str, hint: str) -> bool:
        """Demand a condition other than equality; where it fails, `message` and `hint` say why."""
        self._current().cases += 1
        try:
            held = bool(self._guarded(holds) if callable(holds) else holds)
        except (Exception, SystemExit) as error:
            self._failed(case, self._describe(error), self._hint_of(error))
            return False
        if not held:
            self._failed(case, message, hint)
        return held

    def _guarded(self, call: Callable[..., Any], *args: Any) -> Any:
        """Call student code; keep its warnings, so that they can be told and cost nothing."""
        if type(call) is Outcome:  # called already, its warnings caught
            self._note(call.warned)
            return call.result()
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            try:
                return call(*args)
            finally:
                self._note([(w.category, str(w.message)) for w in caught])

    def _note(self, warned: Sequence[tuple[type[Warning], str]]) -> None:
        for category, said in warned:
            text = "" if self.hidden else f": {said}"
            self.warned[f"`{kind_of(category)}`{text}"] = None

    def _current(self) -> Part:
        if self._part is None:
            raise CheckError("compare and require belong inside a `with trial.part(...)` block")
        return self._part

    def _failed(self, case: str, message: str, *hints: str) -> None:
        failures = self._current().failures
        if not message.endswith(NOT_SOLVED) or not failures:
            failures.append(Failure(case, message))
        for hint in hints:
            if hint not in self.hints:
                raise CheckError(f"no text for the hint {hint!r}: add it to the set's HINTS")
            self._votes[hint] = self._votes.get(hint, 0) + 1

    def _describe(self, error: BaseException) -> str:
        kind = kind_of(type(error))
        if isinstance(error, NotImplementedError):
            # Only a name of the set may be told: the text of an exception is the student's.
            return f"needs `{error}`, {NOT_SOLVED}" if str(error) in self._others else NOT_SOLVED
        # With hidden inputs the text of an exception could carry them out.
        detail = "" if self.hidden or not str(error) else f": {str(error)[:200]}"
        return f"raised `{kind}`{detail}"

    def _hint_of(self, error: BaseException) -> str:
        if isinstance(error, NotImplementedError):
            return "earlier-not-solved" if str(error) in self._others else "not-solved"
        return FAULT_HINTS.get(type(error).__name__, "raised")

    @classmethod
    def _raises(cls, predicted: Predicted, error: BaseException) -> bool:
        """Whether the mistake would have raised `error`."""
        if isinstance(predicted, AnyOf):
            return any(cls._raises(p, error) for p in predicted.predictions)
        return isinstance(predicted, type) and isinstance(error, predicted)

    @classmethod
    def _explains(cls, predicted: Predicted, got: Any, want: Any) -> bool:
        """Whether `got` is what the mistake returns, and the mistake is visible in this case."""
        if isinstance(predicted, AnyOf):
            return any(cls._explains(p, got, want) for p in predicted.predictions)
        if predicted is None or (
            isinstance(predicted, type) and issubclass(predicted, BaseException)
        ):
            return False
        if callable(predicted):
            predicted = predicted()
        return difference(got, predicted, 1e-6, 1e-12) is None and (
            difference(predicted, want, 1e-6, 1e-12) is not None
        )


def _known(mistakes: Mistakes | None) -> Mapping[str, Predicted]:
    return mistakes() if callable(mistakes) else mistakes or {}


def difference(got: Any, want: Any, rtol: float, atol: float = 0.0) -> tuple[str, str] | None:
    """Say how `got` differs from `want`: (message without values, generic hint), or None.

    The error of a number or array is max|got − want| / max|want| (without the division where want
    is 0), printed to one digit, so that a right value cannot be computed back from it.
    """
    if want is ANY:
        return None
    if want is None or isinstance(want, str | bool):
        same = isinstance(got, str | bool | np.bool_ | None) and got == want
        return None if same else ("another value", "wrong-value")
    if got is None:
        return "returned nothing", "returned-nothing"
    if isinstance(want, tuple | list):
        return _sequence_difference(got, want, rtol, atol)
    if type(got) in _FLOATS and type(want) in _FLOATS:
        return _number_difference(float(got), float(want), rtol, atol)
    # As the field is lenient in what it calls an array, so are we: anything that converts.
    try:
        value = np.asarray(got)
        if value.dtype.kind == "c":
            return "complex numbers where real ones are asked", "wrong-type"
        single = value.dtype in (np.float32, np.float16)
        value = np.array(value, dtype=np.float64)
    except (TypeError, ValueError):
        return f"a `{kind_of(type(got))}` that is no number or array of numbers", "wrong-type"
    right = np.asarray(want, dtype=np.float64)
    if value.shape != right.shape:
        return f"shape {value.shape} where {right.shape} is asked", "wrong-shape"
    if not np.isfinite(value).all() and np.isfinite(right).all():
        return "`nan` or `inf`", "not-finite"
    if single:
        rtol = max(rtol, 1e-4)
    with np.errstate(all="ignore"):
        error = np.max(np.abs(value - right), initial=0.0)
    scale = np.max(np.abs(right), initial=0.0)
    if error <= max(rtol * scale, atol) or np.array_equal(value, right, equal_nan=True):
        return None
    return _size_of(float(error), float(scale))


def _number_difference(
    value: float, right: float, rtol: float, atol: float
) -> tuple[str, str] | None:
    """Do for one number what `difference` does; NumPy would take twenty times as long."""
    if not math.isfinite(value) and math.isfinite(right):
        return "`nan` or `inf`", "not-finite"
    if value == right or (math.isnan(value) and math.isnan(right)):
        return None
    error, scale = abs(value - right), abs(right)
    return None if error <= max(rtol * scale, atol) else _size_of(error, scale)


def _size_of(error: float, scale: float) -> tuple[str, str]:
    """Return the finding and the generic hint for an error of that size."""
    if scale == 0:
        return "not 0 where 0 is right", "wrong-value"
    generic = "nearly-right" if error < NEARLY * scale else "wrong-value"
    return f"relative error {error / scale:.1g}", generic


def kind_of(kind: type) -> str:
    """Return the name of a type where it tells nothing but the type.

    An answer may name its own classes after what it saw; only names that we know are repeated.
    """
    known = getattr(builtins, kind.__name__, None) is kind or kind.__name__ in SPOKEN_TYPES
    return kind.__name__ if known else "type of your own"


def _sequence_difference(
    got: Any, want: tuple[Any, ...] | list[Any], rtol: float, atol: float
) -> tuple[str, str] | None:
    try:
        unsized = isinstance(got, str | bytes | dict | set) or len(got) < 0
    except TypeError:
        unsized = True
    if unsized:
        return f"a `{kind_of(type(got))}` where {len(want)} values are asked", "wrong-type"
    if len(got) != len(want):
        return f"{len(got)} values where {len(want)} are asked", "wrong-shape"
    for i, (a, b) in enumerate(zip(got, want, strict=True)):
        problem = difference(a, b, rtol, atol)
        if problem:
            # A named tuple names its items.
            name = getattr(want, "_fields", ())[i : i + 1] or (f"item {i}",)
            return f"{name[0]}: {problem[0]}", problem[1]
    return None
