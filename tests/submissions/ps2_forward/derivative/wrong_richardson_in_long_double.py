"""hint: not-at-a-dual

Twelve extrapolations in extended precision.
"""


def derivative(f, x, n=12):
    x, h, table = np.longdouble(x), np.longdouble(1e-3), []
    for i in range(n):
        row = [(f(x + h) - f(x - h)) / (2 * h)]
        for k in range(1, i + 1):
            row.append(row[-1] + (row[-1] - table[-1][k - 1]) / (4**k - 1))
        table.append(row)
        h /= 2
    return float(table[-1][-1])
