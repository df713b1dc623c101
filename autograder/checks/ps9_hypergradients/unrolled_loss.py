"""The loss after K steps, ½‖x_K‖² with x_{k+1} = x_k − α_k x_k: that is ½‖x0‖² Π(1 − α_k)²."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.checks import Case, Draw, Exercise
from autograder.checks.ps9_hypergradients import schedules
from autograder.checks.ps9_hypergradients.beside import JAX, called
from autograder.checks.ps9_hypergradients.schedules import case, iterates, squared


def right(alphas, x0):
    return float(schedules.loss(alphas, x0))


check = Exercise(
    __name__, right, beside=called, names={"jnp": schedules.STAND_IN}, rtol=1e-12, double=True
)


@check.part("a schedule as at the start", 1)
def _(draw: Draw) -> Iterator[Case]:
    yield case(schedules.homework(draw))
    alphas, x0 = schedules.homework(draw)
    yield case((alphas, x0), kind=JAX)
    yield case((alphas[:3], x0[:4] - 0.5), kind=JAX)
    yield case((alphas[3:4], x0[4:5] - 2.0))
    yield case(schedules.long(draw, 60))


@check.part("any step sizes, any start", 1)
def _(draw: Draw) -> Iterator[Case]:
    yield case(schedules.anywhere(draw, *schedules.SMALL), "some above 1 and below 0")
    yield case(schedules.anywhere(draw, *schedules.ONE))
    yield case(schedules.with_ones(draw, 1, *schedules.SMALL), "one of them 1", JAX)
    yield case((draw.uniform(0.1, 0.9, 3), draw.normal(4)))
    # Far out, and with room for the square and the factors in what a float holds.
    for scale, says in (1e120, "about 1e120"), (1e-120, "about 1e-120"):
        alphas, x0 = schedules.anywhere(draw, *schedules.SMALL)
        yield case((alphas, scale * x0), says)
    yield case(schedules.growing(draw, 4), "steps of about 1e10")
    alphas, x0 = schedules.anywhere(draw, *schedules.SMALL)
    yield case((alphas, draw.rng.permutation([-3, 2, 5, -7])), "integers as start")
    yield case((schedules.whole(draw, 3), x0), "integers as step sizes", JAX)


def by_factors(alphas, x0, factor):
    """½‖x_K‖² where a step multiplies x by factor(α)."""
    x = np.asarray(x0, dtype=float)
    for alpha in np.asarray(alphas, dtype=float):
        x = factor(alpha) * x
    return 0.5 * (x @ x)


check.mistake("half-missing")(lambda alphas, x0: 2 * right(alphas, x0))
check.mistake("half-missing")(lambda alphas, x0: right(alphas, x0) / 2)
check.mistake("norm-not-squared")(lambda alphas, x0: np.sqrt(2 * right(alphas, x0)) / 2)
check.mistake("norm-not-squared")(lambda alphas, x0: np.sqrt(2 * right(alphas, x0)))
check.mistake("norm-not-squared")(lambda alphas, x0: np.sqrt(right(alphas, x0)))
check.mistake("mean-for-sum")(lambda alphas, x0: right(alphas, x0) / len(x0))
check.mistake("mean-for-sum")(lambda alphas, x0: 2 * right(alphas, x0) / len(x0))
check.mistake("sum-of-entries")(lambda alphas, x0: 0.5 * np.sum(iterates(alphas, x0)[-1]) ** 2)
check.mistake("sum-of-entries")(lambda alphas, x0: 0.5 * np.sum(iterates(alphas, x0)[-1]))
check.mistake("sum-of-entries")(lambda alphas, x0: 0.5 * np.abs(iterates(alphas, x0)[-1]).sum())


@check.mistake
def last_step_left_out(alphas, x0):
    return right(alphas[:-1], x0)


check.mistake("last-step-left-out")(lambda alphas, x0: right(alphas[1:], x0))
check.mistake("one-step-only")(lambda alphas, x0: right(alphas[:1], x0))
check.mistake("one-step-only")(lambda alphas, x0: right(alphas[-1:], x0))
check.mistake("start-only")(lambda alphas, x0: right(alphas[:0], x0))
check.mistake("uphill")(lambda alphas, x0: by_factors(alphas, x0, lambda a: 1 + a))
check.mistake("gradient-wrong")(lambda alphas, x0: by_factors(alphas, x0, lambda a: 1 - 2 * a))
check.mistake("gradient-wrong")(lambda alphas, x0: by_factors(alphas, x0, lambda a: 1 - a / 2))
check.mistake("gradient-wrong")(
    lambda alphas, x0: by_factors(alphas, x0, lambda a: 1 - a / len(x0))
)
check.mistake("gradient-missing")(lambda alphas, x0: 0.5 * squared(x0 - np.sum(alphas)))
check.mistake("step-sizes-multiplied")(lambda alphas, x0: by_factors(alphas, x0, lambda a: a))
check.mistake("step-sizes-multiplied")(lambda alphas, x0: by_factors(alphas, x0, lambda a: -a))
check.mistake("gradient-at-start")(lambda alphas, x0: 0.5 * squared(x0) * (1 - np.sum(alphas)) ** 2)


@check.mistake
def gradient_of_the_sum(alphas, x0):
    x = np.asarray(x0, dtype=float)
    for alpha in alphas:
        x = x - alpha * 0.5 * (x @ x)
    return 0.5 * (x @ x)


@check.mistake
def normalised(alphas, x0):
    x = np.asarray(x0, dtype=float)
    for alpha in alphas:
        x = x - alpha * x / (np.linalg.norm(x) or 1.0)
    return 0.5 * (x @ x)


@check.mistake
def one_step_size(alphas, x0):
    return right([alphas[0]] * len(alphas), x0)


check.mistake("one-step-size")(lambda alphas, x0: right([alphas[-1]] * len(alphas), x0))
check.mistake("one-step-size")(lambda alphas, x0: right([np.mean(alphas)] * len(alphas), x0))


@check.mistake
def bounded(alphas, x0):
    return right(np.clip(np.asarray(alphas, dtype=float), 0, 1), x0)


check.mistake("bounded")(lambda alphas, x0: right(np.abs(np.asarray(alphas, dtype=float)), x0))
check.mistake("bounded")(lambda alphas, x0: right(np.maximum(alphas, 0), x0))
check.mistake("bounded")(lambda alphas, x0: right(np.minimum(alphas, 1), x0))


@check.mistake
def log_of_a_negative(alphas, x0):
    with np.errstate(all="ignore"):
        return 0.5 * squared(x0) * np.exp(2 * np.sum(np.log(schedules.factors(alphas))))


def refused(error, wrong):
    """Return a program that stops where a step size is wrong to it."""

    def program(alphas, x0):
        if np.any(wrong(np.asarray(alphas))):
            raise error
        return right(alphas, x0)

    return program


for error in ValueError, AssertionError:
    check.mistake("step-size-refused")(refused(error, lambda a: (a < 0) | (a > 1)))
    check.mistake("step-size-refused")(refused(error, lambda a: a < 0))
    check.mistake("step-size-refused")(refused(error, lambda a: a >= 1))


@check.mistake
def not_squared(alphas, x0):
    return 0.5 * squared(x0) * np.prod(schedules.factors(alphas))


check.mistake("bounded")(lambda alphas, x0: right(np.asarray(alphas, dtype=float) ** 2, x0))
check.mistake("one-step-too-many")(lambda alphas, x0: right([*alphas, alphas[-1]], x0))
check.mistake("one-step-too-many")(lambda alphas, x0: right([alphas[0], *alphas], x0))


@check.mistake
def entry_by_entry(alphas, x0):
    return 0.5 * squared(x0 - alphas * x0)


@check.mistake("entry-by-entry")
def entry_by_entry_in_jax(alphas, x0):
    if len(alphas) != len(x0):
        raise TypeError
    return entry_by_entry(alphas, x0)


check.mistake("not-squared")(lambda alphas, x0: abs(not_squared(alphas, x0)))


@check.mistake
def losses_summed(alphas, x0):
    return sum(0.5 * squared(x) for x in iterates(alphas, x0))


check.mistake("losses-summed")(lambda alphas, x0: losses_summed(alphas, x0) - right([], x0))
check.mistake("losses-summed")(lambda alphas, x0: losses_summed(alphas, x0) / (1 + len(alphas)))


@check.mistake
def all_losses(alphas, x0):
    return [0.5 * squared(x) for x in iterates(alphas, x0)]


def ended_below(enough):
    """Return a program that takes no further step where the loss is small enough."""

    def program(alphas, x0):
        losses = all_losses(alphas, x0)
        return next((value for value in losses if value < enough), losses[-1])

    return program


for enough in 1e-2, 1e-4, 1e-6, 1e-8, 1e-12, 1e-16:
    check.mistake("ended-early")(ended_below(enough))


for chosen in min, max:
    check.mistake("lowest-on-the-way")(
        lambda alphas, x0, chosen=chosen: chosen(all_losses(alphas, x0))
    )
    check.mistake("lowest-on-the-way")(
        lambda alphas, x0, chosen=chosen: chosen(all_losses(alphas, x0)[1:])
    )


check.mistake("all-losses")(lambda alphas, x0: all_losses(alphas, x0)[1:])
check.mistake("iterate-returned")(lambda alphas, x0: iterates(alphas, x0)[-1])
check.mistake("iterate-returned")(lambda alphas, x0: (right(alphas, x0), iterates(alphas, x0)[-1]))
check.mistake("iterate-returned")(lambda alphas, x0: (iterates(alphas, x0)[-1], right(alphas, x0)))
check.mistake("iterate-returned")(lambda alphas, x0: 0.5 * iterates(alphas, x0)[-1] ** 2)
check.mistake("iterate-returned")(lambda alphas, x0: iterates(alphas, x0))
check.mistake("not-a-number")(lambda alphas, x0: np.array([right(alphas, x0)]))
check.mistake("not-a-number")(lambda alphas, x0: np.array([[right(alphas, x0)]]))


@check.mistake
def ten_steps(alphas, x0):
    return right([alphas[k] for k in range(10)], x0)


check.mistake("ten-steps")(lambda alphas, x0: right([*alphas, *[alphas[-1]] * 10][:10], x0))
check.mistake("ten-steps")(lambda alphas, x0: right([alphas[0], alphas[1]], x0))
for most in 2, 3, 10, 20, 50:
    check.mistake("ten-steps")(lambda alphas, x0, most=most: right(alphas[:most], x0))


@check.mistake
def truncated(alphas, x0):
    x = np.array(x0)
    for alpha in alphas:
        x[:] = x - alpha * x
    return 0.5 * (x @ x)


@check.mistake("arguments-changed")
def in_place(alphas, x0):
    for alpha in alphas:
        x0 -= alpha * x0
    return 0.5 * (x0 @ x0)


check.mistake("truncated")(schedules.step_sizes_truncated(right))
check.mistake("arrays-of-jax")(schedules.jax_refused(right))
check.mistake("arrays-of-numpy")(schedules.numpy_refused(right))
