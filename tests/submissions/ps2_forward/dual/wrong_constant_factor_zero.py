"""hint: constant-factor
changes: right_simple

A number times x is taken for a constant.
"""


class Dual(Dual):
    def __rmul__(self, other):
        return Dual(self.value * other, 0.0)
