"""hint: part-of-the-range

The halving ends after 25 steps, at 3e-8, long before 1e-15.
"""


def best_steps(f, derivative, x):
    steps = [2.0**-k for k in range(26)]
    target = derivative(x)
    errs_f = {abs((f(x + h) - f(x)) / h - target): h for h in steps}
    errs_c = {abs((f(x + h) - f(x - h)) / (2 * h) - target): h for h in steps}
    return errs_f[min(errs_f)], errs_c[min(errs_c)]
