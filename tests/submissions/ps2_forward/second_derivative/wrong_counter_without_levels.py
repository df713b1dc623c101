"""hint: levels-confused

derivative seeds deeper Duals, but the operators know no levels.
"""


def operands(x, y):
    x, y = (z if isinstance(z, Dual) else Dual(z, 0.0) for z in (x, y))
    return x.value, x.tangent, y.value, y.tangent


Dual.operands = staticmethod(operands)


def second_derivative(f, x):
    return derivative(lambda y: derivative(f, y), x)
