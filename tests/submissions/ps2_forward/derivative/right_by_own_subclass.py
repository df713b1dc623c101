"""f gets an instance of a subclass of Dual."""


class Variable(Dual):
    def __init__(self, value):
        super().__init__(value, 1.0)


def derivative(f, x):
    y = f(Variable(x))
    return y.tangent if isinstance(y, Dual) else 0
