"""hint: stopped-where-large

Above a billion nothing moves any more.
"""


def tune(alphas, x0, beta, steps):
    a = np.array(alphas, dtype=float)
    history = [(a, float(unrolled_loss(a, x0)))]
    for _ in range(steps):
        diverged = history[-1][1] > 1e9
        a = a - (0.0 if diverged else beta) * np.asarray(hypergradient(a, x0))
        history.append((a, float(unrolled_loss(a, x0))))
    return history
