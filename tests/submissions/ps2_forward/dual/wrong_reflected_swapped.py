"""hint: reflected-order
changes: right_simple

2 - x is x - 2, and 2 / x is x / 2.
"""


class Dual(Dual):
    def __rsub__(self, other):
        return self - other

    def __rtruediv__(self, other):
        return self / other
