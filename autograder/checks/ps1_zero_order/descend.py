"""Gradient descent with a fixed step: x_{k+1} = x_k − α g(x_k), all iterates kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.checks import Case, Counted, Draw, Exercise
from autograder.checks.ps1_zero_order import beside


def right(gradient, x0, step, n):
    iterates = [np.array(x0, dtype=float)]
    for _ in range(n):
        iterates.append(iterates[-1] - step * gradient(iterates[-1]))
    return np.array(iterates)


def drawn(draw: Draw, n: int, *shape: int) -> tuple[Any, ...]:
    slopes, place = draw.uniform(0.5, 2.0, *shape), draw.normal(*shape)
    gradient = Counted(lambda x: slopes * np.sin(x - place), shape)
    return gradient, draw.normal(*shape), draw.positive(0.1, 0.6), n


class Estimates(Counted):
    """An estimate of the gradient, which is 0 in the third call."""

    def __deepcopy__(self, memo: Any) -> Estimates:
        return Estimates(self.function, self.shape)

    def __call__(self, *arguments: Any) -> Any:
        """Return the estimate."""
        return super().__call__(*arguments) * (self.calls != 3)


check = Exercise(__name__, right, beside=beside.descended, rtol=1e-12, double=True)


@check.part("the iterates", 1)
def _(draw: Draw) -> Iterator[tuple[Any, ...] | Case]:
    for n, *shape in (3, 2), (6, 4), (1, 3), (4, 3, 2), (0, 2):
        yield drawn(draw, n, *shape)
    place = draw.normal(2)
    gradient = Counted(lambda x: np.where(abs(x - place) < 1e-12, 0.0, x - place), (2,))
    yield Case((gradient, draw.normal(2), 1.0, 4), "where the gradient is 0 after one step")
    gradient, x0, step, n = drawn(draw, 3, 2)
    yield Case((gradient, x0, -step, n), "a negative step")
    yield Case((None, x0, step, n), "the gradient of ‖x‖²/2, which returns the `x` that it got")


@check.part("one gradient a step, and `x0` stays", 1, calls=True)
def _(draw: Draw) -> Iterator[tuple[Any, ...] | Case]:
    for n, *shape in (5, 2), (4, 3, 2):
        yield drawn(draw, n, *shape)
    gradient, x0, step, n = drawn(draw, 3, 3)
    yield gradient, np.sign(x0).astype(int), step, n
    gradient, x0, step, n = drawn(draw, 6, 3)
    small = Counted(lambda x: 1e-13 * gradient.function(x), (3,))
    yield Case((small, x0, 1e13 * step, n), "a small gradient and large steps")
    estimates = Estimates(gradient.function, (3,))
    yield Case((estimates, x0, step, n), "an estimate of the gradient, in one step 0")


@check.mistake
def last_only(gradient, x0, step, n):
    return right(gradient, x0, step, n)[-1]


@check.mistake
def start_missing(gradient, x0, step, n):
    return right(gradient, x0, step, n)[1:]


check.mistake("start-missing")(lambda *given: np.array([*start_missing(*given)]))
check.mistake("start-missing")(lambda *given: np.stack([*start_missing(*given)]))
check.mistake("start-missing")(lambda gradient, x0, step, n: right(gradient, x0, step, n + 1)[1:])


@check.mistake("start-missing")
def row_left_at_zero(gradient, x0, step, n):
    return right(gradient, x0, step, n) * (np.arange(n + 1) > 0).reshape(-1, *[1] * np.ndim(x0))


@check.mistake("start-missing")
def one_row_too_early(gradient, x0, step, n):
    iterates = right(gradient, x0, step, n)
    return np.concatenate([iterates[1:], np.zeros((1, *np.shape(x0)))])


@check.mistake
def uphill(gradient, x0, step, n):
    return right(gradient, x0, -step, n)


@check.mistake
def one_too_many(gradient, x0, step, n):
    return right(gradient, x0, step, n + 1)


@check.mistake
def one_at_least(gradient, x0, step, n):
    return right(gradient, x0, step, max(n, 1))


@check.mistake
def gradient_changed(gradient, x0, step, n):
    iterates = [np.array(x0, dtype=float)]
    for _ in range(n):
        g = gradient(iterates[-1])
        g *= step
        iterates.append(iterates[-1] - g)
    return np.array(iterates)


@check.mistake("gradient-changed")
def gradient_of_a_copy_changed(gradient, x0, step, n):
    x = np.array(x0, dtype=float)
    iterates = [x.copy()]
    for _ in range(n):
        g = gradient(x)
        g *= step
        x = x - g
        iterates.append(x.copy())
    return np.array(iterates)


@check.mistake
def size_of_step(gradient, x0, step, n):
    return right(gradient, x0, abs(step), n)


@check.mistake
def step_ignored(gradient, x0, step, n):
    return right(gradient, x0, 1.0, n)


@check.mistake
def normalised(gradient, x0, step, n):
    def unit(x):
        g = gradient(x)
        return g / (np.linalg.norm(g) or 1.0)

    return right(unit, x0, step, n)


# Where the gradient is small the descent ends: there, a step later, or with the last one repeated.
for more in 0, 1, 100:

    @check.mistake
    def stopped_early(gradient, x0, step, n, more=more):
        iterates = [np.array(x0, dtype=float)]
        for _ in range(n):
            g = gradient(iterates[-1])
            if np.abs(g).max() < 1e-12:
                break
            iterates.append(iterates[-1] - step * g)
        return np.array(iterates + iterates[-1:] * min(more, n + 1 - len(iterates)))


for joined in (np.vstack, np.concatenate, np.column_stack, lambda rows: np.array(rows).T):
    check.mistake("another-axis")(
        lambda gradient, x0, step, n, joined=joined: joined([*right(gradient, x0, step, n)])
    )


@check.mistake
def same_array(gradient, x0, step, n):
    return np.array([right(gradient, x0, step, n)[-1]] * (n + 1))


@check.mistake
def gradient_at_start(gradient, x0, step, n):
    g = gradient(x0)
    return np.array([x0 - k * step * g for k in range(n + 1)])


@check.mistake
def one_too_few(gradient, x0, step, n):
    return right(gradient, x0, step, n - 1) if n else np.array([x0])


@check.mistake
def gradient_evaluated_again(gradient, x0, step, n):
    iterates = right(gradient, x0, step, n)
    gradient(iterates[-1])
    return iterates


@check.mistake
def truncated(gradient, x0, step, n):
    iterates = np.zeros((n + 1, *np.shape(x0)), dtype=np.asarray(x0).dtype)
    iterates[0] = x0
    for k in range(n):
        iterates[k + 1] = iterates[k] - step * gradient(iterates[k])
    return iterates
