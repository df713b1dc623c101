"""How good is a plan for reversing a chain that the reader makes?

The reader marks activations: x_i is stored when it is computed for the first, the second or the
third time. From there the plan goes by itself: each step is reversed at its input, which is
computed from the nearest stored activation before it, and leaves the store then. ``own_plan.js``
carries plans out as `carry_out` does here.
"""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.book.moving.memory import Plan, sub
from autograder.book.moving.player import as_json, ink_rules
from autograder.drawing.figure import styles

WORDS = ("not stored", "stored the 1st time", "stored the 2nd time", "stored the 3rd time")


@dataclass(frozen=True)
class Result:
    """What carrying out a plan takes: its instructions, the most stored, the forward steps.

    work, stored, reversed: paths of the working value, of what is stored, and of the reversals, in
    (clock, n − i).
    """

    plan: Plan
    most: int
    steps: int
    clock: int
    work: str
    stored: str
    reversed: str


@dataclass(frozen=True)
class OwnPlan:
    """The plan that a reader makes, for the last line of a cell.

    least: the fewest forward steps of any plan with 0, 1, … n − 1 places (the first is not used).
    plans: name → marks, from which the reader may start; the first is shown when the page opens.
    """

    least: Sequence[int]
    plans: Mapping[str, Sequence[int]]

    @property
    def html(self) -> str:
        """The element, with its styles and its script."""
        own = Path(__file__).parent
        start = next(iter(self.plans.values()))
        result, n = carry_out(start), len(start)
        toggles = "".join(
            f'<button type="button" data-mark="{i}" aria-label="{sub(i)}, {WORDS[start[i]]}">'
            f"<span>{sub(i)}</span><small>{short(start[i])}</small></button>"
            for i in range(1, n)
        )
        starts = "".join(
            f'<button type="button" data-plan="{k}">{html.escape(name)}</button>'
            for k, name in enumerate(self.plans)
        )
        drawn = "".join(
            f'<path class="{look}" data-path="{name}" d="{getattr(result, name)}"/>'
            for name, look in (
                ("stored", "s-value ad-bars"),
                ("work", "s-muted"),
                ("reversed", "s-reverse ad-dots"),
            )
        )
        data = {"n": n, "least": list(self.least), "plans": [*map(list, self.plans.values())]}
        return (
            '<div class="autodiff ad-player ad-own" role="group" aria-label="A plan of your own">'
            f"{styles('graph.css')}<style>{ink_rules()}{(own / 'player.css').read_text('utf-8')}"
            f"{(own / 'own_plan.css').read_text('utf-8')}</style>"
            '<div class="ad-body"><p class="ad-title">A plan of your own</p>'
            '<form class="ad-marks" hidden><fieldset><legend>Start from</legend>'
            f"{starts}</fieldset><fieldset><legend>When is an activation stored? {sub(0)} is "
            f"stored from the start; press another once, twice or three times to store it when "
            f"it is computed for the first, second or third time.</legend>{toggles}</fieldset>"
            "</form>"
            f'<p class="ad-say" aria-live="polite">{html.escape(judged(result, self.least))}</p>'
            f'<svg class="ad-panel ad-lives" viewBox="0 0 {result.clock} {n}" role="img" '
            'preserveAspectRatio="none" aria-label="The activations against the steps carried '
            "out: bars for those that are stored, a line for the working value, dots where a "
            f'step is reversed.">{drawn}</svg>'
            '<p class="ad-legend"><span class="ad-one"></span> stored, from below '
            f'{sub(0)} to {sub(n - 1)} <span class="ad-two"></span> working value '
            '<span class="ad-three"></span> step reversed</p>'
            f"{self._table()}</div>"
            f'<script type="application/json">{as_json(data)}</script>'
            f"<script>{(own / 'own_plan.js').read_text('utf-8')}</script></div>"
        )

    def __repr__(self) -> str:
        return f"<a plan of your own, starting from {', '.join(self.plans)}>"

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": repr(self)}

    def plan(self, name: str) -> Plan:
        """Return the instructions of one of the given plans."""
        return carry_out(self.plans[name]).plan

    def costs(self) -> list[tuple[str, int, int]]:
        """Return of each given plan its name, the most stored, and the forward steps."""
        results = {name: carry_out(marks) for name, marks in self.plans.items()}
        return [(name, result.most, result.steps) for name, result in results.items()]

    def _table(self) -> str:
        rows = ""
        for name, most, steps in self.costs():
            entries = (most, steps, self.least[most])
            cells = "".join(f"<td>{entry}</td>" for entry in entries)
            rows += f'<tr><th scope="row">{html.escape(name)}</th>{cells}</tr>'
        heads = ("Plan", "Most stored", "Forward steps", "Fewest with so many places")
        head = "".join(f'<th scope="col">{name}</th>' for name in heads)
        return (
            '<details class="ad-numbers"><summary>The given plans in a table</summary>'
            f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></details>"
        )


def short(mark: int) -> str:
    """Return what stands on the button of an activation."""
    return ("–", "1st", "2nd", "3rd")[mark]


def carry_out(marks: Sequence[int]) -> Result:
    """Carry out the plan of these marks, one for each of x_0, …, x_{n−1}; the first is not used."""
    n = len(marks)
    born, times = {0: 0}, [0] * n
    clock = steps = at = 0
    most = 1
    plan, work, stored, reversals = [], [f"M0 {n}"], [], []
    for i in reversed(range(n)):
        origin = max(j for j in born if j <= i)
        if origin != at:
            work.append(f"V{n - origin}")
        plan.append(("take" if origin == i else "load", origin))
        at = origin
        while at < i:
            at, clock, steps = at + 1, clock + 1, steps + 1
            times[at] += 1
            plan.append(("run", at))
            work.append(f"L{clock} {n - at}")
            # What is reversed next need not be stored.
            if 0 < marks[at] <= times[at] and at < i:
                born[at] = clock
                plan.append(("store", at))
                most = max(most, len(born))
        plan.append(("reverse", i))
        reversals.append(f"M{clock + 0.5} {n - i}h0")
        clock += 1
        work.append(f"H{clock}")
        if i in born:
            stored.append(f"M{born.pop(i)} {n - i}H{clock}")
    paths = ("".join(part) for part in (work, stored, reversals))
    return Result(plan, most, steps, clock, *paths)


def marks_of(plan: Plan, n: int) -> list[int]:
    """Return the marks with which a plan stores what it stores; raises ValueError past the third.

    The plan must reverse each step from the nearest stored activation, as those of chapter 12 do.
    """
    marks, times, at = [0] * n, [0] * (n + 1), 0
    for instruction, i in plan:
        if instruction == "run":
            for j in range(at + 1, i + 1):
                times[j] += 1
        elif instruction == "store":
            if times[i] >= len(WORDS):
                raise ValueError(f"{sub(i)} is stored the {times[i]}th time that it is computed")
            marks[i] = times[i]
        at = i
    return marks


def judged(result: Result, least: Sequence[int]) -> str:
    """Say what a plan costs, and whether it is the best with so many places."""
    fewest, again = least[result.most], result.steps - len(least) + 1
    said = (
        f"Most stored: {result.most}. Forward steps: {result.steps}, of which {again} repeat what "
        "was computed before. "
    )
    if result.steps == fewest:
        return said + "No plan with so many places has fewer."
    return said + f"The fewest with so many places: {fewest}."
