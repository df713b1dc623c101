"""hint: abs-tangent
changes: right_simple

The tangent of abs(x) is the absolute value of the tangent.
"""


class Dual(Dual):
    def __abs__(self):
        return Dual(abs(self.value), abs(self.tangent))
