"""hint: another-axis

The iterates are put together by vstack, which for a matrix x0 joins the rows of all iterates, and
for a number adds an axis.
"""

import numpy as np


def descend(gradient, x0, step, n):
    x = np.array(x0, dtype=float)
    path = [x]
    for _ in range(n):
        x = x - step * gradient(x)
        path.append(x)
    return np.vstack(path)
