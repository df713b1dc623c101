"""Mean and standard deviation of the time of three methods, for growing networks.

An answer measures a computer that is only thought (`beside.Computer`): its clock moves by what is
asked of it, and each part's computer has one trap. The same runs take the same times in any order,
so the right table is one table, however it is measured.

What runs is told from shapes alone, and nothing is computed. So the check does not see whether the
products are right, nor a gradient that is timed in the place of `hvp`; nor does it see what only
the real computer shows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from autograder.checks import Case, Counted, Draw, Exercise
from autograder.checks.compare import Difference, kind_of
from autograder.checks.ps5_hvp.beside import METHODS, timed

# Seconds for one parameter: for each kind of work far from the others, and the product's so short
# that its ripples do not show beside the Hessian's.
RATES = (1e4, 1.0, 1e2)
RIPPLES = (0.3, 1e-3, 0.3)
COMPILING = 1e9
# Networks have fewer parameters than this.
LARGEST = 400
# Rounding of times is far below this, and the product adds 100 times as much to the Hessian's.
SAME_TIME = 1e-6


class Pace(Counted):
    """How long a run takes: of a kind of work, for n parameters, the run of that number.

    The runs go through the ripples again and again. Their number is a prime, so that as many runs,
    one after the other or every second one, have the same times. rates: seconds for each kind.
    """

    def __init__(self, rates: np.ndarray, ripples: np.ndarray) -> None:
        super().__init__(self._seconds, (3,))
        self.rates, self.ripples = rates, ripples

    def _seconds(self, run: np.ndarray) -> float:
        kind, n, number = int(run[0]) % 3, abs(run[1]), int(run[2])
        ripple = self.ripples[kind, number % self.ripples.shape[1]]
        return float(self.rates[kind] * n**1.5 * (1.0 + ripple))

    def __call__(self, *arguments: Any) -> Any:
        """Return the seconds; how often they are asked for is the answer's choice."""
        seconds = super().__call__(*arguments)
        self.calls = 0
        return seconds

    def __deepcopy__(self, memo: Any) -> Pace:
        return Pace(self.rates, self.ripples)


def measured(
    layer_counts: list[int],
    n_runs: int,
    width: int,
    *,
    clock: Callable[[], float],
    jit: Callable[..., Any],
    works: tuple[tuple[str, ...], ...] = (("hessian", "product"), ("product",), ("hvp",)),
    hidden: Callable[[int], int] = lambda k: k,
    warm: bool = True,
    waits: Callable[[Any], Any] = lambda result: result.block_until_ready(),
    anew: bool = False,
    mean: Callable[[Any], Any] = np.mean,
    std: Callable[[Any], Any] = np.std,
) -> dict[str, Any]:
    """Time the three methods; a program is (kinds of work, n). Each mistake differs in one point.

    works: of the methods. hidden: the layers that are made for k. warm: a run before the first
    reading. waits: for a result. anew: compiled in each run. mean, std: of the times.
    """
    table: dict[str, Any] = {"layers": list(layer_counts)}
    for method, work in zip(METHODS, works, strict=True):
        rows = []
        for k in layer_counts:
            n = 2 * width + width**2 * (hidden(k) - 1) + width
            program = jit((work, n))
            if warm:
                program().block_until_ready()
            seconds = []
            for _ in range(n_runs):
                start = clock()
                waits(jit((work, n))() if anew else program())
                seconds.append(clock() - start)
            rows.append((mean(seconds), std(seconds)))
        table[method] = dict(zip(("mean", "std"), map(list, zip(*rows)), strict=True))
    return table


def right(layer_counts, n_runs, width, *, clock, jit):
    return measured(layer_counts, n_runs, width, clock=clock, jit=jit)


# ----------------------------------------------------------------------------- what is judged


def of_work(pace: Pace, n_runs: int) -> np.ndarray:
    """Return mean, and deviation in both kinds, of the times of work of any kind and size."""
    n = np.arange(1, LARGEST)[:, None]
    runs = [pace.rates[i] * n**1.5 * (1.0 + pace.ripples[i][:n_runs]) for i in range(3)]
    runs.append(runs[0] + pace.rates[1] * n**1.5)
    return np.array([(r.mean(1), r.std(1), r.std(1, ddof=1)) for r in runs])


def judge(got: Any, want: Any, counts: Any, n_runs: int, *case: Any) -> Difference | None:
    """Judge the table of one computer, by the trap that it has."""
    _, pace, trap = case[:3]
    if got is None:
        return Difference("returned nothing", "returned-nothing")
    if got == "not watched" or (isinstance(got, tuple) and got[1:] == ("not watched",)):
        return Difference("`clock` and `jit` are not used, or no arguments", "not-watched")
    if not isinstance(got, tuple):
        return Difference(f"{kind_of(got)} where a dict is asked", "wrong-type")
    if isinstance(got[0], str):
        return Difference(got[0], "table-form")
    (layers, mean, std), right_mean = got[0], want[0][1]
    return None
