"""hint: fixed-number

No more than fifty steps.
"""


def tune(alphas, x0, beta, steps):
    a = np.array(alphas, dtype=float)
    history = []
    while len(history) <= steps and len(history) <= 50:
        history.append((a, float(unrolled_loss(a, x0))))
        a = a - beta * np.asarray(hypergradient(a, x0))
    return history
