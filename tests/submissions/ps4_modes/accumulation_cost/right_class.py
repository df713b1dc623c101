"""Objects that count while they are multiplied."""


class Shape:
    def __init__(self, rows, columns, cost=0):
        self.rows, self.columns, self.cost = rows, columns, cost

    def __matmul__(self, other):
        assert self.columns == other.rows
        price = self.rows * self.columns * other.columns
        return Shape(self.rows, other.columns, self.cost + other.cost + price)


def accumulation_cost(dims, order):
    def built(order):
        if isinstance(order, tuple):
            return built(order[0]) @ built(order[1])
        return Shape(dims[order], dims[order - 1])

    return built(order).cost
