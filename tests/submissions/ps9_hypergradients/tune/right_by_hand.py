"""The closed form, and NumPy."""


def tune(alphas, x0, beta, steps):
    a, s = np.array(alphas, float), np.sum(np.array(x0, float) ** 2)
    history = []
    for t in range(steps + 1):
        y = 1 - a
        history.append((a.copy(), s * np.prod(y) ** 2 / 2))
        a += beta * s * y * np.array([np.prod(np.delete(y, k)) for k in range(len(y))]) ** 2
    return history
