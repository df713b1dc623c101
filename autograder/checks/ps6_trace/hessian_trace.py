"""Hutchinson's estimate of the trace of a Hessian, from products with it.

The probes are not seen here, so estimate and standard error are judged by theory, see `probes`. The
estimate may be as far from the trace as `bound` says, for a right one is further off in a case with
a probability of at most 1e-10; a standard error from 400 probes is within a factor 4 of what theory
says but with a probability of at most 1e-8 (`error_rate`).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import Any

import numpy as np

from autograder import reference
from autograder.checks import Case, Draw, Exercise
from autograder.checks.ps6_trace import beside
from autograder.checks.ps6_trace.estimates import summed_up
from autograder.checks.ps6_trace.theory import MANY, judge


def library(x: Any) -> Any:
    """Return what differentiates a function of x: JAX for its arrays, else the reference module."""
    return import_module("jax") if type(x).__module__.startswith("jax") else reference


def products(f, x):
    """Return v ↦ Hv, compiled where JAX can do that."""
    lib = library(x)

    def along(v):
        return lib.jvp(lib.grad(f), (x,), (v.reshape(x.shape),))[1].ravel()

    compiled = along if lib is reference else lib.jit(along)
    return lambda v: np.asarray(compiled(v))


def signs(rng, x):
    return rng.choice([-1.0, 1.0], size=x.size)


def right(f, x, probes, rng):
    return with_probes(signs)(f, x, probes, rng)


def with_probes(drawn, made=summed_up):
    """Return an estimate from the probes `drawn(rng, x)`; made: of all vᵀHv."""

    def estimate(f, x, probes, rng):
        V, along = [drawn(rng, x) for _ in range(probes)], products(f, x)
        return made(np.array([v @ along(v) for v in V]))

    return estimate


def rademacher(rng, n):
    return rng.choice([-1.0, 1.0], size=n)


def hutchinson(matvec, n, probes, rng):
    V = rng.choice([-1.0, 1.0], size=(probes, n))
    q = np.array([float(v @ np.asarray(matvec(v))) for v in V])
    return float(np.mean(q)), float(np.std(q, ddof=1) / np.sqrt(probes))


check = Exercise(
    __name__,
    right,
    beside=beside.traces,
    names={"jnp": np},
    judge=judge,
    earlier={"hutchinson": hutchinson, "rademacher": rademacher},
)


def case(
    draw: Draw, judged: str, name: str, A: Any, x: Any, m: int, times: int = 0, says: str = ""
) -> Case:
    says = says or f"`x` of shape {x.shape}, probes = {m}"
    return Case((judged, name, A, x, m, int(draw.rng.integers(2**31)), times), says)


def matrix(draw: Draw, n: int = 12) -> np.ndarray:
    """Return a matrix that is not symmetric, whose trace stands out."""
    return draw.normal(n, n) + 6.0 * draw.sign() * np.diag(1.0 + draw.uniform(0.0, 1.0, n))


@check.part("a quadratic function", 1)
def _(draw: Draw) -> Iterator[Case]:
    yield case(draw, "exact", "quadratic", matrix(draw), draw.normal(12), 100)
    A = 30.0 * draw.normal(12, 12)
    yield case(draw, "error", "quadratic", A, draw.normal(12), MANY)


@check.part("other functions, and `x` of any shape", 1)
def _(draw: Draw) -> Iterator[Case]:
    A = 2.0 * np.eye(12) + 0.3 * draw.normal(12, 12)
    for shape in (12,), (3, 4), (2, 3, 2):
        yield case(draw, "exact", "waves", A, 1.0 + 0.3 * draw.normal(*shape), 100)
    A = 4.0 * np.eye(12) + np.ones((12, 12)) + 0.2 * draw.normal(12, 12)
    for shape in (3, 4), (2, 3, 2):
        says = f"`x` of shape {shape} whose entries act on one another, probes = {MANY}"
        yield case(draw, "exact", "quadratic", A, draw.normal(*shape), MANY, says=says)
    A = np.array([[draw.positive(2.0, 3.0)]])
    yield case(draw, "exact", "waves", A, np.array(1.0 + 0.3 * draw.normal(1)[0]), 20)
    x = 1.0 + (2.0 * np.pi * draw.rng.integers(1, 9, 12) + np.pi) / 1e9
    yield case(draw, "exact", "ripples", draw.normal(12, 12), x, 100, says="a rippled slope")


@check.part("no Hessian is formed", 0.5)
def _(draw: Draw) -> Iterator[Case]:
    A, x = draw.uniform(0.5, 1.0, beside.LONG // 2), draw.normal(beside.LONG)
    yield case(draw, "exact", "pairs", A, x, 4)


@check.part("randomness from `rng` alone", 0.5)
def _(draw: Draw) -> Iterator[Case]:
    yield case(draw, "randomness", "quadratic", matrix(draw), draw.normal(12), 30, 2)


def whole(f, x):
    """The Hessian, where there is room for it."""
    if x.size == beside.LONG:
        raise MemoryError
    return np.asarray(library(x).hessian(f)(x)).reshape(x.size, x.size)


def spread(rng, x, kept):
    """Return a sign for each place along the axes that are kept, repeated along the others."""
    few = [m if axis in kept or x.ndim < 2 else 1 for axis, m in enumerate(x.shape)]
    return np.broadcast_to(rng.choice([-1.0, 1.0], size=few), x.shape).ravel()


def with_sum(made):
    """Return the estimate where `made` of all vᵀHv is returned."""
    return with_probes(signs, made)


def with_error(error):
    """Return the estimate with another standard error; error: of all vᵀHv."""
    return with_sum(lambda q: (float(np.mean(q)), float(error(q))))


def with_values(value):
    """Return an estimate from other numbers than vᵀHv; value: of f, x gives one of v."""

    def wrong(f, x, probes, rng):
        of = value(f, x)
        return summed_up(np.array([of(signs(rng, x)) for _ in range(probes)]))

    return wrong


def times(g, power=1, of=None):
    """Return v ↦ (vᵀg)^power; of: what stands for v."""
    return lambda v: ((v if of is None else of) @ g) ** power


def form(along):
    """Return v ↦ vᵀHv."""
    return lambda v: v @ along(v)


def columns_first(along, shape):
    """Return v ↦ vᵀHw, where w has the entries of v in the order of the columns."""
    return lambda v: v @ along(v.reshape(shape, order="F").ravel())


def gradient(f):
    """Return x ↦ ∇f(x), compiled where JAX can do that."""

    def of(x):
        lib = library(x)
        return lib.grad(f)(x) if lib is reference else compiled(lib)(x)

    @cache
    def compiled(lib):
        return lib.jit(lib.grad(f))

    return lambda x: np.asarray(of(x)).ravel()


def scaled(factor):
    return with_sum(lambda q: summed_up(factor * q))


check.mistake("uniform-probes")(with_probes(lambda rng, x: rng.uniform(-1, 1, x.size)))
check.mistake("sum-for-mean")(with_sum(lambda q: (float(np.sum(q)), summed_up(q)[1])))
check.mistake("divided-by-n")(
    lambda f, x, probes, rng: with_sum(lambda q: summed_up(q / x.size))(f, x, probes, rng)
)
check.mistake("divided-by-n")(
    with_probes(lambda rng, x: (lambda v: v / np.linalg.norm(v))(rng.standard_normal(x.size)))
)
check.mistake("half-missing")(scaled(2.0))
check.mistake("half-missing")(scaled(0.5))
check.mistake("gradient-only")(with_values(lambda f, x: times(gradient(f)(x))))
check.mistake("squared-gradient")(with_values(lambda f, x: times(gradient(f)(x), 2)))
check.mistake("all-entries")(
    with_values(lambda f, x: times(products(f, x)(np.ones(x.size)), of=np.ones(x.size)))
)
for kept in (0,), (1,), (2,), (0, 1), (1, 2):
    check.mistake("signs-shared")(
        with_probes(lambda rng, x, kept=kept: spread(rng, x, [k - 3 + x.ndim for k in kept]))
    )
    check.mistake("signs-shared")(with_probes(lambda rng, x, kept=kept: spread(rng, x, kept)))
check.mistake("orders-mixed")(with_values(lambda f, x: columns_first(products(f, x), x.shape)))
check.mistake("another-point")(with_values(lambda f, x: form(products(f, 0.0 * x))))
check.mistake("another-point")(with_values(lambda f, x: form(products(f, 0.0 * x + 1.0))))
check.mistake("divided-by-m")(with_error(lambda q: np.std(q, ddof=1) / len(q)))
check.mistake("not-divided")(with_error(lambda q: np.std(q, ddof=1)))
check.mistake("variance-for-deviation")(with_error(lambda q: np.var(q, ddof=1) / len(q)))
check.mistake("variance-for-deviation")(with_error(lambda q: np.var(q)))
check.mistake("not-a-pair")(with_sum(lambda q: float(np.mean(q))))
check.mistake("fixed-seed")(lambda f, x, probes, rng: right(f, x, probes, np.random.default_rng(0)))
check.mistake("other-generator")(
    lambda f, x, probes, rng: right(f, x, probes, np.random.default_rng())
)
check.mistake("other-generator")(
    with_probes(lambda rng, x: np.random.choice([-1.0, 1.0], size=x.size))
)
for h in 1e-4, 1e-8:
    check.mistake("difference-quotient")(with_values(lambda f, x, h=h: quotient(f, x, h, -h)))
    check.mistake("difference-quotient")(with_values(lambda f, x, h=h: quotient(f, x, h, 0.0)))


def quotient(f, x, after, before):
    """Return v ↦ vᵀHv from two gradients."""
    g = gradient(f)

    def of(v):
        step = v.reshape(x.shape)
        return v @ (g(x + after * step) - g(x + before * step)) / (after - before)

    return of


def scaled_down(axes):
    """Return the estimate of means over some axes of x; axes: of the shape of x."""

    def wrong(f, x, probes, rng):
        length = float(np.prod(axes(x.shape)))
        return with_sum(lambda q: summed_up(q / length))(f, x, probes, rng)

    return wrong


check.mistake("mean-over-an-axis")(scaled_down(lambda shape: shape[1:]))
check.mistake("mean-over-an-axis")(scaled_down(lambda shape: shape[:-1]))


@check.mistake
def single_precision(f, x, probes, rng):
    return right(f, x.astype(np.float32).astype(float), probes, rng)


@check.mistake
def too_many_products(f, x, probes, rng):
    along = products(f, x)
    V = [signs(rng, x) for _ in range(probes)]
    return summed_up(np.array([0.5 * (v @ along(v) - v @ along(-v)) for v in V]))


@check.mistake
def rng_made_anew(f, x, probes, rng):
    return right(f, x, probes, np.random.default_rng(rng.bit_generator.seed_seq.entropy))


@check.mistake
def global_state(f, x, probes, rng):
    np.random.seed(rng.integers(2**31))
    return with_probes(lambda rng, x: np.random.choice([-1.0, 1.0], size=x.size))(f, x, probes, rng)


@check.mistake
def forms_hessian(f, x, probes, rng):
    H = whole(f, x)
    return summed_up(np.array([v @ H @ v for v in rng.choice([-1.0, 1.0], (probes, x.size))]))


@check.mistake
def exact_trace(f, x, probes, rng):
    return float(np.trace(whole(f, x))), 0.0


@check.mistake
def no_axes(f, x, probes, rng):
    if x.ndim == 0:
        raise TypeError("a size that is no integer")
    return right(f, x, probes, rng)


@check.mistake
def rows_counted(f, x, probes, rng):
    along = products(f, x)
    return summed_up(np.array([v @ along(v) for v in rng.choice([-1.0, 1.0], (probes, len(x)))]))


@check.mistake("rows-counted")
def rows_counted_in_jax(f, x, probes, rng):
    if x.ndim > 1:
        raise TypeError(f"{len(x)} numbers where {x.size} are needed")
    return right(f, x, probes, rng)
