"""The steps are powers of two (three or four in each power of ten), and the first of the sorted
(error, step) pairs of each scheme is taken.
"""


def best_steps(f, derivative, x):
    x = float(x)
    target = float(derivative(x))
    here = float(f(x))
    table = {"forward": [], "central": []}
    for j in range(50):
        h = 2.0**-j
        if h < 1e-15:
            break
        up, down = float(f(x + h)), float(f(x - h))
        table["forward"].append((abs((up - here) / h - target), h))
        table["central"].append((abs((up - down) / h / 2 - target), h))
    return sorted(table["forward"])[0][1], sorted(table["central"])[0][1]
