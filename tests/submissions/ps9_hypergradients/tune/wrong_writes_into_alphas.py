"""hint: arguments-changed

alphas is written into.
"""


def tune(alphas, x0, beta, steps):
    history = [(np.array(alphas), float(unrolled_loss(alphas, x0)))]
    for _ in range(steps):
        alphas -= beta * np.asarray(hypergradient(alphas, x0))
        history.append((np.array(alphas), float(unrolled_loss(alphas, x0))))
    return history
