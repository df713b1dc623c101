"""One Dual of Duals, two tangents taken off with care."""


def second_derivative(f, x):
    y = f(Dual(Dual(x, 1.0), Dual(1.0, 0.0)))
    for _ in range(2):
        y = y.tangent if isinstance(y, Dual) else 0.0
    return y
