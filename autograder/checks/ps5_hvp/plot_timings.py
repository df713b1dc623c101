"""One Axes with three curves of mean times, error bars, labels of the axes and a legend."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.checks import Case, Draw, Exercise
from autograder.checks.compare import Difference, kind_of
from autograder.checks.ps5_hvp.beside import METHODS, drawn
from autograder.isolation.beside import numbers

# Seconds, milliseconds, microseconds.
UNITS = (1.0, 1e3, 1e6)


def right(table):
    """What the picture must show: of each method x, y, and the ends of the bars."""
    curves = []
    for method in METHODS:
        mean, std = np.array(table[method]["mean"]), np.array(table[method]["std"])
        curves.append((np.array(table["layers"], dtype=float), mean, mean - std, mean + std))
    return curves


def judge(got: Any, want: Any, table: Any, open_before: bool, part: str) -> Difference | None:
    """Judge what a part asks of a picture; the curves may be drawn in any unit of time."""
    if got is None:
        return Difference("returned nothing", "returned-nothing")
    try:
        if not got["new"]:
            return Difference("a figure that was open before was drawn into", "old-figure")
        if got["axes"] != 1:
            return Difference("the figure has several Axes", "several-axes")
        if part == "words":
            return judged_words(got)
        lines = [numbers(line, (len(line), 2)) for line in got["lines"]]
        ends = numbers(got["ends"], (len(got["ends"]), 2))
    except (AttributeError, KeyError, TypeError, ValueError):
        return Difference(f"{kind_of(got)} where an Axes is asked", "not-axes")
    return next(filter(None, (judged_curve(lines, ends, *curve) for curve in want)), None)


def judged_curve(
    lines: list[np.ndarray], ends: np.ndarray, x: Any, y: Any, low: Any, high: Any
) -> Difference | None:
    """Look for a curve through (x, y), and for the ends of its bars."""
    same = [
        (line, unit)
        for line in lines
        for unit in UNITS
        if len(line) == len(y) and np.allclose(line[:, 1], unit * y, atol=0.0)
    ]
    if not same:
        for log in (np.log, np.log10, np.log2):
            if any(len(line) == len(y) and np.allclose(line[:, 1], log(y)) for line in lines):
                return Difference("logarithms of the times are drawn", "logarithms-drawn")
        if any(len(line) == len(y) and np.allclose(line[:, 0], y, atol=0.0) for line in lines):
            return Difference("the times are drawn to the right", "axes-swapped")
        return Difference("a method has no curve of its mean times", "curve-missing")
    units = [unit for line, unit in same if np.allclose(line[:, 0], x)]
    if not units:
        return Difference("a curve is not drawn against the numbers of layers", "wrong-x")
    if not len(ends):
        return Difference("there are no error bars", "no-error-bars")
    for point in zip(np.tile(x, 2), units[0] * np.concatenate([low, high])):
        if not np.isclose(ends, point, rtol=1e-6, atol=0.0).all(axis=1).any():
            return Difference("error bars have another length", "bars-of-other-length")
    return None


def judged_words(got: Any) -> Difference | None:
    """Judge the scales and labels of the axes, and the legend."""
    if set(got["scales"]) != {"log"}:
        return Difference("an axis is not logarithmic", "not-logarithmic")
    if not all(isinstance(label, str) and label.strip() for label in got["labels"]):
        return Difference("an axis has no label", "no-axis-labels")
    names = {name for name in got["legend"] if name.strip() and not name.startswith("_")}
    if len(names) < len(METHODS):
        return Difference(f"{len(names)} different names in the legend", "no-legend")
    return None


check = Exercise(__name__, right, beside=drawn, names={"plt": None}, judge=judge)


def timings(draw: Draw, count: int) -> dict[str, Any]:
    """Draw a table with so many numbers of layers."""
    layers = sorted(int(k) for k in draw.rng.choice(np.arange(2, 100), count, replace=False))
    table: dict[str, Any] = {"layers": layers}
    for i, method in enumerate(METHODS):
        mean = np.sort(draw.uniform(0.5, 2.0, count)) * 10.0**-i
        std = mean * draw.uniform(0.1, 0.3, count)
        std[0] = 0.96 * mean[0]  # a bar that goes down almost to 0
        std[1] = 1.4 * mean[1]  # and one that goes down below it
        table[method] = {"mean": mean.tolist(), "std": std.tolist()}
    return table


@check.part("three curves with error bars", 1)
def _(draw: Draw) -> Iterator[Case]:
    yield Case((timings(draw, 4), False, "curves"), "4 numbers of layers")
    yield Case((timings(draw, 15), True, "curves"), "15 numbers, while another figure is open")


@check.part("logarithmic axes, labels and legend", 1)
def _(draw: Draw) -> Iterator[Case]:
    yield Case((timings(draw, 4), False, "words"), "4 numbers of layers")
