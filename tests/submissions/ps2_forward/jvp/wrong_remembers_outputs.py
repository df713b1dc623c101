"""hint: wrong-shape

Outputs of an earlier call are kept.
"""


def jvp(f, x, v, outputs=[]):
    outputs += f([Dual(a, b) for a, b in zip(x, v)])
    m = len(x)
    pairs = [(y.value, y.tangent) if isinstance(y, Dual) else (y, 0.0) for y in outputs]
    return np.array(pairs[:m]).T if len(pairs) < m else tuple(np.array(pairs[:m]).T)
