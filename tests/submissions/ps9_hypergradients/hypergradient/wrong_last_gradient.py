"""hint: same-for-every-step

The gradient at x_K for every step.
"""


def hypergradient(alphas, x0):
    x = np.asarray(x0, float)
    for a in alphas:
        x = x - a * x
    return np.full(len(alphas), -(x @ x))
