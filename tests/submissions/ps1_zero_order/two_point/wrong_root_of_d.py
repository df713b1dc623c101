"""hint: another-power-of-d

The factor is √d, as the length of a random vector of independent entries, instead of d.
"""

import numpy as np


def two_point(f, x, v, h):
    d = np.size(x)
    slope = (f(x + h * v) - f(x - h * v)) / (2 * h)
    return np.sqrt(d) * slope * v
