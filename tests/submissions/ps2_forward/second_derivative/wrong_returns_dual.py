"""hint: dual-returned

One level is still packed.
"""


def second_derivative(f, x):
    y = f(Dual(Dual(x, 1.0), Dual(1.0, 0.0)))
    return y.tangent if isinstance(y, Dual) else 0.0
