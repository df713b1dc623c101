"""hint: abs-tangent
changes: right_simple

abs leaves the tangent as it is.
"""


class Dual(Dual):
    def __abs__(self):
        return Dual(-self.value, self.tangent) if self.value < 0 else Dual(self.value, self.tangent)
