"""L̃ = (σ(wᵀx + b) − t)²/2 + (λ/2)‖w‖², its derivatives by reverse mode (chapter 3)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from autograder.checks import Draw, Exercise
from autograder.reference import value_and_grad


class Logistic(NamedTuple):
    """What `logistic_loss` returns."""

    loss: Any
    dw: Any
    db: Any


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def loss(x, w, b, t, lam):
    return (sigmoid(w @ x + b) - t) ** 2 / 2 + lam / 2 * (w @ w)


def loss_below(x, w, b, t, lam):
    """The same, where z is negative: its exponential is finite, that of −z may not be."""
    e = np.exp(w @ x + b)
    return (e / (1 + e) - t) ** 2 / 2 + lam / 2 * (w @ w)


def right(x, w, b, t, lam):
    same = loss if w @ x + b > 0 else loss_below
    value, (dw, db) = value_and_grad(same, argnums=(1, 2))(x, w, b, t, lam)
    return Logistic(value, dw, db)


# 60 honest formulas over 60 seeds come to 1.1e-15 at most; differences of order 2 to 10 over 12
# seeds to 4e-11 at least in the worst case of a part, in long double to 9e-14.
check = Exercise(__name__, right, rtol=2e-14, atol=1e-15, double=True)


def cases(draw: Draw) -> Iterator[tuple[Any, ...]]:
    for _ in draw.times(3, 10):
        d = int(draw.rng.integers(2, 6))
        b, t, lam = draw.uniform(-1, 1), draw.uniform(0, 1), draw.uniform(0.3, 2)
        yield draw.normal(d), draw.normal(d), b, t, lam
    yield draw.normal(1), draw.normal(1), 0.5, 1.0, 0.7
    yield draw.normal(3), draw.normal(3), -0.5, 0.0, 0.0
    # Far out σ is 0 or 1, and an exponential is not finite.
    for b in (900.0, -650.0):
        yield draw.normal(3), draw.normal(3), b, 0.3, 0.7
    # Nearer by it is not yet.
    for b in (20.0, -20.0):
        yield draw.normal(3), draw.normal(3), b, 0.3, 0.7
    # The loss is so large beside its derivatives that no difference of losses can tell them.
    yield draw.normal(3), 0.1 * draw.normal(3), -3.0, draw.uniform(2e4, 4e4), 0.7


for place, name in enumerate(Logistic._fields):
    check.part(f"`{name}`", 1, asks=place)(cases)


def wrongly(
    slope=lambda z, y: y * (1 - y), factor=1.0, data=1.0, penalty=1.0, wrong_loss=loss, db=0.0
):
    """The right gradients, with a mistake in the place of one of their pieces.

    factor: of the residual. data, penalty: of the two contributions to dw. db: of w.b in db.
    """

    def program(x, w, b, t, lam):
        z = w @ x + b
        z_bar = factor * (sigmoid(z) - t) * slope(z, sigmoid(z))
        return (
            wrong_loss(x, w, b, t, lam),
            data * z_bar * x + penalty * lam * w,
            z_bar + db * lam * b,
        )

    return program


for hint, program in [
    ("one-child-only", wrongly(penalty=0.0)),
    ("one-child-only", wrongly(data=0.0)),
    ("no-sigmoid-derivative", wrongly(slope=lambda z, y: 1.0)),
    ("slope-of-sigmoid", wrongly(slope=lambda z, y: 1 - y)),
    ("slope-of-sigmoid", wrongly(slope=lambda z, y: y)),
    ("slope-of-sigmoid", wrongly(slope=lambda z, y: y * (1 + y))),
    ("slope-of-sigmoid", wrongly(slope=lambda z, y: 1 - y**2)),
    ("penalty-not-in-loss", wrongly(wrong_loss=lambda x, w, b, t, lam: loss(x, w, b, t, 0.0))),
    ("another-order", lambda *given: (*right(*given)[1:], right(*given)[0])),
    ("another-order", lambda *given: tuple(right(*given)[i] for i in (0, 2, 1))),
    ("no-sigmoid-derivative", wrongly(slope=lambda z, y: 1.0, penalty=0.0)),
    ("sigmoid-derivative-of-input", wrongly(slope=lambda z, y: z * (1 - z))),
    ("sigmoid-derivative-of-input", wrongly(slope=lambda z, y: sigmoid(y) * (1 - sigmoid(y)))),
    ("sign", wrongly(factor=-1.0)),
    ("penalty-sign", wrongly(penalty=-1.0)),
    ("lambda-forgotten", lambda x, w, b, t, lam: right(x, w, b, t, 1.0)),
    ("bias-forgotten", lambda x, w, b, t, lam: right(x, w, 0.0, t, lam)),
    (
        "penalty-averaged",
        wrongly(wrong_loss=lambda x, w, b, t, lam: loss(x, w, b, t, lam / w.size)),
    ),
    ("penalty-averaged", lambda x, w, b, t, lam: right(x, w, b, t, lam / w.size)),
    ("factor-of-two", wrongly(factor=2.0)),
    ("factor-of-two", wrongly(factor=2.0, penalty=2.0)),
    ("factor-of-two", wrongly(penalty=2.0)),
    ("factor-of-two", wrongly(factor=0.5, penalty=0.5)),
    ("factor-of-two", wrongly(penalty=0.5)),
    ("factor-of-two", wrongly(wrong_loss=lambda x, w, b, t, lam: 2 * loss(x, w, b, t, lam))),
    ("factor-of-two", wrongly(wrong_loss=lambda x, w, b, t, lam: loss(x, w, b, t, 2 * lam))),
    (
        "factor-of-two",
        wrongly(wrong_loss=lambda x, w, b, t, lam: 2 * loss(x, w, b, t, lam) - lam / 2 * (w @ w)),
    ),
    (
        "bias-regularised",
        wrongly(db=1.0, wrong_loss=lambda x, w, b, t, lam: loss(x, w, b, t, lam) + lam / 2 * b * b),
    ),
]:
    check.mistake(hint)(program)


@check.mistake
def another_loss(x, w, b, t, lam):
    y = sigmoid(w @ x + b)
    value = -t * np.log(y) - (1 - t) * np.log(1 - y) + lam / 2 * (w @ w)
    return value, (y - t) * x + lam * w, y - t


@check.mistake
def norm_not_squared(x, w, b, t, lam):
    size = np.sqrt(w @ w)
    value, dw, db = right(x, w, b, t, 0.0)
    return value + lam / 2 * size, dw + lam / 2 * w / size, db


@check.mistake("lambda-forgotten")
def lambda_in_loss_alone(x, w, b, t, lam):
    value, dw, db = right(x, w, b, t, lam)
    return value, dw + (1 - lam) * w, db


@check.mistake
def weights_for_inputs(x, w, b, t, lam):
    value, _, db = right(x, w, b, t, lam)
    return value, db * w + lam * w, db


@check.mistake
def sigmoid_turned(x, w, b, t, lam):
    value, dw, db = right(x, -w, -b, t, lam)
    return value, dw + 2 * lam * w, db


check.mistake("sigmoid-turned")(lambda x, w, b, t, lam: right(x, -w, -b, t, lam))


def with_sigmoid(sigmoid, slope=lambda y: y * (1 - y)):
    """The right program with another sigmoid, and its derivative y (1 − y), or another one."""

    def program(x, w, b, t, lam):
        y = sigmoid(w @ x + b)
        z_bar = (y - t) * slope(y)
        return (y - t) ** 2 / 2 + lam / 2 * (w @ w), z_bar * x + lam * w, z_bar

    return program


check.mistake("overflow")(with_sigmoid(lambda z: np.exp(z) / (1 + np.exp(z))))
check.mistake("overflow")(with_sigmoid(lambda z: np.nan_to_num(np.exp(z) / (1 + np.exp(z)))))
check.mistake("tanh-for-sigmoid")(with_sigmoid(np.tanh, lambda y: 1 - y**2))
for bound in (1.0, 5.0, 6.0, 10.0, 15.0, 20.0, 30.0):
    check.mistake("clipped")(
        with_sigmoid(lambda z, bound=bound: sigmoid(np.clip(z, -bound, bound)))
    )
for digits in (0, 6, 7, 8):
    check.mistake("clipped")(with_sigmoid(lambda z, n=digits: np.round(sigmoid(z), n)))
for bound in (10.0, 15.0, 20.0):
    check.mistake("clipped")(
        with_sigmoid(lambda z, n=bound: float(z > 0) if abs(z) > n else sigmoid(z))
    )
