"""hint: x-held-constant

The adjoint of the last point in every step.
"""


def hypergradient(alphas, x0):
    xs = [np.asarray(x0, float)]
    for a in alphas:
        xs.append(xs[-1] - a * xs[-1])
    return np.array([-xs[-1] @ x for x in xs[:-1]])
