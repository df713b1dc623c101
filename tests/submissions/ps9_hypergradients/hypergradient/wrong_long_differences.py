"""hint: difference-quotient

Central differences with a step of 1, which only rounding makes wrong.
"""


def hypergradient(alphas, x0):
    a = np.asarray(alphas, float)
    L = lambda a: float(unrolled_loss(a, x0))
    return np.array([(L(a + e) - L(a - e)) / 2 for e in np.eye(len(a))])
