"""A derivative of any order, by recursion."""


def nth_derivative(f, x, n):
    return f(x) if n == 0 else derivative(lambda y: nth_derivative(f, y, n - 1), x)


def second_derivative(f, x, order=2):
    return float(nth_derivative(f, x, order))
