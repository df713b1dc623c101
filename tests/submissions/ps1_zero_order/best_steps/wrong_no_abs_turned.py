"""hint: sign-of-the-error

The errors keep their signs, the derivative first.
"""


def best_steps(f, derivative, x):
    best = [(np.inf, 1.0), (np.inf, 1.0)]
    for k in range(16):
        h = 10.0**-k
        slopes = (f(x + h) - f(x)) / h, (f(x + h) - f(x - h)) / (2 * h)
        best = [min(b, (derivative(x) - s, h)) for b, s in zip(best, slopes)]
    return best[0][1], best[1][1]
