"""Plain lists are returned."""


def jvp(f, x, v):
    values, tangents = [], []
    for y in f(list(map(Dual, x, v))):
        if not isinstance(y, Dual):
            y = Dual(y, 0)
        values.append(y.value)
        tangents.append(y.tangent)
    return values, tangents
