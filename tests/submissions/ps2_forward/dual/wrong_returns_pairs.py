"""hint: not-a-dual
changes: right_simple

Negation and abs return a pair of numbers.
"""


class Dual(Dual):
    def __neg__(self):
        return (-self.value, -self.tangent)
