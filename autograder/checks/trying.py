"""How is an answer tried: here or in a worker, and with right programs of ours beside it?"""

from __future__ import annotations

import inspect
import itertools
import textwrap
from collections.abc import Mapping
from typing import Any

from autograder.checks.compare import Difference, may_be_said
from autograder.checks.declaration import Declaration, PartRule, Planned, Program
from autograder.checks.diagnosis import EARLIER
from autograder.checks.judging import Failed, alike_outcomes, difference_of, failed_cases
from autograder.isolation.beside import Outcome, fed, run_case, unfed


def tried(
    check: Declaration, notebook: dict[str, Any], plan: list[list[Planned]], hidden: bool
) -> tuple[list[list[Failed]], list[str]]:
    """Run the answer on every part; return the failed cases of each, and notes.

    Programs of ours go to the answer last of all, when it can win nothing more by them but
    what it may use.
    """
    failed: list[list[Failed]] = []
    warned: dict[str, None] = {}  # an ordered set
    for rule, cases in zip(check.parts, plan, strict=True):
        outcomes = outcomes_of(check, notebook, cases, {})
        failed.append(failed_cases(check, rule, cases, outcomes))
        for name, text in itertools.chain(*(o.warned for o in outcomes)):
            said = f"`{name}`" if may_be_said(name) else "a warning of your own"
            warned["a warning" if hidden else f"the warning {said}: {text}"] = None
    notes = [f"your code gave {w}; it costs no marks." for w in warned]
    if any(failed) and check.earlier:
        helped = False
        for i, (rule, cases) in enumerate(zip(check.parts, plan, strict=True)):
            if failed[i] and not rule.own:
                again = failed_cases(
                    check, rule, cases, outcomes_of(check, notebook, cases, check.earlier)
                )
                helped = helped or not again
                failed[i] = again
        if helped:
            names = " and ".join(f"`{name}`" for name in check.earlier)
            notes.append(f"your {names} fails here; this answer was tried with a right one.")
    if any(failed) and check.built_on:
        _blame_earlier(check, notebook, failed)
    return failed, notes


def outcomes_of(
    check: Declaration,
    notebook: dict[str, Any],
    cases: list[Planned],
    programs: Mapping[str, Program],
    anew: bool = False,
) -> list[Outcome]:
    """Run the notebook's answer on `cases`.

    programs: ours, to stand in for its names. anew: without what it kept of earlier calls.
    """
    sources = {name: textwrap.dedent(inspect.getsource(p)) for name, p in programs.items()}
    arguments = [case.arguments for case in cases]
    several = not isinstance(check.answer, str)
    remote = getattr(notebook, "run_cases", None)  # where the answers are in a worker
    if remote is not None:
        n = len(check.answer) if several else 0
        found: list[Outcome] = remote(check.beside, check.needs, n, arguments, sources, anew)
        return found
    before = fed(notebook, sources)
    try:
        objects = [notebook[name] for name in check.needs]
        n = len(check.answer) if several else 1
        answer: Program = dict(zip(check.answer, objects, strict=False)) if several else objects[0]
        return [run_case(check.beside, answer, objects[n:], given, anew) for given in arguments]
    finally:
        unfed(notebook, before)


def right_anew(
    check: Declaration, notebook: dict[str, Any], rule: PartRule, failed: list[Failed]
) -> bool:
    """Whether failed cases are right without what the answer kept of earlier calls."""
    if any(one.outcome.fault is not None for one in failed):
        return False
    cases = [one.planned for one in failed]
    programs = {} if rule.own else check.earlier
    return not failed_cases(check, rule, cases, outcomes_of(check, notebook, cases, programs, True))


def _blame_earlier(
    check: Declaration, notebook: dict[str, Any], failed: list[list[Failed]]
) -> None:
    """Mark what the right program does no better, over the student's earlier objects."""
    right = {check.answer: check.right} if isinstance(check.answer, str) else check.right
    programs = {name: p for name, p in right.items() if name not in check.built_on}
    wrong = [(rule, one) for rule, ones in zip(check.parts, failed, strict=True) for one in ones]
    # All at once: where that takes too long, it does so once.
    outcomes = outcomes_of(check, notebook, [one.planned for _, one in wrong], programs)
    for (rule, one), outcome in zip(wrong, outcomes, strict=True):
        unsolved = one.difference.hint in ("not-solved", "earlier-not-solved")
        fails = difference_of(check, rule, one.planned, outcome) is not None
        if fails and not unsolved and alike_outcomes(one.outcome, outcome):
            one.difference = Difference(one.difference.message, EARLIER)
