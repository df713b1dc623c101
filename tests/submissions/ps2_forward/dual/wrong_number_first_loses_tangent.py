"""hint: reflected-tangent
changes: right_simple

2 + x has the tangent 0.
"""


class Dual(Dual):
    def __radd__(self, other):
        return Dual(other + self.value)
