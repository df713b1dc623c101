"""hint: dual-returned

The outputs are stacked as they are.
"""


def jacobian(f, x):
    columns = [f([Dual(a, float(i == j)) for i, a in enumerate(x)]) for j in range(len(x))]
    return [list(row) for row in zip(*columns)]
