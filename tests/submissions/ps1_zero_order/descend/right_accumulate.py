"""itertools.accumulate with an initial value, and the list joined by np.array."""

from itertools import accumulate

import numpy as np


def descend(gradient, x0, step, n):
    start = np.array(x0, dtype=np.float64, copy=True)

    def move(here, _count):
        return here + (-step) * np.asarray(gradient(here.copy()), dtype=np.float64)

    return np.array(list(accumulate(range(n), move, initial=start)), dtype=np.float64)
