"""What does the step of a difference quotient do to its error?"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from autograder.book.moving.player import Changes, Frame, Panel, Player
from autograder.drawing.notation import format_number

LEFT, RIGHT, TOP, BOTTOM = 40, 334, 8, 196
"""The edges of the axes of the second panel."""
LEAST, MOST = -17, 1
"""Powers of ten at the ends of its vertical axis."""
INKS = ("value", "other", "forward")
"""The colours of the runs, as in the chapter's figure."""
PARTS = ("error", "truncation", "rounding")


class Quotient(NamedTuple):
    """A difference quotient as it was computed.

    points: the two arguments. truncation: how far the quotient of exact values is from the
    derivative. rounding: how far the computed one is from that of exact values.
    """

    h: float
    points: tuple[float, float]
    value: float
    truncation: float
    rounding: float

    @property
    def error(self) -> float:
        """How far the computed quotient is from the derivative."""
        return self.truncation + self.rounding


@dataclass(frozen=True)
class View:
    """The graph of f around x, in the first panel: 155 pixels a unit in both directions."""

    f: Callable[[float], float]
    x: float
    width, height, scale = 340, 190, 155

    def ends(self) -> tuple[float, float]:
        """Return the arguments at the left and the right edge."""
        half = self.width / self.scale / 2
        return self.x - half, self.x + half

    def place(self, at: float, value: float) -> tuple[float, float]:
        """Return where a point is, in pixels; the graph is in the middle of the height."""
        values = [self.f(end) for end in np.linspace(*self.ends(), 45)]
        middle = (min(values) + max(values)) / 2
        return (
            self.width / 2 + self.scale * (at - self.x),
            self.height / 2 - self.scale * (value - middle),
        )

    def line(self, at: float, value: float, slope: float) -> dict[str, Any]:
        """Return the attributes of a line through a point, cut off at the edges."""
        x, y = self.place(at, value)
        ends = []
        for edge in (0.0, float(self.width)):
            down = y - slope * (edge - x)
            inside = min(max(down, 0.0), float(self.height))
            ends.append(
                (edge if slope == 0 or inside == down else x - (inside - y) / slope, inside)
            )
        (x1, y1), (x2, y2) = ends
        return {"x1": x1, "y1": y1, "x2": x2, "y2": y2}


def show_quotients(
    f: Callable[[float], float],
    x: float,
    slope: float,
    runs: Mapping[str, Sequence[Quotient]],
    *,
    first: float,
    name: str,
) -> Player:
    """Show recorded difference quotients of f at x, whose derivative is `slope`, against the step.

    runs: name → quotients by rising h, the same steps in all. first: the step at the beginning.
    name: of the function, for the labels.
    """
    view = View(lambda at: float(f(at)), x)
    steps = [quotient.h for quotient in next(iter(runs.values()))]
    positions = [_across(h, steps) for h in steps]
    frames = {
        label: [_frame(q, view, run, len(runs), at) for q, at in zip(qs, positions, strict=True)]
        for run, (label, qs) in enumerate(runs.items())
    }
    start = min(range(len(steps)), key=lambda k: abs(math.log(steps[k] / first)))
    return Player(
        f"The slope of {name} at {x:g} from two values",
        [_secant_panel(view, slope, name), _error_panel(steps, runs)],
        frames,
        ["h", "Quotient", *(part.capitalize() for part in PARTS)],
        (next(iter(runs)), start),
        slider="h",
        drag=("hold", positions),
        first=start,
    )


def _frame(q: Quotient, view: View, run: int, runs: int, at: float) -> Frame:
    ink = INKS[run]
    written = {part: format_number(getattr(q, part)) for part in PARTS}
    h, value = format_number(q.h), f"{q.value:.12f}"
    heights = [view.f(point) for point in q.points]
    parts: Changes = {
        "secant": {
            **view.line(sum(q.points) / 2, sum(heights) / 2, q.value),
            "class": f"s-{ink} ad-thick",
        },
        "quotient": {"text": value, "class": f"f-{ink} ad-right"},
        "line": {"x1": at, "x2": at},
        "hold": {"aria-hidden": "true"},
    }
    for k, (point, height) in enumerate(zip(q.points, heights, strict=True)):
        cx, cy = view.place(point, height)
        parts[f"point{k}"] = {"cx": cx, "cy": cy, "class": f"f-{ink}"}
    for part, text in written.items():
        parts[f"{part}-said"] = {"text": text}
        parts[f"{part}-dot"] = {"cx": at, "cy": _down(getattr(q, part))}
    parts["error-dot"]["class"] = f"f-{ink}"
    for other in range(runs):
        parts[f"error{other}"] = {"opacity": 1 if other == run else 0.3}
        for part in PARTS[1:]:
            parts[f"{part}{other}"] = {"opacity": 1 if other == run else 0}
    said = (
        f"With h = {h} the quotient is {value}. Its error is {written['error']}: "
        f"{written['truncation']} by truncation and {written['rounding']} by rounding."
    )
    return Frame(said, (h, value, *written.values()), parts, h)


