"""hint: single-precision

Results in single precision, f gets an array of objects.
"""


def jvp(f, x, v, dtype=np.float32):
    inputs = np.array([Dual(float(a), float(b)) for a, b in zip(x, v)], dtype=object)
    pairs = [(y.value, y.tangent) if hasattr(y, "tangent") else (y, 0) for y in f(inputs)]
    return tuple(np.array(part, dtype=dtype) for part in zip(*pairs))
