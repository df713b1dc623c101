"""hint: one-at-least

Asks after the step whether there are more, so that n = 0 takes one.
"""


def descend(gradient, x0, step, n):
    path = [np.array(x0, dtype=float)]
    while True:
        path.append(path[-1] - step * gradient(path[-1]))
        if len(path) > n:
            return np.array(path)
