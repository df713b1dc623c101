"""hint: reflected-order
changes: right_simple

2 ** x is x ** 2.
"""


class Dual(Dual):
    def __rpow__(self, other):
        return self**other
