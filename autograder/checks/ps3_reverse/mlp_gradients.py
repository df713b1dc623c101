"""L = (1/b) Σ_i ‖ŷ_i − y_i‖² of a network with tanh between its linear layers (chapter 7)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from autograder.checks import Case, Draw, Exercise
from autograder.reference import value_and_grad


class Training(NamedTuple):
    """What `mlp_gradients` returns."""

    loss: Any
    gradients: Any


def output(weights, x):
    for w in weights[:-1]:
        x = np.tanh(x @ w)
    return x @ weights[-1]


def right(weights, x, y):
    def loss(weights):
        return np.sum((output(weights, x) - y) ** 2) / x.shape[0]

    return Training(*value_and_grad(loss)(weights))


# What an answer may call, where the student's own fails.
def vjp_matmul(g, A, B):
    return g @ B.T, A.T @ g


# Seven honest ways over 60 seeds come to 1.0e-15 at most; differences of order 2 to 10 over 12
# seeds to 3e-10 at least in the worst case of a part, in long double to 9e-14.
check = Exercise(
    __name__, right, earlier={"vjp_matmul": vjp_matmul}, rtol=2e-14, atol=1e-15, double=True
)


def networks(
    *sizes: tuple[int, ...], scales: Any = (), large: bool = False
) -> Callable[[Draw], Iterator[Case]]:
    """Return cases of these sizes: of the batch, then of each layer.

    scales: those of the weights, of x and of y, for more cases of the last size. large: one more
    with a large input, where tanh is 1 or −1 and an exponential is not finite.
    """

    def cases(draw: Draw) -> Iterator[Case]:
        unscaled = [(size, (1.0, 1.0, 1.0)) for size in sizes]
        for (b, *dims), (of_w, of_x, of_y) in [*unscaled, *((sizes[-1], s) for s in scales)]:
            weights = [of_w * draw.normal(m, n) / np.sqrt(m) for m, n in pairwise(dims)]
            layers = f"{len(weights)} layer{'s' * (len(weights) > 1)}"
            says = f"{layers}, {' → '.join(map(str, dims))}, `b` = {b}"
            x, y = of_x * draw.normal(b, dims[0]), of_y * draw.normal(b, dims[-1])
            yield Case((weights, x, y), says)
        if large:
            x = np.concatenate([x, 1e9 * draw.normal(1, dims[0])])
            yield Case((weights, x, draw.normal(len(x), dims[-1])), f"{says} + 1 large input")

    return cases


# No step is right for differences of a loss that is large beside its derivatives, and of one that
# is small. With one layer it is quadratic, and central differences are exact but for rounding.
LARGE, SMALL = (1.0, 1e-2, 1e3), (1e-8, 1e8, 1.0)

check.part("`loss`", 1, asks=0)(
    networks((5, 3, 2), (4, 3, 1), (4, 3, 4, 2), (3, 2, 5, 3, 4), large=True)
)
check.part("one weight matrix", 1, asks=1)(
    networks((1, 3, 2), (2, 3, 4), (4, 3, 1), (5, 3, 2), scales=[LARGE, SMALL])
)
check.part("hidden layers", 2, asks=1, otherwise="hidden-adjoint")(
    networks(
        (5, 3, 4, 2),
        (3, 2, 5, 3, 4),
        (4, 3, 3, 3, 3),
        (3, 2, 4, 1),
        (2, 3, 2, 2, 3, 2, 4),
        (2, 3, 3, 3),
        scales=[(1.0, 1.0, 5e4)],
    )
)


def wrongly(
    slope=lambda z, v: 1 - v**2,
    last=lambda z: z,
    last_slope=lambda z, v: 1.0,
    factor=2.0,
    back=lambda z_bar, w: z_bar @ w.T,
    tanh=np.tanh,
    sloped=lambda k, weights: True,
):
    """The right program, with a mistake in the place of one of its pieces.

    slope: tanh's derivative from input z and output v. last: the function after the last layer, and
    its derivative. factor: of the residual. back: through a matrix, from an output's adjoint.
    tanh: the function between layers. sloped: whether its slope is used behind matrix k.
    """

    def program(weights, x, y):
        values, sums = [x], []
        for k, w in enumerate(weights):
            sums.append(values[-1] @ w)
            values.append(last(sums[-1]) if k == len(weights) - 1 else tanh(sums[-1]))
        v_bar, gradients = factor * (values[-1] - y) / len(x), []
        for k in reversed(range(len(weights))):
            own = last_slope if k == len(weights) - 1 else slope
            z_bar = v_bar * (own(sums[k], values[k + 1]) if sloped(k, weights) else 1.0)
            gradients.append(values[k].T @ z_bar)
            v_bar = back(z_bar, weights[k])
        return np.sum((values[-1] - y) ** 2) / len(x), gradients[::-1]

    return program


def rescaled(factor):
    """The right program, with loss and gradients multiplied by a number that the sizes give."""

    def program(weights, x, y):
        loss, gradients = right(weights, x, y)
        return factor(x, y) * loss, [factor(x, y) * g for g in gradients]

    return program


def tanh_slope(z, v):
    return 1 - v**2


for hint, program in [
    ("not-divided-by-b", rescaled(lambda x, y: len(x))),
    ("divided-by-columns", rescaled(lambda x, y: len(x) / y.shape[1])),
    ("divided-by-columns", rescaled(lambda x, y: len(x) / x.shape[1])),
    ("root-taken", lambda *given: (np.sqrt(right(*given).loss), right(*given).gradients)),
    ("divided-by-all-entries", rescaled(lambda x, y: 1 / y.shape[1])),
    ("divided-by-all-entries", rescaled(lambda x, y: 1 / x.shape[1])),
    (
        "divided-by-b-twice",
        lambda *network: (
            right(*network).loss,
            [g / len(network[1]) for g in right(*network).gradients],
        ),
    ),
    ("sign", lambda *network: (right(*network).loss, [-g for g in right(*network).gradients])),
    ("factor-two-missing", rescaled(lambda x, y: 0.5)),
    ("tanh-on-output", wrongly(last=np.tanh, last_slope=tanh_slope)),
    ("tanh-on-output", wrongly(last_slope=lambda z, v: 1 - np.tanh(z) ** 2)),
    ("tanh-on-output", wrongly(last_slope=tanh_slope)),
    ("tanh-slope-missing", wrongly(slope=lambda z, v: 1.0)),
    ("slope-missing-once", wrongly(sloped=lambda k, weights: k > 0)),
    ("slope-missing-once", wrongly(sloped=lambda k, weights: k != len(weights) - 2)),
    ("overflow", wrongly(tanh=lambda z: (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z)))),
    ("overflow", wrongly(tanh=lambda z: (np.exp(2 * z) - 1) / (np.exp(2 * z) + 1))),
    ("overflow", wrongly(tanh=lambda z: (1 - np.exp(-2 * z)) / (1 + np.exp(-2 * z)))),
    ("tanh-slope-of-input", wrongly(slope=lambda z, v: 1 - z**2)),
    ("tanh-slope-of-input", wrongly(slope=lambda z, v: 1 - np.tanh(v) ** 2)),
    ("tanh-slope-of-input", wrongly(slope=lambda z, v: v * (1 - v))),
    ("tanh-slope-of-input", wrongly(slope=lambda z, v: 1 - v)),
    ("layer-shapes", wrongly(back=lambda z_bar, w: z_bar @ w)),
]:
    check.mistake(hint)(program)


@check.mistake
def target_flattened(weights, x, y):
    if y.shape[1] > 1:
        return right(weights, x, y)
    residual = output(weights, x) - y.ravel()
    before, bar = output([*weights[:-1], np.eye(len(weights[-1]))], x), 2 * residual / len(x)
    gradients = [before.T @ bar]
    if weights[1:]:
        gradients.append(bar @ weights[-1].T)
    return np.sum(residual**2) / len(x), gradients


@check.mistake
def gradients_reversed(weights, x, y):
    loss, gradients = right(weights, x, y)
    return loss, gradients[::-1]


@check.mistake("not-divided-by-b")
def gradients_not_divided(weights, x, y):
    loss, gradients = right(weights, x, y)
    return loss, [len(x) * g for g in gradients]


@check.mistake
def hidden_adjoint(weights, x, y):
    loss, gradients = right(weights, x, y)
    residual = 2 * (output(weights, x) - y) / len(x)
    return loss, [x.T @ (residual @ w.T) if w.shape[0] == g.shape[1] else g
                  for g, w in zip(gradients, [*weights[1:], np.zeros((0, 0))])]  # fmt: skip


@check.mistake
def one_layer_as_hidden(weights, x, y):
    if weights[1:]:
        return right(weights, x, y)
    residual = np.tanh(x @ weights[0]) - y
    return np.sum(residual**2) / len(x), [x.T @ residual * 2 / len(x)]


check.mistake("one-layer-as-hidden")(
    lambda weights, x, y: (right if weights[1:] else wrongly(last=np.tanh, last_slope=tanh_slope))(
        weights, x, y
    )
)
