"""hint: half-step

The points of the central scheme are h apart, half of it on each side.
"""


def finite_difference(f, x, h, scheme="central"):
    x = np.array(x, dtype=float)
    slopes, f0 = [], f(x) if scheme == "forward" else 0.0
    for e in np.eye(x.size):
        e = e.reshape(x.shape)
        if scheme == "forward":
            slopes.append((f(x + h * e) - f0) / h)
        else:
            slopes.append((f(x + 0.5 * h * e) - f(x - 0.5 * h * e)) / h)
    return np.reshape(np.array(slopes), x.shape)
