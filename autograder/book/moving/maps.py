"""How does a map come about while a method lowers the stress?"""

from __future__ import annotations

import math
from collections.abc import Container, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from autograder.book.moving.player import Changes, Frame, Panel, Player
from autograder.drawing.notation import format_number

WIDTH, HEIGHT, MARGIN = 340, 320, 8
"""The size of the panels, and what is left free at the edges of the first."""
LEFT, RIGHT, TOP, BOTTOM = 44, 330, 12, 262
"""The edges of the axes of the second panel."""
INKS = ("reverse", "other")
"""The colours of the runs, as in the chapter's figures."""


class Stage(NamedTuple):
    """A map after some work.

    work: in evaluations of the loss. places: (cities, 2), in 1000 km, turned as the target lies.
    """

    work: int
    places: np.ndarray
    stress: float


def show_maps(
    names: Sequence[str],
    target: np.ndarray,
    runs: Mapping[str, Sequence[Stage]],
    *,
    left: Container[str] = (),
) -> Player:
    """Show the maps of one or two methods after more and more work.

    names, target: the cities, and their places on the best map, (cities, 2) in 1000 km. runs: name
    → stages after the same work. left: cities whose name stands left of them.
    """
    every = [stage for stages in runs.values() for stage in stages]
    drawn, plot = _Map(target, every), _Plot(every)
    frames: dict[str, list[Frame]] = {}
    for run, (label, stages) in enumerate(runs.items()):
        others = {f"curve{k}": {"opacity": 1 if k == run else 0.3} for k in range(len(runs))}
        frames[label] = [_frame(s, drawn, INKS[run], plot, others) for s in stages]
    first = next(iter(runs))
    return Player(
        "A map emerges from distances",
        [drawn.panel(names, left), plot.panel(runs)],
        frames,
        ["Work in evaluations", "Stress", "Mean distance from the place, km"],
        (first, len(runs[first]) // 2),
        slider="Work",
        drag=("hold", [plot.across(stage.work) for stage in runs[first]]),
    )


class _Map:
    """The first panel: north is up, and all places of all stages lie in it."""

    def __init__(self, target: np.ndarray, stages: Sequence[Stage]) -> None:
        every = np.concatenate([target, *(stage.places for stage in stages)])
        self.target = target
        self.middle = (every.max(axis=0) + every.min(axis=0)) / 2
        size = np.array([WIDTH, HEIGHT]) - 2 * MARGIN
        self.scale = float(np.min(size / (every.max(axis=0) - every.min(axis=0))))

    def pixels(self, places: np.ndarray) -> list[tuple[float, float]]:
        """Return where places are, in pixels."""
        found = np.array([WIDTH, HEIGHT]) / 2 + self.scale * (places - self.middle) * [1, -1]
        return [(float(x), float(y)) for x, y in found]

    def panel(self, names: Sequence[str], left: Container[str]) -> Panel:
        said = "circles where they belong, points where they are, a line between the two."
        panel = Panel(WIDTH, HEIGHT, f"A map of {len(names)} cities: {said}")
        for k, (x, y) in enumerate(self.pixels(self.target)):
            beside, ends = (-9, " ad-right") if names[k] in left else (9, "")
            look = f"f-muted ad-small ad-halo{ends}"
            panel.text(x + beside, y + 4, names[k], class_=look)
            panel.add("circle", class_="s-ink", fill="none", cx=x, cy=y, r=5.5)
        for k in range(len(names)):
            panel.line(0, 0, 0, 0, f"way{k}")
        for k in range(len(names)):
            panel.add("circle", f"city{k}", class_="", cx=0, cy=0, r=4)
        return panel


def _frame(stage: Stage, drawn: _Map, ink: str, plot: _Plot, others: Changes) -> Frame:
    across, down = plot.across(stage.work), plot.down(stage.stress)
    parts: Changes = {
        "line": {"x1": across, "x2": across},
        "dot": {"cx": across, "cy": down, "class": f"f-{ink}"},
        **others,
    }
    ends = zip(drawn.pixels(stage.places), drawn.pixels(drawn.target), strict=True)
    for k, ((x, y), (x2, y2)) in enumerate(ends):
        parts[f"city{k}"] = {"cx": x, "cy": y, "class": f"f-{ink}"}
        parts[f"way{k}"] = {"x1": x, "y1": y, "x2": x2, "y2": y2}
    off = f"{1000 * np.mean(np.linalg.norm(stage.places - drawn.target, axis=1)):,.0f}"
    stress = format_number(float(f"{stage.stress:.3g}"))
    work = f"{stage.work:,}"
    said = (
        f"After work worth {work} evaluation{'s' if stage.work > 1 else ''} the stress is "
        f"{stress}, and a city is {off} km from its place on average."
    )
    return Frame(said, (work, stress, off), parts, work)


class _Plot:
    """The second panel: stress against work, with logarithmic axes."""

    def __init__(self, stages: Sequence[Stage]) -> None:
        self.works = sorted({stage.work for stage in stages})
        self.low = math.floor(math.log10(min(stage.stress for stage in stages)))
        self.high = math.ceil(math.log10(max(stage.stress for stage in stages)))

    def across(self, work: float) -> float:
        share = math.log(work / self.works[0]) / math.log(self.works[-1] / self.works[0])
        return LEFT + (RIGHT - LEFT) * share

    def down(self, stress: float) -> float:
        share = (math.log10(stress) - self.low) / (self.high - self.low)
        return BOTTOM - (BOTTOM - TOP) * share

    def panel(self, runs: Mapping[str, Sequence[Stage]]) -> Panel:
        panel = Panel(WIDTH, HEIGHT, "The stress against the work, with logarithmic axes.")
        small = "f-muted ad-small"
        for power in range(self.low, self.high + 1):
            y = self.down(10.0**power)
            panel.line(LEFT, y, RIGHT, y, class_="s-grid")
            label = format_number(10.0**power).removeprefix("1×")
            panel.text(LEFT - 6, y + 4, label, class_=f"{small} ad-right")
        for power in range(math.ceil(math.log10(self.works[-1])) + 1):
            if self.works[0] <= 10**power <= self.works[-1]:
                x = self.across(10**power)
                panel.text(x, BOTTOM + 17, f"{10**power:,}", class_=small, text_anchor="middle")
        panel.text(RIGHT, BOTTOM + 33, "work in evaluations", class_=f"{small} ad-right")
        panel.text(0, BOTTOM + 33, "stress", class_=small)
        for run, (label, stages) in enumerate(runs.items()):
            points = [(self.across(s.work), self.down(s.stress)) for s in stages]
            curve = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
            panel.add("path", f"curve{run}", class_=f"s-{INKS[run]}", d=curve)
            panel.line(150 * run, 310, 150 * run + 20, 310, class_=f"s-{INKS[run]} ad-thick")
            panel.text(150 * run + 26, 314, label.lower(), class_="f-muted")
        panel.line(0, TOP, 0, BOTTOM, "line", class_="s-ink")
        panel.add("circle", "dot", class_="", cx=0, cy=0, r=6)
        hold = {"x": LEFT - 10, "y": TOP, "width": RIGHT - LEFT + 20, "height": BOTTOM - TOP}
        panel.add("rect", "hold", class_="ad-hold", **hold)
        return panel
