"""hint: comparison-tangents
changes: right_simple

Tangents are compared.
"""


class Dual(Dual):
    def __lt__(self, other):
        x, dx, y, dy = Dual.operands(self, other)
        return dx < dy

    def __le__(self, other):
        x, dx, y, dy = Dual.operands(self, other)
        return dx <= dy

    def __gt__(self, other):
        x, dx, y, dy = Dual.operands(self, other)
        return dx > dy

    def __ge__(self, other):
        x, dx, y, dy = Dual.operands(self, other)
        return dx >= dy
