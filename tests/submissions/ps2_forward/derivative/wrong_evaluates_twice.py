"""hint: too-many-evaluations

f is evaluated once to see what it returns, and once more.
"""


def derivative(f, x):
    if not isinstance(f(x), Dual) and not isinstance(f(Dual(x, 1.0)), Dual):
        return 0.0
    return f(Dual(x, 1.0)).tangent
