"""Richardson's extrapolation of central differences, to the order at which rounding takes over.

Stopped by: the functions of the check bend too much for it to come within rounding of the rule.

where: answer derivative
solved: dual
marks: 5
"""


def derivative(f, x):
    value = lambda z: getattr(f(Dual(z)), "value", 0.0)
    best, error = 0.0, np.inf
    for start in (0.5, 0.1, 0.02, 0.004):
        h = start * 0.5 ** np.arange(8)
        row = [(value(x + s) - value(x - s)) / (2 * s) for s in h]
        table = [row]
        for k in range(1, len(row)):
            old = table[-1]
            table.append([(4**k * b - a) / (4**k - 1) for a, b in zip(old, old[1:])])
            if abs(table[-1][-1] - old[-1]) < error:
                best, error = table[-1][-1], abs(table[-1][-1] - old[-1])
    return best
