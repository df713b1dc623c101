"""hint: single-jacobians-priced

Lets each single Jacobian cost the number of its entries, for k = 1 as well.
"""


def accumulation_cost(dims, order):
    class Node:
        def __init__(self, o):
            if isinstance(o, tuple):
                a, b = Node(o[0]), Node(o[1])
                self.rows, self.cols = a.rows, b.cols
                self.cost = a.cost + b.cost + a.rows * a.cols * b.cols
            else:
                self.rows, self.cols = dims[o], dims[o - 1]
                self.cost = self.rows * self.cols

    return Node(order).cost
