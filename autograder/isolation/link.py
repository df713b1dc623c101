"""How does a trusted test call into a worker? One message there, one back, plain data in both.

What the trusted side holds of an object of the notebook is its name. Functions of the test that go
along as arguments stay here; the worker asks for their calls, one by one, meanwhile.
"""

from __future__ import annotations

import builtins
import copy
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from autograder.errors import CheckError
from autograder.isolation import faults, messages, wire
from autograder.isolation.beside import Opaque, Outcome, Raised, plain, text_of
from autograder.isolation.limits import GRACE_SECONDS, WALL_FACTOR, Limits
from autograder.isolation.workers import TooLateError, Worker, WorkerGoneError

DRIVERS = ".beside"  # how a module's name ends that is in the sandbox
# An exercise that was too slow once has a fifth of the time for each further part. Not with JAX:
# what it compiled for one part it need not compile for the next, and compiling takes its time.
SHORTER = 5
COMPILING = 2


class Link:
    """One conversation with one worker. `fault` says what was wrong with it, if anything was.

    compiles: whether answers use JAX.
    """

    def __init__(self, worker: Worker, limits: Limits, compiles: bool = False) -> None:
        self.worker = worker
        self._compiles = compiles
        self.limits = limits
        self.fault: faults.AnswerFault | None = None
        self.dead = False
        self.begin(float("inf"))

    def begin(self, until: float) -> None:
        """Start afresh for an exercise, which may last until that time of `time.monotonic`."""
        self._until = until
        self._calls = 0
        self._slow = False
        if not self.dead:
            self.fault = None

    def run_cell(self, source: str) -> messages.CellRan:
        """Run a cell; raises AnswerFault where the worker does not tell how it ended."""
        told = self.request(messages.RunCell(source), messages.CellRan, self.limits.cell_seconds)
        assert isinstance(told, messages.CellRan)
        return told

    def lay_file(self, path: str, data: bytes) -> None:
        """Put a file into the worker's own folder."""
        bytes_of_it = np.frombuffer(data, np.uint8)
        self.request(messages.LayFile(path, bytes_of_it), messages.Done)

    def keep_names(self, label: str) -> None:
        """Let the worker remember its names under a label."""
        self.request(messages.KeepNames(label), messages.Done)

    def restore_names(self, label: str) -> list[Any]:
        """Let the worker take up the names of a label again, and return them, unchecked."""
        told = self.request(messages.RestoreNames(label), messages.Done)
        assert isinstance(told, messages.Done)
        return told.value if type(told.value) is list else []

    def value_of(self, name: str) -> Any:
        """Return what a name stands for, as plain data."""
        told = self.request(messages.GetValue(name), messages.Done)
        assert isinstance(told, messages.Done)
        return told.value

    def run_cases(
        self,
        beside: Callable[..., Any] | None,
        names: Sequence[str],
        answers: int,
        cases: Sequence[Sequence[Any]],
        sources: Mapping[str, str],
        anew: bool = False,
    ) -> list[Outcome]:
        """Run cases where the answer is, see `messages.RunCases`; never raises for the answer.

        After a fault every further case of the exercise ends with it at once.
        """
        driver = f"{beside.__module__}:{beside.__qualname__}" if beside else ""
        if beside and not beside.__module__.endswith(DRIVERS):
            raise CheckError(
                f"{driver} cannot run beside an answer: a driver is a function of the module "
                f"`{DRIVERS[1:]}` of its problem set"
            )
        given = [copy.deepcopy(list(case)) for case in cases]
        counted = [tuple(a for a in case if callable(a) and hasattr(a, "calls")) for case in given]
        seconds = float(self.limits.call_seconds)
        if self._compiles:
            seconds *= COMPILING
        elif self._slow:
            seconds /= SHORTER
        request = messages.RunCases(
            driver, list(names), answers, given, dict(sources), seconds, anew
        )
        known = set(faults.FAULT_HINTS)
        try:
            told = self.request(request, messages.CasesRan, seconds)
            assert isinstance(told, messages.CasesRan)
            if len(told.outcomes) != len(cases):
                raise self._malformed()
            outcomes = [messages.outcome_from_data(one, known) for one in told.outcomes]
            self._slow = self._slow or any(one.fault == "too-slow" for one in outcomes)
        except faults.AnswerFault as fault:
            return [Outcome(fault=fault.hint) for _ in cases]
        except wire.WireError:
            self._malformed()
            return [Outcome(fault="unreadable") for _ in cases]
        for outcome, functions in zip(outcomes, counted, strict=True):
            outcome.used = functions
        return outcomes

    # -------------------------------------------------------------------- conversation

    def request(
        self, message: messages.Message, answer: type[messages.Message], seconds: float = 0.0
    ) -> messages.Message:
        """Send a request, serve what the worker asks meanwhile, return its answer.

        seconds: processor time that the worker may use. Raises AnswerFault.
        """
        if self.fault is not None:
            raise self.fault
        limit = (seconds or self.limits.call_seconds) * WALL_FACTOR + GRACE_SECONDS
        until = min(time.monotonic() + limit, self._until)
        functions: list[Callable[..., Any]] = []
        try:
            self.worker.send(wire.encode(messages.to_data(message), functions), until)
            while True:
                data = wire.decode(self.worker.receive(until))
                told = messages.from_data(data, answer, messages.Ask, messages.Failed)
                if not isinstance(told, messages.Ask):
                    break
                asked = time.monotonic()
                self.worker.send(self._answered(told, functions), until)
                until += (
                    time.monotonic() - asked
                )  # a slow function of ours costs the answer nothing
        except BaseException as error:
            # Nobody will finish this conversation: the worker is of no more use.
            self._kill()
            self.fault = self._fault(error)
            if not isinstance(error, Exception):
                raise
            raise self.fault from None
        if isinstance(told, messages.Failed):
            self.fault = faults.FAULTS.get(told.fault, faults.MalformedAnswer)(
                "the answer cannot be taken over"
            )
            raise self.fault
        return told

    def _answered(self, asked: messages.Ask, functions: list[Callable[..., Any]]) -> bytes:
        """Call a function of the test as the worker asks for, and return the answer's bytes."""
        self._calls += 1
        if self._calls > self.limits.calls:
            raise faults.TooManyCalls("it called functions of the test too often")
        if not 0 <= asked.number < len(functions):
            raise wire.MalformedError("no function of that number")
        try:
            value = plain(functions[asked.number](*asked.arguments))
            return wire.encode(messages.to_data(messages.Answer(value, None)))
        except Exception as error:
            raised = Raised((type(error).__name__, "Exception"), text_of(error))
            return wire.encode(messages.to_data(messages.Answer(None, raised)))

    def _malformed(self) -> faults.AnswerFault:
        self.fault = faults.MalformedAnswer("the answer cannot be read: it is not what was asked")
        return self.fault

    def _fault(self, error: BaseException) -> faults.AnswerFault:
        match error:
            case faults.AnswerFault():
                return error
            case TooLateError():
                return faults.TimeLimitReached("it did not end in time")
            case WorkerGoneError():
                kind = faults.WorkerKilled if error.by_the_kernel else faults.WorkerEnded
                return kind(error.reason)
            case wire.OversizedError():
                return faults.OversizedAnswer("the answer is too large or nested too deep")
        return faults.MalformedAnswer("the answer cannot be read")

    def _kill(self) -> None:
        self.dead = True
        self.worker.end()


