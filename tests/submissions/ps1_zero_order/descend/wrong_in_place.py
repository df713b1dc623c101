"""hint: same-array

Puts the same array into the list each time.
"""


def descend(gradient, x0, step, n):
    x = np.array(x0, dtype=float)
    path = [x]
    for _ in range(n):
        x -= step * gradient(x)
        path.append(x)
    return np.array(path)
