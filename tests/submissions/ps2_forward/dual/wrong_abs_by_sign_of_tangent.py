"""hint: abs-sign
changes: right_simple

abs asks for the sign of the tangent.
"""


class Dual(Dual):
    def __abs__(self):
        return (
            Dual(-self.value, -self.tangent) if self.tangent < 0 else Dual(self.value, self.tangent)
        )