class Handle:
    """A function of the notebook for a test that calls it itself; anything else is refused."""

    def __init__(self, link: Link, name: str, kind: str) -> None:
        self._link, self._name, self._kind = link, name, kind

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the function with plain arguments; return plain data, or raise what it raised.

        Functions among the arguments are called here, with numbers.
        """
        if kwargs:
            raise self._refused("with arguments by name")
        (outcome,) = self._link.run_cases(None, [self._name], 0, [_with_guards(args)], {})
        if outcome.fault is not None:
            assert self._link.fault is not None
            raise self._link.fault
        if outcome.raised is not None:
            raise rebuilt(outcome.raised)
        if isinstance(outcome.value, Opaque):
            raise self._refused("that returns an object of a class of its own")
        return outcome.value

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        raise self._refused(f"as `{self._name}.{name}`")

    def _refused(self, how: str) -> TypeError:
        return TypeError(
            f"`{self._name}` ({self._kind}) stays in the sandbox, and a test cannot use it {how}: "
            "tests call functions of the notebook with numbers, text, arrays, lists, tuples and "
            "dicts, and get such values back"
        )


def _with_guards(args: Sequence[Any]) -> list[Any]:
    return [_guarded(a) if callable(a) else a for a in args]


def _guarded(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return `function`, which is called with what a student chose: numbers of ordinary size."""

    def call(*values: Any) -> Any:
        for value in values:
            size = getattr(value, "size", 1)
            if not isinstance(value, bool | int | float) and not (
                hasattr(value, "dtype") and value.dtype.kind in "biuf" and size <= 4096
            ):
                raise TypeError("the function takes numbers and small arrays of numbers")
        return function(*(float(v) if type(v) is int and abs(v) > 10_000 else v for v in values))

    return call


# StopIteration could silently end a loop of a test.
_UNSAFE = (StopIteration, StopAsyncIteration, Warning, BaseExceptionGroup)
_EXCEPTIONS = {
    name: kind
    for name, kind in vars(builtins).items()
    if isinstance(kind, type) and issubclass(kind, Exception) and not issubclass(kind, _UNSAFE)
}


def rebuilt(raised: Raised) -> Exception:
    """Return the built-in exception that is nearest to what the student's code raised."""
    kind = next((_EXCEPTIONS[name] for name in raised.names if name in _EXCEPTIONS), RuntimeError)
    try:
        return kind(raised.text)
    except TypeError:  # UnicodeDecodeError and its like want more
        return RuntimeError(raised.text)
