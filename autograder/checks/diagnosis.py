"""Which mistake does a wrong answer show? The one that explains all failed cases when it is run."""

from __future__ import annotations

import itertools

from autograder.checks.declaration import Declaration, PartRule, Planned
from autograder.checks.judging import TOO_MANY, Failed, alike_outcomes, difference_of
from autograder.isolation.beside import Outcome

# The hints for what was seen and not explained; the first that was seen is told.
GENERIC = (
    "raised",
    "returned-nothing",
    "wrong-type",
    "wrong-shape",
    "not-finite",
    "whole-numbers",
    "wrong-value",
    "nearly-right",
)

# The hint of a failed case in which the right program fails alike, over the student's own objects.
EARLIER = "earlier-answer"

# The hints of what is right to some digits.
FEW_DIGITS = ("nearly-right", "difference-quotient")

# The values of so few cases a mistake may give by accident.
FEW = 2

# The hint where an answer is right once what it kept of earlier calls is out of its way.
STATE = "depends-on-earlier-calls"


def diagnosis(
    check: Declaration, part: int, failed: list[list[Failed]], plan: list[list[Planned]]
) -> list[str]:
    """Return the hints for a part: one mistake that explains all failed cases, at most two.

    Of several, that one which would fail in the fewest cases that passed, in any part; of those the
    one that explains most of what failed, and of those the one of which a single program explains
    it and fails in the fewest. None that explains few cases and would fail in more that passed, in
    the part and in all of them: it fits by accident.
    """
    rule, wrong = check.parts[part], failed[part]
    if not wrong:
        return []
    if not rule.own:
        # Where an earlier object is to blame the right program fails too; the rest is the answer's.
        wrong = [one for one in wrong if one.difference.hint != EARLIER]
        if not wrong:
            return [EARLIER]
    seen = [one.difference.hint for one in wrong]
    known = dict.fromkeys(name for name, _ in check.mistakes)
    failing = {one.planned for cases in failed for one in cases}
    passed = [
        (other, case)
        for other, cases in zip(check.parts, plan, strict=True)
        for case in cases
        if case not in failing
    ]
    everything = [(r, one) for r, cases in zip(check.parts, failed, strict=True) for one in cases]

    def wrongly(*spellings: int, here: bool = False) -> int:
        asked = [(r, case) for r, case in passed if not here or r is rule]
        return sum(all(_fails(check, r, n, case) for n in spellings) for r, case in asked)

    def explains(name: str) -> int:
        return sum(_shows(check, r, name, one) for r, one in everything)

    def fits(name: str, explained: int) -> bool:
        if explained > FEW or any(one.outcome.raised for one in wrong):
            return True
        spellings = _spellings(check, name)
        return wrongly(*spellings, here=True) <= explained or wrongly(*spellings) <= explains(name)

    def rank(name: str) -> tuple[int, int, int]:
        spellings = _spellings(check, name)
        whole = [n for n in spellings if all(_gives(check, rule, n, one) for one in wrong)]
        by_one = min((wrongly(n) for n in whole), default=len(passed))
        return wrongly(*spellings), -explains(name), by_one

    alone = [name for name in known if all(_shows(check, rule, name, one) for one in wrong)]
    alone = [name for name in alone if fits(name, len(wrong))]
    if len(alone) > 1:
        alone.sort(key=rank)
    if alone:
        return alone[:1]
    specific = [hint for hint in seen if hint not in GENERIC]
    if specific:
        return list(dict.fromkeys(specific))
    explained = {name: {one for one in wrong if _shows(check, rule, name, one)} for name in known}
    # That both stop with such an error is too little to name one of two mistakes.
    by_value = {name for name, ones in explained.items() if any(not o.outcome.raised for o in ones)}
    fitting = [name for name in known if name in by_value and fits(name, len(explained[name]))]
    for pair in itertools.combinations(fitting, 2):
        if len(explained[pair[0]] | explained[pair[1]]) == len(wrong):
            return list(pair)
    if 2 * seen.count("nearly-right") > len(seen):  # a wrong formula is not nearly right so often
        return ["nearly-right"]
    otherwise = "wrong-value" if any(failed[:part]) else rule.otherwise
    for hint in GENERIC:
        if hint in seen:
            wrong_here = hint == "wrong-value" or (
                hint == "not-finite" and otherwise not in GENERIC
            )
            return [otherwise if wrong_here else hint]
    return [otherwise]


def _spellings(check: Declaration, name: str) -> list[int]:
    """Return the places of the mistake's programs."""
    return [number for number, (hint, _) in enumerate(check.mistakes) if hint == name]


def _predicted(check: Declaration, number: int, case: Planned) -> Outcome:
    """Return what a mistake's program makes of a case."""
    if number not in case.predicted:
        case.predicted[number] = check.run_here(check.mistakes[number][1], case.arguments)
    return case.predicted[number]


def _gives(check: Declaration, rule: PartRule, number: int, one: Failed) -> bool:
    """Whether a mistake's program is wrong in a case, and gives what the answer gave."""
    calls = one.difference.hint.startswith(TOO_MANY)  # where the value is right
    predicted = _predicted(check, number, one.planned)
    if not alike_outcomes(one.outcome, predicted, rule, calls, one.planned.want.value):
        return False
    found = difference_of(check, rule, one.planned, predicted)
    if one.difference.hint == "single-precision" and found and found.hint in FEW_DIGITS:
        return False  # in single precision the right value looks the same
    return found is not None and (calls or not found.hint.startswith(TOO_MANY))


def _shows(check: Declaration, rule: PartRule, name: str, one: Failed) -> bool:
    """Whether one of a mistake's programs gives what the answer gave."""
    return any(_gives(check, rule, number, one) for number in _spellings(check, name))


def _fails(check: Declaration, rule: PartRule, number: int, case: Planned) -> bool:
    """Whether a mistake's program is wrong in a case."""
    return difference_of(check, rule, case, _predicted(check, number, case)) is not None
