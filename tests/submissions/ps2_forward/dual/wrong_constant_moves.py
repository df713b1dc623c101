"""hint: constant-has-tangent
changes: right_simple

Numbers are lifted with tangent 1.
"""


class Dual(Dual):
    @staticmethod
    def operands(x, y):
        x, y = (z if isinstance(z, Dual) else Dual(z, 1.0) for z in (x, y))
        return x.value, x.tangent, y.value, y.tangent
