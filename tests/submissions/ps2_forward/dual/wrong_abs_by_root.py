"""hint: raised
changes: right_simple

The root of the square, whose square is 0 where the value is small.
"""


class Dual(Dual):
    def __abs__(self):
        size = (self * self).value ** 0.5
        return Dual(size, self.value * self.tangent / size)
