"""Hutchinson's estimate: tr A = E[vᵀAv] for E[vvᵀ] = I, and its standard error s/√m.

The products A v are made on the trusted side, which so knows each probe v. Judged as facts are the
mean of vᵀAv and its standard error, of the very probes that were asked about; judged by theory is
whether the probes are right ones (`probes.bound`). A case of the third part makes about 90 such
comparisons, each failed by a right answer with a probability of at most 1e-10: the three cases
refuse less than one of 1e7. `benchmarks/stochastic.py` runs right answers against this.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.checks import Case, Draw, Exercise
from autograder.checks.ps6_trace import beside
from autograder.checks.ps6_trace.estimates import FAR, judge, running, summed_up, without_far
from autograder.checks.ps6_trace.probes import Products


def signs(rng, n, m):
    return rng.choice([-1.0, 1.0], size=(m, n))


def normal(rng, n, m):
    return rng.standard_normal((m, n))


def sampled(matvec, V):
    """Return vᵀAv for each row v of V."""
    return np.array([v @ matvec(v) for v in V])


def right(matvec, n, probes, rng):
    return summed_up(sampled(matvec, signs(rng, n, probes)))


check = Exercise(__name__, right, beside=beside.estimates, judge=judge)


def matrix(draw: Draw, n: int, shift: float = 4.0) -> np.ndarray:
    """Return a matrix that is not symmetric, whose trace stands out."""
    return draw.normal(n, n) + shift * np.diag(1.0 + draw.uniform(0.0, 1.0, n))


def case(draw: Draw, judged: str, A: np.ndarray, m: int, calls: int = 1, says: str = "") -> Case:
    n, seed = len(A), int(draw.rng.integers(2**31))
    says = says or f"a matrix of shape {A.shape}, probes = {m}"
    return Case((judged, n, m, seed, *(Products(A) for _ in range(calls))), says)


@check.part("the mean of vᵀAv", 1)
def _(draw: Draw) -> Iterator[Case]:
    for n, m in (5, 60), (3, 200), (8, 2), (1, 7):
        yield case(draw, "estimate", matrix(draw, n), m)
    yield case(draw, "estimate", -matrix(draw, 6), 50)


@check.part("its standard error", 1)
def _(draw: Draw) -> Iterator[Case]:
    for n, m in (5, 60), (3, 7), (8, 2):
        yield case(draw, "error", 3.0 * matrix(draw, n), m)
    A = draw.normal(8, 8) + 1e7 * np.eye(8)
    yield case(draw, "error", A, 50, says="products that hardly differ, `probes = 50`")


@check.part("probes with E[vvᵀ] = I", 1)
def _(draw: Draw) -> Iterator[Case]:
    A = matrix(draw, 12)
    for m in (100, 400):
        yield case(draw, "probes", A, m)
    yield case(draw, "probes", draw.normal(9, 9), 400)


@check.part("`probes` products, each with a probe of its own", 0.5)
def _(draw: Draw) -> Iterator[Case]:
    for m in (2, 30):
        yield case(draw, "products", matrix(draw, 60), m)
    A = np.diag(1.0 + draw.uniform(0.0, 1.0, 60))
    yield case(draw, "products", A, 30, says="a diagonal matrix of shape (60, 60), probes = 30")


@check.part("randomness from `rng` alone", 0.5)
def _(draw: Draw) -> Iterator[Case]:
    yield case(draw, "randomness", matrix(draw, 60), 20, 4)


def with_probes(drawn, made=summed_up):
    """Return Hutchinson's estimate with `drawn(rng, n, m)` as probes."""
    return lambda matvec, n, probes, rng: made(sampled(matvec, drawn(rng, n, probes)))


def with_sum(made):
    """Return Hutchinson's estimate where `made` of all vᵀAv is returned."""
    return with_probes(signs, made)


def with_error(error):
    """Return Hutchinson's estimate with another standard error; error: of all vᵀAv."""
    return with_sum(lambda q: (float(np.mean(q)), float(error(q))))


def with_estimate(value):
    """Return Hutchinson's estimate with another mean; value: of the probes and the products."""

    def wrong(matvec, n, probes, rng):
        V = signs(rng, n, probes)
        W = np.array([matvec(v) for v in V])
        return float(value(V, W)), summed_up(np.sum(V * W, axis=1))[1]

    return wrong


