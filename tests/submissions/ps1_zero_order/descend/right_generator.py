"""A generator yields the iterates; the while loop counts down."""


def _iterates(gradient, x, step, left):
    yield x
    while left > 0:
        g = np.array(gradient(np.array(x)), dtype=float)
        x = np.array(x + (-step) * g)
        left -= 1
        yield x


def descend(gradient, x0, step, n):
    result = np.zeros((n + 1,) + np.shape(x0))
    for row, x in enumerate(_iterates(gradient, np.array(x0, dtype=float), step, n)):
        result[row] = x
    return result
