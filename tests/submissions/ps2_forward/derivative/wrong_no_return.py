"""hint: returned-nothing

The result is printed.
"""


def derivative(f, x):
    y = f(Dual(x, 1.0))
    print(y.tangent if isinstance(y, Dual) else 0.0)
