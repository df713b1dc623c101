"""hint: same-array

Where the gradient is 0 the last pair stands in the list once more.
"""


def tune(alphas, x0, beta, steps):
    a = np.array(alphas, dtype=float)
    history = [(a, float(unrolled_loss(a, x0)))]
    while len(history) <= steps:
        g = np.asarray(hypergradient(history[-1][0], x0))
        if g.any():
            a = history[-1][0] - beta * g
            history.append((a, float(unrolled_loss(a, x0))))
        else:
            history.append(history[-1])
    return history
