"""Right: the arrays of the pairs are the rows of one, none of which is written twice."""


def tune(alphas, x0, beta, steps):
    rows = np.empty((steps + 1, len(alphas)))
    rows[0] = alphas
    for t in range(steps):
        rows[t + 1] = rows[t] - beta * np.asarray(hypergradient(rows[t], x0))
    return [(row, float(unrolled_loss(row, x0))) for row in rows]
