"""hint: stopped-early

Ends before the first step that raises the loss.
"""


def tune(alphas, x0, beta, steps):
    a = np.array(alphas, dtype=float)
    history = [(a, float(unrolled_loss(a, x0)))]
    for _ in range(steps):
        a = a - beta * np.asarray(hypergradient(a, x0))
        value = float(unrolled_loss(a, x0))
        if value > history[-1][1]:
            return history
        history.append((a, value))
    return history
