"""hint: same-for-every-step

Pairs the adjoint of x_{k+1} with the gradient at x_{k+1} in place of the one at x_k, one index
too late.
"""

import numpy as np


def hypergradient(alphas, x0):
    alphas = np.asarray(alphas, dtype=float)
    xs = [np.asarray(x0, dtype=float)]
    for a in alphas:
        xs.append(xs[-1] - a * xs[-1])
    bar = xs[-1]
    result = np.zeros(len(alphas))
    for k in reversed(range(len(alphas))):
        result[k] = -bar @ xs[k + 1]
        bar = bar - alphas[k] * bar
    return result
