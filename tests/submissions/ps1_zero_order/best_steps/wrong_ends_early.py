"""hint: part-of-the-range

Steps down to 1e-10 only.
"""


def best_steps(f, derivative, x):
    hs = [10.0**-k for k in range(11)]
    exact = derivative(x)
    return (
        min(hs, key=lambda h: abs((f(x + h) - f(x)) / h - exact)),
        min(hs, key=lambda h: abs((f(x + h) - f(x - h)) / (2 * h) - exact)),
    )
