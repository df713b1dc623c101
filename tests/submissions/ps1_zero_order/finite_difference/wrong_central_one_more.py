"""hint: centre-evaluated

F(x) is evaluated also for the central scheme, which does not need it: 2d + 1 evaluations.
"""


def finite_difference(f, x, h, scheme="central"):
    x = np.asarray(x).astype(float)
    fx = f(x.copy())
    out = []
    for k in range(x.size):
        up = x.copy()
        up.flat[k] += h
        if scheme == "forward":
            out.append((f(up) - fx) / h)
            continue
        down = x.copy()
        down.flat[k] -= h
        out.append((f(up) - f(down)) / 2 / h)
    return np.array(out, dtype=float).reshape(x.shape)