def alternating(m):
    return (-1.0) ** np.arange(m)[:, None]


def orthogonal(rng, n, m):
    blocks = [np.linalg.qr(normal(rng, n, n))[0].T for _ in range(0, m, n)]
    return np.sqrt(n) * np.concatenate(blocks)[:m]


def unit(rng, n, m):
    V = normal(rng, n, m)
    return V / np.linalg.norm(V, axis=1, keepdims=True)


check.mistake("uniform-probes")(with_probes(lambda rng, n, m: rng.uniform(-1, 1, (m, n))))
check.mistake("uniform-probes")(with_probes(lambda rng, n, m: rng.random((m, n))))
check.mistake("zero-one-probes")(with_probes(lambda rng, n, m: rng.integers(0, 2, (m, n)) + 0.0))
check.mistake("zeros-among-them")(with_probes(lambda rng, n, m: rng.integers(-1, 2, (m, n)) + 0.0))
check.mistake("normalised-without-n")(with_probes(unit))
check.mistake("unit-vectors")(with_probes(lambda rng, n, m: np.eye(n)[rng.integers(0, n, m)]))
check.mistake("unit-vectors")(with_probes(lambda rng, n, m: np.eye(n)[np.arange(m) % n]))
check.mistake("unit-vectors")(
    with_probes(lambda rng, n, m: np.sqrt(n) * np.eye(n)[rng.integers(0, n, m)])
)
check.mistake("one-number-for-all")(with_probes(lambda rng, n, m: normal(rng, 1, m) * np.ones(n)))
check.mistake("one-number-for-all")(with_probes(lambda rng, n, m: signs(rng, 1, m) * np.ones(n)))
check.mistake("mean-not-zero")(with_probes(lambda rng, n, m: normal(rng, n, m) + 1.0))
check.mistake("mean-not-zero")(with_probes(lambda rng, n, m: np.abs(normal(rng, n, m))))
check.mistake("mean-not-zero")(
    with_probes(lambda rng, n, m: np.where(rng.random((m, n)) < 0.25, -1.0, 1.0))
)
check.mistake("scaled-probes")(with_probes(lambda rng, n, m: normal(rng, n, m) * 0.5))
check.mistake("scaled-probes")(with_probes(lambda rng, n, m: np.sqrt(n) * normal(rng, n, m)))
check.mistake("scaled-probes")(with_probes(lambda rng, n, m: signs(rng, n, m) * 0.5))
check.mistake("one-probe-reused")(
    with_probes(lambda rng, n, m: np.repeat(signs(rng, n, 1), m, axis=0))
)
check.mistake("one-probe-reused")(
    with_probes(lambda rng, n, m: np.repeat(normal(rng, n, m), 2, axis=0)[:m])
)
check.mistake("one-probe-reused")(
    with_probes(lambda rng, n, m: np.repeat(normal(rng, n, m), 2, axis=0)[:m] * alternating(m))
)
check.mistake("orthogonal-probes")(with_probes(lambda rng, n, m: orthogonal(rng, n, m)))
for times in FAR:
    check.mistake("left-out")(with_sum(lambda q, times=times: summed_up(without_far(q, times))))
