"""hint: textbook

The steps are √ε and ∛ε times max(1, |x|), the rule of thumb, without trying any: right only for
functions that vary on the scale of x.
"""

import numpy as np


def best_steps(f, derivative, x):
    eps = np.finfo(float).eps
    scale = max(1.0, abs(x))
    return scale * eps**0.5, scale * eps ** (1 / 3)
