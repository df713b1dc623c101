"""hint: errors-returned

It returns the smallest errors, where the steps that have them are asked for.
"""


def best_steps(f, derivative, x):
    hs = [10.0 ** (-i / 2) for i in range(31)]
    dx = derivative(x)
    return (
        min(abs((f(x + h) - f(x)) / h - dx) for h in hs),
        min(abs((f(x + h) - f(x - h)) / (2 * h) - dx) for h in hs),
    )
