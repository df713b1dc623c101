"""What do wrong histories of the tuning look like, and what do wrong steps do?"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.checks.ps9_hypergradients import schedules
from autograder.checks.ps9_hypergradients.schedules import gradient, loss, others, squared

# Mistake → what it makes of the right history.
CHANGES: list[tuple[str, Callable[[Any], Any]]] = [
    ("last-only", lambda h: h[-1:]),
    ("last-only", lambda h: h[-1]),
    ("last-only", lambda h: h[-1][0]),
    ("start-missing", lambda h: h[1:]),
    ("last-missing", lambda h: h[:-1]),
    ("same-array", lambda h: [(h[-1][0], pair[1]) for pair in h]),
    ("same-array", lambda h: [h[-1]] * len(h)),
    ("loss-of-another", lambda h: [(a[0], b[1]) for a, b in zip(h, [h[0], *h])]),
    ("loss-of-another", lambda h: [(a[0], b[1]) for a, b in zip(h, [*h[1:], h[-1]])]),
    ("loss-of-another", lambda h: [(a[0], b[1]) for a, b in zip([*h[1:], h[-1]], h)]),
    ("loss-of-another", lambda h: [(a, h[0][1]) for a, _ in h]),
    ("loss-of-another", lambda h: [(a, h[-1][1]) for a, _ in h]),
    ("loss-of-another", lambda h: [(a[0], b[1]) for a, b in zip(h[1:], h)]),
    ("loss-of-another", lambda h: [(a[0], b[1]) for a, b in itertools.pairwise(h)]),
    ("never-moves", lambda h: h[:1] * len(h)),
    ("loss-no-number", lambda h: [(a, np.array([value])) for a, value in h]),
    ("pairs-swapped", lambda h: [(value, a) for a, value in h]),
    ("losses-only", lambda h: [value for _, value in h]),
    ("no-pairs", lambda h: [a for a, _ in h]),
    ("no-pairs", lambda h: np.array([a for a, _ in h])),
    ("two-lists", lambda h: ([a for a, _ in h], [value for _, value in h])),
    ("two-lists", lambda h: (np.array([a for a, _ in h]), np.array([value for _, value in h]))),
    ("no-pairs", lambda h: [np.append(a, value) for a, value in h]),
    ("more-than-a-pair", lambda h: [(t, a, value) for t, (a, value) in enumerate(h)]),
    ("more-than-a-pair", lambda h: [(a, value, a) for a, value in h]),
    ("more-than-a-pair", lambda h: (h[-1][0], h)),
    ("more-than-a-pair", lambda h: (h, h[-1][0])),
    ("backwards", lambda h: h[::-1]),
    ("half-wrong", lambda h: [(a, 2 * value) for a, value in h]),
    ("half-wrong", lambda h: [(a, value / 2) for a, value in h]),
    ("log-of-the-loss", lambda h: [(a, float(np.log(value or 1e-300))) for a, value in h]),
    ("gradient-beside", lambda h: [(a, a) for a, _ in h]),
    ("lowest-so-far", lambda h: [(a, min(b[1] for b in h[: t + 1])) for t, (a, _) in enumerate(h)]),
    ("stopped-early", lambda h: h[: 1 + until(h, at_rest)]),
    ("stopped-early", lambda h: h[: 2 + until(h, at_rest)]),
    ("stopped-early", lambda h: h[: 1 + until(h, worse)]),
    ("stopped-early", lambda h: h[: 2 + until(h, worse)]),
    ("stopped-early", lambda h: h[:1] + [b for a, b in itertools.pairwise(h) if b[1] < a[1]]),
]


def until(history, ends):
    """The number of steps before the first that ends the tuning."""
    found = [ends(a, b) for a, b in itertools.pairwise(history)]
    return found.index(True) if True in found else len(found)


def at_rest(a, b):
    return np.array_equal(a[0], b[0])


def worse(a, b):
    return b[1] > a[1]


# Mistake → its step: a the step sizes, t the number of the step.
STEPS: list[tuple[str, Callable[..., Any]]] = [
    ("uphill", lambda a, x0, beta, t: a + beta * gradient(a, x0)),
    ("beta-ignored", lambda a, x0, beta, t: a - gradient(a, x0)),
    ("beta-ignored", lambda a, x0, beta, t: a - 1e-3 * gradient(a, x0)),
    ("beta-ignored", lambda a, x0, beta, t: a - 1e-2 * gradient(a, x0)),
    ("beta-ignored", lambda a, x0, beta, t: a - 1e-4 * gradient(a, x0)),
    ("beta-changed", lambda a, x0, beta, t: a - beta / (t + 1) * gradient(a, x0)),
    ("beta-changed", lambda a, x0, beta, t: a - beta / np.sqrt(t + 1) * gradient(a, x0)),
    ("beta-changed", lambda a, x0, beta, t: a - beta / len(a) * gradient(a, x0)),
    ("beta-changed", lambda a, x0, beta, t: a - beta / len(x0) * gradient(a, x0)),
    ("beta-changed", lambda a, x0, beta, t: a - beta * a * gradient(a, x0)),
    ("beta-changed", lambda a, x0, beta, t: a - beta / squared(x0) * gradient(a, x0)),
    ("normalised", lambda a, x0, beta, t: a - beta * unit(gradient(a, x0))),
    ("normalised", lambda a, x0, beta, t: a - beta * np.sign(gradient(a, x0))),
    ("bounded", lambda a, x0, beta, t: np.clip(a - beta * gradient(a, x0), 0, 1)),
    ("bounded", lambda a, x0, beta, t: np.clip(a - beta * gradient(a, x0), 0, 0.1)),
    ("bounded", lambda a, x0, beta, t: np.maximum(a - beta * gradient(a, x0), 0)),
    ("bounded", lambda a, x0, beta, t: np.minimum(a - beta * gradient(a, x0), 1)),
    ("bounded", lambda a, x0, beta, t: np.abs(a - beta * gradient(a, x0))),
    ("same-array", lambda a, x0, beta, t: further(a, x0, beta) if gradient(a, x0).any() else a),
    ("stopped-where-large", lambda a, x0, beta, t: a if of(x0)(a) > 1e6 else further(a, x0, beta)),
    ("only-if-better", lambda a, x0, beta, t: min(a, a - beta * gradient(a, x0), key=of(x0))),
    ("step-made-smaller", lambda a, x0, beta, t: searched(a, x0, beta, 0.5)),
    ("step-made-smaller", lambda a, x0, beta, t: searched(a, x0, beta, 0.1)),
    ("step-made-smaller", lambda a, x0, beta, t: searched(a, x0, beta, 0.5, 1e-4)),
    ("step-made-smaller", lambda a, x0, beta, t: searched(a, x0, beta, 0.5, 0.5)),
    ("one-after-another", lambda a, x0, beta, t: in_turn(a, x0, beta)),
    ("one-at-a-time", lambda a, x0, beta, t: a - beta * at(t % len(a), gradient(a, x0))),
    ("twice", lambda a, x0, beta, t: further(further(a, x0, beta), x0, beta)),
    ("gradient-replaces", lambda a, x0, beta, t: -beta * gradient(a, x0)),
    ("newton", lambda a, x0, beta, t: a - beta * solved(a, x0)),
    ("newton", lambda a, x0, beta, t: a - solved(a, x0)),
]


def further(a, x0, beta):
    return a - beta * gradient(a, x0)


def unit(g):
    return g / (np.linalg.norm(g) or 1.0)


def of(x0):
    return lambda a: loss(a, x0)


def shortened(a, x0, beta, shrunk, enough=0.0):
    """Return what a line search has made of β."""
    g = gradient(a, x0)
    for _ in range(50):
        if loss(a - beta * g, x0) <= loss(a, x0) - enough * beta * (g @ g):
            break
        beta = shrunk * beta
    return beta


def searched(a, x0, beta, shrunk, enough=0.0):
    return further(a, x0, shortened(a, x0, beta, shrunk, enough))


def searched_and_kept(a, x0, beta, shrunk):
    beta = shortened(a, x0, beta, shrunk)
    return further(a, x0, beta), beta


def smaller_after_a_worse_one(a, x0, beta, taken):
    """Return the next step sizes, and β, which a step halves that raises the loss."""
    new = further(a, x0, beta)
    if loss(new, x0) <= loss(a, x0):
        return new, beta
    return new if taken else a, beta / 2


# Steps that remember what was made of β: step(a, x0, beta) → (a, beta).
ADAPTED = (
    lambda a, x0, beta: searched_and_kept(a, x0, beta, 0.5),
    lambda a, x0, beta: searched_and_kept(a, x0, beta, 0.1),
    lambda a, x0, beta: smaller_after_a_worse_one(a, x0, beta, taken=True),
    lambda a, x0, beta: smaller_after_a_worse_one(a, x0, beta, taken=False),
)


def at(k, g):
    return np.where(np.arange(g.size) == k, g, 0.0)


def in_turn(a, x0, beta):
    for k in range(len(a)):
        a = a - beta * at(k, gradient(a, x0))
    return a


def solved(a, x0):
    return np.linalg.lstsq(schedules.hessian(a, x0), gradient(a, x0))[0]


# A gradient of one's own that is wrong.
GRADIENTS = (
    lambda a, x0: -squared(x0) * others(a) ** 2,
    lambda a, x0: 2 * gradient(a, x0),
    lambda a, x0: gradient(a, x0) / 2,
    lambda a, x0: -2 * loss(a, x0) + 0 * a,
    lambda a, x0: at(len(a) - 1, gradient(a, x0)),
    lambda a, x0: loss(a, x0) + 0 * a,
    lambda a, x0: gradient(a, x0) / loss(a, x0) if loss(a, x0) else np.nan * a,
    lambda a, x0: np.full(a.shape, gradient(a, x0).sum()),
)


def quotient(h, sides):
    """The gradient by differences of the loss; sides: 2 for central ones."""

    def found(a, x0):
        moved = h * np.eye(len(a))
        rest = [loss(a - e if sides == 2 else a, x0) for e in moved]
        return (np.array([loss(a + e, x0) for e in moved]) - rest) / (sides * h)

    return found


# L is a square in each step size: central differences are as good as exact until rounding shows.
QUOTIENTS = [quotient(h, 1) for h in (1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8)]
QUOTIENTS += [quotient(h, 2) for h in (1e-6, 1e-7, 1e-8)]
