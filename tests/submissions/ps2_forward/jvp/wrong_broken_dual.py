"""hint: earlier-answer

A right jvp of a Dual whose sum drops a tangent.
"""

Dual.__add__ = lambda self, other: Dual(
    self.value + (other.value if isinstance(other, Dual) else other), self.tangent
)


def jvp(f, x, v):
    outputs = f([Dual(a, b) for a, b in zip(x, v)])
    values = np.array([y.value if isinstance(y, Dual) else y for y in outputs], dtype=float)
    tangents = np.array([y.tangent if isinstance(y, Dual) else 0.0 for y in outputs], dtype=float)
    return values, tangents
