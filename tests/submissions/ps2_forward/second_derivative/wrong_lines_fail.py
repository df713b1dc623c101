"""hint: number-at-the-end

Two tangents are taken without looking.
"""


def second_derivative(f, x):
    return f(Dual(Dual(x, 1.0), 1.0)).tangent.tangent
