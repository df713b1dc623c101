"""hint: earlier-answer

A right derivative of a Dual whose product with a number is wrong.
"""

Dual.__mul__ = lambda self, other: Dual(
    self.value * (other.value if isinstance(other, Dual) else other), self.tangent
)


def derivative(f, x):
    y = f(Dual(x, 1.0))
    return y.tangent if isinstance(y, Dual) else 0.0
