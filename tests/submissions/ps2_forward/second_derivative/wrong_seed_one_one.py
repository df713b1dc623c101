"""hint: outer-seed-moves

The outer tangent is Dual(1, 1) in place of Dual(1, 0): f' is added to f''.
"""


def second_derivative(f, x):
    y = f(Dual(Dual(x, 1.0), Dual(1.0, 1.0)))
    return y.tangent.tangent if depth(y) == 2 else 0.0
