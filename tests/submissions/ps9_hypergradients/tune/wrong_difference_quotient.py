"""hint: nearly-right

Differences in the place of the gradient.
"""


def tune(alphas, x0, beta, steps):
    L = lambda a: float(unrolled_loss(a, x0))
    a = np.asarray(alphas, float)
    history = [(a, L(a))]
    for _ in range(steps):
        g = np.array([(L(a + 1e-6 * e) - L(a)) / 1e-6 for e in np.eye(len(a))])
        a = a - beta * g
        history.append((a, L(a)))
    return history
