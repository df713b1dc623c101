"""Inputs that do not move stay plain numbers."""


def jvp(f, x, v):
    outputs = f([Dual(a, b) if b != 0 else a for a, b in zip(x, v)])
    pairs = [(y.value, y.tangent) if isinstance(y, Dual) else (y, 0.0) for y in outputs]
    return [value for value, _ in pairs], [tangent for _, tangent in pairs]
