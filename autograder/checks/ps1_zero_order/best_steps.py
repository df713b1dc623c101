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
# The best steps for a function whose value and derivatives are all about 1.
TEXTBOOK = np.array([U ** (1 / 2), U ** (1 / 3)])


def forward(f, x, h):
    return (f(x + h) - f(x)) / h


def central(f, x, h):
    return (f(x + h) - f(x - h)) / (2 * h)


def scanned(f, derivative, x, measure=np.abs, pick=np.argmin, steps=GRID):
    """Return the step of each scheme that a scan finds."""
    exact = derivative(x)
    schemes = (forward, central)
    return [steps[pick([measure(s(f, x, h) - exact) for h in steps])] for s in schemes]


def right(f, derivative, x):
    return tuple(float(h) for h in scanned(f, derivative, x))


def judge(got: Any, want: Any, a: float, phase: float, x: float) -> Difference | None:
    """Say that a step is far from the best one, and which mistake leads to such steps."""
    try:
        steps = numbers(got, (2,))
    except (TypeError, ValueError):
        return Difference(f"{kind_of(got)} where two steps are asked", "wrong-type", None, None)
    if not np.all((steps > 0) & (steps < np.inf)):
        return Difference("a step is not positive", "exponents")
    exact = a * np.cos(a * x + phase)

    def quotient(scheme: int, h: Any) -> Any:
        return (forward, central)[scheme](lambda x: np.sin(a * x + phase), x, h)

    def usual_error(scheme: int) -> Any:
        return np.median(np.abs(quotient(scheme, GRID[:, np.newaxis] * AROUND) - exact), axis=1)

    best = [usual_error(scheme).min() for scheme in (0, 1)]

    def good(scheme: int, h: float) -> bool:
        return bool(abs(quotient(scheme, h) - exact) <= MUCH_WORSE * best[scheme])

    def lowest(scheme: int, sign: float) -> bool:
        low = (sign * (quotient(scheme, GRID) - exact)).min()
        return bool(sign * (quotient(scheme, steps[scheme]) - exact) < low / 4 < 0)

    right = [good(0, steps[0]), good(1, steps[1])]
    if all(right):
        return None
    signs = {
        "sign-of-the-error": any(lowest(0, sign) and lowest(1, sign) for sign in (1.0, -1.0)),
        "errors-returned": np.all(np.abs(np.log(steps / best)) < np.log(MUCH_WORSE)),
        "swapped": good(0, steps[1]) and good(1, steps[0]),
        "one-for-both": steps[0] == steps[1] and any(right),
        "moved-derivative": right[0] and good(0, steps[1]) and steps[0] != steps[1],
        "not-halved": right[0] and abs(2 * quotient(1, steps[1]) - exact) < 0.9 * abs(exact),
        "textbook": np.all(np.abs(np.log(steps / TEXTBOOK)) < np.log(4.0)),
    }
    hint = next((hint for hint, seen in signs.items() if seen), "wrong-value")
    return Difference("far from the best step", hint)


def wave(draw: Draw, frequency: float, half_turns: int = 0) -> tuple[float, float, float]:
    """Return a, φ and an x at which the wave sin(a x + φ) is neither flat nor straight.

    half_turns: with an odd number of them the errors have the other sign.
    """
    a = frequency * draw.uniform(0.8, 1.2)
    x = draw.uniform(1.0, 2.0) * min(1.0, 1 / a)
    return a, draw.uniform(0.5, 1.0) + np.pi * half_turns - a * x, x


SHORT_AND_LONG = (1e5, "a wave of length 6e-5"), (1e-5, "a wave of length 6e5")

check = Exercise(__name__, right, beside=beside.of_a_wave, judge=judge)


@check.part("a function of size and slope 1", 1)
def _(draw: Draw) -> Iterator[Case]:
    for number in draw.times(3, 6):
        yield Case(wave(draw, 1.0, number), "a wave of length 6")


