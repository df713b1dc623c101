"""hint: number-not-lifted
changes: right_simple

Operands are taken for Duals without looking.
"""


class Dual(Dual):
    @staticmethod
    def operands(x, y):
        return x.value, x.tangent, y.value, y.tangent
