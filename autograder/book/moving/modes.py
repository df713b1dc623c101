"""What do the two modes cost for a Jacobian, as the number of inputs grows?"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from autograder.book.moving.player import Changes, Frame, Panel, Player
from autograder.drawing.notation import format_number

LEFT, RIGHT, TOP, BOTTOM = 44, 330, 12, 184
"""The edges of the axes of the second panel."""
LONGEST = 200
"""The longer one of two bars, in pixels."""
WORDS = {"forward": "Forward mode", "reverse": "Reverse mode"}
MEASURES = ("Passes", "Operations", "Microseconds")


class Cost(NamedTuple):
    """What one Jacobian takes in one mode; microseconds are measured."""

    passes: int
    operations: int
    microseconds: float


class Measured(NamedTuple):
    """A Jacobian of n inputs and m outputs, in both modes."""

    n: int
    m: int
    forward: Cost
    reverse: Cost


def show_modes(runs: Mapping[str, Sequence[Measured]]) -> Player:
    """Show what was counted and measured, with a slider for the number of inputs.

    runs: what the reader chooses from → measurements by rising n, the same n in all.
    """
    every = [one for run in runs.values() for one in run]
    times = [c.microseconds for one in every for c in (one.forward, one.reverse)]
    axes = _Axes([one.n for one in next(iter(runs.values()))], times)
    frames = {label: [_frame(one, run, axes) for one in run] for label, run in runs.items()}
    columns = [f"{mode.capitalize()}: {what.lower()}" for what in MEASURES for mode in WORDS]
    middle = len(axes.ns) // 2
    return Player(
        "A Jacobian by both modes",
        [_bars(), _plot(axes)],
        frames,
        ["Inputs", "Outputs", *columns],
        (next(iter(runs)), len(axes.ns) - 1),
        slider="Inputs",
        drag=("hold", [axes.across(n) for n in axes.ns]),
        first=middle,
    )


class _Axes:
    """Logarithmic axes: inputs to the right, microseconds upwards, in whole powers of ten."""

    def __init__(self, ns: Sequence[int], times: Sequence[float]) -> None:
        self.ns = ns
        self.low = math.floor(math.log10(min(times)))
        self.high = math.ceil(math.log10(max(times)))

    def across(self, n: float) -> float:
        share = math.log(n / self.ns[0]) / math.log(self.ns[-1] / self.ns[0])
        return LEFT + (RIGHT - LEFT) * share

    def down(self, microseconds: float) -> float:
        share = (math.log10(microseconds) - self.low) / (self.high - self.low)
        return BOTTOM - (BOTTOM - TOP) * share


def _frame(one: Measured, run: Sequence[Measured], axes: _Axes) -> Frame:
    at = axes.across(one.n)
    parts: Changes = {"line": {"x1": at, "x2": at}, "equal": {"display": "none"}}
    if axes.ns[0] <= one.m <= axes.ns[-1]:
        where = axes.across(one.m)
        parts["equal"] = {"x1": where, "x2": where, "display": "inline"}
    said, row = [], [str(one.n), str(one.m)]
    for mode in WORDS:
        points = [(axes.across(a.n), axes.down(getattr(a, mode).microseconds)) for a in run]
        parts[f"{mode}-curve"] = {"d": "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)}
        parts[f"{mode}-dot"] = {"cx": at, "cy": axes.down(getattr(one, mode).microseconds)}
    for k, what in enumerate(MEASURES):
        most = max(one.forward[k], one.reverse[k])
        for mode in WORDS:
            number = getattr(one, mode)[k]
            width, text = LONGEST * number / most, written(number)
            parts[f"{mode}-{what}"] = {"width": width}
            parts[f"{mode}-{what}-said"] = {"x": width + 6, "text": text}
            row.append(text)
    for mode, word in WORDS.items():
        passes, operations, time = map(written, getattr(one, mode))
        said.append(
            f"{word}: {passes} {'pass' if passes == '1' else 'passes'}, {operations} operations, "
            f"{time} µs."
        )
    inputs = "1 input" if one.n == 1 else f"{one.n} inputs"
    outputs = "1 output" if one.m == 1 else f"{one.m} outputs"
    return Frame(f"{inputs}, {outputs}. {' '.join(said)}", row, parts, str(one.n))


def written(number: float) -> str:
    """Return a count with its thousands, and a time with two digits."""
    return f"{number:,.0f}" if number >= 100 else f"{number:.2g}"


def _bars() -> Panel:
    panel = Panel(340, 236, "Bars for passes, operations and time of the two modes.")
    for k, what in enumerate(MEASURES):
        y = 16 + 78 * k
        panel.text(0, y, what)
        for j, mode in enumerate(WORDS):
            top = y + 9 + 24 * j
            bar = {"x": 0, "y": top, "width": 0, "height": 18, "rx": 3}
            panel.add("rect", f"{mode}-{what}", class_=f"f-{mode}", **bar)
            panel.text(0, top + 14, "", f"{mode}-{what}-said", class_=f"f-{mode}")
    return panel


def _plot(axes: _Axes) -> Panel:
    panel = Panel(340, 236, "Time against the number of inputs, with logarithmic axes.")
    small = "f-muted ad-small"
    for power in range(axes.low, axes.high + 1):
        y = axes.down(10.0**power)
        panel.line(LEFT, y, RIGHT, y, class_="s-grid")
        label = format_number(10.0**power).removeprefix("1×")
        panel.text(LEFT - 6, y + 4, label, class_=f"{small} ad-right")
    for n in axes.ns:
        if math.log10(n).is_integer():
            where = {"class_": small, "text_anchor": "middle"}
            panel.text(axes.across(n), BOTTOM + 16, f"{n:,}", **where)
    panel.text(RIGHT, BOTTOM + 32, "inputs", class_=f"{small} ad-right")
    panel.text(0, BOTTOM + 32, "µs", class_=small)
    panel.line(0, TOP, 0, BOTTOM, "equal", class_="s-muted", stroke_dasharray="4 4")
    for j, (mode, word) in enumerate(WORDS.items()):
        panel.add("path", f"{mode}-curve", class_=f"s-{mode}", d="")
        panel.line(95 * j, 231, 95 * j + 20, 231, class_=f"s-{mode} ad-thick")
        panel.text(95 * j + 25, 235, word.split()[0].lower(), class_="f-muted")
    panel.line(190, 231, 210, 231, stroke_dasharray="4 4")
    panel.text(215, 235, "as many outputs", class_="f-muted")
    panel.line(0, TOP, 0, BOTTOM, "line", class_="s-ink")
    for mode in WORDS:
        panel.add("circle", f"{mode}-dot", class_=f"f-{mode}", cx=0, cy=0, r=6)
    hold = {"x": LEFT - 10, "y": TOP, "width": RIGHT - LEFT + 20, "height": BOTTOM - TOP}
    panel.add("rect", "hold", class_="ad-hold", **hold)
    return panel
