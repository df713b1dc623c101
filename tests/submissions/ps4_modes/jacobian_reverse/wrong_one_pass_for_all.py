"""hint: one-pass-for-all

Reverse mode is believed to give everything in one pass: u = (1, …, 1) is pulled back once and
each row of J is that vector over m.
"""

import numpy as np


def jacobian_reverse(vjp, m):
    # one backward pass is enough, that is the point of reverse mode
    g = np.asarray(vjp(np.ones(m)), dtype=float)
    return np.tile(g / m, (m, 1))
