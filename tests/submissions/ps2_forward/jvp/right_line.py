"""Moves along the line x + t v with t = Dual(0, 1)."""


def jvp(f, x, v):
    t = Dual(0.0, 1.0)
    point = [float(a) + t * float(b) for a, b in zip(x, v)]
    image = list(f(point))
    values = np.empty(len(image))
    tangents = np.zeros(len(image))
    for i, y in enumerate(image):
        if isinstance(y, Dual):
            values[i], tangents[i] = y.value, y.tangent
        else:
            values[i] = y
    return values, tangents
