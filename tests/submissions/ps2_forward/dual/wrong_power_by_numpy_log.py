"""hint: power-of-nonpositive
changes: right_simple

x ** n goes through NumPy's log, which gives nan and a warning.
"""


import numpy as np


class Dual(Dual):
    def __pow__(self, other):
        x, dx = self.value, self.tangent
        _, _, y, dy = Dual.operands(self, other)
        return Dual(x**y, y * x ** (y - 1) * dx + x**y * np.log(x) * dy)
