"""A new Dual with tags from a counter, and a derivative that asks for its own tag."""

from itertools import count

tags = count(1)


def tag(z):
    return getattr(z, "tag", 0)


def tagged(value, tangent, level):
    z = Dual(value, tangent)
    z.tag = level
    return z


def lifted(rule):
    def operator(self, other):
        level = max(tag(self), tag(other))
        x, dx, y, dy = (
            part
            for z in (self, other)
            for part in (
                (z.value, z.tangent) if isinstance(z, Dual) and tag(z) == level else (z, 0.0)
            )
        )
        return tagged(*rule(x, dx, y, dy), level)

    return operator


Dual.__add__ = Dual.__radd__ = lifted(lambda x, dx, y, dy: (x + y, dx + dy))
Dual.__sub__ = lifted(lambda x, dx, y, dy: (x - y, dx - dy))
Dual.__mul__ = Dual.__rmul__ = lifted(lambda x, dx, y, dy: (x * y, dx * y + x * dy))


def derivative(f, x):
    level = next(tags)
    y = f(tagged(x, 1.0, level))
    return y.tangent if tag(y) == level else 0.0


def second_derivative(f, x):
    return derivative(lambda y: derivative(f, y), x)
