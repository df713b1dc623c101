"""Normal vectors scaled to the length √n, and mean and standard deviation from Python's
statistics module.
"""

import math
import statistics

import numpy as np


def hutchinson(matvec, n, probes, rng):
    def one():
        g = rng.standard_normal(n)
        g *= math.sqrt(n) / np.linalg.norm(g)
        return float(np.vdot(g, matvec(g.copy())))

    sample = [one() for _ in range(probes)]
    return statistics.fmean(sample), statistics.stdev(sample) / math.sqrt(len(sample))
