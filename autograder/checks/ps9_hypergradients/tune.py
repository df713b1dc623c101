"""Gradient descent on the step sizes: α ← α − β ∇L(α), with the loss of every schedule on the way.

Each step is judged from the answer's own step sizes before it, so that a rounding in the first
cannot grow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from autograder.checks import Case, Draw, Exercise
from autograder.checks.compare import Difference, difference, kind_of
from autograder.checks.ps9_hypergradients import schedules
from autograder.checks.ps9_hypergradients.beside import JAX, NUMPY, WRITTEN, tuned
from autograder.checks.ps9_hypergradients.histories import (
    ADAPTED,
    CHANGES,
    GRADIENTS,
    QUOTIENTS,
    STEPS,
)
from autograder.checks.ps9_hypergradients.hypergradient import unrolled_loss
from autograder.checks.ps9_hypergradients.schedules import (
    Arrays,
    factors,
    gradient,
    loss,
    squared,
)
from autograder.reference import value_and_grad

EXACT = 1e-11
ALPHAS, LOSSES = 0, 1


def right(alphas, x0, beta, steps):
    L = value_and_grad(lambda a: loss(a, x0))
    alphas, history = np.asarray(alphas, dtype=float), []
    for _ in range(steps + 1):
        value, g = L(alphas)
        history.append((alphas, float(value)))
        alphas = alphas - beta * g
    return history


def hypergradient(alphas, x0):
    """Stands in for an earlier answer; JAX can differentiate it, and compile it."""
    import jax
    import jax.numpy as jnp

    def unrolled(alphas):
        x = jnp.asarray(x0) * 1.0
        for k in range(alphas.shape[0]):
            x = x - alphas[k] * x
        return 0.5 * (x @ x)

    return jax.grad(unrolled)(jnp.asarray(alphas) * 1.0)


def judge(got: Any, want: Any, *arguments: Any) -> Difference | None:
    """Compare the step sizes, or the losses, of a history."""
    _, x0, beta, steps, kind, piece = arguments
    if isinstance(got, dict) or (isinstance(got, list) and any(isinstance(p, dict) for p in got)):
        return Difference("a dict where a list of pairs is asked", "two-lists")
    if not isinstance(got, tuple | list):
        return Difference(f"{kind_of(got)} where a list of pairs is asked", "no-history")
    if len(got) != len(want):
        return Difference(f"{len(got)} items where {len(want)} pairs are asked", "wrong-length")
    before = None
    for k, (pair, (alphas, _)) in enumerate(zip(got, want)):
        where = f"pair {k}"
        if not isinstance(pair, tuple | list) or len(pair) != 2:
            return Difference(f"{where}: {kind_of(pair)} and no pair", "no-history")
        if before is not None:
            alphas = before - beta * gradient(before, x0)
            alphas = alphas + 1.0 if kind == WRITTEN and k == steps else alphas
        found = difference(pair[0], alphas, EXACT, double=True)
        if piece == ALPHAS and found is not None:
            return Difference(f"{where}: {found.message}", found.hint, found.got, found.want)
        if np.shape(pair[0]) != np.shape(alphas):
            return Difference(f"{where}: no step sizes", "no-history")
        if piece == ALPHAS and np.asarray(pair[0]).dtype.kind != "f":
            return Difference(f"{where}: integers where float64 is asked", "integers-kept")
        before = np.asarray(pair[0], dtype=float)
        if piece == LOSSES:
            found = difference(pair[1], float(loss(before, x0)), EXACT, double=True)
            if found is not None:
                return Difference(f"{where}: {found.message}", found.hint, found.got, found.want)
    return None


check = Exercise(
    __name__,
    right,
    beside=tuned,
    names={"jnp": schedules.STAND_IN},
    earlier={"unrolled_loss": unrolled_loss, "hypergradient": hypergradient},
    judge=judge,
)


def case(arrays: Arrays, beta: float, steps: int, says: str, piece: int, kind: str = NUMPY) -> Case:
    """Return a case; beta: in units of 1/‖x0‖²."""
    alphas, x0 = arrays
    words = schedules.counted(steps, "step")
    more = f"{', ' * bool(says)}{says}{', arrays of JAX' * (kind == JAX)}"
    return Case((alphas, x0, beta / float(squared(x0)), steps, kind, piece), f"{words}{more}")


def near(draw: Draw, K: int = 3, n: int = 4) -> Arrays:
    """A schedule from which the loss falls by a good part in each of some steps."""
    return draw.rng.permutation([0.05, 0.2, -0.3, 0.35])[:K] + draw.uniform(0, 0.1, K), draw.normal(
        n
    )


def downhill(draw: Draw, piece: int) -> Iterator[Case]:
    yield case(schedules.homework(draw), 0.05, 4, "ten step sizes, 1000 numbers", piece)
    yield case(near(draw), 0.15, 3, "", piece)
    yield case(near(draw), 0.15, 3, "", piece, JAX)
    yield case(near(draw), 0.3, 1, "", piece)


def many(draw: Draw, piece: int) -> Iterator[Case]:
    """A part of its own: where JAX compiles in each step this takes some seconds."""
    yield case(near(draw, *schedules.ONE), 0.05, 52, "one step size, one number", piece)


def anywhere(draw: Draw, piece: int) -> Iterator[Case]:
    """Step sizes above 1 and below 0; a loss that grows; a start where nothing moves."""
    alphas, x0 = near(draw)
    yield case((alphas - 0.5, x0), 0.02, 3, "below 0", piece)
    yield case((alphas + 1.2, x0), 0.3, 3, "above 1", piece)
    y = np.array([1.0, 1.4, -1.6]) * draw.uniform(0.95, 1.05, 3)
    yield case((1.0 - y, x0), 0.9, 2, "the loss grows", piece)
    alphas, x0 = near(draw)
    yield case((alphas, 1e100 * x0), 0.3, 2, "a start of about 1e100", piece)
    yield case(schedules.with_ones(draw, 1, *schedules.SMALL), 0.3, 3, "one of them 1", piece)
    if piece == ALPHAS:
        says = "one of them 1; then the last array is changed"
        yield case(schedules.with_ones(draw, 1, *schedules.SMALL), 0.3, 3, says, piece, WRITTEN)
    yield case(near(draw), 0.3, 0, "", piece)
    yield case(near(draw), 0.0, 2, "`beta` is 0", piece)
    yield case((schedules.whole(draw, 3), draw.normal(4)), 0.01, 2, "integers", piece)
    yield case((near(draw)[0], draw.rng.permutation([-3, 2, 5, -7])), 0.15, 2, "integers", piece)


def alphas_of(history: Any) -> Any:
    return [pair[0] for pair in history]


def losses_of(history: Any) -> Any:
    return [pair[1] for pair in history]


for title, points, cases, piece, asks in (
    ("the step sizes on the way down", 0.5, downhill, ALPHAS, alphas_of),
    ("their losses", 0.5, downhill, LOSSES, losses_of),
    ("many steps", 0.5, many, ALPHAS, alphas_of),
    ("the step sizes, wherever they lead", 1, anywhere, ALPHAS, alphas_of),
    ("the losses there", 0.5, anywhere, LOSSES, losses_of),
):
    check.part(title, points, asks=asks)(lambda draw, cases=cases, piece=piece: cases(draw, piece))


def changed(change: Callable[[Any], Any]) -> Callable[..., Any]:
    """Return what becomes of the right history where `change` is made of it."""
    return lambda *given: change(right(*given))


def by_steps(step: Callable[..., Any]) -> Callable[..., Any]:
    """Return gradient descent with ``step(alphas, x0, beta, t)`` in place of the right one."""

    def program(alphas, x0, beta, steps):
        alphas = np.asarray(alphas, dtype=float)
        history = [(alphas, loss(alphas, x0))]
        for t in range(steps):
            alphas = step(alphas, x0, beta, t)
            history.append((alphas, loss(alphas, x0)))
        return history

    return program


def by_gradient(wrong: Callable[..., Any]) -> Callable[..., Any]:
    return by_steps(lambda a, x0, beta, t: a - beta * wrong(a, x0))


for name, change in CHANGES:
    check.mistake(name)(changed(change))


for name, step in STEPS:
    check.mistake(name)(by_steps(step))

for adapted in ADAPTED:

    @check.mistake("step-made-smaller")
    def kept_smaller(alphas, x0, beta, steps, adapted=adapted):
        kept = [beta]

        def step(a, x0, beta, t):
            a, kept[0] = adapted(a, x0, kept[0])
            return a

        return by_steps(step)(alphas, x0, beta, steps)


for wrong in GRADIENTS:
    check.mistake("gradient-wrong")(by_gradient(wrong))

for wrong in QUOTIENTS:
    check.mistake("nearly-right")(by_gradient(wrong))


@check.mistake
def gradient_at_start(alphas, x0, beta, steps):
    g = gradient(alphas, x0)
    return by_steps(lambda a, x0, beta, t: a - beta * g)(alphas, x0, beta, steps)


@check.mistake
def start_moves_too(alphas, x0, beta, steps):
    alphas, history = np.asarray(alphas, dtype=float), []
    for _ in range(steps + 1):
        history.append((alphas, loss(alphas, x0)))
        moved = np.prod(factors(alphas)) ** 2 * x0
        alphas, x0 = alphas - beta * gradient(alphas, x0), x0 - beta * moved
    return history


@check.mistake("start-moves-too")
def start_where_the_last_run_ended(alphas, x0, beta, steps):
    alphas, history = np.asarray(alphas, dtype=float), []
    for _ in range(steps + 1):
        history.append((alphas, loss(alphas, x0)))
        alphas = alphas - beta * gradient(alphas, x0)
        x0 = np.prod(factors(alphas)) * x0
    return history


@check.mistake
def each_from_the_start(alphas, x0, beta, steps):
    alphas = np.asarray(alphas, dtype=float)
    moved = [alphas - beta * gradient(alphas, x0)] * steps
    return [(a, loss(a, x0)) for a in (alphas, *moved)]


@check.mistake
def momentum(alphas, x0, beta, steps, keep=0.9):
    v = [np.zeros(len(alphas))]

    def step(a, x0, beta, t):
        v[0] = keep * v[0] + gradient(a, x0)
        return a - beta * v[0]

    return by_steps(step)(alphas, x0, beta, steps)


@check.mistake("momentum")
def adam(alphas, x0, beta, steps):
    kept = [0.0, 0.0]

    def step(a, x0, beta, t):
        g = gradient(a, x0)
        kept[:] = 0.9 * kept[0] + 0.1 * g, 0.999 * kept[1] + 0.001 * g**2
        m, v = kept[0] / (1 - 0.9 ** (t + 1)), kept[1] / (1 - 0.999 ** (t + 1))
        return a - beta * m / (np.sqrt(v) + 1e-8)

    return by_steps(step)(alphas, x0, beta, steps)


check.mistake("one-too-many")(lambda a, x0, beta, steps: right(a, x0, beta, steps + 1))
check.mistake("one-too-many")(
    lambda a, x0, beta, steps: [right(a, x0, 0, 0)[0], *right(a, x0, beta, steps)]
)
check.mistake("fixed-number")(lambda a, x0, beta, steps: right(a, x0, beta, 10))
check.mistake("fixed-number")(lambda a, x0, beta, steps: right(a, x0, beta, 100))
for most in 10, 20, 50:
    check.mistake("fixed-number")(
        lambda a, x0, beta, steps, most=most: right(a, x0, beta, min(steps, most))
    )


@check.mistake
def truncated(alphas, x0, beta, steps):
    kind = np.asarray(alphas).dtype
    step = by_steps(lambda a, x0, beta, t: (a - beta * gradient(a, x0)).astype(kind))
    return step(alphas, x0, beta, steps)


@check.mistake("arguments-changed")
def in_place(alphas, x0, beta, steps):
    history = [(alphas, loss(alphas, x0))]
    for _ in range(steps):
        alphas -= beta * gradient(alphas, x0)
        history.append((alphas, loss(alphas, x0)))
    return history


@check.mistake("arguments-changed")
def in_place_with_copies(alphas, x0, beta, steps):
    history = [(alphas.copy(), loss(alphas, x0))]
    for _ in range(steps):
        alphas -= beta * gradient(alphas, x0)
        history.append((alphas.copy(), loss(alphas, x0)))
    return history


@check.mistake
def integers_kept(alphas, x0, beta, steps):
    (_, value), *later = right(alphas, x0, beta, steps)
    return [(np.asarray(alphas), value), *later]


check.mistake("integers-refused")(schedules.integers_refused(right))
check.mistake("arrays-of-jax")(schedules.jax_refused(right))
check.mistake("arrays-of-numpy")(schedules.numpy_refused(right))
