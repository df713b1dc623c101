"""How often are right stochastic answers refused? Tries them on new inputs, again and again.

    .venv/bin/python benchmarks/stochastic.py [runs]

runs: how often each kind of right answer is tried, 10 000 times unless given; each time the check
draws new inputs, and the probes come from new seeds. Prints for rademacher how many runs lost
marks, and for hutchinson and hessian_trace how many of their estimates were refused, by the kind of
the probes. By calculation it is less than one in 1e6.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from autograder.checks import Draw, Exercise
from autograder.checks.ps6_trace import EXERCISES, estimates, probes, theory
from autograder.checks.ps6_trace.estimates import summed_up
from autograder.checks.ps6_trace.theory import theory_of

RUNS = 10_000


def sphere(rng: np.random.Generator, n: int, m: int) -> np.ndarray:
    V = rng.standard_normal((m, n))
    return np.sqrt(n) * V / np.linalg.norm(V, axis=1, keepdims=True)


KINDS: dict[str, Callable[[np.random.Generator, int, int], np.ndarray]] = {
    "signs": lambda rng, n, m: rng.choice([-1.0, 1.0], size=(m, n)),
    "normal": lambda rng, n, m: rng.standard_normal((m, n)),
    "sphere": sphere,
}


def vectors_refused(check: Exercise, runs: int) -> None:
    """Print how often vectors of signs are refused."""
    lost, since = 0, time.perf_counter()
    for seed in range(runs):
        report = check.run({"rademacher": check.right}, seed=seed, hidden=True)
        lost += report.marks != report.points
    print(f"{check.name}: {lost} of {runs} runs lost marks ({time.perf_counter() - since:.0f} s)")


def cases(check: Exercise, runs: int) -> Iterator[tuple[np.random.Generator, tuple[Any, ...]]]:
    """Yield the arguments of all cases of so many runs, with a generator."""
    for seed in range(runs):
        draw = Draw(np.random.default_rng([seed, 1]), True)
        for part in check.parts:
            for case in part.cases(draw):
                yield draw.rng, getattr(case, "arguments", case)


def refused(check: Exercise, judge: Any, runs: int, matrix: Callable[..., Any]) -> None:
    """Print how often estimates are refused that are made from the matrix itself.

    matrix: of the arguments of a case the matrix, the number of probes, and what takes the probes.
    """
    lost, tried, since = dict.fromkeys(KINDS, 0), 0, time.perf_counter()
    for rng, arguments in cases(check, runs):
        A, m, take = matrix(*arguments)
        if A is None:
            continue
        for kind, drawn in KINDS.items():
            V = drawn(rng, len(A), m)
            take(V)
            pair = summed_up(np.sum((V @ A.T) * V, axis=1))
            lost[kind] += judge(([pair], False), None, *arguments) is not None
        tried += 1
    seconds = time.perf_counter() - since
    print(
        f"{check.name}: {lost} of {tried} estimates each were refused ({seconds:.0f} s)", flush=True
    )


def of_products(judged: str, n: int, m: int, seed: int, *calls: Any) -> tuple[Any, ...]:
    """Return what `refused` needs of a case of hutchinson; with several calls nothing is judged."""
    return calls[0].A if len(calls) == 1 else None, m, lambda V: setattr(calls[0], "asked", list(V))


def of_hessian(judged: str, name: str, A: Any, x: Any, m: int, seed: int, times: int) -> Any:
    """Return what `refused` needs of a case of hessian_trace, but for the long x."""
    if name == "pairs" or times:
        return None, m, None
    known = theory_of(name, A.tobytes(), len(A), x.tobytes(), x.shape, m)
    return known.S, m, lambda V: None


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("runs", type=int, nargs="?", default=RUNS)
    runs = parser.parse_args().runs
    S = probes.symmetric(np.random.default_rng(0).standard_normal((12, 12)))
    rate = probes.error_rate(S, theory.MANY, theory.FACTOR)
    print(f"by calculation: a comparison {probes.RATE:g}, a standard error {rate:.1g}", flush=True)
    checks = {check.name: check for check in EXERCISES}
    vectors_refused(checks["rademacher"], runs)
    refused(checks["hutchinson"], estimates.judge, runs, of_products)
    refused(checks["hessian_trace"], theory.judge, runs, of_hessian)


if __name__ == "__main__":
    main()
