"""hint: entry-fixed

As v and −v give the same vᵀAv, the vector is turned so that its first entry is +1, which is then
not random.
"""

import numpy as np


def rademacher(rng, n):
    v = rng.choice(np.array([-1.0, 1.0]), size=n)
    return v * v[0]
