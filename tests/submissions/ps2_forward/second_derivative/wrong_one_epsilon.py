"""hint: levels-confused

Dual and derivative know no levels.
"""


def operands(x, y):
    x, y = (z if isinstance(z, Dual) else Dual(z, 0.0) for z in (x, y))
    return x.value, x.tangent, y.value, y.tangent


Dual.operands = staticmethod(operands)


def derivative(f, x):
    y = f(Dual(x, 1.0))
    return y.tangent if isinstance(y, Dual) else 0.0


def second_derivative(f, x):
    return derivative(lambda y: derivative(f, y), x)