@check.part("short waves and long ones", 1, otherwise="part-of-the-range")
def _(draw: Draw) -> Iterator[Case]:
    for frequency, says in SHORT_AND_LONG:
        yield Case(wave(draw, frequency), says)


check.mistake("swapped")(lambda f, derivative, x: right(f, derivative, x)[::-1])
check.mistake("exponents")(lambda f, derivative, x: tuple(np.log10(right(f, derivative, x))))
check.mistake("smallest-step")(lambda f, derivative, x: (GRID[-1], GRID[-1]))
check.mistake("largest-step")(lambda f, derivative, x: (GRID[0], GRID[0]))
check.mistake("textbook")(lambda f, derivative, x: tuple(TEXTBOOK))
check.mistake("textbook")(lambda f, derivative, x: tuple(max(1.0, abs(x)) * TEXTBOOK))
check.mistake("textbook")(lambda f, derivative, x: tuple(abs(x) * TEXTBOOK))
check.mistake("one-for-both")(lambda f, derivative, x: right(f, derivative, x)[:1] * 2)
check.mistake("one-for-both")(lambda f, derivative, x: right(f, derivative, x)[1:] * 2)


check.mistake("part-of-the-range")(
    lambda f, derivative, x: scanned(f, derivative, x, steps=GRID[(GRID > 1e-10) & (GRID < 0.01)])
)
for steps in (GRID[::4], GRID[::2], GRID, 2.0 ** -np.arange(50)):
    for way in (steps, steps[::-1]):
        check.mistake("part-of-the-range")(
            lambda f, derivative, x, way=way: scanned(f, derivative, x, pick=first_rise, steps=way)
        )


# Grids that end too early, and such as are compared at another number than x.
for grid in (GRID[::4], GRID[::2], GRID, 2.0 ** -np.arange(50)):
    for last in range(5, 11):
        check.mistake("part-of-the-range")(
            lambda f, derivative, x, steps=grid[grid > 0.9 * 10.0**-last]: scanned(
                f, derivative, x, steps=steps
            )
        )
    check.mistake("another-number")(
        lambda f, derivative, x, steps=grid: scanned(f, derivative, 1.0, steps=steps)
    )
for count in (16, 100, 1000):
    for even in (np.linspace(1e-15, 1, count), np.linspace(0, 1, count)[1:]):
        check.mistake("evenly-spaced")(
            lambda f, derivative, x, steps=even: scanned(f, derivative, x, steps=steps)
        )


def first_rise(errors):
    """Return the index of the last error before the errors rise."""
    rises = np.diff(errors) > 0.0
    return int(np.argmax(rises)) if rises.any() else len(errors) - 1


@check.mistake
def not_halved(f, derivative, x):
    exact = derivative(x)
    errors = [abs((f(x + h) - f(x - h)) / h - exact) for h in GRID]
    return right(f, derivative, x)[0], GRID[np.argmin(errors)]


@check.mistake
def moved_derivative(f, derivative, x):
    errors = [abs((f(x + h) - f(x - h)) / (2 * h) - derivative(x + h)) for h in GRID]
    return GRID[np.argmin(errors)] * 2, GRID[np.argmin(errors)]


@check.mistake
def called_with_an_array(f, derivative, x):
    return f(x + GRID)


for sign in 1.0, -1.0:
    for steps in GRID, GRID[::4]:
        check.mistake("sign-of-the-error")(
            lambda f, derivative, x, sign=sign, steps=steps: tuple(
                scanned(f, derivative, x, measure=lambda e: sign * e, steps=steps)
            )
        )


@check.mistake
def largest_error(f, derivative, x):
    return tuple(float(h) for h in scanned(f, derivative, x, pick=np.argmax))


@check.mistake
def errors_returned(f, derivative, x):
    h = right(f, derivative, x)
    exact = derivative(x)
    return abs(forward(f, x, h[0]) - exact), abs(central(f, x, h[1]) - exact)
