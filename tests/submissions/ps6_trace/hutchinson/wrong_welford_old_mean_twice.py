"""hint: running-mean

In the running variance the squared distance from the old mean is added, instead of the product of
the distances from the old and the new mean.
"""

import math


class Running:
    def __init__(self):
        self.n = 0
        self.mean = 0.0
        self.m2 = 0.0

    def add(self, value):
        self.n += 1
        delta = value - self.mean
        self.mean += delta / self.n
        if self.n > 1:
            self.m2 += delta * delta

    def standard_error(self):
        return math.sqrt(self.m2 / (self.n - 1)) / math.sqrt(self.n)


def hutchinson(matvec, n, probes, rng):
    stats = Running()
    for _ in range(probes):
        v = rng.integers(0, 2, n) * 2.0 - 1.0
        stats.add(float(v @ matvec(v)))
    return stats.mean, stats.standard_error()
