"""hint: start-moves-too

The next run starts where the last one has led.
"""


def tune(alphas, x0, beta, steps):
    a, x = np.array(alphas, dtype=float), np.array(x0, dtype=float)
    history = [(a, float(unrolled_loss(a, x)))]
    for _ in range(steps):
        a = a - beta * np.asarray(hypergradient(a, x))
        for alpha in a:
            x = x - alpha * x
        history.append((a, float(unrolled_loss(a, x))))
    return history
