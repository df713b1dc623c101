"""hint: operand-returned
changes: right_simple

abs of a positive Dual is the very same object.
"""


class Dual(Dual):
    def __abs__(self):
        return -self if self.value < 0 else self
