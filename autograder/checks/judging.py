"""Is an outcome right, and what is told of one that is not?"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Any

from autograder.checks.compare import Difference, alike, difference, may_be_said
from autograder.checks.declaration import Declaration, PartRule, Planned
from autograder.checks.parts import Failure
from autograder.isolation.beside import TOO_OFTEN, Counted, Outcome

# How the hints begin where something is counted.
TOO_MANY = "too-many-"
# Of what has a word of its own, such as activations, a variable that still stands holds one more.
SLACK = 2

# What a value of another form than asked can raise where it is taken apart.
OTHER_FORM = (TypeError, IndexError, KeyError, AttributeError, ValueError)

# What is said of a case with hidden inputs, of which an answer could tell by any word of its own.
HIDDEN_WORDS = {
    "raised": "stopped with an error",
    "not-solved": "not solved yet",
    "earlier-not-solved": "needs another exercise that is not solved yet",
    "arguments-changed": "an argument was changed",
    "returned-nothing": "returned nothing",
    "single-precision": "single precision where double is asked",
    "too-many-evaluations": "more evaluations than are needed",
    "too-many-activations": "more activations than are needed",
    "too-many-forward-steps": "more forward steps than are needed",
    "into-integers": "stopped with an error",
    "too-many-calls": "stopped: a function was called without end",
    "too-slow": "stopped: it took too long",
    "ended-python": "stopped: Python was ended",
    "not-run": "not run",
}


@dataclass(eq=False)
class Failed:
    """A case in which the answer was not right."""

    planned: Planned
    outcome: Outcome
    difference: Difference


def failed_cases(
    check: Declaration, rule: PartRule, cases: list[Planned], outcomes: list[Outcome]
) -> list[Failed]:
    """Return the cases in which the answer was not right."""
    judged = [
        (c, o, difference_of(check, rule, c, o)) for c, o in zip(cases, outcomes, strict=True)
    ]
    return [Failed(case, outcome, found) for case, outcome, found in judged if found]


def difference_of(
    check: Declaration, rule: PartRule, case: Planned, got: Outcome
) -> Difference | None:
    """Say what is wrong with an outcome, or return None."""
    if got.fault is not None:
        return Difference("stopped", got.fault)
    if got.raised is not None:
        return _exception(check, got)
    if got.changed and not case.want.changed:
        return Difference("an argument was changed", "arguments-changed")
    found = _value_difference(check, rule, case, got)
    if found is None and rule.calls and more(got.calls, case.want.calls):
        asked = " and ".join(map(str, case.want.calls))
        came = " and ".join(map(str, got.calls))
        what = rule.calls if isinstance(rule.calls, str) else "evaluations"
        message = f"{came} {what} where {asked} {'is' if asked == '1' else 'are'} enough"
        return Difference(message, f"{TOO_MANY}{what.replace(' ', '-')}")
    nearly = found is not None and found.hint == "nearly-right"
    if nearly and check.double and more(got.calls, case.want.calls):
        return Difference("right to some digits, with more evaluations", "difference-quotient")
    if found is not None and rule.calls:
        return Difference("counts only where the value is right", found.hint)
    return found


def more(calls: tuple[int, ...], enough: tuple[int, ...]) -> bool:
    """Whether one of several counts is larger than it need be."""
    return any(a > b for a, b in zip(calls, enough, strict=False))


def _value_difference(
    check: Declaration, rule: PartRule, case: Planned, got: Outcome
) -> Difference | None:
    value, want = got.value, case.want.value
    if check.judge is not None:
        try:
            return check.judge(value, want, *_as_used(case, got))
        except OTHER_FORM:
            # A worker may have sent anything; what the driver gives for ours is known to pass.
            check.judge(want, want, *_as_used(case, case.want))
            return Difference("another form than asked", "wrong-type")
    if rule.asks is not None:
        try:
            value, want = rule.asks(value), rule.asks(want)
        except OTHER_FORM:
            whole = difference(value, want, check.rtol, check.atol, check.double)
            return whole or Difference("another form than asked", "wrong-type")
    return difference(value, want, check.rtol, check.atol, check.double)


def _as_used(case: Planned, outcome: Outcome) -> list[Any]:
    """Return a case's arguments, each `Counted` as the answer's calls left it."""
    used = iter(outcome.used)
    return [next(used, a) if isinstance(a, Counted) else a for a in case.arguments]


def _exception(check: Declaration, got: Outcome) -> Difference:
    assert got.raised is not None
    kind, text = got.raised.names[0], got.raised.text
    if text == TOO_OFTEN:
        return Difference("called its function without end", "too-many-calls")
    if text.startswith("Cannot cast ufunc"):
        return Difference("added floats into an array of integers", "into-integers")
    if kind == "NotImplementedError" and text == check.name:
        return Difference("not solved yet", "not-solved")
    if kind == "NotImplementedError" and text in _others(check):
        return Difference(f"needs `{text}`, not solved yet", "earlier-not-solved")
    named = f"raised `{kind}`" if may_be_said(kind) else "raised an exception of your own"
    return Difference(named, "raised")


def _others(check: Declaration) -> list[str]:
    """Return the names of the exercises of the same set."""
    package = sys.modules.get(check.module.rpartition(".")[0])
    return [exercise.name for exercise in getattr(package, "EXERCISES", ())]


def alike_outcomes(
    got: Outcome,
    predicted: Outcome,
    rule: PartRule | None = None,
    calls: bool = False,
    want: Any = None,
) -> bool:
    """Whether two outcomes are the same: value, or class of exception, and `calls` if asked.

    want: the right value, which says how small a difference is none.
    """
    if got.fault is not None or got.changed != predicted.changed:
        return False
    if got.raised is not None or predicted.raised is not None:
        both = got.raised is not None and predicted.raised is not None
        return both and predicted.raised.names[0] in got.raised.names  # type: ignore[union-attr]
    slack = SLACK if rule is not None and isinstance(rule.calls, str) else 0
    if calls and any(abs(a - b) > slack for a, b in zip(got.calls, predicted.calls, strict=False)):
        return False
    asks = rule.asks if rule is not None else None
    try:
        values = [asks(v) if asks else v for v in (got.value, predicted.value, want)]
    except OTHER_FORM:
        values = [got.value, predicted.value]
    return alike(*values)


def failure(one: Failed, hidden: bool) -> Failure:
    """Return what is told of a failed case."""
    found = one.difference
    if hidden:
        return Failure(one.planned.says, HIDDEN_WORDS.get(found.hint, "not the right value"))
    text = one.outcome.raised.text if one.outcome.raised and found.hint == "raised" else ""
    message = f"{found.message}: {text}" if text else found.message
    return Failure(one.planned.says, message, found.got, found.want)