def _secant_panel(view: View, slope: float, name: str) -> Panel:
    panel = Panel(
        340,
        274,
        f"The graph of {name}, its tangent at {view.x:g}, and the line through two points.",
    )
    curve = [view.place(at, view.f(at)) for at in np.linspace(*view.ends(), 45)]
    panel.add("path", class_="s-ink", d="M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in curve))
    tangent = view.line(view.x, view.f(view.x), slope)
    panel.add("line", class_="s-muted", stroke_dasharray="4 4", **tangent)
    panel.add("line", "secant", class_="", **view.line(view.x, view.f(view.x), slope))
    for k in range(2):
        panel.add("circle", f"point{k}", class_="", cx=0, cy=0, r=5)
    rows = (("quotient", "quotient"), *((f"{part}-said", part) for part in PARTS))
    for k, (part, label) in enumerate(rows):
        y = 212 + 20 * k
        panel.text(0, y, label, class_="f-muted")
        panel.text(240, y, "", part, class_="f-ink ad-right")
    return panel


def _error_panel(steps: Sequence[float], runs: Mapping[str, Sequence[Quotient]]) -> Panel:
    panel = Panel(340, 274, "The errors against the step h, with logarithmic axes.")
    small = "f-muted ad-small"
    for power in range(LEAST + 1, MOST, 4):
        y = _down(10.0**power)
        panel.line(LEFT, y, RIGHT, y, class_="s-grid")
        panel.text(LEFT - 5, y + 4, _power(10.0**power), class_=f"{small} ad-right")
    for h in steps:
        if abs(math.log10(h) % 4) < 1e-9:
            where = {"class_": small, "text_anchor": "middle"}
            panel.text(_across(h, steps), BOTTOM + 16, _power(h), **where)
    for run, quotients in enumerate(runs.values()):
        for part, look in (
            ("truncation", {"class_": "s-muted", "stroke_dasharray": "5 4"}),
            ("rounding", {"class_": "s-muted", "stroke_dasharray": "1 3"}),
            ("error", {"class_": f"s-{INKS[run]}"}),
        ):
            points = [(_across(q.h, steps), _down(getattr(q, part))) for q in quotients]
            curve = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
            panel.add("path", f"{part}{run}", d=curve, **look)
    panel.line(0, TOP, 0, BOTTOM, "line", class_="s-ink")
    for part in reversed(PARTS):
        look = {"class_": "f-ink"} if part == "error" else {"class_": "f-muted"}
        panel.add("circle", f"{part}-dot", cx=0, cy=0, r=6 if part == "error" else 4, **look)
    panel.text(RIGHT, BOTTOM + 32, "step h", class_=f"{small} ad-right")
    for k, (label, dash) in enumerate((("truncation", "5 4"), ("rounding", "1 3"))):
        x = LEFT + 110 * k
        panel.line(x, 254, x + 24, 254, stroke_dasharray=dash)
        panel.text(x + 30, 258, label, class_="f-muted")
    for run, label in enumerate(runs):
        x = LEFT + 110 * run
        panel.line(x, 236, x + 24, 236, class_=f"s-{INKS[run]} ad-thick")
        panel.text(x + 30, 240, label.lower(), class_="f-muted")
    hold = {"x": LEFT - 10, "y": TOP, "width": RIGHT - LEFT + 16, "height": BOTTOM - TOP}
    panel.add("rect", "hold", class_="ad-hold", **hold)
    return panel


def _power(number: float) -> str:
    """Return a power of ten as it stands at an axis."""
    return format_number(number).removeprefix("1×")


def _across(h: float, steps: Sequence[float]) -> float:
    return LEFT + (RIGHT - LEFT) * math.log(h / steps[0]) / math.log(steps[-1] / steps[0])


def _down(error: float) -> float:
    """Where an error is on the logarithmic axis; one below it is at its foot."""
    power = min(max(math.log10(max(abs(error), 1e-300)), LEAST), MOST)
    return BOTTOM - (BOTTOM - TOP) * (power - LEAST) / (MOST - LEAST)
