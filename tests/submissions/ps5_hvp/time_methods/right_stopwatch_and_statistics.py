"""A small class with a context manager as stopwatch, the methods in turn in each round, mean
and deviation by Python's statistics.
"""

import statistics
import time

import jax
import jax.numpy as jnp
import numpy as np


class _Stopwatch:
    def __init__(self, clock):
        self._clock, self.laps = clock, []

    def __enter__(self):
        self._begin = self._clock()

    def __exit__(self, *error):
        self.laps.append(self._clock() - self._begin)


def time_methods(layer_counts, n_runs, width, *, clock=time.perf_counter, jit=jax.jit):
    names = ("hessian", "product", "hvp")
    table = {"layers": [], **{name: {"mean": [], "std": []} for name in names}}
    for count in map(int, layer_counts):
        network = make_model(count, width)
        value = make_loss(network)
        w = jnp.asarray(get_params(network))
        direction = jnp.asarray(np.linspace(-1.0, 1.0, w.size))
        whole = jit(lambda p: full_hessian(value, p))
        times_vector = jit(naive_hvp)
        free = jit(lambda p, d: hvp(value, p, d))
        matrix = jax.block_until_ready(whole(w))
        runs = {
            "hessian": lambda: times_vector(whole(w), direction),
            "product": lambda: times_vector(matrix, direction),
            "hvp": lambda: free(w, direction),
        }
        for run in runs.values():
            run().block_until_ready()  # compiled from here on
        watches = {name: _Stopwatch(clock) for name in names}
        for _ in range(n_runs):
            for name in reversed(names):
                with watches[name]:
                    runs[name]().block_until_ready()
        table["layers"].append(count)
        for name, watch in watches.items():
            table[name]["mean"].append(statistics.mean(watch.laps))
            table[name]["std"].append(statistics.pstdev(watch.laps))
    return table
