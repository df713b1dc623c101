"""hint: wrong-value
changes: right_simple

`operands` returns both values, then both tangents.
"""


class Dual(Dual):
    @staticmethod
    def operands(x, y):
        x, y = (z if isinstance(z, Dual) else Dual(z, 0.0) for z in (x, y))
        return x.value, y.value, x.tangent, y.tangent
