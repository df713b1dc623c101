"""A scheme is a list of offsets with weights; the base point is shared."""

_RULES = {"forward": [(1, 1)], "central": [(1, 1), (-1, -1)]}


def _at(f, x, position, delta):
    y = np.array(x, dtype=np.float64)
    y.flat[position] += delta
    return float(f(y))


def finite_difference(f, x, h, scheme="central"):
    width = {"forward": h, "central": 2 * h}[scheme]
    base = float(f(np.array(x, dtype=np.float64))) if scheme == "forward" else 0.0
    slopes = np.zeros(np.size(x), dtype=np.float64)
    for position in reversed(range(np.size(x))):
        change = sum(weight * _at(f, x, position, sign * h) for sign, weight in _RULES[scheme])
        slopes[position] = (change - base) / width
    return slopes.reshape(np.shape(x))
