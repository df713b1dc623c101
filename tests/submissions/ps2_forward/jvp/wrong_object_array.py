"""hint: array-for-a-list

F gets an array of objects and not a list, so that + adds where a list would be joined.
"""


def jvp(f, x, v):
    inputs = np.empty(len(x), dtype=object)
    for i, (a, b) in enumerate(zip(x, v)):
        inputs[i] = Dual(a, b)
    outputs = f(inputs)
    return (
        np.array([getattr(o, "value", o) for o in outputs], dtype=float),
        np.array([getattr(o, "tangent", 0.0) for o in outputs], dtype=float),
    )
