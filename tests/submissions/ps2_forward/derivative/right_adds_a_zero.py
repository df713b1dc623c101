"""A Dual is made of whatever f returns by adding Dual(0)."""


def derivative(f, x):
    return (f(Dual(x, 1)) + Dual(0)).tangent
