"""hint: entries-misplaced

The coordinates are taken column by column but put back row by row, so the gradient of a matrix is scrambled.
"""


def finite_difference(f, x, h, scheme="central"):
    x = np.asarray(x, dtype=float)
    flat = x.flatten(order="F")

    def at(vector):
        return f(vector.reshape(x.shape, order="F"))

    def moved(i, by):
        y = flat.copy()
        y[i] += by
        return y

    if scheme == "forward":
        f0 = at(flat.copy())
        values = [(at(moved(i, h)) - f0) / h for i in range(flat.size)]
    else:
        values = [(at(moved(i, h)) - at(moved(i, -h))) / (2 * h) for i in range(flat.size)]
    return np.array(values, dtype=float).reshape(x.shape)
