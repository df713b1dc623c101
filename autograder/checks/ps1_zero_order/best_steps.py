"""The steps with the smallest error: a compromise of truncation and rounding (chapter 2).

The error of a forward difference is about |f''| h/2 + 2u|f|/h, that of a central one about
|f'''| h²/6 + u|f|/h, u the unit round-off: so the best steps depend on f. Errors near the best step
are noise, in which a scan may be lucky or not. So a step is right where its error is not much
larger than the median error of steps around the best one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.checks import Case, Draw, Exercise
from autograder.checks.compare import Difference, kind_of
from autograder.checks.ps1_zero_order import beside
from autograder.isolation.beside import numbers

GRID = 10.0 ** -np.arange(0, 15.25, 0.25)
U = np.finfo(float).eps
AROUND = 10.0 ** np.linspace(-0.1, 0.1, 9)
# Half a decade beside the best step the error is at most ten times as large; the rest is noise.
MUCH_WORSE = 60.0


def forward(f, x, h):
    return (f(x + h) - f(x)) / h


def central(f, x, h):
    return (f(x + h) - f(x - h)) / (2 * h)


def scanned(f, derivative, x, measure=np.abs, pick=np.argmin):
    """Return the step of each scheme that a scan finds."""
    exact = derivative(x)
    schemes = (forward, central)
    return [GRID[pick([measure(s(f, x, h) - exact) for h in GRID])] for s in schemes]


def right(f, derivative, x):
    return tuple(float(h) for h in scanned(f, derivative, x))


def judge(got: Any, want: Any, a: float, phase: float, x: float) -> Difference | None:
    """Say which step is far from the best one."""
    try:
        steps = numbers(got, (2,))
    except (TypeError, ValueError):
        return Difference(f"{kind_of(got)} where two steps are asked", "wrong-type", None, None)
    f, exact = lambda x: np.sin(a * x + phase), a * np.cos(a * x + phase)
    for name, scheme, h in zip(("h_forward", "h_central"), (forward, central), steps, strict=True):
        if not 0 < h < np.inf:
            return Difference(f"`{name}` is no positive step", "exponents")
        errors = np.abs(scheme(f, x, GRID[:, np.newaxis] * AROUND) - exact)
        if abs(scheme(f, x, h) - exact) > MUCH_WORSE * np.median(errors, axis=1).min():
            return Difference(f"`{name}` is far from the best step", "wrong-value")
    return None


def wave(draw: Draw, frequency: float) -> tuple[float, float, float]:
    """Return a, φ and an x at which the wave sin(a x + φ) is neither flat nor straight."""
    a = frequency * draw.uniform(0.8, 1.2)
    x = draw.uniform(1.0, 2.0)
    return a, draw.uniform(0.5, 1.0) - a * x, x


check = Exercise(__name__, right, beside=beside.of_a_wave, judge=judge)


@check.part("a function of size and slope 1", 1)
def _(draw: Draw) -> Iterator[Case]:
    for _ in draw.times(3, 6):
        yield Case(wave(draw, 1.0), "a wave of length 6")


@check.part("short waves and long ones", 1)
def _(draw: Draw) -> Iterator[Case]:
    for frequency, says in ((1e3, "a wave of length 0.006"), (1e-3, "a wave of length 6000")):
        yield Case(wave(draw, frequency), says)


check.mistake("swapped")(lambda f, derivative, x: right(f, derivative, x)[::-1])
check.mistake("exponents")(lambda f, derivative, x: tuple(np.log10(right(f, derivative, x))))
check.mistake("smallest-step")(lambda f, derivative, x: (GRID[-1], GRID[-1]))
check.mistake("largest-step")(lambda f, derivative, x: (GRID[0], GRID[0]))
check.mistake("textbook")(lambda f, derivative, x: (U ** (1 / 2), U ** (1 / 3)))
check.mistake("one-for-both")(lambda f, derivative, x: right(f, derivative, x)[:1] * 2)
check.mistake("one-for-both")(lambda f, derivative, x: right(f, derivative, x)[1:] * 2)


@check.mistake
def sign_of_the_error(f, derivative, x):
    return tuple(float(h) for h in scanned(f, derivative, x, measure=lambda e: e))


@check.mistake
def largest_error(f, derivative, x):
    return tuple(float(h) for h in scanned(f, derivative, x, pick=np.argmax))


@check.mistake
def errors_returned(f, derivative, x):
    h = right(f, derivative, x)
    exact = derivative(x)
    return abs(forward(f, x, h[0]) - exact), abs(central(f, x, h[1]) - exact)
