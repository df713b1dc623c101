"""What can be wrong with a worker's answer as such? The message is ours and may be shown."""

from __future__ import annotations

from autograder.errors import AutograderError


class AnswerFault(AutograderError):  # noqa: N818  (not an error of ours)
    """The worker's answer cannot be used. hint: the name of the hint that says what this means."""

    hint = "unreadable"


class TimeLimitReached(AnswerFault):
    """The call did not return in time."""

    hint = "too-slow"


class WorkerEnded(AnswerFault):
    """The process in which the student's code ran is no more."""

    hint = "ended-python"


class WorkerKilled(WorkerEnded):
    """The kernel ended the process, and nobody can tell for what: memory may have been short."""


class MalformedAnswer(AnswerFault):
    """The answer is of a kind that cannot be taken over, or is no answer at all."""

    hint = "unreadable"


class OversizedAnswer(AnswerFault):
    """The answer is too large or nested too deep."""

    hint = "too-large"


class TooManyCalls(AnswerFault):
    """The student's code called functions of the test too often."""

    hint = "too-many-calls"


class NotRun(AnswerFault):
    """There is no worker left, or no time."""

    hint = "not-run"


FAULTS = {
    kind.__name__: kind
    for kind in (TimeLimitReached, WorkerEnded, MalformedAnswer, OversizedAnswer, TooManyCalls)
}
FAULT_HINTS = {kind.hint for kind in (*FAULTS.values(), NotRun)}
