"""The simulated cluster takes as long as a person finds who goes through its steps by hand."""

import importlib.util

import pytest
from tiny_course import PROJECT

spec = importlib.util.spec_from_file_location("cluster", PROJECT / "benchmarks" / "cluster.py")
simulation = importlib.util.module_from_spec(spec)


@pytest.fixture(autouse=True, scope="module")
def loaded():
    import sys

    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "cluster", simulation)
        patch.setattr(sys, "path", list(sys.path))
        spec.loader.exec_module(simulation)
        yield


# submissions, workers, (run, hand out, take in, record) → seconds, seconds that the command works
BY_HAND = {
    "one after another": (3, 1, (10, 0, 0, 0), 30, 0),
    "four at once, twice": (8, 4, (10, 0, 0, 0), 20, 0),
    "only the writer works": (5, 2, (0, 0, 0, 1), 5, 5),
    # Answers at 3, 3, 6, 6; taken in until 5, 7, 9, 11.
    "the writer is behind": (4, 2, (3, 0, 1, 1), 11, 8),
    # Handed out until 1 and 2; answers at 6 and 11; recorded until 7 and 12.
    "one stands in line": (2, 1, (5, 1, 0, 1), 12, 4),
    # Handed out until 1, 2, 3; the fourth, after the first is recorded, until 8; answers at 6, 11,
    # 16, 21.
    "no more stand in line than fit": (4, 1, (5, 1, 0, 1), 22, 8),
    # Two are handed out until 4; each runs alone: answers at 7 and 9.
    "the command is too slow for two workers": (2, 2, (5, 2, 0, 1), 10, 6),
}


@pytest.mark.parametrize("case", BY_HAND)
def test_cases_computed_by_hand(case):
    submissions, workers, (run, *ours), seconds, works = BY_HAND[case]
    came = simulation.simulate(submissions, workers, simulation.Times([run], *ours))
    assert came.seconds == seconds
    assert came.busy == pytest.approx(works / seconds)
    assert came.writing == pytest.approx(submissions * ours[-1] / seconds)


@pytest.mark.parametrize("workers", [1, 3, 8, 20, 64])
def test_no_faster_than_the_workers_and_no_faster_than_the_writer(workers):
    times = simulation.Times([0.2, 0.3, 0.4], 0.002, 0.003, 0.015)
    came = simulation.simulate(3000, workers, times, seed=1)
    least = max(3000 * 0.3 / workers, 3000 * 0.02)
    assert 0.97 * least <= came.seconds <= 1.15 * least
    assert (came.busy > 0.97) == (workers > 0.3 / 0.02)
