"""As the cheapest triangulation of a polygon with the corners d_0, …, d_k, and a stack in place of recursion for the order; the result is a named tuple."""

from collections import namedtuple

Answer = namedtuple("Answer", "cost order")


class Polygon:
    def __init__(self, corners):
        self.c = corners
        self.side = len(corners) - 1
        self.value = {(i, i + 1): 0 for i in range(self.side)}
        self.tip = {}
        for width in range(2, self.side + 1):
            for a in range(self.side - width + 1):
                self.fill(a, a + width)

    def fill(self, a, b):
        for t in range(a + 1, b):
            v = self.value[a, t] + self.value[t, b] + self.c[a] * self.c[t] * self.c[b]
            if (a, b) not in self.value or v < self.value[a, b]:
                self.value[a, b], self.tip[a, b] = v, t


def best_order(dims):
    poly = Polygon(list(dims))
    todo, done = [(0, poly.side, False)], []
    while todo:
        a, b, ready = todo.pop()
        if ready:
            right = done.pop()
            left = done.pop()
            done.append((left, right))
        elif b - a == 1:
            done.append(b)
        else:
            t = poly.tip[a, b]
            todo += [(a, b, True), (a, t, False), (t, b, False)]
    return Answer(poly.value[0, poly.side], done[0])
