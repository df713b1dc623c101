# ruff: noqa: E731 (functions of one line are written as such)
"""What does JAX say: value, tangent, gradient and Hessian-vector product, at one compilation?"""

from collections.abc import Callable
from typing import Any, NamedTuple

import jax
import numpy as np
from jax.extend.core import ClosedJaxpr, Literal

# Primitives that call a function, and the parameter that holds it (pjit: jit before JAX 0.7).
CALLED = {"jit": "jaxpr", "pjit": "jaxpr", "custom_jvp_call": "call_jaxpr"}


class Derivatives(NamedTuple):
    """For y = f(x): y; J t; the gradient of ⟨c, y⟩ + ½⟨y, y⟩, Jᵀ(c + y); that gradient's tangent.

    The tangent of the gradient is H t, where H is the Hessian of the same number.
    """

    value: Any
    tangent: Any
    gradient: Any
    product: Any


def derivatives(f: Callable[..., Any], cs: list[Any]) -> Callable[..., Derivatives]:
    """The function of (xs, ts) that takes f's derivatives at xs along ts, forward over reverse."""

    def value_and_gradient(*xs: Any) -> tuple[Any, Any]:
        y, pull = jax.vjp(f, *xs)
        ys, structure = jax.tree_util.tree_flatten(y)
        g = [c + y for c, y in zip(cs, ys, strict=True)]
        return y, pull(jax.tree_util.tree_unflatten(structure, g))

    def both(xs: Any, ts: Any) -> Derivatives:
        (value, gradient), (tangent, product) = jax.jvp(value_and_gradient, tuple(xs), tuple(ts))
        return Derivatives(value, tangent, gradient, product)

    return both


def compiled(f: Callable[..., Any], cs: list[Any], xs: Any, ts: Any) -> Derivatives:
    """f's derivatives, compiled as a whole: for a function of few operations."""
    return jax.jit(derivatives(f, cs))(tuple(xs), tuple(ts))


def operation_by_operation(f: Callable[..., Any], cs: list[Any], xs: Any, ts: Any) -> Derivatives:
    """The same for a program of many operations: each operation is compiled alone.

    A thousand programs made of the same few operations on the same few shapes then need some
    hundreds of small compilations instead of a thousand large ones.
    """
    arguments = [jax.numpy.asarray(x) for x in (*xs, *ts)]
    whole = jax.make_jaxpr(derivatives(f, cs), return_shape=True)
    program, shapes = whole(tuple(arguments[: len(xs)]), tuple(arguments[len(xs) :]))
    return jax.tree_util.tree_unflatten(
        jax.tree_util.tree_structure(shapes), [np.asarray(y) for y in evaluate(program, arguments)]
    )


def evaluate(program: ClosedJaxpr, arguments: list[Any]) -> list[Any]:
    """Run a program in JAX's own form on arrays, and functions that it calls step by step too."""
    values = dict(zip(program.jaxpr.constvars, program.consts, strict=True))
    values.update(zip(program.jaxpr.invars, arguments, strict=True))
    read = lambda v: v.val if isinstance(v, Literal) else values[v]
    for step in program.jaxpr.eqns:
        operands = [read(v) for v in step.invars]
        if step.primitive.name in CALLED:
            results = evaluate(step.params[CALLED[step.primitive.name]], operands)
        else:
            results = step.primitive.bind(*operands, **step.params)
            results = results if step.primitive.multiple_results else [results]
        values.update(zip(step.outvars, results, strict=True))
    return [read(v) for v in program.jaxpr.outvars]
