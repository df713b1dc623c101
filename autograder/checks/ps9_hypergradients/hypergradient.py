"""The gradient of the unrolled loss: reverse mode through K steps of gradient descent.

From x̄_K = x_K on, ᾱ_k = −⟨x̄_{k+1}, x_k⟩ and x̄_k = (1 − α_k) x̄_{k+1}; together
∂L/∂α_k = −‖x0‖² (1 − α_k) p_k² with the product p_k of all factors but the k-th.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.checks import Case, Draw, Exercise
from autograder.checks.compare import Difference, difference
from autograder.checks.ps9_hypergradients import schedules
from autograder.checks.ps9_hypergradients.beside import JAX, called
from autograder.checks.ps9_hypergradients.schedules import (
    case,
    factors,
    iterates,
    others,
    squared,
)
from autograder.reference import grad

EXACT = 2e-12


def right(alphas, x0):
    return grad(lambda a: schedules.loss(a, x0))(np.asarray(alphas, dtype=float))


def unrolled_loss(alphas, x0):
    """Stands in for an earlier answer; JAX and the reference module can differentiate it."""
    x = x0 * 1.0
    for k in range(alphas.shape[0]):
        x = x - alphas[k] * x
    return 0.5 * (x @ x)


def judge(got: Any, want: Any, alphas: np.ndarray, *_: Any) -> Difference | None:
    """Compare gradients, each entry by its own size: they may differ by many powers of ten."""
    found = difference(got, want, EXACT, double=True)
    if found is not None or not np.any(want):
        return schedules.coarse(found, alphas)
    value, right = np.asarray(got, dtype=float), np.asarray(want)
    sizes = np.where(right == 0, 1.0, np.abs(right))
    found = difference(value / sizes, right / sizes, EXACT)
    if found is None:
        return None
    found = Difference("an entry that is small beside others", found.hint, value, right)
    return schedules.coarse(found, alphas)


check = Exercise(
    __name__,
    right,
    beside=called,
    names={"jnp": schedules.STAND_IN},
    earlier={"unrolled_loss": unrolled_loss},
    judge=judge,
)


@check.part("a schedule as at the start", 1)
def _(draw: Draw) -> Iterator[Case]:
    yield case(schedules.homework(draw))
    alphas, x0 = schedules.homework(draw)
    yield case((alphas, x0), kind=JAX)
    yield case((alphas[:3], x0[:4] - 0.5))
    yield case(schedules.long(draw, 24))


@check.part("any step sizes, any start", 1)
def _(draw: Draw) -> Iterator[Case]:
    yield case(schedules.anywhere(draw, *schedules.SMALL), "some above 1 and below 0")
    yield case(schedules.anywhere(draw, *schedules.SMALL), "some above 1 and below 0", JAX)
    yield case(schedules.anywhere(draw, *schedules.ONE))
    alphas, _ = schedules.anywhere(draw, *schedules.SMALL)
    yield case((alphas, draw.rng.permutation([-3, 2, 5, -7])), "integers as start")
    yield case((schedules.whole(draw, 3), draw.normal(4)), "integers as step sizes")


@check.part("a step size of 1", 1, otherwise="ones-set-apart")
def _(draw: Draw) -> Iterator[Case]:
    for ones in 1, 2:
        says = f"{'one' if ones == 1 else 'two'} of them 1"
        yield case(schedules.with_ones(draw, ones, *schedules.SMALL), says)
    yield case(schedules.with_ones(draw, 1, *schedules.ONE), "it is 1")
    yield case(schedules.anywhere(draw, *schedules.SMALL), "some above 1 and below 0")


@check.part("exact, near and far", 1, otherwise="nearly-right")
def _(draw: Draw) -> Iterator[Case]:
    for _ in draw.times(2, 3):
        yield case(schedules.first_next_to_one(draw, *schedules.SMALL), "the first next to 1")
    for scale, says in ((1e150, "about 1e150"),):
        alphas, x0 = schedules.anywhere(draw, *schedules.SMALL)
        yield case((alphas, scale * x0), says)
    yield case(schedules.growing(draw, 4), "steps of about 1e10")


# Mistake → what it makes of the factors, their products and ‖x0‖².
FORMULAS: list[tuple[str, Any]] = [
    ("half-wrong", lambda y, p, s: -2 * s * y * p**2),
    ("half-wrong", lambda y, p, s: -s * y * p**2 / 2),
    ("sign", lambda y, p, s: s * y * p**2),
    ("factor-missing", lambda y, p, s: -s * p**2),
    ("factor-missing", lambda y, p, s: -s * p),
    ("factor-missing", lambda y, p, s: -2 * s * p**2),
    ("factor-missing", lambda y, p, s: -s * np.prod(y) * y),
    ("same-for-every-step", lambda y, p, s: -s * np.prod(y) ** 2 + 0 * y),
    ("same-for-every-step", lambda y, p, s: -2 * s * np.prod(y) ** 2 + 0 * y),
    ("only-its-own-step", lambda y, p, s: -s * y),
    ("only-its-own-step", lambda y, p, s: -s + 0 * y),
    ("x-held-constant", lambda y, p, s: -s * np.prod(y) * before(y)),
    ("greedy", lambda y, p, s: -s * before(y) ** 2 * y),
    ("way-there-left-out", lambda y, p, s: -s * np.prod(y) * after(y)),
    ("way-there-left-out", lambda y, p, s: -s * np.prod(y) ** 2 * after(y)),
    ("identity-missing", lambda y, p, s: -s * np.prod(y) * before(y) * after(1 - y, -1)),
    ("identity-missing", lambda y, p, s: -s * np.prod(y) * before(y) * after(1 - y)),
    ("adjoint-sign", lambda y, p, s: -s * np.prod(y) * before(y) * after(2 - y)),
    ("step-size-of-another", lambda y, p, s: -s * np.prod(y) * before(y) * after(np.roll(y, 1))),
    ("step-size-of-another", lambda y, p, s: -s * np.prod(y) * before(y) * after(np.roll(y, -1))),
    ("last-step-only", lambda y, p, s: np.where(np.arange(y.size) < y.size - 1, 0, -s * y * p**2)),
    ("first-step-only", lambda y, p, s: np.where(np.arange(y.size) > 0, 0, -s * y * p**2)),
    ("opposite-order", lambda y, p, s: (-s * y * p**2)[::-1]),
    ("opposite-order", lambda y, p, s: -s * np.prod(y) * before(y) * after(y[::-1])),
    ("normalised", lambda y, p, s: unit(-s * y * p**2)),
    ("summed-up", lambda y, p, s: np.sum(-s * y * p**2)),
    ("summed-up", lambda y, p, s: np.sum(-s * y * p**2) + 0 * y),
    ("summed-up", lambda y, p, s: np.mean(-s * y * p**2) + 0 * y),
    ("relative", lambda y, p, s: -s * (1 - y) * y * p**2),
    ("logarithm", lambda y, p, s: -2 / y),
    ("logarithm", lambda y, p, s: -1 / y),
    ("divided-by-zero", lambda y, p, s: -s * np.prod(y) ** 2 / y),
    ("step-taken", lambda y, p, s: 1 - y + s * y * p**2),
]


def before(y):
    """The products of the factors before each step."""
    return np.array([np.prod(y[:k]) for k in range(y.size)])


def after(y, sign=1):
    """The products of the factors after each step, each with that sign."""
    return np.array([np.prod(sign * y[k + 1 :]) for k in range(y.size)])


def unit(g):
    return g / (np.linalg.norm(g) or 1.0)


def by_formula(formula):
    def program(alphas, x0):
        with np.errstate(all="ignore"):
            return formula(factors(alphas), others(alphas), squared(x0))

    return program


for name, formula in FORMULAS:
    check.mistake(name)(by_formula(formula))


check.mistake("mean-for-sum")(lambda alphas, x0: right(alphas, x0) / len(x0))
check.mistake("mean-for-sum")(lambda alphas, x0: right(alphas, x0) / len(alphas))
check.mistake("last-step-only")(lambda alphas, x0: right(alphas, x0)[-1])
check.mistake("last-step-only")(lambda alphas, x0: right(alphas, x0)[-1:])
check.mistake("x-held-constant")(lambda alphas, x0: 0 * factors(alphas))
check.mistake("of-the-start")(lambda alphas, x0: np.prod(factors(alphas)) ** 2 * x0)
check.mistake("of-the-start")(lambda alphas, x0: np.prod(factors(alphas)) * x0)
check.mistake("of-the-start")(lambda alphas, x0: iterates(alphas, x0)[-1])
check.mistake("whole-result")(
    lambda alphas, x0: (schedules.loss(np.asarray(alphas), x0), right(alphas, x0))
)
check.mistake("whole-result")(lambda alphas, x0: (right(alphas, x0), right(alphas, x0)))
check.mistake("whole-result")(
    lambda alphas, x0: (right(alphas, x0), np.prod(factors(alphas)) ** 2 * np.asarray(x0))
)
check.mistake("whole-result")(lambda alphas, x0: (right(alphas, x0),))
check.mistake("whole-result")(lambda alphas, x0: right(alphas, x0)[None])
check.mistake("whole-result")(lambda alphas, x0: right(alphas, x0)[:, None])
check.mistake("squeezed")(lambda alphas, x0: np.squeeze(right(alphas, x0)))
check.mistake("not-summed")(lambda alphas, x0: -np.outer(others(alphas), x0))
check.mistake("not-summed")(lambda alphas, x0: -np.outer(x0, others(alphas)))
check.mistake("not-summed")(
    lambda alphas, x0: -np.outer(factors(alphas) * others(alphas) ** 2, np.asarray(x0) ** 2)
)


def by_product(alphas, x0):
    """The loss, in which 1 − α is rounded otherwise than step by step."""
    return 0.5 * squared(x0) * np.prod(factors(alphas)) ** 2


def quotient(h, sides, loss):
    """Return the gradient by differences of the loss; sides: 2 for central ones."""

    def program(alphas, x0):
        a = np.asarray(alphas, dtype=float)
        moved = h * np.eye(len(a))
        rest = [loss(a - e if sides == 2 else a, x0) for e in moved]
        return (np.array([loss(a + e, x0) for e in moved]) - rest) / (sides * h)

    return program


for h in 1.0, 0.5, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8:
    for loss in schedules.loss, by_product:
        check.mistake("difference-quotient")(quotient(h, 2, loss))
        check.mistake("difference-quotient")(quotient(h, 1, loss))


for other in -1, 1:  # step by step, where next to 1 the formula is rounded otherwise

    @check.mistake("step-size-of-another")
    def index_beside(alphas, x0, other=other):
        bar, *xs = reversed(iterates(alphas, x0))
        steps, found = np.roll(np.asarray(alphas, dtype=float), -other)[::-1], []
        for x, alpha in zip(xs, steps):
            found.append(-bar @ x)
            bar = bar - alpha * bar
        return np.array(found[::-1])


@check.mistake
def root_at_zero(alphas, x0):
    """½ norm(x)² in JAX: the norm comes to be differentiated first."""
    return right(alphas, x0) if schedules.loss(alphas, x0) else np.nan * factors(alphas)


@check.mistake
def start_of_ones(alphas, x0):
    sums = [np.sum(x) for x in iterates(alphas, x0)[:-1]]
    return -after(factors(alphas)) * np.array(sums)


@check.mistake("start-of-ones")
def start_of_the_loss(alphas, x0):
    return schedules.loss(np.asarray(alphas), x0) * start_of_ones(alphas, x0)


for last in 2, 3, 4, 5:
    check.mistake("last-steps-only")(
        lambda alphas, x0, last=last: np.append(
            np.zeros(len(alphas[:-last])), right(alphas, x0)[-last:]
        )
    )


@check.mistake
def losses_summed(alphas, x0):
    return np.sum(
        [padded(right(alphas[:k], x0), len(alphas)) for k in range(1, 1 + len(alphas))], 0
    )


def padded(g, size):
    return np.append(g, np.zeros(size - len(g)))


@check.mistake
def ten_steps(alphas, x0):
    g = np.zeros(10)
    for k in range(10):
        g[k] = alphas[k]
    return right(g, x0)


@check.mistake("ten-steps")
def last_one_again(alphas, x0):
    alphas = np.asarray(alphas, dtype=float)
    g = right(np.append(alphas, np.repeat(alphas[-1], 10))[:10], x0)
    return np.append(g[: len(alphas) - 1], g[len(alphas) - 1 :].sum())


check.mistake("ten-steps")(lambda alphas, x0: right(np.array([alphas[0], alphas[1]]), x0))
for most in 2, 10, 20:
    check.mistake("ten-steps")(
        lambda alphas, x0, most=most: padded(right(alphas[:most], x0), len(alphas))
    )


@check.mistake
def truncated(alphas, x0):
    return right(alphas, x0).astype(np.asarray(alphas).dtype)


check.mistake("truncated")(lambda alphas, x0: right(alphas, x0).astype(np.asarray(x0).dtype))


@check.mistake("truncated")
def iterates_truncated(alphas, x0):
    y, x = factors(alphas), np.asarray(x0)
    xs = [x]
    for factor in y:
        xs.append((factor * xs[-1]).astype(x.dtype))
    return -np.array([a * float(xs[-1] @ b) for a, b in zip(after(y), xs)])


@check.mistake("arguments-changed")
def in_place(alphas, x0):
    g = right(alphas, x0)
    for alpha in alphas:
        x0 -= alpha * x0
    return g


@check.mistake("arguments-changed")
def all_the_same_array(alphas, x0):
    xs = [x0]
    for alpha in alphas:
        x0 -= alpha * x0
        xs.append(x0)
    return -np.array([a * (xs[-1] @ b) for a, b in zip(after(factors(alphas)), xs)])


check.mistake("integers-refused")(schedules.integers_refused(right))
check.mistake("truncated")(schedules.step_sizes_truncated(right))
check.mistake("truncated")(schedules.start_truncated(right))
check.mistake("arrays-of-jax")(schedules.jax_refused(right))
check.mistake("arrays-of-numpy")(schedules.numpy_refused(right))
