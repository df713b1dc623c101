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

# The values of so few cases a mistake may give by accident.
FEW = 2

# The hint where an answer is right once what it kept of earlier calls is out of its way.
STATE = "depends-on-earlier-calls"


def diagnosis(
    check: Declaration, part: int, failed: list[list[Failed]], plan: list[list[Planned]]
) -> list[str]:
    """Return the hints for a part: one mistake that explains all failed cases, at most two.

    Of several, that one which would fail in the fewest cases that passed, in any part; of those the
    one that explains most of what failed. None that explains few cases and would fail in more that
    passed, in the part and in all of them: it fits by accident.
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

    def rank(name: str) -> tuple[int, int]:
        wrongly = sum(_fails(check, r, name, case) for r, case in passed)
        return wrongly, -sum(_shows(check, r, name, one) for r, one in everything)

    def fits(name: str, explained: int) -> bool:
        if explained > FEW or any(one.outcome.raised for one in wrong):
            return True
        here = sum(_fails(check, r, name, case) for r, case in passed if r is rule)
        return here <= explained or sum(rank(name)) <= 0

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
    fitting = [name for name in known if explained[name] and fits(name, len(explained[name]))]
    for pair in itertools.combinations(fitting, 2):
        if len(explained[pair[0]] | explained[pair[1]]) == len(wrong):
            return list(pair)
    if 2 * seen.count("nearly-right") > len(seen):  # a wrong formula is not nearly right so often
        return ["nearly-right"]
    otherwise = "wrong-value" if any(failed[:part]) else rule.otherwise
    for hint in GENERIC:
        if hint in seen:
            return [otherwise if hint == "wrong-value" else hint]
    return [otherwise]


def _predicted(check: Declaration, name: str, case: Planned) -> list[Outcome]:
    """Return what the mistake of that name, in each of its spellings, makes of a case."""
    found = []
    for number, (hint, program) in enumerate(check.mistakes):
        if hint == name:
            if number not in case.predicted:
                case.predicted[number] = check.run_here(program, case.arguments)
            found.append(case.predicted[number])
    return found


def _shows(check: Declaration, rule: PartRule, name: str, one: Failed) -> bool:
    """Whether a mistake is visible in a case, and gives what the answer gave."""
    calls = one.difference.hint.startswith(TOO_MANY)  # where the value is right

    def visible(predicted: Outcome) -> bool:
        found = difference_of(check, rule, one.planned, predicted)
        return found is not None and (calls or not found.hint.startswith(TOO_MANY))

    return any(
        alike_outcomes(one.outcome, predicted, rule, calls) and visible(predicted)
        for predicted in _predicted(check, name, one.planned)
    )


def _fails(check: Declaration, rule: PartRule, name: str, case: Planned) -> bool:
    """Whether a mistake, in each of its spellings, is visible in a case."""
    return all(difference_of(check, rule, case, o) for o in _predicted(check, name, case))
