"""Mean and standard deviation of the time of three methods, for growing networks.

An answer measures a simulated computer (`beside.Computer`): its clock moves by what is
asked of it, and each part's computer has one trap. The same runs take the same times in any order,
so the right table is one table, however it is measured.

What runs is told from shapes alone, and nothing is computed. So the check does not see whether the
products are right, nor a gradient that is timed in the place of `hvp`; nor does it see what only
the real computer shows.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np

from autograder.checks import Case, Counted, Draw, Exercise
from autograder.checks.compare import Difference
from autograder.checks.ps5_hvp.beside import COMPILING, DISPATCH, METHODS, Work, timed
from autograder.isolation.beside import numbers

# Kinds of work, by their place in METHODS.
HESSIAN, PRODUCT, EFFICIENT, WHOLE = (0,), (1,), (2,), (0, 1)
# Seconds for one parameter, for each kind of work far from the others. The product takes the same
# time in every run: it is in two of the methods, whose runs may come in any order.
RATES = (1e4, 1.0, 1e2)
RIPPLES = (0.3, 0.0, 0.3)
# Networks have fewer parameters than this.
LARGEST = 400
# Rounding of times is far below this, and the product adds 100 times as much to the Hessian's.
SAME_TIME = 1e-6


def paced(rates: np.ndarray, ripples: np.ndarray) -> Counted:
    """Return how long a run takes: of a kind of work, for n parameters, the run of that number.

    After a prime number of runs the ripples come again. So as many runs, one after the other or
    every second one, from wherever they begin, take the same times.
    """

    def seconds(run: Any) -> Any:
        kind, number = int(run[0]), np.asarray(run[2], dtype=int)
        return rates[kind] * run[1] ** 1.5 * (1.0 + ripples[kind][number])

    return Counted(seconds, (3,))


def parameters(hidden: int, width: int) -> int:
    """Return the number of parameters of ``make_model(hidden, width)``."""
    return 2 * width + width**2 * (hidden - 1) + width


def measured(
    layer_counts: list[int],
    n_runs: int,
    width: int,
    *,
    clock: Callable[[], float],
    jit: Callable[..., Any],
    works: tuple[tuple[int, ...], ...] = (WHOLE, PRODUCT, EFFICIENT),
    size: Callable[[int, int], int] = parameters,
    warm: bool = True,
    anew: bool = False,
    once: bool = False,
    waits: bool = True,
    awaited: bool = True,
    constant: tuple[str, ...] = (),
    begun: tuple[int, ...] = (),
    mean: Callable[[Any], Any] = np.mean,
    std: Callable[[Any], Any] = np.std,
) -> dict[str, Any]:
    """Time the three methods; `jit` takes `Work` here. A mistake has one argument of these other:

    works: of each method. size: of a model. warm: a run before the clock is read. anew: each run
    is compiled. once: one interval for all runs. waits: for results. awaited: the first
    run is over before the clock is read. constant: the methods whose programs have no arguments.
    begun: work that is begun before each run and not waited for. mean, std: of the times.
    """

    def seconds(runs: int) -> float:
        if begun and method == "product":
            before()
        start = clock()
        for _ in range(runs):
            result = jit(what())() if anew else program()
            if waits:
                result.block_until_ready()
        return clock() - start

    table: dict[str, Any] = {m: {"mean": [], "std": []} for m in METHODS}
    for hidden, (method, work) in itertools.product(layer_counts, zip(METHODS, works)):
        what = partial(Work, work, size(hidden, width), method in constant)
        program, before = jit(what()), jit(Work(begun, size(hidden, width)))
        if warm:
            first = program()
            if awaited:
                first.block_until_ready()
        times = [seconds(n_runs) / n_runs] if once else [seconds(1) for _ in range(n_runs)]
        table[method]["mean"].append(mean(times))
        table[method]["std"].append(std(times))
    return {"layers": layer_counts, **table}


def right(layer_counts, n_runs, width, *, clock, jit):
    return measured(layer_counts, n_runs, width, clock=clock, jit=jit)


# What an answer may call, where the student's own fails.


def get_params(model):
    import jax.numpy as jnp

    return jnp.concatenate([w.ravel() for w in model])


def full_hessian(loss, params):
    import jax

    return jax.hessian(loss)(params)


def naive_hvp(hessian, v):
    return hessian @ v


def hvp(f, x, v):
    import jax

    return jax.jvp(jax.grad(f), (x,), (v,))[1]


def known(mean: np.ndarray, std: np.ndarray | None, n_runs: int, pace: Counted) -> bool:
    """Whether these are times of work of any kind, for a network of any size."""
    n = np.arange(1, LARGEST)[:, None]
    runs = [pace.function((kind, n, np.arange(n_runs))) for kind in range(len(METHODS))]
    runs.append(runs[0] + runs[1])
    found = np.array([[r.mean(1), r.std(1), r.std(1, ddof=1)] for r in runs])

    def among(values: np.ndarray, which: int) -> np.ndarray:
        rounding = SAME_TIME * mean[..., None, None]
        return np.isclose(values[..., None, None], found[:, which], rtol=SAME_TIME, atol=rounding)

    same = among(mean, 0) & (True if std is None else among(std, 1) | among(std, 2))
    return bool(same.any(axis=(-2, -1)).all())


def judge(
    got: Any, want: Any, counts: list[int], n_runs: int, width: int, pace: Counted, trap: str
) -> Difference | None:
    """Judge a table by the trap that its computer has, and by nothing that other parts judge."""
    if got is None:
        return Difference("returned nothing", "returned-nothing")
    if isinstance(got, str) and got == "not watched":
        return Difference("`clock` or `jit` is no argument, or not used", "not-watched")
    if isinstance(got, str):
        return Difference(got, "table-form")
    shape = (len(METHODS), len(counts))
    try:
        layers = numbers(got[0], shape[1:])
        mean, std = numbers(got[1], shape), numbers(got[2], shape)
    except (IndexError, KeyError, TypeError, ValueError):
        return Difference("not one number for each number of layers", "table-form")
    if trap == "form":
        if layers.tolist() != counts:
            return Difference("`layers` is not `layer_counts`", "table-form")
        same = mean.min() > 0 and np.allclose(mean[:, 0], mean[:, 1], rtol=SAME_TIME, atol=0.0)
        return Difference("one model for all numbers of layers", "wrong-model") if same else None
    # A sum for a mean, and another unit, cost the part with the spread alone.
    units = [u for u in (1.0, n_runs, 1e3, 1e6) if known(mean / u, None, n_runs, pace)]
    if trap == "spread":
        fits = known(mean, std, n_runs, pace)
        if units and not fits and std.max() < SAME_TIME * mean.max() and got[3]:
            return Difference("the deviation is 0, the clock was read too seldom", "one-interval")
        hint = "wrong-value" if units else "not-watched"
        return None if fits else Difference("not mean and deviation of the runs", hint)
    if trap == "methods":
        if np.any((mean > 0.5 * DISPATCH) & (mean < 50.0 * DISPATCH)):
            return Difference("a method takes no time", "constants-compiled-in")
        units = [u for u in units if np.allclose(mean / u, want[1], rtol=SAME_TIME, atol=0.0)]
    if trap == "waiting" and units and got[4]:
        return Difference("work that was begun before is in the time", "work-begun-before")
    if units:
        return None
    if trap == "compilation" and mean.max() >= COMPILING / n_runs:
        return Difference("a compilation is in the time", "compile-inside")
    if trap == "waiting" and mean.min() > 0:
        return Difference("the clock was read while work was under way", "no-wait")
    return Difference("no runs of the methods explain the times")


check = Exercise(
    __name__,
    right,
    beside=timed,
    names={"jax": None},
    earlier={f.__name__: f for f in (get_params, full_hessian, naive_hvp, hvp)},
    judge=judge,
)


def measurement(draw: Draw, trap: str) -> Case:
    """Draw what is measured, and the computer with that trap.

    Three small networks in all: where an answer runs JAX without `jit`, each one costs seconds.
    """
    n_runs, width = int(draw.rng.choice([5, 7])), 4 if trap == "methods" else 3
    counts = {"form": [3, 2], "methods": [2]}.get(trap) or draw.rng.permutation([2, 3]).tolist()
    ripples = draw.uniform(-1.0, 1.0, 3, n_runs) * np.array(RIPPLES)[:, None]
    pace = paced(RATES * draw.uniform(0.7, 1.3, 3), ripples * (trap == "spread"))
    says = f"layer counts {counts}, {n_runs} runs, width {width}"
    return Case((counts, n_runs, width, pace, trap), says)


def means(value: Any) -> Any:
    """The mean times, a row a method."""
    _, mean, _, _, _ = value
    return tuple(mean)


def spread(value: Any) -> Any:
    """What depends on the times of single runs."""
    _, mean, std, seldom, _ = value
    return *mean, *std, seldom


@check.part("a table of the asked form", 1, asks=means)
def _(draw: Draw) -> Iterator[Case]:
    yield measurement(draw, "form")


@check.part("the three methods", 1, asks=means, otherwise="not-watched")
def _(draw: Draw) -> Iterator[Case]:
    yield measurement(draw, "methods")


@check.part("nothing is compiled in the measured time", 1, asks=means, otherwise="not-watched")
def _(draw: Draw) -> Iterator[Case]:
    yield measurement(draw, "compilation")


@check.part("the result is waited for", 1, asks=means, otherwise="not-watched")
def _(draw: Draw) -> Iterator[Case]:
    yield measurement(draw, "waiting")


@check.part("mean and standard deviation", 1, asks=spread)
def _(draw: Draw) -> Iterator[Case]:
    yield measurement(draw, "spread")


def differs(hint: str, **other: Any) -> None:
    """Add a mistake: a measurement that is right but for these."""
    check.mistake(hint)(partial(measured, **other))


differs("product-left-out", works=(HESSIAN, PRODUCT, EFFICIENT))
differs("hessian-timed-again", works=(WHOLE, WHOLE, EFFICIENT))
differs("hessian-timed-again", works=(WHOLE, HESSIAN, EFFICIENT))
differs("hvp-forms-hessian", works=(WHOLE, PRODUCT, WHOLE))
for order in list(itertools.permutations((WHOLE, PRODUCT, EFFICIENT)))[1:]:
    differs("methods-swapped", works=order)
differs("wrong-model", size=lambda hidden, width: parameters(hidden + 1, width))
differs("wrong-model", size=lambda hidden, width: parameters(hidden - 1, width))
differs("wrong-model", size=lambda hidden, width: parameters(width, hidden))
differs("wrong-model", size=lambda hidden, width: parameters(hidden, 2))
differs("wrong-model", size=lambda hidden, width: parameters(3, width))
differs("wrong-model", size=lambda hidden, width: parameters(2, width))
differs("compile-inside", warm=False)
differs("compile-inside", anew=True)
differs("no-wait", waits=False)
differs("first-run-not-awaited", awaited=False)
differs("work-begun-before", begun=HESSIAN)
for count in range(1, 4):
    for methods in itertools.combinations(METHODS, count):
        differs("constants-compiled-in", constant=methods)
differs("one-interval", once=True)
differs("total-not-mean", mean=np.sum)
differs("not-the-mean", mean=np.median)
differs("not-the-mean", mean=np.min)
differs("not-the-mean", mean=np.max)
differs("no-spread", std=lambda times: 0.0)
for ddof in (0, 1):
    deviation = partial(np.std, ddof=ddof)
    differs("standard-error", std=lambda times, f=deviation: f(times) / len(times) ** 0.5)
    for of in (slice(1, None), slice(-1)):
        for put in (list, sorted):
            differs(
                "runs-left-out",
                mean=lambda times, of=of, put=put: np.mean(put(times)[of]),
                std=lambda times, of=of, put=put, f=deviation: f(put(times)[of]),
            )
    differs("variance", std=lambda times, f=deviation: f(times) ** 2)
    for unit in (1e3, 1e6):
        differs(
            "not-seconds",
            mean=lambda times, u=unit: u * np.mean(times),
            std=lambda times, u=unit, f=deviation: u * f(times),
        )


@check.mistake
def not_watched(layer_counts, n_runs, width):
    return measured(layer_counts, n_runs, width, clock=time.perf_counter, jit=None)


@check.mistake
def table_form(layer_counts, n_runs, width, *, clock, jit):
    return list(right(layer_counts, n_runs, width, clock=clock, jit=jit).items())
