"""How often are right stochastic answers refused? Tries them on new inputs, again and again.

    .venv/bin/python benchmarks/stochastic.py [runs] [--trace]

runs: how often each right answer is tried, 10 000 times unless given; each time its check draws new
inputs, and the generators new seeds. Prints for each answer of rademacher, hutchinson and, with
--trace, hessian_trace how many of the runs lost marks. By calculation it is less than one in 1e6.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from autograder.checks import Draw, Exercise
from autograder.checks.ps6_trace import EXERCISES, probes
from autograder.checks.ps6_trace.estimates import summed_up
from autograder.checks.ps6_trace.theory import FACTOR, MANY, judge, theory_of

RUNS = 10_000


def sphere(rng: np.random.Generator, n: int, m: int) -> np.ndarray:
    V = rng.standard_normal((m, n))
    return np.sqrt(n) * V / np.linalg.norm(V, axis=1, keepdims=True)


KINDS: dict[str, Callable[[np.random.Generator, int, int], np.ndarray]] = {
    "signs": lambda rng, n, m: rng.choice([-1.0, 1.0], size=(m, n)),
    "normal": lambda rng, n, m: rng.standard_normal((m, n)),
    "sphere": sphere,
}


def estimating(drawn: Callable[..., np.ndarray]) -> Callable[..., Any]:
    """Return Hutchinson's estimate with these probes."""

    def answer(matvec: Any, n: int, probes: int, rng: np.random.Generator) -> Any:
        return summed_up(np.array([v @ matvec(v) for v in drawn(rng, n, probes)]))

    return answer


def refused(check: Exercise, answer: Callable[..., Any], runs: int, name: str) -> None:
    """Try an answer and print how often it lost marks."""
    lost, since = 0, time.perf_counter()
    for seed in range(runs):
        report = check.run({check.answer: answer, "jnp": np}, seed=seed + 1_000, hidden=True)
        if report.marks != report.points:
            lost += 1
            print(report.to_text())
    seconds = time.perf_counter() - since
    print(
        f"{check.name:14} {name:8} {lost} of {runs} runs lost marks ({seconds:.0f} s)", flush=True
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("runs", type=int, nargs="?", default=RUNS)
    parser.add_argument("--trace", action="store_true", help="hessian_trace too")
    given = parser.parse_args()
    S = probes.symmetric(np.random.default_rng(0).standard_normal((12, 12)))
    rate = probes.error_rate(S, MANY, FACTOR)
    print(
        f"by calculation: a comparison with the trace {probes.RATE:g}, a standard error {rate:.1g}"
    )
    checks = {check.name: check for check in EXERCISES}
    rademacher, hutchinson = checks["rademacher"], checks["hutchinson"]
    refused(rademacher, rademacher.right, given.runs, "signs")
    for kind, drawn in KINDS.items():
        refused(hutchinson, estimating(drawn), given.runs, kind)
    if given.trace:
        estimates_refused(checks["hessian_trace"], given.runs)


def estimates_refused(check: Exercise, runs: int) -> None:
    """Print how often estimates from the Hessian itself are refused; the long x is left out."""
    lost, tried, since = dict.fromkeys(KINDS, 0), 0, time.perf_counter()
    for seed in range(runs):
        draw = Draw(np.random.default_rng(seed), True)
        for part in check.parts:
            for case in part.cases(draw):
                judged, name, A, x, m, _, times = case.arguments
                if name == "pairs" or times:
                    continue
                S = theory_of(name, A.tobytes(), len(A), x.tobytes(), x.shape, m).S
                for kind, drawn in KINDS.items():
                    V = drawn(draw.rng, x.size, m)
                    pair = summed_up(np.sum((V @ S) * V, axis=1))
                    found = judge(([pair], False), None, *case.arguments)
                    lost[kind] += found is not None
                tried += 1
    seconds = time.perf_counter() - since
    print(f"{check.name:14} {lost} of {tried} estimates each were refused ({seconds:.0f} s)")


if __name__ == "__main__":
    main()
