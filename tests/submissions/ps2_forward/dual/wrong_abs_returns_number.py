"""hint: not-a-dual
changes: right_simple

abs returns the absolute value alone.
"""


class Dual(Dual):
    def __abs__(self):
        return abs(self.value)
