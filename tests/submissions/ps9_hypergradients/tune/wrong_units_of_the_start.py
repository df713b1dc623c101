"""hint: beta-changed

β is divided by ‖x0‖², as in the experiment.
"""


def tune(alphas, x0, beta, steps):
    a = np.array(alphas, dtype=float)
    history = [(a, float(unrolled_loss(a, x0)))]
    for _ in range(steps):
        a = a - beta * np.asarray(hypergradient(a, x0)) / float(np.sum(np.square(x0)))
        history.append((a, float(unrolled_loss(a, x0))))
    return history
