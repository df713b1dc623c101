"""hint: start-missing

A list of the iterates after each step: after none, an empty one.
"""


def descend(gradient, x0, step, n):
    x, iterates = np.array(x0, dtype=float), []
    for _ in range(n):
        x = x - step * gradient(x)
        iterates.append(x)
    return np.array(iterates)
