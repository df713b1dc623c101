"""All weights of a model in one vector: layer by layer, each row by row."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np

from autograder.checks import Case, Draw, Exercise
from autograder.checks.ps5_hvp.beside import parameters


def right(model):
    return np.concatenate([w.ravel() for w in model])


check = Exercise(__name__, right, beside=parameters, names={"jnp": np}, double=True)


@check.part("one vector, in the right order", 2)
def _(draw: Draw) -> Iterator[tuple[Any, ...] | Case]:
    for dims in (3, 4, 2), (2, 3, 2, 3, 1), (4, 3), (3, 3, 3, 3), (2, 5, 1):
        yield ([draw.normal(a, b) for a, b in pairwise(dims)],)
    yield ([draw.normal(2, 2) for _ in range(12)],)
    model = [draw.normal(2, 3), draw.normal(3, 2)]
    yield Case((model, True), "arrays of NumPy's that lie in memory column by column")


@check.mistake
def column_order(model):
    return right([w.T for w in model])


@check.mistake
def order_in_memory(model):
    return right([np.asarray(w).ravel(order="K") for w in model])


@check.mistake
def layers_reversed(model):
    return right(model[::-1])


check.mistake("layers-reversed")(lambda model: right(model)[::-1])


@check.mistake
def sorted_as_text(model):
    return right([model[int(name)] for name in sorted(map(str, range(len(model))))])


@check.mistake
def layer_left_out(model):
    return right(model[:-1])


check.mistake("layer-left-out")(lambda model: right(model[1:]))
check.mistake("layer-left-out")(lambda model: right(model[:1]))


@check.mistake
def not_one_vector(model):
    return [w.ravel() for w in model]


check.mistake("not-one-vector")(lambda model: model)
check.mistake("not-one-vector")(lambda model: np.stack([w.ravel() for w in model]))
check.mistake("not-one-vector")(lambda model: right(model)[:, None])
check.mistake("not-one-vector")(lambda model: right(model)[None])


@check.mistake("not-one-vector")
def matrices_joined(model):
    try:
        return np.concatenate(model)
    except ValueError:
        raise TypeError from None  # as of JAX, where widths differ


check.mistake("layer-left-out")(lambda model: right([model[0], model[-1]]))


@check.mistake("layer-left-out")
def last_left_out(model):
    return right([np.zeros(0), *model[:-1]])


@check.mistake
def rows_of_all_in_turn(model):
    most = max(len(w) for w in model)
    return np.concatenate([w[i] for i in range(most) for w in model if i < len(w)])


@check.mistake
def one_matrix_twice(model):
    return right([model[0], *model[1:-1], model[-1]])


@check.mistake
def stacked(model):
    if len({w.shape for w in model}) > 1:
        raise ValueError
    return np.stack(model).ravel()


@check.mistake("stacked")
def stacked_by_jax(model):
    if len({w.shape for w in model}) > 1:
        raise TypeError
    return np.stack(model).ravel()
