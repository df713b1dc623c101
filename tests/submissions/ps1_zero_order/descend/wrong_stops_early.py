"""hint: stopped-early

It stops when the gradient is small, so there are fewer than n + 1 iterates.
"""


def descend(gradient, x0, step, n):
    x = np.array(x0, dtype=float)
    xs = [x]
    for _ in range(n):
        g = gradient(x)
        if np.linalg.norm(g) < 1e-8:
            break
        x = x - step * g
        xs.append(x)
    return np.array(xs)
