"""hint: other-generator

Python's own random numbers.
"""

import random


def rademacher(rng, n):
    return np.array([random.choice([-1.0, 1.0]) for _ in range(n)])
