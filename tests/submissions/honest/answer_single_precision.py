"""A derivative of single precision returned. It cannot be told from a rounded difference quotient, so
this exercise loses its marks, and no other does; the finding asks for double.

where: answer derivative
solved: dual dual_functions
marks: 8
"""


def derivative(f, x):
    y = f(Dual(x, 1.0))
    if not isinstance(y, Dual):
        return np.float32(0.0)
    return np.float32(y.tangent) if isinstance(y.tangent, float) else y.tangent
