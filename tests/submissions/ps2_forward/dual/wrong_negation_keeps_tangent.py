"""hint: minus-lost
changes: right_simple

-x keeps the tangent of x.
"""


class Dual(Dual):
    def __neg__(self):
        return Dual(-self.value, self.tangent)
