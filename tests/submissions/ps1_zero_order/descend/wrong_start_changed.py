"""hint: arguments-changed

Goes on in x0 itself.
"""


def descend(gradient, x0, step, n):
    path = [x0.copy()]
    for _ in range(n):
        x0 = x0 if x0.dtype == float else x0.astype(float)
        x0 -= step * gradient(x0)
        path.append(x0.copy())
    return np.array(path)
