"""hint: same-array

One array in every pair.
"""


def tune(alphas, x0, beta, steps):
    a = np.array(alphas, float)
    history = [(a, float(unrolled_loss(a, x0)))]
    for _ in range(steps):
        a -= beta * np.asarray(hypergradient(a, x0))
        history.append((a, float(unrolled_loss(a, x0))))
    return history
