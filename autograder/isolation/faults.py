"""Which errors can a call into a worker raise on the trusted side?

What a student's code raised comes back as the built-in exception of the same name, or as a
`StudentError` of that class. What is wrong with the answer as such is an `AnswerFault`; its message
is ours, holds nothing from the worker, and may be shown beside any mark.
"""

from __future__ import annotations

import builtins
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograder.checks.trial import FAULT_HINTS

MESSAGE = 500


class StudentError(Exception):
    """The student's code raised an exception of a class of its own."""


class AnswerFault(Exception):  # noqa: N818  (not an error of ours)
    """The worker's answer cannot be used. `hint` names the hint of `autograder.checks` for it."""

    @property
    def hint(self) -> str:
        """The name of the hint that tells a student what this means."""
        return FAULT_HINTS[type(self).__name__]


class TimeLimitReached(AnswerFault):
    """The call did not return in time."""


class WorkerEnded(AnswerFault):
    """The process in which the student's code ran is no more."""


class MalformedAnswer(AnswerFault):
    """The answer is of a kind that cannot be taken over, or is no answer at all."""


class OversizedAnswer(AnswerFault):
    """The answer is too large or nested too deep."""


class TooManyCalls(AnswerFault):
    """The student's code called functions of the test too often."""


class NotRun(AnswerFault):
    """There is no worker left, or no time."""


# StopIteration could silently end a loop of a test, SystemExit the grader itself.
_LEFT_OUT = {"StopIteration", "StopAsyncIteration", "ExceptionGroup"}
_KNOWN: dict[str, type[Exception]] = {
    name: kind
    for name, kind in vars(builtins).items()
    if isinstance(kind, type)
    and issubclass(kind, Exception)
    and not issubclass(kind, Warning)
    and name not in _LEFT_OUT
} | {"LinAlgError": np.linalg.LinAlgError}


def rebuilt(names: Sequence[str], message: str, allowed: Callable[[str], bool]) -> Exception:
    """Return the exception for a class whose ancestors, itself first, are called `names`.

    allowed: whether a name of the student's may be shown.
    """
    message = message[:MESSAGE]
    known = next((name for name in names if name in _KNOWN), "Exception")
    kind = _KNOWN[known]
    if names and names[0] == known and known != "Exception":
        return _made(kind, message)
    shown = bool(names) and (allowed(names[0]) or hasattr(builtins, names[0]))
    name = names[0] if shown else "StudentError"
    bases = (StudentError,) if kind is Exception else (StudentError, kind)
    return _made(type(name, bases, {}), message)


def _made(kind: type[Exception], message: str) -> Exception:
    try:
        return kind(message)
    except TypeError:  # UnicodeDecodeError and its like want more
        return StudentError(message)


def warning_class(name: str) -> type[Warning]:
    """Return the class of warning called `name`, or UserWarning."""
    kind: Any = getattr(builtins, name, None)
    if isinstance(kind, type) and issubclass(kind, Warning):
        return kind
    return UserWarning