check.mistake("truncated")(with_sum(lambda q: summed_up(np.trunc(q))))
check.mistake("sum-for-mean")(with_sum(lambda q: (q.sum(), summed_up(q)[1])))
check.mistake("divided-by-n")(with_estimate(lambda V, W: (V * W).mean()))
check.mistake("divided-by-n")(with_estimate(lambda V, W: (V * W).sum() / V.shape[1]))
check.mistake("median-for-mean")(with_sum(lambda q: (float(np.median(q)), summed_up(q)[1])))
check.mistake("one-less")(with_sum(lambda q: (q.sum() / (len(q) - 1), summed_up(q)[1])))
check.mistake("one-probe-only")(with_sum(lambda q: (q[-1], summed_up(q)[1])))
check.mistake("one-probe-only")(with_sum(lambda q: (q[0], summed_up(q)[1])))
check.mistake("sizes-of-products")(with_sum(lambda q: (np.abs(q).mean(), summed_up(q)[1])))
check.mistake("product-squared")(with_estimate(lambda V, W: (W * W).sum(axis=1).mean()))
check.mistake("probe-missing")(with_estimate(lambda V, W: W.sum(axis=1).mean()))
check.mistake("mean-of-the-probes")(with_estimate(lambda V, W: V.mean(axis=0) @ W.mean(axis=0)))
check.mistake("two-different-probes")(
    with_estimate(lambda V, W: np.roll(V, 1, axis=0).ravel() @ W.ravel() / len(V))
)
check.mistake("population-deviation")(with_error(lambda q: np.std(q) / np.sqrt(len(q))))
check.mistake("divided-by-m")(with_error(lambda q: np.std(q, ddof=1) / len(q)))
check.mistake("divided-by-m")(with_error(lambda q: np.std(q) / len(q)))
check.mistake("not-divided")(with_error(lambda q: np.std(q, ddof=1)))
check.mistake("not-divided")(with_error(lambda q: np.std(q)))
check.mistake("variance-for-deviation")(with_error(lambda q: np.var(q, ddof=1) / len(q)))
check.mistake("variance-for-deviation")(with_error(lambda q: np.var(q, ddof=1) / np.sqrt(len(q))))
check.mistake("variance-for-deviation")(with_error(lambda q: np.var(q)))
check.mistake("divided-twice-by-m-1")(with_error(lambda q: np.std(q, ddof=1) / np.sqrt(len(q) - 1)))
check.mistake("interval")(with_error(lambda q: 1.96 * summed_up(q)[1]))
check.mistake("multiplied")(with_error(lambda q: np.std(q, ddof=1) * np.sqrt(len(q))))
check.mistake("cancellation")(
    with_error(
        lambda q: np.sqrt(abs(np.mean(q * q) - np.mean(q) ** 2) / (len(q) - 1)) if len(q) else 0.0
    )
)
for which in range(3):
    check.mistake("running-mean")(
        with_error(lambda q, which=which: np.sqrt(running(q)[which] / (len(q) - 1) / len(q)))
    )
check.mistake("not-a-pair")(with_sum(lambda q: float(np.mean(q))))
check.mistake("not-a-pair")(with_sum(lambda q: (q.mean(), q.std(ddof=1) / len(q) ** 0.5, q)))
check.mistake("fixed-seed")(
    lambda matvec, n, probes, rng: right(matvec, n, probes, np.random.default_rng(0))
)
check.mistake("other-generator")(
    lambda matvec, n, probes, rng: right(matvec, n, probes, np.random.default_rng())
)
check.mistake("other-generator")(
    lambda matvec, n, probes, rng: summed_up(sampled(matvec, np.random.randn(probes, n)))
)


@check.mistake
def two_different_probes(matvec, n, probes, rng):
    q = [signs(rng, 1, n)[:, 0] @ matvec(signs(rng, 1, n)[:, 0]) for _ in range(probes)]
    return summed_up(np.array(q))


@check.mistake
def rng_made_anew(matvec, n, probes, rng):
    return right(matvec, n, probes, np.random.default_rng(rng.bit_generator.seed_seq.entropy))


@check.mistake
def too_many_products(matvec, n, probes, rng):
    V = signs(rng, n, probes)
    q = sampled(matvec, V)
    return summed_up(q)[0], summed_up(sampled(matvec, V))[1]


@check.mistake("too-many-products")
def one_product_too_many(matvec, n, probes, rng):
    return summed_up(sampled(matvec, signs(rng, n, probes + 1)))


@check.mistake
def too_few_products(matvec, n, probes, rng):
    return summed_up(sampled(matvec, signs(rng, n, max(probes // 2, 1) + 1)))


@check.mistake
def all_at_once(matvec, n, probes, rng):
    V = signs(rng, n, probes).T
    return summed_up(np.sum(V * matvec(V), axis=0))


@check.mistake
def no_products(matvec, n, probes, rng):
    return summed_up(np.sum(signs(rng, n, probes) ** 2, axis=1))


@check.mistake
def global_state(matvec, n, probes, rng):
    np.random.seed(rng.integers(2**31))
    return summed_up(sampled(matvec, np.random.choice([-1.0, 1.0], size=(probes, n))))
